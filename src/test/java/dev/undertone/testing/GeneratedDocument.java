// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents that are made from the code: tests compare them, and with {@code -Ddocs.write} write them anew. */
public final class GeneratedDocument {
    private static final boolean WRITES = System.getProperty("docs.write") != null;

    private GeneratedDocument() {}

    /** The command that has one test write what it compares. */
    public static String commandFor(Class<?> test) {
        return "mvn -q test -Dtest=" + test.getSimpleName() + " -Ddocs.write";
    }

    /**
     * Fails where the file is not what the code says it should be.
     *
     * @param test for the command that puts it right
     */
    public static void assertUpToDate(Path file, String upToDate, Class<?> test) throws IOException {
        if (WRITES) {
            Files.writeString(file, upToDate);
        }
        assertThat(Files.readString(file))
                .as(file + " is out of date; write it anew by: " + commandFor(test))
                .isEqualTo(upToDate);
    }
}
