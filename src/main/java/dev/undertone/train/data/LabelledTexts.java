// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The texts of several corpora, each once, with what their labels say. A corpus without a neutral review is taken for
 * one that left them out: of its texts nobody knows how neutral they are.
 */
public record LabelledTexts(List<String> texts, List<Target> targets) {
    public static final LabelledTexts NONE = new LabelledTexts(List.of(), List.of());

    public LabelledTexts {
        texts = List.copyOf(texts);
        targets = List.copyOf(targets);
        if (texts.size() != targets.size()) {
            throw new IllegalArgumentException("every text needs a target");
        }
    }

    /** @param graded for each corpus, whether its source knows neutral reviews */
    public static LabelledTexts of(List<Corpus> corpora, List<Boolean> graded) {
        List<String> texts = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < corpora.size(); i++) {
            for (LabelledReview review : corpora.get(i).reviews()) {
                if (seen.add(review.text())) {
                    Target target = Target.of(review.label());
                    texts.add(review.text());
                    targets.add(graded.get(i) ? target : target.polar());
                }
            }
        }
        return new LabelledTexts(texts, targets);
    }

    /** These texts and then those of {@code other}. */
    public LabelledTexts and(LabelledTexts other) {
        List<String> all = new ArrayList<>(texts);
        all.addAll(other.texts);
        List<Target> both = new ArrayList<>(targets);
        both.addAll(other.targets);
        return new LabelledTexts(all, both);
    }

    public int size() {
        return texts.size();
    }

    public long positives() {
        return targets.stream()
                .filter(target -> target.isPolar() && target.positive() >= 0.5f)
                .count();
    }

    public long negatives() {
        return targets.stream()
                .filter(target -> target.isPolar() && target.positive() < 0.5f)
                .count();
    }

    /** Whether it is known of some that they are neutral. */
    public boolean hasNeutral() {
        return targets.stream().anyMatch(target -> target.neutralWeight() > 0 && target.neutral() >= 0.5f);
    }

    /** Those that take a side, for classifiers that know two classes. */
    public List<LabelledReview> polar() {
        List<LabelledReview> reviews = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (targets.get(i).isPolar()) {
                reviews.add(new LabelledReview(texts.get(i), targets.get(i).positive() >= 0.5f));
            }
        }
        return reviews;
    }

    public Dataset encoded(ReviewEncoder encoder) {
        List<TokenIds> reviews = new ArrayList<>();
        List<Target> kept = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            TokenIds ids = encoder.encode(texts.get(i));
            if (!ids.isEmpty()) {
                reviews.add(ids);
                kept.add(targets.get(i));
            }
        }
        return new Dataset(reviews, kept);
    }
}
