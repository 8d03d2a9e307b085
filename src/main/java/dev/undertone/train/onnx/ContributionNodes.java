// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.onnx;

import static dev.undertone.train.onnx.OnnxNodes.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.undertone.ngram.NgramHashTable;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Pooling;
import java.util.List;

/**
 * Writes into a graph what each token adds to the logit: the logit is a sum, so that nothing is estimated. Of a mean
 * each token has what the state changes by when it is read, for as many tokens as are read with that change (Murdoch
 * and Szlam 2017, "Automatic Rule Extraction from Long Short Term Memory Networks"). Of a maximum the token where it
 * stands has all, and an n-gram's weight is spread evenly over its tokens, those of its first occurrence. With the
 * biases, which belong to no token, the parts add up to the logit.
 *
 * <p>The nodes stand in a branch that is taken where the constant {@value #SWITCH} is true. It is false in the file, so
 * that ONNX Runtime leaves them out when it loads the graph and they cost nothing; who wants them changes that one byte
 * first.
 */
final class ContributionNodes {
    /** The output, [batch, time]; [0, 0] while the switch is off. */
    static final String OUTPUT = "contributions";

    /** A constant of the graph, false in the file. */
    static final String SWITCH = "explain";

    /** Where in time each unit has its maximum, [1, directions, batch, hidden]. */
    private static final String PLACES = "maximum_places";

    private static final String[] CUBE = {"directions", "batch", "hidden"};
    private static final String[] PLACES_CUBE = {"place", "directions", "batch", "hidden"};

    private final OnnxNodes nodes = new OnnxNodes("contributions_of_tokens");
    private final NetworkShape shape;

    private ContributionNodes(NetworkShape shape) {
        this.shape = shape;
    }

    /**
     * Adds the maximum over time. Where contributions are asked for, it is looked up where it stands: to find the place
     * takes as long as to find the value, and once is enough.
     *
     * @param states [time, directions, batch, hidden], smaller than all others where there is no token
     * @return the name of the maximum, [directions, batch, hidden]
     */
    static String maximum(OnnxNodes graph, String states) {
        OnnxNodes on = new OnnxNodes("maximum_with_places");
        String axis = on.constant("maximum_axis", 0);
        String places = on.node("ArgMax", "places_found", List.of(states), attribute("axis", 0));
        String found = on.node("GatherElements", "maximum_found", List.of(states, places), attribute("axis", 0));
        on.output(on.node("Squeeze", "maximum_there", List.of(found, axis)), DataType.FLOAT, CUBE);
        on.output(places, DataType.INT64, PLACES_CUBE);
        OnnxNodes off = new OnnxNodes("maximum_alone");
        String maximum = off.node(
                "ReduceMax",
                "maximum_value",
                List.of(states),
                attribute("axes", new long[] {0}),
                attribute("keepdims", 0));
        off.output(maximum, DataType.FLOAT, CUBE);
        String shape = off.node("Shape", "maximum_no_places", List.of(states));
        String row = off.constant("maximum_no_places_shape", 1, 1, 1, -1);
        off.output(off.node("Reshape", "maximum_nowhere", List.of(shape, row)), DataType.INT64, PLACES_CUBE);
        graph.node(
                "If",
                List.of("maximum", PLACES),
                List.of(graph.constant(SWITCH, false)),
                attribute("then_branch", on),
                attribute("else_branch", off));
        return "maximum";
    }

    /**
     * Adds the branch to a graph that has everything else, the {@link #maximum} among it.
     *
     * @param ngrams whether n-grams add to the network's logit
     */
    static void add(OnnxNodes graph, NetworkShape shape, boolean ngrams) {
        if (shape.pooling() != Pooling.MAX_MEAN) {
            return;
        }
        ContributionNodes on = new ContributionNodes(shape);
        String network = on.ofNetwork();
        String all = ngrams ? on.nodes.node("Add", "contribution_sums", List.of(network, on.ofNgrams())) : network;
        on.nodes.output(all, DataType.FLOAT, "batch", "time");
        OnnxNodes off = new OnnxNodes("no_contributions");
        String none = off.constant("contribution_none", new float[0], 0, 0);
        off.output(off.node("Identity", "contribution_absent", List.of(none)), DataType.FLOAT, "nothing", "at_all");
        graph.output(OUTPUT, DataType.FLOAT, "explained", "explained_time");
        graph.node("If", OUTPUT, List.of(SWITCH), attribute("then_branch", on.nodes), attribute("else_branch", off));
    }

