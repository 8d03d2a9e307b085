// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** How much of the log a command shows. */
public final class Logging {
    private static volatile boolean json;

    private Logging() {}

    /** From now on, one JSON object a line instead of lines for people. */
    public static void json() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender("STDERR") instanceof ConsoleAppender<ILoggingEvent> console) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(console.getContext());
            encoder.setWithSequenceNumber(false);
            encoder.setWithNanoseconds(false);
            encoder.setWithContext(false);
            encoder.setWithMDC(false);
            // The words with their arguments in place.
            encoder.setWithMessage(false);
            encoder.setWithArguments(false);
            encoder.setWithFormattedMessage(true);
            encoder.start();
            console.stop();
            console.setEncoder(encoder);
            console.start();
            json = true;
        }
    }

    /** From now on, what libraries log by the JDK's own means comes here too, as OpenTelemetry's does. */
    public static void javaUtilLogging() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Whether {@link #json} was called. */
    public static boolean isJson() {
        return json;
    }

    /**
     * Tells why a command ends, in the log's own form.
     *
     * @param cause to show where, null for not
     */
    public static void failed(Failure failure, Throwable cause) {
        LoggerFactory.getLogger(Logging.class)
                .atError()
                .setCause(cause)
                .addKeyValue("exitCode", failure.exitCode())
                .log(failure.message());
    }

    /**
     * For commands whose output is for people: clients and brokers that start and end warn of much that is as it
     * should be.
     */
    public static void errorsOnly() {
        // Reports as errors the first sends of a transaction that come out of order; the producer sends them again.
        setLevel("kafka.server.ReplicaManager", Level.OFF);
        setLevel("kafka", Level.ERROR);
        setLevel("state", Level.ERROR);
        setLevel("dev.undertone", Level.ERROR);
        kafkaClients(Level.ERROR);
    }

    /**
     * How much Kafka's clients say. Before the first connection they warn of every try; the command says it once, in
     * the end. Whoever has them say more by a configuration of Logback goes on hearing it.
     */
    public static void kafkaClients(Level level) {
        if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger logger
                && logger.getEffectiveLevel().isGreaterOrEqual(Level.WARN)) {
            logger.setLevel(level);
            // It reports a password that is not accepted as an error, which is said as well.
            setLevel("org.apache.kafka.clients.NetworkClient", level == Level.ERROR ? Level.OFF : level);
        }
    }

    private static void setLevel(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
