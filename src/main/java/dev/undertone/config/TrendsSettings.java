// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import dev.undertone.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What trends are made of.
 *
 * @param by the fields of a review, as a scored event names them, whose values get figures of their own, beside those
 *     over all reviews
 * @param windows the lengths of the tumbling windows
 * @param grace how long a window stays open beyond its end
 * @param history how many windows of a length are held
 * @param maxEntries how many figures, of a key in a window each, all instances hold together
 * @param minReviews how many reviews either window needs before the two are compared
 * @param significance the p-value from which on a difference counts
 * @param alertDrop by how much a mean score has to fall for an alert; 0 for no alerts
 * @param topic of the figures
 * @param alertsTopic of the alerts
 */
public record TrendsSettings(
        List<String> by,
        List<Duration> windows,
        Duration grace,
        int history,
        long maxEntries,
        int minReviews,
        double significance,
        double alertDrop,
        String topic,
        String alertsTopic) {
    public static final String BY = "trends.by";
    static final String WINDOW = "trends.window";
    static final String GRACE = "trends.grace";
    static final String HISTORY = "trends.history";
    static final String MAX_ENTRIES = "trends.max.entries";
    static final String MIN_REVIEWS = "trends.min.reviews";
    static final String SIGNIFICANCE = "trends.significance";
    static final String ALERT_DROP = "trends.alert.drop";
    static final String TOPIC = "trends.topic";
    static final String ALERTS_TOPIC = "trends.alerts.topic";

    public TrendsSettings {
        by = List.copyOf(by);
        windows = List.copyOf(windows);
        Objects.requireNonNull(grace, "grace");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(alertsTopic, "alertsTopic");
    }

    /** Whether the scorer has trends beside it. */
    public boolean isOn() {
        return !by.isEmpty();
    }

    /** @throws IllegalArgumentException if they have not, in a sentence */
    void requireTopicsOfTheirOwn(Topics topics) {
        List<String> all = new ArrayList<>(topics.input().names());
        all.addAll(topics.outputs());
        all.addAll(List.of(topics.deadLetters(), topic, alertsTopic));
        if (all.stream().distinct().count() < all.size()) {
            throw new IllegalArgumentException("the topics of reviews, scores, dead letters, trends and alerts must be "
                    + (topics.input().areSeveral() ? "different ones" : "five") + ", not " + all);
        }
        Predicate<String> read = topics.reading();
        if (read.test(topic) || read.test(alertsTopic)) {
            throw new IllegalArgumentException("input.topic=" + topics.input() + " reads the topic "
                    + (read.test(topic) ? topic : alertsTopic) + " of trends; choose another for "
                    + (read.test(topic) ? TOPIC : ALERTS_TOPIC) + ", or other input topics");
        }
    }
}