    private String ofNetwork() {
        int directions = shape.directions().size();
        String row = nodes.node(
                "Gather",
                "contribution_row",
                List.of("output_weight", nodes.scalar("contribution_first", 0)),
                attribute("axis", 0));
        String cube = nodes.node(
                "Reshape",
                "contribution_cube",
                List.of(row, nodes.constant("contribution_cube_shape", directions, 2, shape.hidden())));
        return nodes.node(
                "Add", "contribution_of_network", List.of(ofMean(cube, directions), ofMaximum(cube, directions)));
    }

    /** [batch, time], of weights [directions, pooled, hidden]. */
    private String ofMean(String cube, int directions) {
        String weights = nodes.node(
                "Unsqueeze",
                "contribution_mean_column",
                List.of(weights("mean", cube, 1), nodes.constant("contribution_mean_last", 2)));
        String shares = nodes.node("MatMul", "contribution_shares", List.of("outputs", weights));
        String states = nodes.node(
                "Squeeze", "contribution_states", List.of(shares, nodes.constant("contribution_state_axis", 3)));
        String steps = nodes.node("Cast", "contribution_steps", List.of("step_column"), attribute("to", (long)
                DataType.FLOAT.getNumber()));
        String forward = changes(
                "forward", states, 0, nodes.node("Sub", "contribution_to_come", List.of("float_lengths", steps)));
        String sums = forward;
        if (directions == 2) {
            String one = nodes.constant("contribution_one_step", new float[] {1}, 1);
            String read = nodes.node("Add", "contribution_come_before", List.of(steps, one));
            sums = nodes.node("Add", "contribution_changes", List.of(forward, changes("backward", states, 1, read)));
        }
        String byTime = nodes.node("Div", "contribution_mean_by_time", List.of(sums, "float_lengths"));
        return nodes.node("Transpose", "contribution_mean", List.of(byTime), attribute("perm", 1, 0));
    }

    /**
     * [time, batch]: what the state changes by at each token as it is read in one direction, times the number of
     * tokens that are read with it.
     *
     * @param states [time, directions, batch]; 0 behind the end of a review
     */
    private String changes(String direction, String states, long index, String tokens) {
        String name = "contribution_" + direction;
        String state =
                nodes.node("Gather", name, List.of(states, nodes.scalar(name + "_index", index)), attribute("axis", 1));
        long shift = index == 0 ? 1 : -1;
        String last =
                nodes.node("Pad", name + "_last", List.of(state, nodes.constant(name + "_shift", shift, 0, -shift, 0)));
        String change = nodes.node("Sub", name + "_change", List.of(state, last));
        return nodes.node("Mul", name + "_changes", List.of(change, tokens));
    }

    /** [batch, time], of weights [directions, pooled, hidden]. */
    private String ofMaximum(String cube, int directions) {
        long units = (long) directions * shape.hidden();
        String weights = nodes.node(
                "Unsqueeze",
                "contribution_maximum_row",
                List.of(weights("maximum", cube, 0), nodes.constant("contribution_maximum_second", 1)));
        String peaks = nodes.node("Mul", "contribution_peaks", List.of("maximum", weights));
        String places = nodes.node(
                "Squeeze", "contribution_place_cube", List.of(PLACES, nodes.constant("contribution_place_axis", 0)));
        String nothing = nodes.node(
                "ConstantOfShape",
                "contribution_nothing",
                List.of(nodes.node("Shape", "contribution_shape", List.of("tokens"))));
        return nodes.node(
                "ScatterElements",
                "contribution_maximum",
                List.of(nothing, byReview("place", places, units), byReview("peak", peaks, units)),
                attribute("axis", 1),
                attribute("reduction", "add"));
    }

