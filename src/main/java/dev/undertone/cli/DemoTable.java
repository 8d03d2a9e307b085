// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.deadletter.DeadLetterHeaders;
import dev.undertone.kafka.CommittedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The demo's table: a line an outcome, as it comes from the topics. */
final class DemoTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final String output;
    private long scored;
    private long rejected;

    DemoTable(PrintStream out, String output) {
        this.out = out;
        this.output = output;
    }

    /**
     * Prints outcomes until there are that many in all.
     *
     * @return whether they came in time
     */
    boolean showUntil(CommittedReader reader, long outcomes, Duration patience) throws IOException {
        long start = System.nanoTime();
        while (scored + rejected < outcomes && System.nanoTime() - start < patience.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                if (record.topic().equals(output)) {
                    printScored(record);
                } else {
                    printRejected(record);
                }
            }
        }
        return scored + rejected >= outcomes;
    }

    void printSummary(long published) {
        out.println();
        out.println(published + " published, " + scored + " scored, " + rejected + " rejected");
    }

    private void printScored(ConsumerRecord<byte[], byte[]> record) throws IOException {
        scored++;
        JsonNode event = JSON.readTree(record.value());
        String text = event.path("review").path("text").asText();
        out.printf(
                "%-8s %s%n",
                event.path("id").asText(),
                ScoreLine.scored(
                        event.path("label").asText(), event.path("score").asDouble(), text));
    }

    private void printRejected(ConsumerRecord<byte[], byte[]> record) {
        rejected++;
        Header reason = record.headers().lastHeader(DeadLetterHeaders.REASON);
        String why = reason == null ? "" : new String(reason.value(), StandardCharsets.UTF_8);
        String value = record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
        out.printf("%-8s %s%n", "-", ScoreLine.rejected(why, value));
    }
}
