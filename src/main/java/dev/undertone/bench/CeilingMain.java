// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.shape.EventFields;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.infer.SentimentModel;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers questions, one a line on standard input, with JSON, one object a line on standard output. Every figure is
 * processor time of the one thread that works, so that what else runs on the machine does not count.
 */
final class CeilingMain {
    static final String TUNE = "tune";
    static final String MEASURE = "measure";
    static final String COSTS = "costs";

    private static final int[] PART_SIZES = {1, 2, 4, 6, 8, 12, 16, 24, 32, 64};
    private static final double TUNE_SECONDS = 1;
    private static final double MEASURE_SECONDS = 4;

    private final List<byte[]> events = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<TokenIds> reviews = new ArrayList<>();
    private final List<TokenIds> sorted;
    private final EventDecoder decoder = new EventDecoder(EventFields.defaults(), Integer.MAX_VALUE);
    private final ReviewEncoder encoder;
    private final SentimentModel model;
    private final ReviewScorer scorer;
    private final ScoredEventWriter writer;
    private int partSize = 16;

    private CeilingMain(Path bundleFolder, Path eventFile) throws IOException {
        ModelBundle bundle = ModelBundle.open(bundleFolder);
        this.encoder = bundle.encoder();
        this.model = OnnxSentimentModel.open(bundle);
        this.scorer = ReviewScorer.open(bundle, 0);
        this.writer = new ScoredEventWriter();
        for (String line : Files.readAllLines(eventFile)) {
            byte[] event = line.getBytes(StandardCharsets.UTF_8);
            if (decoder.decode(event) instanceof ReviewEvent review) {
                TokenIds tokens = encoder.encode(review.text());
                if (!tokens.isEmpty()) {
                    events.add(event);
                    texts.add(review.text());
                    reviews.add(tokens);
                }
            }
        }
        sorted = reviews.stream()
                .sorted(Comparator.comparingInt(TokenIds::length))
                .toList();
    }

    /** Arguments: bundle, events. */
    public static void main(String[] arguments) throws IOException {
        CeilingMain ceiling = new CeilingMain(Path.of(arguments[0]), Path.of(arguments[1]));
        PrintStream out = System.out;
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            out.println(new ObjectMapper().writeValueAsString(ceiling.answer(question)));
            out.flush();
        }
    }

    private Map<String, Double> answer(String question) {
        return switch (question) {
            case TUNE -> tune();
            case MEASURE -> Map.of("perCore", rate(partSize, MEASURE_SECONDS));
            case COSTS -> costs();
            default -> throw new IllegalArgumentException("unknown question " + question);
        };
    }

    private Map<String, Double> tune() {
        Map<String, Double> rates = new LinkedHashMap<>();
        double best = 0;
        rate(partSize, TUNE_SECONDS);
        for (int size : PART_SIZES) {
            double rate = rate(size, TUNE_SECONDS);
            rates.put(Integer.toString(size), rate);
            if (rate > best) {
                best = rate;
                partSize = size;
            }
        }
        return rates;
    }

    /** Reviews per second of processor time, sorted by length over all and cut into parts. */
    private double rate(int size, double seconds) {
        return 1e6
                / micros(seconds, () -> {
                    for (int start = 0; start < sorted.size(); start += size) {
                        model.logits(sorted.subList(start, Math.min(sorted.size(), start + size)));
                    }
                });
    }

    private Map<String, Double> costs() {
        Map<String, Double> costs = new LinkedHashMap<>();
        costs.put("decode", micros(TUNE_SECONDS, () -> events.forEach(decoder::decode)));
        costs.put("tokenize", micros(TUNE_SECONDS, () -> texts.forEach(encoder::encode)));
        List<Outcome> outcomes = scorer.score(reviews);
        Instant now = Instant.EPOCH;
        costs.put(
                "encode",
                micros(
                        TUNE_SECONDS,
                        () -> outcomes.forEach(outcome -> writer.write("r1000000", (Scored) outcome, now, Map.of()))));
        return costs;
    }

    /**
     * Microseconds of this thread's processor time a review, of a work on all of them that is repeated for long enough.
     */
    private double micros(double seconds, Runnable work) {
        work.run();
        long start = cpuNanos();
        long end = start;
        int times = 0;
        while (end - start < seconds * 1e9) {
            work.run();
            times++;
            end = cpuNanos();
        }
        return (end - start) / 1e3 / times / reviews.size();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