    /** [batch, units] of [directions, batch, hidden]. */
    private String byReview(String name, String cube, long units) {
        String turned =
                nodes.node("Transpose", "contribution_" + name + "_turned", List.of(cube), attribute("perm", 1, 0, 2));
        return nodes.node(
                "Reshape",
                "contribution_" + name + "_rows",
                List.of(turned, nodes.constant("contribution_" + name + "_row_shape", -1, units)));
    }

    /** [directions, hidden] of [directions, pooled, hidden]. */
    private String weights(String pooled, String cube, long index) {
        String chosen = nodes.scalar("contribution_" + pooled + "_index", index);
        return nodes.node("Gather", "contribution_" + pooled + "_weights", List.of(cube, chosen), attribute("axis", 1));
    }

    private String ofNgrams() {
        int patterns = NgramHashTable.PATTERNS.size();
        int before = NgramHashTable.longest() - 1;
        String counted = nodes.node("Cast", "contribution_counted", List.of("ngram_counted"), attribute("to", (long)
                DataType.FLOAT.getNumber()));
        String unit = nodes.constant("contribution_unit", new float[] {NgramLogit.UNIT}, 1);
        String weights = nodes.node("Mul", "contribution_ngram_weights", List.of(counted, unit));
        String root = nodes.node(
                "Unsqueeze", "contribution_root", List.of("ngram_root", nodes.constant("contribution_root_axis", 1)));
        String shares = nodes.node("Div", "contribution_ngram_shares", List.of(weights, root));
        // Sorting says where each stood.
        String places = nodes.node("Shape", "contribution_places_shape", List.of(counted));
        String zeros = nodes.node("ConstantOfShape", "contribution_zeros", List.of(places));
        String placed = nodes.node(
                "ScatterElements",
                "contribution_ngrams_placed",
                List.of(zeros, "ngram_order", shares),
                attribute("axis", 1));
        String cube = nodes.node(
                "Reshape",
                "contribution_by_pattern",
                List.of(placed, nodes.constant("contribution_pattern_shape", 0, patterns, -1)));
        String sum = null;
        for (int pattern = 0; pattern < patterns; pattern++) {
            List<Integer> offsets = NgramHashTable.PATTERNS.get(pattern);
            String name = "contribution_pattern_" + pattern;
            String chosen = nodes.scalar(name + "_index", pattern);
            String ending = nodes.node("Gather", name + "_ending", List.of(cube, chosen), attribute("axis", 1));
            String part = nodes.constant(name + "_part", new float[] {1f / offsets.size()});
            String each = nodes.node("Mul", name + "_each", List.of(ending, part));
            for (int back : offsets) {
                String pads = nodes.constant(name + "_pads_" + back, 0, before - back, 0, back);
                String shifted = nodes.node("Pad", name + "_" + back + "_back", List.of(each, pads));
                sum = sum == null ? shifted : nodes.node("Add", name + "_sum_" + back, List.of(sum, shifted));
            }
        }
        return atTokens(sum, before);
    }

    /** What n-grams cut off at the start of a text would give to tokens before it belongs to its first. */
    private String atTokens(String padded, int before) {
        String early = nodes.slice("contribution_early", padded, 0, before);
        String axis = nodes.constant("contribution_early_sum_axis", 1);
        String earlySum = nodes.node("ReduceSum", "contribution_early_sum", List.of(early, axis));
        String first = nodes.slice("contribution_first_token", padded, before, before + 1L);
        String start = nodes.node("Add", "contribution_start", List.of(first, earlySum));
        String rest = nodes.slice("contribution_rest", padded, before + 1L, Long.MAX_VALUE);
        return nodes.node("Concat", "contribution_of_ngrams", List.of(start, rest), attribute("axis", 1));
    }
}
