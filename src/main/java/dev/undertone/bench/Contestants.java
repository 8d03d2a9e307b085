// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who can be measured. */
public final class Contestants {
    /** Names every one of them. */
    public static final String ALL = "all";

    private Contestants() {}

    /** The contestants of these names, in the order given. @throws IllegalArgumentException if there is no such contestant */
    public static List<Contestant> named(Path home, List<String> names) {
        List<Contestant> all = all(home);
        if (names.equals(List.of(ALL))) {
            return all;
        }
        return names.stream()
                .map(name -> all.stream()
                        .filter(contestant -> contestant.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("there is no contestant '" + name + "', only "
                                + all.stream().map(Contestant::name).collect(Collectors.joining(", ")))))
                .toList();
    }

    /** The command that starts Java as this process was started, with the product's class path. */
    public static List<String> java(Path home) {
        return java(home.resolve("lib") + "/*");
    }

    private static List<Contestant> all(Path home) {
        return List.of(new Contestant(
                Contestant.SERVICE,
                "this scorer: batches of the whole stream thread, scored in parts of like lengths",
                List.of(home.resolve("bin").resolve("undertone").toString(), "run")));
    }

    private static List<String> java(String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath));
        return command;
    }
}
