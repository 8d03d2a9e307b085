// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import static dev.undertone.testing.Records.header;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the outcomes of numbered records, each of which is to have one: what was lost, duplicated or forgotten, and
 * what was not as it should be. Confined to one thread.
 */
public final class Outcomes {
    private final Map<Integer, Input> inputs = new HashMap<>();
    private final Map<Integer, Integer> outcomes = new HashMap<>();
    private int wrong;

    /** Where a record lies in the input topic. */
    public record Input(String topic, int partition, long offset) {}

    /** Takes down a record of the input topic. */
    public void published(int number, ConsumerRecord<?, ?> record) {
        if (inputs.put(number, new Input(record.topic(), record.partition(), record.offset())) != null) {
            throw new AssertionError("record " + number + " was published twice");
        }
    }

    /** Where that record lies in the input topic, or null where it is not there. */
    public Input input(int number) {
        return inputs.get(number);
    }

    /** Takes down an outcome of a record; one that nobody published is wrong. */
    public void outcome(int number, boolean asExpected) {
        outcomes.merge(number, 1, Integer::sum);
        if (!asExpected || !inputs.containsKey(number)) {
            wrong++;
        }
    }

    /** Whether the headers of a dead letter name that very record. */
    public boolean isNamedBy(ConsumerRecord<?, ?> deadLetter, int number) {
        Input input = inputs.get(number);
        return input != null
                && header(deadLetter, "__streams.errors.topic").equals(input.topic())
                && header(deadLetter, "__streams.errors.partition").equals(Integer.toString(input.partition()))
                && header(deadLetter, "__streams.errors.offset").equals(Long.toString(input.offset()));
    }

    /** Records in the input topic. */
    public int present() {
        return inputs.size();
    }

    /** Records without an outcome. */
    public int lost() {
        return (int) inputs.keySet().stream()
                .filter(number -> !outcomes.containsKey(number))
                .count();
    }

    /** Outcomes beyond the first of their record. */
    public int duplicated() {
        return outcomes.values().stream().mapToInt(count -> count - 1).sum();
    }

    /** Outcomes that are not as they should be. */
    public int wrong() {
        return wrong;
    }

    /**
     * Records that the broker acknowledged and does not have.
     *
     * @param acknowledged their numbers
     */
    public int forgotten(IntStream acknowledged) {
        return (int) acknowledged.filter(number -> !inputs.containsKey(number)).count();
    }
}
