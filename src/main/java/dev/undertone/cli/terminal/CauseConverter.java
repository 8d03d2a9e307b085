// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/**
 * Prints what is behind a line of the log. Where Kafka's clients say something, that is its cause in the same line:
 * where in their code it arose helps nobody, and a broker that stops has every client say it. Of anything else it is
 * the beginning of the stack trace. Logback makes it, by {@code logback.xml}.
 */
public final class CauseConverter extends ThrowableProxyConverter {
    private static final String KAFKA = "org.apache.kafka.";

    @Override
    public String convert(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown == null) {
            return "";
        }
        if (!event.getLoggerName().startsWith(KAFKA)) {
            return System.lineSeparator() + super.convert(event).stripTrailing();
        }
        IThrowableProxy root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String name = root.getClassName().substring(root.getClassName().lastIndexOf('.') + 1);
        return " (" + name + (root.getMessage() == null ? "" : ": " + firstLine(root.getMessage())) + ")";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
