// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import dev.undertone.corpus.file.LabelMapping;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.review.FieldChoice;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say of files what they do not say themselves, shared by the commands that read reviews from files. */
public final class DataOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description =
                    "Encoding of the files, such as windows-1252 (default: UTF-8, or what a byte-order mark says).")
    private String encoding;

    @Option(
            names = "--text-field",
            paramLabel = "FIELD",
            description =
                    "Field or column with the review's text: a name, a|b for the first that is there, or a column's number from 1"
                            + " (default: a usual name, such as text or review).")
    private String textField;

    @Option(
            names = "--label-field",
            paramLabel = "FIELD",
            description = "Field or column with the label (default: a usual name, such as label, sentiment or stars).")
    private String labelField;

    @Option(
            names = "--id-field",
            paramLabel = "FIELD",
            description = "Field or column with the review's id, which publish keeps (default: id).")
    private String idField;

    @Option(
            names = "--labels",
            paramLabel = "LABEL=MEANING,...",
            description =
                    "What labels mean, as in 1..4=negative,5..6=neutral,7..10=positive,unclear=skip; *=... for all others (default:"
                            + " what they usually mean, which is told).")
    private String labels;

    /** What was said. @throws ParameterException naming the option that makes no sense */
    public ReadOptions read() {
        return new ReadOptions(
                parsed("--encoding", encoding, DataOptions::charset),
                parsed("--text-field", textField, FieldChoice::parse),
                parsed("--label-field", labelField, FieldChoice::parse),
                parsed("--id-field", idField, FieldChoice::parse),
                parsed("--labels", labels, LabelMapping::parse));
    }

    private <T> Optional<T> parsed(String option, String given, Function<String, T> parser) {
        try {
            return Optional.ofNullable(given).map(parser);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Java knows no encoding '" + name + "'; usual ones are UTF-8, UTF-16, windows-1252 and ISO-8859-1",
                    e);
        }
    }
}
