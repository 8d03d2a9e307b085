// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.batch.FlushReason;
import dev.undertone.event.Decoded;
import dev.undertone.event.Deletion;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.Undecodable;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Deleted;
import dev.undertone.review.Outcome;
import dev.undertone.stream.intake.RecordHeaderValues;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Holds the reviews of one task until their batch is scored, then forwards their outcomes in the order of arrival.
 *
 * <p>A record counts as processed, and its offset may be committed, as soon as {@link #process} returns. So
 * {@link CommitHook} scores and forwards whatever still waits before each commit takes its offsets: at no commit does a
 * record wait here. A review leaves the queue only after it was forwarded, so a failure in between, or a second try,
 * finds it still there. In a transaction outcomes are forwarded by that hook alone while scoring is slow.
 *
 * <p>Confined to one stream thread.
 */
final class MicroBatchProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** Kafka Streams knows no shorter one. */
    private static final Duration SHORTEST_TIMER = Duration.ofMillis(1);

    private final ScoringContext stage;
    private final ScoringTopology.Branch branch;
    private final Clock clock = Clock.systemUTC();
    private final Deque<PendingReview> waiting = new ArrayDeque<>();
    private ProcessorContext<byte[], byte[]> context;
    private TaskScope scope;
    private OutcomeWriter writer;
    private TaskInput.All inputs;
    private CommitHook commitHook;
    private ThreadBatch batch;
    private boolean transactional;
    /**
     * Runs from the first record after a commit to the next commit, so what it finds forwarded is not committed yet.
     * One that is always on would make an idle application commit for ever.
     */
    private Cancellable timer;

    MicroBatchProcessor(ScoringContext stage, ScoringTopology.Branch branch) {
        this.stage = stage;
        this.branch = branch;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> taskContext) {
        // A task that is revived after a failure is initialised again, with what it held before.
        reset();
        context = taskContext;
        scope = new TaskScope(taskContext);
        inputs = new TaskInput.All(stage.outputs());
        writer = new OutcomeWriter(stage, scope, clock, inputs, branch);
        stage.gaps().begin(branch.input(), taskContext.taskId().partition());
        batch = stage.batchOfThisThread();
        transactional = StreamsConfig.EXACTLY_ONCE_V2.equals(
                taskContext.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        commitHook = context.getStateStore(branch.hook());
        commitHook.beforeOffsets(() -> {
            batch.commits();
            flush(FlushReason.COMMIT);
            cancelTimer();
        });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        // Another task of this thread may have scored our reviews since.
        forwardUnlessSlow();
        long startedAt = batch.now();
        TopicPartitionOffset origin =
                TopicPartitionOffset.of(context.recordMetadata().orElseThrow());
        lookForGap(origin);
        // Streams hands a record over again when forwarding timed out; then it waits here already.
        if (waiting.isEmpty() || !waiting.peekLast().origin().equals(origin)) {
            admit(record, origin, startedAt);
        }
        forwardUnlessSlow();
        if (timer == null) {
            timer = context.schedule(timerPeriod(), PunctuationType.WALL_CLOCK_TIME, now -> flushIfDue());
        }
    }

    @Override
    public void close() {
        reset();
    }

    /** One record after another, the offset is the one before and one more, but for what was passed over. */
    private void lookForGap(TopicPartitionOffset origin) {
        TaskInput input = inputs.of(origin.topic());
        if (origin.offset() > input.nextOffset()) {
            stage.gaps().passed(origin.topic(), origin.partition(), input.nextOffset(), origin.offset());
        }
        input.nextOffset(origin.offset() + 1);
    }

    private void admit(Record<byte[], byte[]> record, TopicPartitionOffset origin, long startedAt) {
        stage.metrics().reviewReceived();
        if (record.value() == null) {
            admitTombstone(record, origin, startedAt);
            return;
        }
        Decoded decoded = stage.decoder().decode(record.value(), new RecordHeaderValues(record.headers()));
        if (decoded instanceof ReviewEvent event) {
            PendingReview review = PendingReview.readable(
                    record,
                    origin,
                    scope.here(),
                    event.id(),
                    stage.keepsTexts() ? event.text() : "",
                    batch.encode(event.text()),
                    event.carried());
            addLast(review, startedAt);
            batch.add(
                            review,
                            startedAt,
                            OutcomeWriter.ageOf(record, clock.millis()).toNanos())
                    .ifPresent(this::commitSoon);
        } else if (decoded instanceof Undecodable undecodable) {
            admitCompleted(record, origin, undecodable.rejection(), startedAt);
        } else if (decoded instanceof Deletion) {
            admitTombstone(record, origin, startedAt);
        } else {
            stage.metrics().updateSkipped();
        }
    }

    /** A delete stays one, behind the scores of its key; without a key it deletes nothing. */
    private void admitTombstone(Record<byte[], byte[]> record, TopicPartitionOffset origin, long startedAt) {
        if (record.key() == null) {
            stage.metrics().tombstoneSkipped();
        } else {
            admitCompleted(record, origin, new Deleted(), startedAt);
        }
    }

    private void admitCompleted(
            Record<byte[], byte[]> record, TopicPartitionOffset origin, Outcome outcome, long startedAt) {
        addLast(PendingReview.completed(record, origin, scope.here(), outcome), startedAt);
        if (waiting.size() >= stage.policy().maxSize()) {
            // Records that need no model are no part of a batch but queue up behind one.
            batch.score(FlushReason.SIZE);
        }
    }

    private void addLast(PendingReview review, long startedAt) {
        review.followedBy(stage.tracing().follow(review.record().headers(), review.origin(), startedAt));
        waiting.addLast(review);
    }

    private void commitSoon(FlushReason reason) {
        if (batch.wantsCommit(reason, transactional)) {
            context.commit();
        }
    }

    /** Forwards whatever is complete as well: another task of this thread may have scored our reviews since. */
    private void flushIfDue() {
        if (batch.scoreIfDue()) {
            commitSoon(FlushReason.LINGER);
        }
        forwardUnlessSlow();
        if (batch.wantsCommitOfRest()) {
            context.commit();
        }
    }

    /** Often enough to see that a batch is due well within its linger. */
    private Duration timerPeriod() {
        Duration tenth = stage.policy().linger().dividedBy(10);
        return tenth.compareTo(SHORTEST_TIMER) < 0 ? SHORTEST_TIMER : tenth;
    }

    private void flush(FlushReason reason) {
        batch.score(reason);
        forwardCompleted();
    }

    private void forwardUnlessSlow() {
        if (!transactional || !batch.isSlow()) {
            forwardCompleted();
        }
    }

    private void forwardCompleted() {
        while (!waiting.isEmpty() && waiting.peekFirst().isComplete()) {
            writer.write(waiting.peekFirst());
            waiting.removeFirst();
        }
    }

    private void reset() {
        if (batch != null) {
            batch.forget(Set.copyOf(waiting));
        }
        if (commitHook != null) {
            commitHook.disarm();
        }
        waiting.clear();
        cancelTimer();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
