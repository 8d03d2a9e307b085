// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What a topic takes, as its settings say, so that a record which it would refuse is known before it is sent: a
 * refusal undoes the whole transaction and ends the service.
 *
 * @param maxBytes of a record in a batch of its own, compressed
 * @param maxPlainBytes of a record before it is compressed, which is the producer's own limit
 * @param codecs that a record is compressed with: by the producer, and where the topic has one of its own, by the
 *     broker again
 * @param needsKey whether it is compacted
 * @param maxAgeMillis how far a timestamp may lie before the present
 * @param maxLeadMillis how far a timestamp may lie after the present
 * @param retention how long it keeps a record from its timestamp on, where it deletes by that
 */
public record TopicRules(
        String topic,
        long maxBytes,
        long maxPlainBytes,
        List<Compression> codecs,
        boolean needsKey,
        long maxAgeMillis,
        long maxLeadMillis,
        Optional<Duration> retention) {
    /** What is this close to the limit may be past it when the broker looks. */
    private static final long ON_THE_WAY_MILLIS = 1000;

    public TopicRules {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(retention, "retention");
        codecs = List.copyOf(codecs);
    }

    /** Those of a topic of which nothing is known: it takes everything. */
    public static TopicRules unknown(String topic) {
        return new TopicRules(
                topic,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                List.of(),
                false,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Optional.empty());
    }

    /** @param settings of the topic, as the cluster tells them; empty where it does not */
    public static TopicRules of(String topic, Map<String, String> settings, ProducerLimits producer) {
        Compression own = producer.compression();
        String codec = settings.getOrDefault(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        boolean keepsOurs = codec.equals("producer") || codec.equals(own.type().name);
        boolean stampsItself = "LogAppendTime".equals(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
        String cleanup = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        long keeps = number(settings, TopicConfig.RETENTION_MS_CONFIG).orElse(-1L);
        boolean deletes = cleanup.contains(TopicConfig.CLEANUP_POLICY_DELETE) && keeps >= 0 && !stampsItself;
        return new TopicRules(
                topic,
                Stream.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicConfig.SEGMENT_BYTES_CONFIG)
                        .flatMap(key -> number(settings, key).stream())
                        .min(Long::compare)
                        .orElse(Long.MAX_VALUE),
                producer.maxBytes(),
                keepsOurs
                        ? List.of(own)
                        : List.of(
                                own,
                                Compression.of(codec.equals("uncompressed") ? "none" : codec)
                                        .build()),
                cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT),
                stampsItself
                        ? Long.MAX_VALUE
                        : number(settings, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)
                                .orElse(Long.MAX_VALUE),
                stampsItself
                        ? Long.MAX_VALUE
                        : number(settings, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)
                                .orElse(Long.MAX_VALUE),
                deletes ? Optional.of(Duration.ofMillis(keeps)) : Optional.empty());
    }

    /** Why the topic would not take a record now, after "the topic x"; nothing where it would. */
    public Optional<String> refusal(Record<byte[], byte[]> record, long nowMillis) {
        if (!takesKey(record)) {
            return Optional.of("is compacted and takes no record without a key");
        }
        if (!takesTime(record.timestamp(), nowMillis)) {
            return Optional.of("takes no record with this timestamp: " + record.timestamp() + " at " + nowMillis);
        }
        return takesSize(record)
                ? Optional.empty()
                : Optional.of("takes records of at most " + maxBytes + " bytes, and this one is larger");
    }

    public boolean takesKey(Record<byte[], byte[]> record) {
        return !needsKey || record.key() != null;
    }

    public boolean takesTime(long timestamp, long nowMillis) {
        long age = nowMillis - timestamp;
        return age < 0 ? -age <= maxLeadMillis : age <= Math.max(maxAgeMillis - ON_THE_WAY_MILLIS, maxAgeMillis / 2);
    }

    /** Compresses the record only where that decides. */
    public boolean takesSize(Record<byte[], byte[]> record) {
        long plain = RecordSize.bound(record.key(), record.value(), record.headers());
        if (plain > maxPlainBytes) {
            return false;
        }
        return RecordSize.compressedBound(plain) <= maxBytes
                || codecs.stream()
                        .allMatch(codec -> RecordSize.exact(
                                        codec, record.key(), record.value(), record.headers(), record.timestamp())
                                <= maxBytes);
    }

    /** How many more bytes than the record has will surely fit; negative where they are too many already. */
    public long room(Record<byte[], byte[]> record) {
        return Math.min(RecordSize.surelyFitting(maxBytes), maxPlainBytes)
                - RecordSize.bound(record.key(), record.value(), record.headers());
    }

    /** Whether a record of that time is deleted as soon as the topic comes to it. */
    public boolean deletesAtOnce(long timestamp, long nowMillis) {
        return retention.isPresent() && nowMillis - timestamp > retention.get().toMillis();
    }

    private static Optional<Long> number(Map<String, String> settings, String key) {
        return Optional.ofNullable(settings.get(key)).map(Long::valueOf);
    }
}
