// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.tune;

import dev.undertone.encoder.TextVectors;
import dev.undertone.encoder.VectorCache;
import dev.undertone.encoder.Workers;
import dev.undertone.train.data.LabelledTexts;
import dev.undertone.train.fit.Predictions;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.fit.TrainingWork;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.plan.Seeds;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A sentence encoder whose own weights have learned from the texts with a label, and what it says of others: a better
 * judge than a classifier on the vectors of one that never saw a review, at a hundred times the arithmetic. What it
 * said is kept in a file, so that no other run with the same labelled texts has to tune it again. Confined to one
 * thread.
 */
public final class TunedEncoder {
    private static final String VERDICTS = ".verdicts";
    /** Hexadecimal digits of a tuning's identity in the name of its file. */
    private static final int NAMED_BY = 12;
    /** Texts that a thread reads, sorts and batches at a time. */
    private static final int WINDOW = 2_048;
    /** Of a text, at most. */
    private static final int ASKED_TOKENS = 256;

    /** Logits beyond this are as sure as they need to be. */
    private static final float MOST_LOGIT = 12;

    private final VectorCache verdicts;

    private TunedEncoder(VectorCache verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * Tunes the encoder and asks it, unless a file beside the vectors has all that it would say.
     *
     * @param known the texts to learn from
     * @param heldOut to measure on
     * @param others that will be asked about
     */
    public static TunedEncoder learn(
            TextVectors vectors,
            LabelledTexts known,
            LabelledTexts heldOut,
            List<String> others,
            TrainingPlan plan,
            TrainingObserver observer,
            InstantSource clock) {
        long seed = Seeds.of(plan.seed(), Seeds.TUNING, 0);
        String identity = identity(vectors, known, seed);
        VectorCache verdicts = VectorCache.open(verdicts(vectors, identity), identity, BertNetwork.OUTPUTS);
        TunedEncoder tuned = new TunedEncoder(verdicts);
        Set<String> asked = new LinkedHashSet<>(heldOut.texts());
        asked.addAll(others);
        List<String> missing =
                asked.stream().filter(text -> !verdicts.holds(text)).toList();
        if (!missing.isEmpty()) {
            Instant startedAt = clock.instant();
            Libtorch.withOneDnn(() -> {
                BertWeights start =
                        BertWeights.read(vectors.encoder(), vectors.source().graph());
                BertNetwork network = new BertNetwork(start, Libtorch.matrixType(), seed);
                new EncoderTuning(vectors, network, seed, observer)
                        .tune(known, new TuningFile(vectors.beside(".tuned"), identity));
                tuned.ask(network, vectors, missing, observer);
                return null;
            });
            observer.encoderTuned(
                    tuned.logits(heldOut.texts()).accuracy(heldOut.targets()),
                    Duration.between(startedAt, clock.instant()).toMillis() / 1e3);
        }
        return tuned;
    }

    /** About how long all of it takes, in the unit of {@link TextVectors#cost}; nothing where another run did it. */
    public static long cost(TextVectors vectors, LabelledTexts known, List<String> asked, long planSeed) {
        String identity = identity(vectors, known, Seeds.of(planSeed, Seeds.TUNING, 0));
        if (Files.exists(verdicts(vectors, identity))) {
            return 0;
        }
        return TrainingWork.TUNING * EncoderTuning.cost(known.texts()) + TextVectors.cost(asked);
    }

    /** Of each tuning a file of its own: other texts to learn from make another encoder. */
    private static Path verdicts(TextVectors vectors, String identity) {
        return vectors.beside("." + identity.substring(0, NAMED_BY) + VERDICTS);
    }

    private void ask(BertNetwork network, TextVectors vectors, List<String> texts, TrainingObserver observer) {
        network.freeze();
        observer.verdictsStarted(TextVectors.cost(texts));
        // Short texts first: they are most of the texts and little of the work.
        List<String> sorted = new ArrayList<>(texts);
        sorted.sort(Comparator.comparingInt(String::length));
        List<Runnable> windows = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += WINDOW) {
            List<String> window = sorted.subList(from, Math.min(sorted.size(), from + WINDOW));
            windows.add(() -> askWindow(network, vectors, window, observer));
        }
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            workers.run(windows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("interrupted; what the encoder said is kept", e);
        }
    }

    private void askWindow(BertNetwork network, TextVectors vectors, List<String> window, TrainingObserver observer) {
        Libtorch.useOneThread();
        List<TokenRow> rows = new ArrayList<>();
        for (int i = 0; i < window.size(); i++) {
            rows.add(new TokenRow(i, vectors.source().ids(window.get(i), ASKED_TOKENS)));
        }
        for (List<TokenRow> batch : TokenRow.batches(rows)) {
            float[][] said = Libtorch.withoutGradients(() -> said(network, batch));
            verdicts.put(batch.stream().map(row -> window.get(row.text())).toList(), said);
        }
        observer.verdictsGiven(TextVectors.cost(window));
    }

    private static float[][] said(BertNetwork network, List<TokenRow> batch) {
        Tensor logits = network.logits(TokenRow.tensor(batch), 0);
        float[] numbers = Libtorch.numbers(logits);
        float[][] rows = new float[batch.size()][BertNetwork.OUTPUTS];
        for (int i = 0; i < numbers.length; i++) {
            rows[i / BertNetwork.OUTPUTS][i % BertNetwork.OUTPUTS] = numbers[i] / MOST_LOGIT;
        }
        return rows;
    }

    /** Of texts it was asked about. */
    public Predictions logits(List<String> texts) {
        float[] polarity = new float[texts.size()];
        float[] neutral = new float[texts.size()];
        for (int i = 0; i < polarity.length; i++) {
            float[] said = verdicts.get(texts.get(i));
            polarity[i] = said[0] * MOST_LOGIT;
            neutral[i] = said[1] * MOST_LOGIT;
        }
        return new Predictions(polarity, neutral);
    }

    /** Equal where encoder, texts, targets and seed are. */
    private static String identity(TextVectors vectors, LabelledTexts known, long seed) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((vectors.source().fingerprint() + " " + EncoderTuning.VERSION + " " + seed)
                    .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < known.size(); i++) {
                sha256.update(known.texts().get(i).getBytes(StandardCharsets.UTF_8));
                sha256.update(known.targets().get(i).toString().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
