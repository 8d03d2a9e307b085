// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.onnx;

import static dev.undertone.train.onnx.OnnxNodes.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.undertone.ngram.NgramHashTable;
import dev.undertone.ngram.NgramLogit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Writes an {@link NgramLogit} into a graph: the arithmetic of {@link NgramHashTable} over the tokens and those before
 * them, then the weights of the slots found, each once a review. Its tensors are [batch, time], or [batch, n-grams]
 * with one n-gram of each pattern for each token.
 */
final class NgramNodes {
    /** In place of the slot of an n-gram that does not count. */
    private static final long NO_SLOT = -1;

    private final OnnxNodes nodes;
    private final NgramLogit term;

    private NgramNodes(OnnxNodes nodes, NgramLogit term) {
        this.nodes = nodes;
        this.term = term;
    }

    /**
     * Adds the nodes to a graph with {@code tokens} and {@code lengths}.
     *
     * @return the name of what adds to the logit, [batch]
     */
    static String add(OnnxNodes nodes, NgramLogit term) {
        NgramNodes ngrams = new NgramNodes(nodes, term);
        return ngrams.weighed(ngrams.held());
    }

    /** The slot of each n-gram, or {@link #NO_SLOT}. */
    private String held() {
        String ids = integers("ngram_ids", "tokens");
        String padded = nodes.node(
                "Pad",
                "ngram_padded_ids",
                List.of(ids, nodes.constant("ngram_pads", 0, NgramHashTable.longest() - 1, 0, 0)));
        List<String> shifted = new ArrayList<>(List.of(ids));
        for (int back = 1; back < NgramHashTable.longest(); back++) {
            shifted.add(nodes.slice("ngram_ids_" + back + "_back", padded, NgramHashTable.longest() - 1 - back, -back));
        }
        String prime = nodes.scalar("ngram_prime", NgramHashTable.PRIME);
        String residues = nodes.node(
                "Mod", "ngram_residues", List.of(sums("ngram_slot", shifted, NgramHashTable::slotFactor), prime));
        String slots = nodes.node(
                "Mod",
                "ngram_slots",
                List.of(residues, nodes.scalar("ngram_slot_count", term.slots().slots())));
        String numbers = nodes.node(
                "Mod", "ngram_numbers", List.of(sums("ngram_number", shifted, NgramHashTable::ownerFactor), prime));
        String owners = nodes.constant("ngram_owner_table", term.slots().owners());
        String owner = integers("ngram_owners", nodes.node("Gather", "ngram_owner_numbers", List.of(owners, slots)));
        String owning = nodes.node("Equal", "ngram_owning", List.of(numbers, owner));
        String counting = nodes.node("And", "ngram_counting", List.of(owning, endsAtToken(ids)));
        return nodes.node("Where", "ngram_held", List.of(counting, slots, nodes.scalar("ngram_no_slot", NO_SLOT)));
    }

    /**
     * For each n-gram the sum that its slot or its number comes from; those of one pattern follow on those of another.
     */
    private String sums(String name, List<String> shifted, IntToLongFunction factor) {
        List<String> products = new ArrayList<>();
        for (int back = 0; back < shifted.size(); back++) {
            products.add(nodes.node(
                    "Mul",
                    name + "_product_" + back,
                    List.of(shifted.get(back), nodes.scalar(name + "_factor_" + back, factor.applyAsLong(back)))));
        }
        List<String> sums = new ArrayList<>();
        for (List<Integer> pattern : NgramHashTable.PATTERNS) {
            String sum = products.get(pattern.get(0));
            for (int back : pattern.subList(1, pattern.size())) {
                sum = nodes.node("Add", name + "_sum_" + sums.size() + "_" + back, List.of(sum, products.get(back)));
            }
            sums.add(sum);
        }
        return nodes.node("Concat", name + "_sums", sums, attribute("axis", 1));
    }

