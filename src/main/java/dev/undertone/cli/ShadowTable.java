// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.cli.terminal.InspectException;
import java.util.List;
import java.util.Locale;

/** How far a service's shadow agrees with its model, for a person. */
final class ShadowTable {
    private static final String REVIEWS = "undertone_shadow_reviews_total{result=\"%s\"}";
    private static final String DIFFERENCE = "undertone_shadow_score_difference";

    /** Bounds of the histogram that tell the most. */
    private static final List<String> BOUNDS = List.of("0.01", "0.1", "0.5");

    private ShadowTable() {}

    /** @throws InspectException if the service has no shadow */
    static String of(MetricsPage page, String address) {
        String shadow = page.model("undertone_shadow_model_info")
                .orElseThrow(() -> new InspectException(
                        "the service at " + address + " has no shadow; start it with model.shadow.path", null));
        double agreed = reviews(page, "agreed");
        double compared = agreed + reviews(page, "disagreed");
        StringBuilder table = new StringBuilder();
        row(table, "served", page.model("undertone_model_info").orElse("-"));
        row(table, "shadow", shadow);
        row(table, "reviews compared", whole(compared));
        row(table, "same label", share(agreed, compared));
        row(table, "score difference, mean", score(page.value(DIFFERENCE + "_sum"), compared));
        row(table, "largest", score(page.value(DIFFERENCE + "_max"), Math.min(1, compared)));
        for (String bound : BOUNDS) {
            row(table, "at most " + bound, share(page.value(DIFFERENCE + "_bucket{le=\"" + bound + "\"}"), compared));
        }
        row(table, "not seen, as too slow", whole(reviews(page, "dropped")));
        row(table, "failed on", whole(reviews(page, "failed")));
        return table.toString();
    }

    private static double reviews(MetricsPage page, String result) {
        return page.value(String.format(REVIEWS, result));
    }

    private static void row(StringBuilder table, String what, String value) {
        table.append(String.format(Locale.ROOT, "%-24s%s%n", what, value));
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String share(double part, double whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * part / whole);
    }

    private static String score(double sum, double count) {
        return count == 0 ? "-" : String.format(Locale.ROOT, "%.4f", sum / count);
    }
}
