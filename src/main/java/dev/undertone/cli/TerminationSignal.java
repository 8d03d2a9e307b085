// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import java.lang.reflect.Proxy;

/** Turns the signal to terminate, which is how services are told to end, into a clean end with exit code 0. */
final class TerminationSignal {
    private TerminationSignal() {}

    /**
     * From now on the signal to terminate runs the shutdown hooks and exits with 0, where Java itself would exit with 143.
     * By reflection, because the compiler warns of the class that Java has had for this since 1.3; where that is gone, the exit
     * code stays Java's.
     */
    static void exitsCleanly() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    TerminationSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(ExitCode.DONE);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), exit);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Java's own handling stays: the hooks run all the same.
            return;
        }
    }
}
