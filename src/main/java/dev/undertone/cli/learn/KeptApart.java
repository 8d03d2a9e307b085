// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.evaluate.behaviour.BehaviourSuite;
import dev.undertone.text.Tokenizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts that a model will be measured on and so must not learn from: the cases of {@code evaluate --behaviour}, and
 * what the user names. Two texts are the same when they have the same tokens. Confined to one thread.
 */
final class KeptApart {
    private final Tokenizer tokenizer = new Tokenizer();
    private final Set<List<String>> texts = new HashSet<>();
    private int leftOut;

    KeptApart() {
        add(BehaviourSuite.builtIn().texts());
    }

    void add(Collection<String> more) {
        more.forEach(text -> texts.add(tokenizer.tokenize(text)));
    }

    Corpus from(Corpus corpus) {
        Corpus kept = new Corpus(
                corpus.name(),
                corpus.reviews().stream()
                        .filter(review -> isFree(review.text()))
                        .toList());
        leftOut += corpus.size() - kept.size();
        return kept;
    }

    UnlabelledCorpus from(UnlabelledCorpus corpus) {
        UnlabelledCorpus kept = new UnlabelledCorpus(
                corpus.name(), corpus.texts().stream().filter(this::isFree).toList());
        leftOut += corpus.size() - kept.size();
        return kept;
    }

    /** How many were left out so far. */
    int leftOut() {
        return leftOut;
    }

    private boolean isFree(String text) {
        return !texts.contains(tokenizer.tokenize(text));
    }
}
