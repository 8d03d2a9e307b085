// SPDX-License-Identifier: Apache-2.0
package dev.undertone.changes;

import dev.undertone.testing.Child;
import dev.undertone.testing.Folders;
import dev.undertone.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * PostgreSQL as a process of its own on an empty database, as Debezium wants it. It does not run as root, so where the
 * tests do, it becomes the user that Debian's package makes.
 */
final class PostgresProcess implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    static final String USER = "postgres";
    static final String DATABASE = "postgres";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private final Path programs;
    private final Path folder;
    private final int port;
    private final Child child;

    private PostgresProcess(Path programs, Path folder, int port, Child child) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.child = child;
    }

    /** Why it cannot be started here, in a sentence; empty where it can. */
    static Optional<String> whyNot() {
        if (programs().isEmpty()) {
            return Optional.of("there is no PostgreSQL on this machine (Debian's package postgresql has it)");
        }
        try {
            users().lookupPrincipalByName(USER);
            return Optional.empty();
        } catch (IOException e) {
            return ROOT
                    ? Optional.of("PostgreSQL does not run as root, and there is no user " + USER)
                    : Optional.empty();
        }
    }

    /** Starts one and waits until it answers. */
    static PostgresProcess start() throws IOException {
        Path programs = programs().orElseThrow();
        Path folder = Files.createTempDirectory("undertone-postgres-");
        if (ROOT) {
            Files.setOwner(folder, users().lookupPrincipalByName(USER));
        }
        Path data = folder.resolve("data");
        Child made = Child.start(
                command(programs.resolve("initdb"), "-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8"),
                Map.of(),
                folder.resolve("initdb.log"));
        if (made.awaitExit() != 0) {
            throw new AssertionError("initdb failed: " + made.printed());
        }
        int port = Ports.free();
        List<String> options = new ArrayList<>(List.of("-D", data.toString(), "-h", HOST, "-p", Integer.toString(port)));
        // It is thrown away afterwards, so nothing has to reach a disk.
        for (String setting : List.of("wal_level=logical", "unix_socket_directories=", "fsync=off")) {
            options.addAll(List.of("-c", setting));
        }
        Child child = Child.start(
                command(programs.resolve("postgres"), options.toArray(String[]::new)),
                Map.of(),
                folder.resolve("postgres.log"));
        PostgresProcess postgres = new PostgresProcess(programs, folder, port, child);
        Awaitility.await("PostgreSQL's start")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .failFast("PostgreSQL ended, see " + folder, () -> !child.isAlive())
                .until(() -> {
                    try (Connection connection = postgres.connect()) {
                        return connection.isValid(1);
                    }
                });
        return postgres;
    }

    int port() {
        return port;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + HOST + ":" + port + "/" + DATABASE, USER, "");
    }

    @Override
    public void close() throws IOException {
        Child stop = Child.start(
                command(
                        programs.resolve("pg_ctl"),
                        "stop",
                        "-m",
                        "immediate",
                        "-D",
                        folder.resolve("data").toString()),
                Map.of(),
                folder.resolve("stop.log"));
        stop.awaitExit();
        child.close();
        Folders.empty(folder);
        Files.delete(folder);
    }

    private static List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static UserPrincipalLookupService users() {
        return DEBIAN.getFileSystem().getUserPrincipalLookupService();
    }

    /** The folder with the programs of the newest version that there is. */
    private static Optional<Path> programs() {
        List<Path> candidates = new ArrayList<>();
        for (String folder : System.getenv("PATH").split(":")) {
            candidates.add(Path.of(folder));
        }
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.sorted(Comparator.comparing(Path::toString).reversed())
                        .map(version -> version.resolve("bin"))
                        .forEach(candidates::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return candidates.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }
}
