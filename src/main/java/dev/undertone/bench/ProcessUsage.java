// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has taken so far.
 *
 * @param cpuSeconds of all its threads
 * @param residentBytes of memory now; 0 where the system does not tell
 */
record ProcessUsage(double cpuSeconds, long residentBytes) {
    private static final String RESIDENT = "VmRSS:";

    static ProcessUsage of(ProcessHandle process) {
        double seconds =
                process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
        return new ProcessUsage(seconds, residentBytes(process.pid()));
    }

    private static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith(RESIDENT)) {
                    String kilobytes =
                            line.substring(RESIDENT.length()).replace("kB", "").strip();
                    return Long.parseLong(kilobytes) * 1024;
                }
            }
            return 0;
        } catch (IOException e) {
            // No such folder: not Linux, or the process has just ended.
            return 0;
        }
    }
}
