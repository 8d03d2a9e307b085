// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What one metric of {@code /metrics} is. {@link PrometheusMetrics} registers from {@link ScorerMetricSpecs}, lets of
 * what Kafka and Java offer through only what {@link KafkaMetricSpecs} and {@link RuntimeMetricSpecs} list, and {@code
 * docs/metrics.md} is printed from all three.
 *
 * @param prometheusName its name in Prometheus
 * @param unit in words
 * @param meaning what it counts or measures
 * @param rise what it means when it rises
 * @param labels the names of its labels, with commas; empty where there are none
 * @param labelValues the values of its one label, where they are a closed list of ours
 * @param buckets upper bounds of a histogram's buckets
 */
record MetricSpec(
        Type type,
        String prometheusName,
        String unit,
        String meaning,
        String rise,
        String labels,
        List<String> labelValues,
        List<Double> buckets) {
    /** As Prometheus names them. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY;

        String text() {
            return MetricSpec.text(this);
        }
    }

    MetricSpec {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(prometheusName, "prometheusName");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(rise, "rise");
        Objects.requireNonNull(labels, "labels");
        labelValues = List.copyOf(labelValues);
        buckets = List.copyOf(buckets);
    }

    static MetricSpec counter(String prometheusName, String unit, String meaning, String rise) {
        return of(Type.COUNTER, prometheusName, unit, meaning, rise);
    }

    static MetricSpec gauge(String prometheusName, String unit, String meaning, String rise) {
        return of(Type.GAUGE, prometheusName, unit, meaning, rise);
    }

    /** Needs {@link #buckets(double...)}. */
    static MetricSpec histogram(String prometheusName, String unit, String meaning, String rise) {
        return of(Type.HISTOGRAM, prometheusName, unit, meaning, rise);
    }

    static MetricSpec summary(String prometheusName, String unit, String meaning, String rise) {
        return of(Type.SUMMARY, prometheusName, unit, meaning, rise);
    }

    /** With one label of a closed list. */
    MetricSpec labelled(String names, List<String> values) {
        return new MetricSpec(type, prometheusName, unit, meaning, rise, names, values, buckets);
    }

    /** With labels that Kafka, Java or the model's manifest give the values of. */
    MetricSpec labelled(String names) {
        return labelled(names, List.of());
    }

    MetricSpec buckets(double... bounds) {
        List<Double> upper = DoubleStream.of(bounds).boxed().toList();
        return new MetricSpec(type, prometheusName, unit, meaning, rise, labels, labelValues, upper);
    }

    /** The parts of the reference, which list every metric that is let out. */
    static List<MetricGroup> groups() {
        return Catalogue.GROUPS;
    }

    /** Whether there is one of that name, which may lack the suffixes that Micrometer adds last. */
    static boolean has(String name) {
        return Catalogue.STEMS.contains(stem(name));
    }

    /** The name by which Micrometer knows it, of which it makes that in Prometheus. */
    String meterName() {
        return prometheusName.replace('_', '.');
    }

    double[] bucketBounds() {
        return buckets.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static MetricSpec of(Type type, String prometheusName, String unit, String meaning, String rise) {
        return new MetricSpec(type, prometheusName, unit, meaning, rise, "", List.of(), List.of());
    }

    private static String stem(String name) {
        return name.replaceAll("_total$", "").replaceAll("_seconds$", "");
    }

    /** Made when it is first asked for, as the groups are made of specifications. */
    private static final class Catalogue {
        static final List<MetricGroup> GROUPS = Stream.of(
                        ScorerMetricSpecs.GROUPS,
                        RequestMetricSpecs.GROUPS,
                        List.of(TrendsMetricSpecs.GROUP),
                        List.of(KafkaMetricSpecs.KAFKA),
                        List.of(RuntimeMetricSpecs.JAVA, RuntimeMetricSpecs.PROCESS))
                .flatMap(List::stream)
                .toList();
        static final Set<String> STEMS = GROUPS.stream()
                .flatMap(group -> group.metrics().stream())
                .map(metric -> stem(metric.prometheusName()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
