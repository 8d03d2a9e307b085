// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what a cluster answers, and says in one sentence why it does not. */
final class Answers {
    private static final Logger LOGGER = LoggerFactory.getLogger(Answers.class);

    /** A broker that is well answers sooner. */
    private static final int SUSPICIOUS_SECONDS = 2;

    private final String bootstrapServers;
    private final ClusterAccess access;
    private final int patienceSeconds;
    private final int longPatienceSeconds;
    private boolean answered;
    /** What listened at each address when the first answer was late. */
    private Map<String, Listener> greeted = Map.of();

    /**
     * @param patienceSeconds for an answer
     * @param longPatienceSeconds for the first one, where a broker is there to give it
     */
    Answers(String bootstrapServers, ClusterAccess access, int patienceSeconds, int longPatienceSeconds) {
        this.bootstrapServers = bootstrapServers;
        this.access = access;
        this.patienceSeconds = patienceSeconds;
        this.longPatienceSeconds = longPatienceSeconds;
    }

    /**
     * Any other failure is left to who does the work: a young cluster, for one, takes long to make its internal topics.
     */
    void requireNoRefusal(KafkaFuture<?> future) {
        try {
            future.get(patienceSeconds + 1L, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            access.refusal(e).ifPresent(refusal -> {
                throw refusal;
            });
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Looks soon what listens there. What a broker answers in TLS, a client without it takes for the length of a
     * message, hundreds of megabytes that it makes room for at each new try (KAFKA-4493). And a broker that stands
     * still holds up a client that asks it first, though others would answer: those are worth more patience than none.
     */
    void awaitFirst(KafkaFuture<?> nodes) {
        long began = System.nanoTime();
        try {
            nodes.get(SUSPICIOUS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            greeted = Listener.atEach(bootstrapServers);
            access.mismatch(greeted.values(), e).ifPresent(mismatch -> {
                throw mismatch;
            });
            boolean answers = greeted.values().stream().anyMatch(access::mayBeBroker);
            List<String> silent = silent(greeted);
            if (answers && !silent.isEmpty()) {
                LOGGER.atWarn()
                        .addKeyValue("silent", String.join(",", silent))
                        .log("Not all of bootstrap.servers answer; going on with the others");
            }
            long spent = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;
            of(nodes, (int) Math.max(1, (answers ? longPatienceSeconds : patienceSeconds) - spent));
        } catch (ExecutionException e) {
            of(nodes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            of(nodes);
        }
        answered = true;
        greeted = Map.of();
    }

    /** What comes soon, for questions that are worth no failure. */
    <T> Optional<T> ifAny(KafkaFuture<T> future) {
        try {
            return Optional.ofNullable(future.get(SUSPICIOUS_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    <T> T of(KafkaFuture<T> future) {
        return of(future, patienceSeconds);
    }

    private <T> T of(KafkaFuture<T> future, int seconds) {
        try {
            return future.get(seconds + 1L, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw silent(cause);
            }
            throw access.refusal(cause)
                    .<RuntimeException>map(refusal -> refusal)
                    .orElseGet(() -> new BrokerUnavailableException(
                            "the broker at " + bootstrapServers + " refuses: "
                                    + ClusterAccess.message(ClusterAccess.root(cause)),
                            cause));
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted while waiting for " + bootstrapServers, e);
        }
    }

    private RuntimeException silent(Throwable cause) {
        Map<String, Listener> listeners = greeted.isEmpty() ? Listener.atEach(bootstrapServers) : greeted;
        Optional<AccessException> mismatch = answered ? Optional.empty() : access.silence(listeners.values(), cause);
        if (mismatch.isPresent()) {
            return mismatch.get();
        }
        List<String> silent = silent(listeners);
        if (!silent.isEmpty() && silent.size() < listeners.size()) {
            return new BrokerUnavailableException(
                    "the Kafka cluster at " + bootstrapServers + " does not answer in time, and nothing at all comes"
                            + " from " + String.join(",", silent) + "; check that most of its brokers run",
                    cause);
        }
        return new BrokerUnavailableException(
                "no Kafka broker answers at " + bootstrapServers
                        + "; check bootstrap.servers and that the broker runs ('undertone broker' starts one)",
                cause);
    }

    private static List<String> silent(Map<String, Listener> listeners) {
        return listeners.entrySet().stream()
                .filter(listener -> listener.getValue() == Listener.NOTHING)
                .map(Map.Entry::getKey)
                .toList();
    }
}
