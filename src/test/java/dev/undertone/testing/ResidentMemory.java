// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What of a process lies in memory, as Linux counts it. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /**
     * In bytes.
     *
     * @throws AssertionError if the process has ended
     */
    public static long of(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("process " + pid + " ended by itself"));
    }
}
