// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Makes of two looks at the metrics what a page shows of the time between. */
final class LiveFigures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LAG = "kafka_consumer_fetch_manager_records_lag";

    /** Which series tell of the work, which depends on where reviews come from. */
    enum Source {
        TOPIC("undertone_reviews_scored_total", "undertone_event_to_score_seconds", "undertone_batch_reviews"),
        REQUESTS(
                "undertone_score_requests_total",
                "undertone_score_request_seconds",
                "undertone_score_request_batch_reviews");

        private final String count;
        private final String time;
        private final String batch;

        Source(String count, String time, String batch) {
            this.count = count;
            this.time = time;
            this.batch = batch;
        }
    }

    private LiveFigures() {}

    /**
     * @param millis when the later look was, in ms since 1970
     * @param seconds between the looks
     */
    static String json(Source source, Samples before, Samples now, long millis, double seconds) {
        ObjectNode json = JSON.createObjectNode().put("t", millis);
        json.put("rate", rounded((now.sum(source.count) - before.sum(source.count)) / seconds, 10));
        json.put("lag", now.sum(LAG));
        put(json, "p50", now.quantile(source.time, 0.5, before));
        put(json, "p95", now.quantile(source.time, 0.95, before));
        put(json, "p99", now.quantile(source.time, 0.99, before));
        double batches = now.value(source.batch + "_count") - before.value(source.batch + "_count");
        put(json, "batch", (now.value(source.batch + "_sum") - before.value(source.batch + "_sum")) / batches);
        ObjectNode labels = json.putObject("labels");
        Map<String, Double> earlier = before.by(Source.TOPIC.count, "label");
        now.by(Source.TOPIC.count, "label")
                .forEach((label, count) -> labels.put(label, count - earlier.getOrDefault(label, 0.0)));
        ObjectNode rejected = json.putObject("rejected");
        now.by("undertone_reviews_rejected_total", "reason").forEach((reason, count) -> {
            if (count > 0) {
                rejected.put(reason, count);
            }
        });
        model(now, "undertone_model_info").ifPresent(model -> json.put("model", model));
        model(now, "undertone_shadow_model_info").ifPresent(model -> {
            ObjectNode shadow = json.putObject("shadow").put("model", model);
            now.by("undertone_shadow_reviews_total", "result").forEach(shadow::put);
        });
        return json.toString();
    }

    private static Optional<String> model(Samples samples, String info) {
        Optional<String> name = samples.by(info, "name").keySet().stream().findFirst();
        Optional<String> version = samples.by(info, "version").keySet().stream().findFirst();
        return name.flatMap(known -> version.map(number -> known + " " + number));
    }

    /** JSON has no NaN: where nothing was observed there is nothing. */
    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, rounded(value, 10_000));
        }
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
