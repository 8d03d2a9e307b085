// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.bench.alternative.Alternative;
import dev.undertone.bench.alternative.AlternativeMain;
import dev.undertone.bench.report.Contender;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who can be measured. Those with other reviews than the others are no part of {@link #ALL}. */
public final class Contenders {
    /** Names every one of them. */
    public static final String ALL = "all";

    private Contenders() {}

    /**
     * The contenders of these names, in the order given.
     *
     * @throws IllegalArgumentException if there is no such contender
     */
    public static List<Contender> named(Path home, List<String> names) {
        List<Contender> all = all(home);
        if (names.equals(List.of(ALL))) {
            return all;
        }
        all.add(new Contender(Contender.SERVICE_ON_AVRO, "the same, with reviews and scores in Avro", service(home)));
        all.add(new Contender(Contender.SERVICE_WATCHED, "the same, saying why, with a page open", service(home)));
        return names.stream()
                .map(name -> all.stream()
                        .filter(contender -> contender.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("there is no contestant '" + name + "', only "
                                + all.stream().map(Contender::name).collect(Collectors.joining(", ")))))
                .toList();
    }

    /** The command that starts Java as this process was started, with the product's class path. */
    public static List<String> java(Path home) {
        return java(home.resolve("lib") + "/*");
    }

    private static List<Contender> all(Path home) {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender(
                Contender.SERVICE,
                "Kafka Streams, and batches of a whole stream thread, scored in parts of like lengths",
                service(home)));
        for (Alternative alternative : Alternative.values()) {
            List<String> command = java(home.resolve("lib") + "/*:" + home.resolve("lib-bench") + "/*");
            command.addAll(List.of(AlternativeMain.class.getName(), alternative.text()));
            all.add(new Contender(alternative.text(), alternative.description(), command));
        }
        return all;
    }

    private static List<String> service(Path home) {
        return List.of(home.resolve("bin").resolve("undertone").toString(), "run");
    }

    private static List<String> java(String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // Some libraries leave folders behind in the temporary one; each process works in a folder that the
        // bench deletes.
        command.add("-Djava.io.tmpdir=.");
        command.addAll(List.of("-cp", classPath));
        return command;
    }
}
