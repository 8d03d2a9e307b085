// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.train.plan.RecurrentLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Does all runs of a {@link ComparisonPlan} and keeps the figures of each as soon as it is finished. Confined to one
 * thread, one at a time in a process.
 */
public final class Comparison {
    /** Changes whenever the same plan and data would give other figures. */
    private static final String FORMAT = "undertone-comparison-1";

    /**
     * A review learned by a gated layer, against one learned by a plain layer; only for a guess of the time left, as
     * all below.
     */
    private static final double GATED_WORK = 1.5;

    /** A review scored, against one learned. */
    private static final double SCORING_WORK = 0.4;

    /** A review made into tokens, against one learned by a plain layer. */
    private static final double READING_WORK = 0.5;

    /** A review filled to the token limit, against one as long as it is. */
    private static final double PADDING_WORK = 1.3;

    private final ComparisonPlan plan;
    private final ComparisonData data;
    private final RunFiles files;
    private final Experiment experiment;

    /**
     * @param folder that keeps the figures of finished runs
     * @param cpuNanos processor time of the calling thread, in nanoseconds
     */
    public Comparison(ComparisonPlan plan, ComparisonData data, Path folder, LongSupplier cpuNanos) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.data = Objects.requireNonNull(data, "data");
        this.files = new RunFiles(
                folder,
                String.join(
                        " ",
                        FORMAT,
                        plan.training().toString(),
                        plan.noiseShares().toString(),
                        data.training().hash(),
                        data.test().hash()));
        this.experiment = new Experiment(plan, data, cpuNanos);
    }

    /**
     * Does every run whose figures are not kept yet.
     *
     * @param resume whether figures kept from before count
     * @return those of all runs, in the plan's order
     * @throws dev.undertone.train.plan.TrainingException if the data do not suffice, or the kept figures are of
     *     another comparison
     */
    public List<RunFigures> run(boolean resume, ComparisonObserver observer) {
        List<TrainingRun> runs = plan.runs(data.training().size());
        // All first: figures of another comparison are better found now than after an hour.
        List<Optional<RunFigures>> kept = runs.stream()
                .map(run -> resume ? files.read(run) : Optional.<RunFigures>empty())
                .toList();
        List<RunFigures> done = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (kept.get(i).isPresent()) {
                observer.runKept(i + 1, runs.size(), kept.get(i).get());
                done.add(kept.get(i).get());
                continue;
            }
            OptionalDouble left = secondsLeft(runs.subList(i, runs.size()), kept.subList(i, runs.size()), done);
            RunFigures figures =
                    experiment.measure(runs.get(i), observer.runStarted(i + 1, runs.size(), runs.get(i), left));
            files.write(figures);
            done.add(figures);
            observer.runFinished(figures);
        }
        return done;
    }

    private OptionalDouble secondsLeft(List<TrainingRun> runs, List<Optional<RunFigures>> kept, List<RunFigures> done) {
        double workLeft = 0;
        for (int i = 0; i < runs.size(); i++) {
            workLeft += kept.get(i).isPresent() ? 0 : work(runs.get(i));
        }
        double work = done.stream().mapToDouble(figures -> work(figures.run())).sum();
        double seconds = done.stream().mapToDouble(RunFigures::cpuSeconds).sum();
        return work > 0 ? OptionalDouble.of(workLeft * seconds / work) : OptionalDouble.empty();
    }

    /** About how much computing a run is, in reviews learned once by a plain network. */
    private double work(TrainingRun run) {
        double layer = run.kind().directions()
                * (run.kind() == RecurrentLayer.RNN ? 1 : GATED_WORK)
                * (run.padding() == Padding.FIXED ? PADDING_WORK : 1);
        double learned = (double) run.reviews() * plan.training().optimization().epochs();
        boolean whole = run.reviews() == data.training().size() && run.padding() == Padding.VARIABLE;
        double scored = data.test().size()
                * (whole ? 1.0 + Noise.values().length * plan.noiseShares().size() : 1.0);
        return layer * (learned + SCORING_WORK * scored) + READING_WORK * scored;
    }
}
