// SPDX-License-Identifier: Apache-2.0
package dev.undertone.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * Records of hostile size, time, key, headers and compression. Each batch is the same for the same seed and number, and
 * made when it is asked for.
 */
public final class HostileRecords {
    private static final long TEN_YEARS = 315_360_000_000L;
    private static final int LARGEST_BATCH = 8;

    private final long seed;
    private Random random = new Random(0);

    public HostileRecords(long seed) {
        this.seed = seed;
    }

    /**
     * Makes a batch, whose records say of themselves where they are going to lie: each review, where there is one, in
     * its id, and each delete in its key, where it has one.
     *
     * @param number of the batch
     * @param most records
     * @param partition that it is for
     * @param offset that its first record will have there
     */
    public SimpleRecord[] batch(int number, int most, int partition, long offset) {
        random = randomOf(2L * number);
        SimpleRecord[] batch = new SimpleRecord[Math.min(most, 1 + random.nextInt(LARGEST_BATCH))];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = record(partition + "-" + (offset + i));
        }
        return batch;
    }

    /** A codec that clients use. */
    public Compression compression(int number) {
        return switch (randomOf(2L * number + 1).nextInt(5)) {
            case 0 -> Compression.gzip().build();
            case 1 -> Compression.lz4().build();
            case 2 -> Compression.snappy().build();
            case 3 -> Compression.zstd().build();
            default -> Compression.NONE;
        };
    }

    private Random randomOf(long number) {
        return new Random(seed + number * 0x9E3779B97F4A7C15L);
    }

    private SimpleRecord record(String id) {
        if (random.nextInt(30) == 0) {
            return new SimpleRecord(time(), random.nextBoolean() ? bytes(id) : null, null, new Header[0]);
        }
        return new SimpleRecord(time(), key(), value(id), headers());
    }

    private long time() {
        long now = System.currentTimeMillis();
        return switch (random.nextInt(10)) {
            case 0 -> -1;
            case 1 -> random.nextInt(1000);
            case 2 -> now - TEN_YEARS;
            case 3 -> now + TEN_YEARS;
            case 4 -> Long.MAX_VALUE - random.nextInt(1000);
            default -> now;
        };
    }

    private byte[] key() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> null;
            case 5 -> new byte[0];
            case 6 -> noise(random.nextInt(1_000_000));
            case 7 -> new byte[random.nextInt(3_000_000)];
            default -> noise(8);
        };
    }

    private byte[] value(String id) {
        String start = "{\"id\":\"" + id + "\",\"text\":\"good ";
        return switch (random.nextInt(20)) {
            case 0 -> bytes(start);
            case 1 -> new byte[0];
            case 2 -> noise(random.nextInt(1_000_000));
            case 3 -> bytes(start + "loved it ".repeat(random.nextInt(500_000)) + "\"}");
            case 4 -> bytes(start + "\",\"more\":\"" + letters(random.nextInt(520_000)) + "\"}");
            case 5 -> bytes(start + "\",\"more\":\"" + "x".repeat(random.nextInt(520_000)) + "\"}");
            case 6 -> bytes(start + letters(1_048_400 - random.nextInt(300)) + "\"}");
            default -> bytes(start + letters(random.nextInt(200)) + "\"}");
        };
    }

    private Header[] headers() {
        List<Header> headers = new ArrayList<>();
        switch (random.nextInt(20)) {
            case 0 -> headers.add(new RecordHeader("large", noise(random.nextInt(1_000_000))));
            case 1 -> headers.add(new RecordHeader("zeros", new byte[random.nextInt(3_000_000)]));
            case 2 -> headers.add(new RecordHeader("ü".repeat(random.nextInt(30_000)), null));
            case 3 -> {
                for (int i = 0; i < 5_000; i++) {
                    headers.add(new RecordHeader("", noise(4)));
                }
            }
            case 4 -> {
                headers.add(new RecordHeader("undertone.reason", bytes("NONE")));
                headers.add(new RecordHeader("undertone.value.bytes", null));
                headers.add(new RecordHeader("__streams.errors.offset", bytes("-7")));
            }
            default -> headers.add(new RecordHeader("traceparent", bytes("00-ab-cd-01")));
        }
        return headers.toArray(Header[]::new);
    }

    private String letters(int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('A' + random.nextInt(26) + (random.nextBoolean() ? 32 : 0)));
        }
        return letters.toString();
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
