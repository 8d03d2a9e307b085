// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.kafka.CommittedReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Replays the dead letters that are there when it starts. Those that fail again come back as new letters, for the
 * next replay.
 *
 * <p>A letter is replayed once to each target, however often the replay is interrupted or started, and with whatever
 * filters: the replay and the note of it are one transaction. Letters that a filter passes over leave no trace.
 * Confined to one thread.
 */
public final class Replay implements AutoCloseable {
    private static final int MOST_TOGETHER = 500;
    private static final long MOST_BYTES_TOGETHER = 16L * 1024 * 1024;
    private static final Duration LONGEST_TOGETHER = Duration.ofSeconds(1);

    private final ReplayRequest request;
    private final Optional<ReplayWriter> outbox;
    private final ReplayLog receipts;
    private final CommittedReader reader;
    private final LongSupplier nanoTime;
    private final RateLimiter pace;
    private final ReplayReport report = new ReplayReport();

    /** Letters to go out in the next transaction: only while they are being sent is one open. */
    private final List<DeadLetter> next = new ArrayList<>();

    private long nextBytes;
    private long nextSince;

    private Replay(
            ReplayRequest request,
            Optional<ReplayWriter> outbox,
            ReplayLog receipts,
            CommittedReader reader,
            LongSupplier nanoTime) {
        this.request = request;
        this.outbox = outbox;
        this.receipts = receipts;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.pace = new RateLimiter(request.perSecond(), nanoTime);
    }

    /**
     * Finds the letters. All topics exist: but for a dry run, that of the {@link ReplayLog} too.
     *
     * @param transactionalId the same for every replay of the same dead letters; of two at work, the one that began
     *     first fails
     * @param partitions how many a target has
     * @param nanoTime a clock such as {@link System#nanoTime}
     * @throws dev.undertone.kafka.BrokerUnavailableException if no broker answers, or a topic is missing
     * @throws RedriveException if the broker does not let us write
     */
    public static Replay open(
            Map<String, Object> clientProperties,
            ReplayRequest request,
            String transactionalId,
            ToIntFunction<String> partitions,
            LongSupplier nanoTime) {
        // First of all: what an interrupted replay left unfinished is settled before the receipts are read.
        Optional<ReplayWriter> outbox = request.dryRun()
                ? Optional.empty()
                : Optional.of(ReplayWriter.open(clientProperties, request, transactionalId, partitions));
        try {
            ReplayLog receipts = ReplayLog.read(
                    clientProperties, request.deadLetters(), request.targets().topics()::contains);
            CommittedReader reader = CommittedReader.open(clientProperties, List.of(request.deadLetters()), true);
            return new Replay(request, outbox, receipts, reader, nanoTime);
        } catch (RuntimeException e) {
            outbox.ifPresent(ReplayWriter::close);
            throw e;
        }
    }

    /** How many offsets {@link #run} will pass, for its {@code progress}. */
    public long offsets() {
        return reader.offsetsUntilEnd();
    }

    /**
     * Replays, or in a dry run looks what would be replayed, and returns what became of the letters that the
     * filter takes.
     *
     * @param progress is told how many more offsets were passed
     * @throws RedriveException if another replay took over or the broker fails; every letter is replayed with its
     *     receipt or not at all
     * @throws InterruptedException if the thread was interrupted while it waited for the rate
     */
    public ReplayReport run(LongConsumer progress) throws InterruptedException {
        long untold = offsets();
        Map<Integer, Long> passed = new HashMap<>();
        List<ConsumerRecord<byte[], byte[]>> records = reader.pollUntilEnd();
        while (!records.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                consider(DeadLetter.of(record));
                Long before = passed.put(record.partition(), record.offset());
                long more = before == null ? 1 : record.offset() - before;
                progress.accept(more);
                untold -= more;
            }
            records = reader.pollUntilEnd();
        }
        sendNext();
        // The marks of transactions around the first and the last letter.
        progress.accept(untold);
        return report;
    }

    @Override
    public void close() {
        reader.close();
        outbox.ifPresent(ReplayWriter::close);
    }

    private void consider(DeadLetter letter) throws InterruptedException {
        if (!request.filter().takes(letter)) {
            return;
        }
        ReplayOutcome fate = request.fateOf(letter, receipts);
        if (fate != ReplayOutcome.REPLAYED || outbox.isEmpty()) {
            report.count(letter, fate);
            return;
        }
        TimeUnit.NANOSECONDS.sleep(pace.untilNext().toNanos());
        if (next.isEmpty()) {
            nextSince = nanoTime.getAsLong();
        }
        next.add(letter);
        nextBytes += letter.value() == null ? 0 : letter.value().length;
        if (next.size() >= MOST_TOGETHER
                || nextBytes >= MOST_BYTES_TOGETHER
                || nanoTime.getAsLong() - nextSince >= LONGEST_TOGETHER.toNanos()) {
            sendNext();
        }
    }

    private void sendNext() {
        if (!next.isEmpty()) {
            outbox.orElseThrow().send(next, receipts, report);
            next.clear();
            nextBytes = 0;
        }
    }
}
