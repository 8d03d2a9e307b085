// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.undertone.evaluate.Evaluation;
import dev.undertone.text.ReviewEncoder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The contents of {@code manifest.json}.
 *
 * @param formatVersion of the bundle, {@value #FORMAT_VERSION} for now
 * @param name of the model, part of every scored event
 * @param version of the model, part of every scored event
 * @param architecture of the network
 * @param labels what the ends of the logit mean, negative infinity first
 * @param tokenLimit how many tokens of a review the model reads
 * @param tokenizer which tokenizer made the ids the model was trained on
 * @param calibration from logit to probability
 * @param neutral from the graph's second output to the probability that a review is neutral or mixed; null where the
 *     model has not learned what neutral is
 * @param files SHA-256 in hexadecimal of every other file of the bundle, by name
 * @param training how the model came to be
 * @param evaluation figures by data set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelManifest(
        int formatVersion,
        String name,
        String version,
        Architecture architecture,
        List<String> labels,
        int tokenLimit,
        TokenizerIdentity tokenizer,
        Calibration calibration,
        Calibration neutral,
        Map<String, String> files,
        Provenance training,
        Map<String, Evaluation> evaluation) {
    public static final int FORMAT_VERSION = 1;
    public static final List<String> LABELS = List.of("negative", "positive");

    /** The tokenizer's name and the fingerprint of its behaviour. */
    public record TokenizerIdentity(String name, String fingerprint) {}

    public ModelManifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "formatVersion is " + formatVersion + ", this release reads " + FORMAT_VERSION);
        }
        Objects.requireNonNull(name, "name is missing");
        Objects.requireNonNull(version, "version is missing");
        Objects.requireNonNull(architecture, "architecture is missing");
        Objects.requireNonNull(tokenizer, "tokenizer is missing");
        Objects.requireNonNull(calibration, "calibration is missing");
        Objects.requireNonNull(files, "files is missing");
        Objects.requireNonNull(evaluation, "evaluation is missing");
        if (!LABELS.equals(labels)) {
            throw new IllegalArgumentException("labels must be " + LABELS + ", not " + labels);
        }
        if (tokenLimit < ReviewEncoder.SMALLEST_TOKEN_LIMIT) {
            throw new IllegalArgumentException(
                    "tokenLimit must be at least " + ReviewEncoder.SMALLEST_TOKEN_LIMIT + ", not " + tokenLimit);
        }
        files = Map.copyOf(files);
        evaluation = Map.copyOf(evaluation);
    }

    /** From the graph's second output to the probability of neutral, where the model has learned what that is. */
    public Optional<Calibration> learnedNeutral() {
        return Optional.ofNullable(neutral);
    }

    /** The same manifest of other files. */
    ModelManifest withFiles(Map<String, String> newFiles) {
        return new ModelManifest(
                formatVersion,
                name,
                version,
                architecture,
                labels,
                tokenLimit,
                tokenizer,
                calibration,
                neutral,
                newFiles,
                training,
                evaluation);
    }
}
