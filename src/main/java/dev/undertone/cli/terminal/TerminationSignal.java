// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** Turns the signals that tell a service to end into a clean end, and a second one into an end at once. */
public final class TerminationSignal {
    private static final AtomicBoolean ENDING = new AtomicBoolean();

    private TerminationSignal() {}

    /**
     * From now on SIGTERM runs the shutdown hooks and exits with 0, where Java itself would exit with 143, and SIGINT
     * does so with {@link ExitCode#INTERRUPTED}; whichever comes second ends the process without waiting for the hooks.
     */
    public static void exitsCleanly() {
        handle("TERM", ExitCode.DONE);
        handle("INT", ExitCode.INTERRUPTED);
    }

    /**
     * The same, with a line in the log before and behind the end of a service.
     *
     * @param log of whoever runs it
     * @param close ends it
     */
    public static void closes(Logger log, Runnable close) {
        exitsCleanly();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            log.info("Stopping");
                            close.run();
                            log.info("Stopped");
                        },
                        "undertone-shutdown"));
    }

    /**
     * By reflection, because the compiler warns of the class that Java has had for this since 1.3; where that is gone,
     * or the platform has no such signal, Java's own handling stays: the hooks run all the same.
     */
    private static void handle(String name, int exitCode) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    TerminationSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            end(exitCode);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), exit);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return;
        }
    }

    private static void end(int exitCode) {
        if (ENDING.compareAndSet(false, true)) {
            System.exit(exitCode);
        } else {
            Runtime.getRuntime().halt(exitCode == ExitCode.DONE ? ExitCode.FAILED : exitCode);
        }
    }
}