    /** Whether each n-gram ends at a token, not at padding. */
    private String endsAtToken(String ids) {
        String times = nodes.node("Shape", "ngram_times", List.of(ids), attribute("start", 1), attribute("end", 2));
        String time = nodes.node("Squeeze", "ngram_time", List.of(times));
        String steps = nodes.node(
                "Range",
                "ngram_steps",
                List.of(nodes.scalar("ngram_first_step", 0), time, nodes.scalar("ngram_stride", 1)));
        String column = nodes.node(
                "Unsqueeze",
                "ngram_length_column",
                List.of(integers("ngram_lengths", "lengths"), nodes.constant("ngram_axis_length", 1)));
        String isToken = nodes.node("Less", "ngram_is_token", List.of(steps, column));
        return nodes.node(
                "Concat",
                "ngram_ends_at_token",
                Collections.nCopies(NgramHashTable.PATTERNS.size(), isToken),
                attribute("axis", 1));
    }

    /** The sum of the weights of the slots in {@code held}. */
    private String weighed(String held) {
        // In order of slots an n-gram that occurs again stands behind itself. Those that do not count come last, and
        // most are left out: sorting is what takes longest.
        nodes.node("TopK", List.of("ngram_sorted", "ngram_order"), List.of(held, mostHeld()), attribute("axis", 1));
        String padded = nodes.node(
                "Pad",
                "ngram_padded_sorted",
                List.of("ngram_sorted", nodes.constant("ngram_one_before", 0, 1, 0, 0), "ngram_no_slot"));
        String before = nodes.slice("ngram_before", padded, 0, -1);
        String repeats = nodes.node("Equal", "ngram_repeats", List.of("ngram_sorted", before));
        String slots = nodes.node("Greater", "ngram_are_slots", List.of("ngram_sorted", "ngram_no_slot"));
        String first =
                nodes.node("And", "ngram_first", List.of(slots, nodes.node("Not", "ngram_new", List.of(repeats))));
        String table = nodes.constant("ngram_weight_table", term.weights());
        String weights = nodes.cast(
                "ngram_weights",
                nodes.node("Gather", "ngram_small_weights", List.of(table, "ngram_sorted")),
                DataType.DOUBLE);
        String counted = nodes.node(
                "Where", "ngram_counted", List.of(first, weights, nodes.constant("ngram_nothing", new double[] {0})));
        // Of whole numbers, which a double holds up to 2^53: of others the sum would depend on how many places there
        // are, and with them a score on its batch.
        String sum = nodes.cast("ngram_float_sum", sum("ngram_sum", counted), DataType.FLOAT);
        String scaled = nodes.node(
                "Mul", "ngram_scaled", List.of(sum, nodes.constant("ngram_unit", new float[] {NgramLogit.UNIT}, 1)));
        String bias = nodes.constant("ngram_bias", new float[] {term.bias()}, 1);
        String divided = nodes.node("Div", "ngram_divided", List.of(scaled, root(first)));
        return nodes.node("Add", "ngram_logit", List.of(divided, bias));
    }

    /** [1]: how many n-grams the review with the most of them holds, and one at least. */
    private String mostHeld() {
        String held = sum("ngram_held_counts", nodes.cast("ngram_held_ones", "ngram_counting", DataType.FLOAT));
        String most = nodes.node("ReduceMax", "ngram_most", List.of(held), attribute("axes", new long[] {0}));
        String atLeastOne = nodes.node("Max", "ngram_most_or_one", List.of(most, one("ngram_one_held")));
        return integers("ngram_most_held", atLeastOne);
    }

    /** The square root of how many n-grams count, [batch]; of one where none does. */
    private String root(String counting) {
        String count = sum("ngram_count", nodes.cast("ngram_ones", counting, DataType.FLOAT));
        String atLeastOne = nodes.node("Max", "ngram_count_or_one", List.of(count, one("ngram_one_at_least")));
        return nodes.node("Sqrt", "ngram_root", List.of(atLeastOne));
    }

    /** [batch] of [batch, n-grams]. */
    private String sum(String name, String rows) {
        return nodes.node(
                "ReduceSum", name, List.of(rows, nodes.constant(name + "_axis", 1)), attribute("keepdims", 0));
    }

    private String one(String name) {
        return nodes.constant(name, new float[] {1}, 1);
    }

    private String integers(String name, String input) {
        return nodes.cast(name, input, DataType.INT64);
    }
}
