// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Texts as the bytes of Kafka's records, and back. */
public final class Records {
    private Records() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the bytes say; empty where there are none. */
    public static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Letters that no codec without a model of letters makes smaller. */
    public static byte[] noise(long seed, int length) {
        byte[] noise = new byte[length];
        Random random = new Random(seed);
        for (int i = 0; i < length; i++) {
            noise[i] = (byte) ('0' + random.nextInt(75));
            if (noise[i] == '\\') {
                noise[i] = '!';
            }
        }
        return noise;
    }

    /** The last header of that name; empty where there is none. */
    public static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }
}
