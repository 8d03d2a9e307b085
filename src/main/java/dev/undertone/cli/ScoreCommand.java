// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Lines;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.cli.terminal.WhyLines;
import dev.undertone.config.ScorerConfig;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Outcome;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import dev.undertone.score.ExplainPolicy;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.Thresholds;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores texts without a broker. */
@Command(name = "score", description = "Score texts, or the lines of standard input, without a broker.")
final class ScoreCommand implements Callable<Integer> {
    private static final int BATCH = 64;

    /** Named where the configuration names none. */
    private static final int FEW_WORDS = 5;

    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions;

    @Option(names = "--model", paramLabel = "DIR", description = "The model bundle (default: the one that came along).")
    private Optional<String> model = Optional.empty();

    @Option(names = "--json", description = "Print scored events, one JSON object a line.")
    private boolean json;

    @Option(
            names = "--why",
            description =
                    "Say why: at a terminal each text with its words tinted, elsewhere its strongest words and what"
                            + " they weigh; with --json what explain.words says, or five words.")
    private boolean why;

    @Parameters(paramLabel = "TEXT", description = "Texts to score; without any, standard input is read line by line.")
    private List<String> texts = List.of();

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ScorerConfig config = configOptions.load(Map.of(ScorerConfig.MODEL_PATH, model));
        ModelBundle bundle = ModelBundle.open(config.modelPath());
        Thresholds thresholds = new Thresholds(config.neutralBand(), config.inputMinKnown());
        ScoredEventWriter writer = new ScoredEventWriter();
        try (ReviewScorer scorer = ReviewScorer.open(bundle, thresholds, explaining(config))) {
            if (!texts.isEmpty()) {
                print(scorer, writer, texts, "text-", 1);
            } else {
                scoreLines(scorer, writer);
            }
        }
        return ExitCode.DONE;
    }

    /** What stands in the configuration says what events hold; a person sees only what was asked for here. */
    private ExplainPolicy explaining(ScorerConfig config) {
        if (why && !json && terminal.interactive()) {
            return ExplainPolicy.EVERY_WORD;
        }
        int words = why && config.explainWords() == 0 ? FEW_WORDS : config.explainWords();
        return json || why ? new ExplainPolicy(words, true, config.explainSentences() && json) : ExplainPolicy.OFF;
    }

    private void scoreLines(ReviewScorer scorer, ScoredEventWriter writer) throws IOException {
        Lines lines = new Lines(new BufferedInputStream(terminal.in(), 1 << 16));
        List<String> batch = new ArrayList<>(BATCH);
        int first = 1;
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            batch.add(new String(line.get(), StandardCharsets.UTF_8));
            // A person's line is answered at once, a file's lines leave in batches.
            if (batch.size() == BATCH || !lines.isReady()) {
                print(scorer, writer, batch, "line-", first);
                first += batch.size();
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            print(scorer, writer, batch, "line-", first);
        }
    }

    private void print(ReviewScorer scorer, ScoredEventWriter writer, List<String> batch, String prefix, int first)
            throws IOException {
        List<Outcome> outcomes = scorer.score(batch.stream().map(scorer::encode).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            String id = prefix + (first + i);
            Outcome outcome = outcomes.get(i);
            if (!json) {
                terminal.out().println(ScoreLine.of(outcome, batch.get(i)));
                if (why && outcome instanceof Scored scored) {
                    terminal.out()
                            .println(
                                    terminal.interactive()
                                            ? WhyLines.tinted(scored, batch.get(i))
                                            : WhyLines.listed(scored));
                }
            } else if (outcome instanceof Scored scored) {
                terminal.out().write(writer.write(id, scored, now(), Map.of()));
                terminal.out().println();
            } else {
                terminal.out().println(rejected(id, (Rejected) outcome));
            }
        }
        terminal.out().flush();
    }

    /** A line an input line, also where there is no score. */
    private static String rejected(String id, Rejected rejected) throws IOException {
        return new ObjectMapper()
                .createObjectNode()
                .put("id", id)
                .put("rejected", rejected.reason().name())
                .put("message", rejected.detail())
                .toString();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
