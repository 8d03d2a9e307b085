// SPDX-License-Identifier: Apache-2.0
package dev.undertone.jmh;

import dev.undertone.review.ModelId;
import dev.undertone.score.ReviewScorer;
import dev.undertone.bench.LengthDistribution;
import dev.undertone.bench.SyntheticReviews;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Label;
import dev.undertone.review.Scored;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Tokenizer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What each step of the way around the model costs a review, in microseconds. The model itself is measured by
 * {@code bench}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HotPathBenchmark {
    private static final int REVIEWS = 256;

    @Param({"IMDB", "TWEETS"})
    public LengthDistribution lengths;

    private final List<byte[]> events = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Tokenizer tokenizer = new Tokenizer();
    private final EventDecoder decoder = new EventDecoder(EventFields.defaults(), Integer.MAX_VALUE);
    private final ScoredEventWriter writer = new ScoredEventWriter();
    private final Scored scored = new Scored(Label.POSITIVE, 0.87654321, 186, false, new ModelId("imdb-bilstm", "2.0.0"));
    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private ReviewEncoder encoder;
    private int[] tokens;

    @Setup
    public void makeReviews() {
        ModelBundle bundle = ModelBundle.open(Path.of("model"));
        encoder = bundle.encoder();
        Iterator<byte[]> source = new SyntheticReviews(bundle.vocabulary(), lengths, 1).iterator();
        tokens = new int[REVIEWS];
        for (int i = 0; i < REVIEWS; i++) {
            byte[] event = source.next();
            String text = ((ReviewEvent) decoder.decode(event)).text();
            events.add(event);
            texts.add(text);
            tokens[i] = encoder.encode(text).length();
        }
    }

    /** JSON in UTF-8 to a review. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public void decode(Blackhole sink) {
        for (byte[] event : events) {
            sink.consume(decoder.decode(event));
        }
    }

    /** Text to tokens that nobody looks up. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public void tokenize(Blackhole sink) {
        for (String text : texts) {
            tokenizer.tokenize(text, (source, start, end) -> sink.consume(end));
        }
    }

    /** Text to ids. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public void encode(Blackhole sink) {
        for (String text : texts) {
            sink.consume(encoder.encode(text));
        }
    }

    /** A full batch to parts of like lengths. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public List<int[]> cutIntoParts() {
        return ReviewScorer.PARTS.of(tokens);
    }

    /** An outcome to JSON in UTF-8. */
    @Benchmark
    public byte[] write() {
        return writer.write("r1000000", scored, now, Map.of());
    }
}
