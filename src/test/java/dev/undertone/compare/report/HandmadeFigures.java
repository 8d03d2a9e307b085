// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.ComparisonPlan;
import dev.undertone.compare.ComparisonSetup;
import dev.undertone.compare.Noise;
import dev.undertone.compare.Padding;
import dev.undertone.compare.RunFigures;
import dev.undertone.compare.TrainingRun;
import dev.undertone.evaluate.Confusion;
import dev.undertone.evaluate.Evaluation;
import dev.undertone.evaluate.LengthGroup;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures written by hand: of every network an accuracy, from which the rest follows in a way that is easy to tell. */
public final class HandmadeFigures {
    public static final int ALL = 25_000;
    static final int TEST = 10_000;

    private HandmadeFigures() {}

    /** @param accuracies in percent, one for each seed from 1, of rnn, lstm and bilstm */
    static ComparisonFigures figures(List<List<Double>> accuracies) {
        List<RunFigures> runs = new ArrayList<>();
        List<Long> seeds = new ArrayList<>();
        for (int seed = 1; seed <= accuracies.get(0).size(); seed++) {
            seeds.add((long) seed);
            for (int k = 0; k < ComparisonPlan.KINDS.size(); k++) {
                RecurrentLayer kind = ComparisonPlan.KINDS.get(k);
                double accuracy = accuracies.get(k).get(seed - 1);
                runs.add(run(new TrainingRun(kind, seed, 1_000, Padding.VARIABLE), accuracy - 10 * (k + 1)));
                runs.add(run(new TrainingRun(kind, seed, ALL, Padding.VARIABLE), accuracy));
                if (k > 0) {
                    runs.add(run(new TrainingRun(kind, seed, ALL, Padding.FIXED), accuracy));
                }
            }
        }
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("pooling", "last");
        choices.put("tokenLimit", "300");
        ComparisonSetup setting = new ComparisonSetup(
                "keras",
                choices,
                new ComparisonSetup.Reviews("train.tsv", ALL, ALL / 2),
                new ComparisonSetup.Reviews("test.tsv", TEST, TEST / 2),
                300,
                128,
                3,
                seeds,
                Map.of("Java", "17"));
        return new ComparisonFigures(setting, runs);
    }

    /**
     * A plain network takes 100 microseconds a review, a gated layer twice as long, fixed padding half as much again.
     */
    public static RunFigures run(TrainingRun run, double percent) {
        double accuracy = percent / 100;
        boolean rnn = run.kind() == RecurrentLayer.RNN;
        boolean whole = run.reviews() == ALL && run.padding() == Padding.VARIABLE;
        int learned = run.reviews() * 4 / 5;
        double micros = 100.0 * run.kind().directions() * (rnn ? 1 : 2) * (run.padding() == Padding.FIXED ? 1.5 : 1);
        double epoch = micros * learned / 1e6;
        return new RunFigures(
                run,
                640_000,
                rnn ? 2_080 : 8_320L * run.kind().directions(),
                learned,
                run.reviews() - learned,
                List.of(
                        new RunFigures.Epoch(0.7, 0.7, 0.5, epoch),
                        new RunFigures.Epoch(0.6, 0.6, 0.6, epoch),
                        new RunFigures.Epoch(0.5, 0.5, 0.7, epoch)),
                false,
                1e-6,
                new RunFigures.Scoring(TEST, micros / 4 * TEST / 1e6),
                evaluation(accuracy),
                List.of(
                        new LengthGroup("26 to 50", 10, accuracy),
                        new LengthGroup("51 to 100", 3_990, accuracy),
                        new LengthGroup("201 to 400", 4_000, accuracy),
                        new LengthGroup(LengthGroup.TRUNCATED, 2_000, accuracy)),
                List.of(
                        new RunFigures.Third(30, 90, 3_333, accuracy + (rnn ? 0.05 : 0)),
                        new RunFigures.Third(90, 210, 3_333, accuracy),
                        new RunFigures.Third(210, 300, 3_334, accuracy - (rnn ? 0.05 : 0))),
                whole ? noise(accuracy, rnn) : List.of(),
                whole ? gradients(run.kind()) : List.of(),
                60);
    }

    private static Evaluation evaluation(double accuracy) {
        long right = Math.round(accuracy * TEST / 2);
        Confusion confusion = new Confusion(right, TEST / 2 - right, right, TEST / 2 - right);
        return new Evaluation(TEST, accuracy, accuracy - 0.005, accuracy + 0.005, confusion.f1(), 0.02, 0.4, confusion);
    }

    private static List<RunFigures.Noisy> noise(double accuracy, boolean rnn) {
        List<RunFigures.Noisy> noisy = new ArrayList<>();
        for (Noise noise : Noise.values()) {
            for (double share : ComparisonPlan.NOISE_SHARES) {
                noisy.add(new RunFigures.Noisy(noise, share, accuracy - share * (rnn ? 0.5 : 0.1)));
            }
        }
        return noisy;
    }

    /** Those of a plain network fall by a power of ten from length to length, those of a gated one by a tenth. */
    private static List<RunFigures.Gradient> gradients(RecurrentLayer kind) {
        List<RunFigures.Gradient> gradients = new ArrayList<>();
        int[] tokens = {2, 10, 100, 300};
        for (boolean trained : new boolean[] {false, true}) {
            for (int i = 0; i < tokens.length; i++) {
                double norm = Math.pow(kind == RecurrentLayer.RNN ? 0.1 : 0.9, i);
                gradients.add(new RunFigures.Gradient(trained, true, tokens[i], 200, norm));
                if (kind == RecurrentLayer.BILSTM) {
                    gradients.add(new RunFigures.Gradient(trained, false, tokens[i], 200, 1));
                }
            }
        }
        return gradients;
    }
}
