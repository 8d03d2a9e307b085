// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.cli.Cli;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of evaluate start from: a model of few words, and reviews on some of which it is wrong. */
abstract class EvaluatesTinyModel {
    @TempDir
    Path folder;

    Path model;
    Path data;

    @BeforeEach
    void writeModelAndReviews() throws IOException {
        model = TinyModel.writeTo(folder.resolve("model"));
        data = Files.writeString(
                folder.resolve("reviews.tsv"),
                "1\tgood\n1\tgreat\n1\tbad\n0\tawful\n0\tbad\n0\tgood\n0\tbad\n1\t...\n");
    }

    Cli.Result evaluate(String... options) {
        String[] arguments = new String[options.length + 5];
        System.arraycopy(
                new String[] {"evaluate", "--model", model.toString(), "--data", data.toString()}, 0, arguments, 0, 5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return Cli.launch(arguments);
    }
}
