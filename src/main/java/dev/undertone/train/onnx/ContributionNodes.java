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
 * and Szlam 2017, "Automatic Rule Extraction from Long Short Term Memory Networks"). A maximum is shared by the tokens
 * whose states come near it, as without one of them the next largest takes its place; and an n-gram's weight is spread
 * evenly over its tokens, those of its first occurrence. With the biases, which belong to no token, the parts add up to
 * the logit.
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

    /**
     * How far below a unit's maximum, where states lie in -1..1, a token has no share of it; above, its share grows
     * evenly. Less than 1, so that padding has none.
     */
    static final float NEAR = 0.1f;

    private final OnnxNodes nodes = new OnnxNodes("contributions_of_tokens");
    private final NetworkShape shape;

    private ContributionNodes(NetworkShape shape) {
        this.shape = shape;
    }

    /**
     * Adds the branch to a graph that has everything else.
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
        graph.node(
                "If",
                List.of(OUTPUT),
                List.of(graph.constant(SWITCH, false)),
                attribute("then_branch", on.nodes),
                attribute("else_branch", off));
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
        return nodes.node("Add", "contribution_of_network", List.of(ofMean(cube, directions), ofMaximum(cube)));
    }

    /** [batch, time], of weights [directions, pooled, hidden]. */
    private String ofMean(String cube, int directions) {
        String weights = nodes.node(
                "Unsqueeze",
                "contribution_mean_rows",
                List.of(weights("mean", cube, 1), nodes.constant("contribution_mean_row_axes", 1, 2)));
        String states = nodes.node(
                "Squeeze",
                "contribution_states",
                List.of(
                        weighed("contribution_states", weights, "outputs"),
                        nodes.constant("contribution_state_axis", 2)));
        String steps = nodes.cast("contribution_steps", "steps", DataType.FLOAT);
        String forward = changes(
                "forward", states, 0, nodes.node("Sub", "contribution_to_come", List.of("length_column", steps)));
        String sums = forward;
        if (directions == 2) {
            String one = nodes.constant("contribution_one_step", new float[] {1}, 1);
            String read = nodes.node("Add", "contribution_come_before", List.of(steps, one));
            sums = nodes.node("Add", "contribution_changes", List.of(forward, changes("backward", states, 1, read)));
        }
        return nodes.node("Div", "contribution_mean", List.of(sums, "length_column"));
    }

    /**
     * [batch, time]: what the state changes by at each token as it is read in one direction, times the number of
     * tokens that are read with it.
     *
     * @param states [directions, batch, time]; 0 behind the end of a review
     */
    private String changes(String direction, String states, long index, String tokens) {
        String name = "contribution_" + direction;
        String state =
                nodes.node("Gather", name, List.of(states, nodes.scalar(name + "_index", index)), attribute("axis", 0));
        long shift = index == 0 ? 1 : -1;
        String last =
                nodes.node("Pad", name + "_last", List.of(state, nodes.constant(name + "_shift", 0, shift, 0, -shift)));
        String change = nodes.node("Sub", name + "_change", List.of(state, last));
        return nodes.node("Mul", name + "_changes", List.of(change, tokens));
    }

    /**
     * [directions, batch, 1, time] of [time, directions, batch, hidden]: its rows times the weights.
     *
     * @param weights [directions, batch or 1, 1, hidden]
     */
    private String weighed(String name, String weights, String rows) {
        // ONNX Runtime takes the turning into the product, which then reads the rows as they lie, once. With the
        // batch as the last axis it would be a product a token, which take five times as long.
        String byUnit = nodes.node("Transpose", name + "_by_unit", List.of(rows), attribute("perm", 1, 2, 3, 0));
        return nodes.node("MatMul", name + "_weighed", List.of(weights, byUnit));
    }

    /** [batch, time], of weights [directions, pooled, hidden]. */
    private String ofMaximum(String cube) {
        String weights = nodes.node(
                "Unsqueeze",
                "contribution_maximum_row",
                List.of(weights("maximum", cube, 0), nodes.constant("contribution_maximum_second", 1)));
        String near = nodes.constant("contribution_near", new float[] {NEAR});
        String least = nodes.node("Sub", "contribution_least", List.of("maximum", near));
        String above = nodes.node("Sub", "contribution_above", List.of("masked", least));
        String shares = nodes.node("Relu", "contribution_maximum_shares", List.of(above));
        String all = overTime("contribution_all_shares", shares);
        String peaks = nodes.node("Mul", "contribution_peaks", List.of("maximum", weights));
        String each = nodes.node("Div", "contribution_of_a_share", List.of(peaks, all));
        String row = nodes.node(
                "Unsqueeze",
                "contribution_of_a_share_row",
                List.of(each, nodes.constant("contribution_share_row_axis", 2)));
        String parts = weighed("contribution_shares", row, shares);
        return nodes.node(
                "ReduceSum",
                "contribution_maximum",
                List.of(parts, nodes.constant("contribution_direction_axes", 0, 2)),
                attribute("keepdims", 0));
    }

    /** [directions, batch, hidden]: the sums of [time, directions, batch, hidden]. */
    private String overTime(String name, String values) {
        String one = nodes.constant(name + "_one", new float[] {1}, 1, 1);
        String size = nodes.node(
                "Concat", name + "_size", List.of(nodes.constant(name + "_rows", 1L), "times"), attribute("axis", 0));
        String ones = nodes.node("Expand", name + "_ones", List.of(one, size));
        String flat =
                nodes.node("Reshape", name + "_flat", List.of(values, nodes.constant(name + "_flat_shape", 0, -1)));
        // As a product: ReduceSum takes longer over the first axis.
        String sums = nodes.node("MatMul", name + "_row", List.of(ones, flat));
        return nodes.node(
                "Reshape",
                name,
                List.of(sums, nodes.constant(name + "_shape", shape.directions().size(), -1, shape.hidden())));
    }

    /** [directions, hidden] of [directions, pooled, hidden]. */
    private String weights(String pooled, String cube, long index) {
        String chosen = nodes.scalar("contribution_" + pooled + "_index", index);
        return nodes.node("Gather", "contribution_" + pooled + "_weights", List.of(cube, chosen), attribute("axis", 1));
    }

    private String ofNgrams() {
        String counted = nodes.cast("contribution_counted", "ngram_counted", DataType.FLOAT);
        String root = nodes.node(
                "Unsqueeze", "contribution_root", List.of("ngram_root", nodes.constant("contribution_root_axis", 1)));
        String shares = nodes.node("Div", "contribution_ngram_shares", List.of(counted, root));
        // Sorting says where each stood.
        String places = nodes.node("Shape", "contribution_places_shape", List.of("ngram_held"));
        String zeros = nodes.node("ConstantOfShape", "contribution_zeros", List.of(places));
        String placed = nodes.node(
                "ScatterElements",
                "contribution_ngrams_placed",
                List.of(zeros, "ngram_order", shares),
                attribute("axis", 1));
        String byPattern = nodes.node(
                "Reshape",
                "contribution_by_pattern",
                List.of(placed, nodes.constant("contribution_pattern_shape", 0, NgramHashTable.PATTERNS.size(), -1)));
        return atTokens(spread(byPattern));
    }

    /**
     * [batch, 1, time and before]: the n-grams of [batch, patterns, time] spread over their tokens, those before the
     * first token of a text included. One node for all: each takes as long as it takes to start it.
     */
    private String spread(String byPattern) {
        int patterns = NgramHashTable.PATTERNS.size();
        int longest = NgramHashTable.longest();
        float[] parts = new float[patterns * longest];
        for (int pattern = 0; pattern < patterns; pattern++) {
            List<Integer> offsets = NgramHashTable.PATTERNS.get(pattern);
            for (int back : offsets) {
                parts[pattern * longest + back] = NgramLogit.UNIT / offsets.size();
            }
        }
        return nodes.node(
                "Conv",
                "contribution_of_ngrams_padded",
                List.of(byPattern, nodes.constant("contribution_ngram_parts", parts, 1, patterns, longest)),
                attribute("pads", longest - 1L, longest - 1L));
    }

    /** What n-grams cut off at the start of a text would give to tokens before it belongs to its first. */
    private String atTokens(String padded) {
        String row = nodes.node(
                "Squeeze", "contribution_ngram_row", List.of(padded, nodes.constant("contribution_ngram_channel", 1)));
        long longest = NgramHashTable.longest();
        String axis = nodes.constant("contribution_start_axis", 1);
        String early = nodes.slice("contribution_early", row, 0, longest);
        String start = nodes.node("ReduceSum", "contribution_start", List.of(early, axis));
        String rest = nodes.slice("contribution_rest", row, longest, Long.MAX_VALUE);
        return nodes.node("Concat", "contribution_of_ngrams", List.of(start, rest), attribute("axis", 1));
    }
}
