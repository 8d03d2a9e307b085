// SPDX-License-Identifier: Apache-2.0
package dev.undertone.fuzz;

import static dev.undertone.testing.Records.header;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * What was sent, and what became of each: coordinates, sizes and hashes, no record. Confined to one thread.
 */
public final class HostileLedger {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WrittenContract contract = new WrittenContract();
    private final Map<String, Sent> waiting = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int scored;
    private int passed;
    private int letters;
    private int refused;
    private int shortened;
    private int skipped;

    /** What a letter is to hold of a record. */
    private record Sent(int bytes, String hash) {}

    /** @param id where it lies, as PARTITION-OFFSET */
    public void sent(String id, SimpleRecord record) {
        if (record.value() == null && record.key() == null) {
            skipped++;
            return;
        }
        byte[] value = bytes(record.value());
        waiting.put(id, new Sent(value.length, sha256(value)));
    }

    /** Takes down an outcome from the topic for scores. */
    public void score(ConsumerRecord<byte[], byte[]> score) {
        if (score.value() == null) {
            passed++;
            settle(new String(score.key(), StandardCharsets.UTF_8));
        } else {
            scored++;
            String id = id(score.value());
            settle(id);
            note(id, contract.faultsOfScore(score.value()));
        }
    }

    /** Takes down a dead letter. */
    public void letter(ConsumerRecord<byte[], byte[]> letter) {
        letters++;
        if (header(letter, "undertone.reason").equals("REFUSED")) {
            refused++;
        }
        if (letter.headers().lastHeader("undertone.headers.cut") != null) {
            shortened++;
        }
        String id = header(letter, "__streams.errors.partition") + "-" + header(letter, "__streams.errors.offset");
        Sent sent = settle(id);
        if (sent != null && !isOf(letter, sent)) {
            faults.add(id + " has a letter that does not hold its value");
        }
        note(id, contract.faultsOfLetter(letter.headers()));
    }

    /** Records without an outcome so far. */
    public int waiting() {
        return waiting.size();
    }

    /** Records that are to have none. */
    public int skipped() {
        return skipped;
    }

    /** What is not as it should be: no or more than one outcome, another record's, or one that breaks the contract. */
    public List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        waiting.keySet().forEach(id -> all.add(id + " has no outcome"));
        return all;
    }

    @Override
    public String toString() {
        return scored + " scored, " + passed + " deletes passed on, " + skipped + " skipped, " + letters + " letters ("
                + refused + " refused, " + shortened + " shortened)";
    }

    private Sent settle(String id) {
        Sent sent = waiting.remove(id);
        if (sent == null) {
            faults.add(id + " has an outcome too many");
        }
        return sent;
    }

    private void note(String id, List<String> found) {
        found.forEach(fault -> faults.add(id + " has an outcome that is not as docs/contract says: " + fault));
    }

    private static boolean isOf(ConsumerRecord<byte[], byte[]> letter, Sent sent) {
        byte[] value = bytes(letter.value());
        String told = header(letter, "undertone.value.sha256");
        return told.isEmpty()
                ? sha256(value).equals(sent.hash())
                : told.equals(sent.hash())
                        && header(letter, "undertone.value.bytes").equals(Integer.toString(sent.bytes()))
                        && value.length < sent.bytes();
    }

    private static String id(byte[] score) {
        try {
            return JSON.readTree(score).get("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer == null ? 0 : buffer.remaining()];
        if (buffer != null) {
            buffer.duplicate().get(bytes);
        }
        return bytes;
    }

    private static byte[] bytes(byte[] value) {
        return value == null ? new byte[0] : value;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
