// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import dev.undertone.corpus.file.LabelMapping;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The scales of numbers that people label reviews with, told apart by the numbers that a file has. */
final class LabelScale {
    private record Scale(List<String> numbers, List<String> oneOf, LabelMapping mapping) {
        static Scale of(String numbers, String oneOf, String mapping) {
            return new Scale(List.of(numbers.split(" ")), List.of(oneOf.split(" ")), LabelMapping.parse(mapping));
        }

        boolean fits(Collection<String> found) {
            return numbers.containsAll(found) && oneOf.stream().anyMatch(found::contains);
        }
    }

    /** The first that has all numbers of a file, and of which the file has one that tells. */
    private static final List<Scale> SCALES = List.of(
            Scale.of("0 1", "0 1", "0=negative,1=positive"),
            Scale.of("-1 0 1", "-1", "-1=negative,0=neutral,1=positive"),
            Scale.of("1 2", "2", "1=negative,2=positive"),
            Scale.of("0 1 2", "1", "0=negative,1=neutral,2=positive"),
            Scale.of("1 2 3 4 5", "4 5", "1..2=negative,3=neutral,4..5=positive"),
            Scale.of("0 1 2 3 4", "4", "0..1=negative,2=neutral,3..4=positive"),
            Scale.of("0.5 1 1.5 2 2.5 3 3.5 4 4.5 5", "4 4.5 5", "0.5..2=negative,2.5..3.5=neutral,4..5=positive"),
            Scale.of("0 1 2 3 4 5 6 7 8 9 10", "6 7 8 9 10", "0..4=negative,5..6=neutral,7..10=positive"),
            Scale.of("-2 -1 0 1 2", "-2", "-2..-1=negative,0=neutral,1..2=positive"));

    private LabelScale() {}

    /** What the numbers mean, where only one meaning is usual. */
    static Optional<LabelMapping> of(Collection<String> numbers) {
        TreeSet<String> found = new TreeSet<>(numbers);
        return SCALES.stream()
                .filter(scale -> scale.fits(found))
                .map(Scale::mapping)
                .findFirst();
    }
}
