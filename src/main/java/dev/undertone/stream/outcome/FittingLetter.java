// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.DeadLetterHeaders;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.kafka.TopicRules;
import dev.undertone.review.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes a dead letter that its topic takes: the record as it came, with less and less of it until it fits. First go the
 * record's own headers, then the end of its value, then the end of its key; headers tell what is missing, and of which
 * record.
 */
public final class FittingLetter {
    /** Kept with the letter's own, as it says how often the record has failed. */
    private static final Set<String> KEPT = Set.of(DeadLetter.ATTEMPTS);

    /** After the first, the settings were read anew; after the second, they are not trusted. */
    private static final int MOST_TRIES = 3;

    private static final byte[] NOTHING = {};
    /** Enough to tell keys apart, where there is no room for all of one. */
    private static final int LITTLE = 64;

    private final TopicRules rules;
    private final Record<byte[], byte[]> record;
    private final TopicPartitionOffset origin;
    private final Rejected rejected;
    private final long now;
    private boolean shortened;

    private FittingLetter(
            TopicRules rules, Record<byte[], byte[]> record, TopicPartitionOffset origin, Rejected rejected, long now) {
        this.rules = rules;
        this.record = record;
        this.origin = origin;
        this.rejected = rejected;
        this.now = now;
    }

    /**
     * A letter.
     *
     * @param shortened whether something of the record is missing
     */
    public record Letter(Record<byte[], byte[]> record, boolean shortened) {}

    /**
     * Makes the letter for a record.
     *
     * @param rules of the topic for dead letters
     * @param before what became of the letters for this record so far: the third holds as little as one can
     * @param timestamp to write it with, in ms since 1970
     * @param now the present, likewise
     * @throws LetterRefusedException if the topic takes not even what tells which record it was
     */
    public static Letter of(
            TopicRules rules,
            Refusals.Refusal before,
            Record<byte[], byte[]> record,
            TopicPartitionOffset origin,
            Rejected rejected,
            long timestamp,
            long now) {
        if (before.times() >= MOST_TRIES) {
            throw new LetterRefusedException(rules.topic(), origin, "it answers " + before.error());
        }
        FittingLetter letter = new FittingLetter(rules, record, origin, rejected, now);
        Record<byte[], byte[]> fitting = before.times() == MOST_TRIES - 1 ? letter.bare(true) : letter.whole(timestamp);
        return new Letter(fitting, letter.shortened);
    }

    private Record<byte[], byte[]> whole(long timestamp) {
        Headers headers = DeadLetterHeaders.headers(record.headers(), origin, rejected);
        Record<byte[], byte[]> letter = record.withHeaders(headers).withTimestamp(timestamp);
        if (!rules.takesTime(timestamp, now)) {
            letter = letter.withTimestamp(now);
        }
        if (letter.timestamp() != record.timestamp()) {
            DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.TIMESTAMP, Long.toString(record.timestamp()));
        }
        if (!rules.takesKey(letter)) {
            letter = withKeyOfItsOwn(letter);
        }
        return rules.takesSize(letter) ? letter : bare(false);
    }

    /**
     * A letter with none of the record's headers, at the present, and with as much as fits of the value and, last, of
     * the key.
     *
     * @param least whether to trust the rules no more: no value, and a short key
     */
    private Record<byte[], byte[]> bare(boolean least) {
        shortened = true;
        Headers headers = new RecordHeaders();
        int cut = 0;
        for (Header header : record.headers()) {
            if (KEPT.contains(header.key())) {
                headers.add(header);
            } else {
                cut++;
            }
        }
        headers = DeadLetterHeaders.headers(headers, origin, rejected);
        DeadLetterHeaders.put(headers, DeadLetterHeaders.HEADERS_CUT, Integer.toString(cut));
        DeadLetterHeaders.put(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(record.timestamp()));
        Record<byte[], byte[]> letter = new Record<>(record.key(), record.value(), now, headers);
        if (record.key() == null && (rules.needsKey() || least)) {
            letter = withKeyOfItsOwn(letter);
        }
        if (rules.takesSize(letter) && !least) {
            return letter;
        }
        if (record.value() != null) {
            tellCut(letter, DeadLetterHeaders.VALUE_BYTES, DeadLetterHeaders.VALUE_HASH, record.value());
            letter = letter.withValue(NOTHING);
            letter = letter.withValue(start(record.value(), least ? 0 : rules.room(letter)));
        }
        boolean cutsKey = least ? length(record.key()) > LITTLE : rules.room(letter) < 0 && letter.key() != null;
        if (cutsKey) {
            tellCut(
                    letter,
                    DeadLetterHeaders.KEY_BYTES,
                    DeadLetterHeaders.KEY_HASH,
                    record.key() == null ? NOTHING : record.key());
            byte[] whole = letter.key();
            letter = letter.withKey(start(whole, LITTLE));
        }
        if (!rules.takesSize(letter)) {
            throw new LetterRefusedException(
                    rules.topic(), origin, "it takes records of at most " + rules.maxBytes() + " bytes");
        }
        return letter;
    }

    private Record<byte[], byte[]> withKeyOfItsOwn(Record<byte[], byte[]> letter) {
        if (record.key() == null) {
            DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.KEY_ADDED, "true");
        }
        return letter.withKey(origin.asId().getBytes(StandardCharsets.UTF_8));
    }

    private static void tellCut(Record<byte[], byte[]> letter, String bytesHeader, String hashHeader, byte[] whole) {
        DeadLetterHeaders.put(letter.headers(), bytesHeader, Integer.toString(whole.length));
        DeadLetterHeaders.put(letter.headers(), hashHeader, HexFormat.of().formatHex(sha256(whole)));
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] start(byte[] bytes, long most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, (int) Math.max(0, most));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
