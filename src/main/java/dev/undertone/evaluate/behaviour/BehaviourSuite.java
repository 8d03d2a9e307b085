// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate.behaviour;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cases that probe one ability each, after Ribeiro et al. 2020, "Beyond Accuracy: Behavioral Testing of NLP Models with
 * CheckList". Immutable.
 */
public record BehaviourSuite(List<BehaviourCase> cases) {
    private static final String BUILT_IN = "behaviour.tsv";

    public BehaviourSuite {
        cases = List.copyOf(cases);
    }

    /** The suite that comes along, in English. */
    public static BehaviourSuite builtIn() {
        try (InputStream in = BehaviourSuite.class.getResourceAsStream(BUILT_IN)) {
            return read(in, BUILT_IN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads lines {@code category TAB expectation TAB text [TAB partner text]} in UTF-8; blank ones and those that
     * start with {@code #} are skipped. The caller closes the stream.
     *
     * @param name of the file, for the message of an error
     * @throws IllegalArgumentException with the line that is wrong, and how, or if there is no case
     */
    public static BehaviourSuite read(InputStream in, String name) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<BehaviourCase> cases = new ArrayList<>();
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                cases.add(BehaviourCase.parse(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + " of " + name + " " + e.getMessage(), e);
            }
        }
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(name + " holds no case");
        }
        return new BehaviourSuite(cases);
    }

    /** Every text that has to be scored, each once. */
    public List<String> texts() {
        return cases.stream()
                .flatMap(test -> Stream.concat(Stream.of(test.text()), test.partner().stream()))
                .distinct()
                .toList();
    }
}
