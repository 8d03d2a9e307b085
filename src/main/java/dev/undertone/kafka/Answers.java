// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what a cluster answers, and says in one sentence why it does not. */
final class Answers {
    private static final int SUSPICIOUS_SECONDS = 4;

    private final String bootstrapServers;
    private final ClusterAccess access;
    private final int patienceSeconds;

    Answers(String bootstrapServers, ClusterAccess access, int patienceSeconds) {
        this.bootstrapServers = bootstrapServers;
        this.access = access;
        this.patienceSeconds = patienceSeconds;
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
     * Looks soon what listens there: what a broker answers in TLS, a client without it takes for the length of a
     * message, hundreds of megabytes that it makes room for at each new try (KAFKA-4493).
     */
    void awaitFirst(KafkaFuture<?> nodes) {
        try {
            nodes.get(SUSPICIOUS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            access.mismatch(Listener.at(bootstrapServers), e).ifPresent(mismatch -> {
                throw mismatch;
            });
            of(nodes);
        } catch (ExecutionException e) {
            of(nodes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            of(nodes);
        }
    }

    <T> T of(KafkaFuture<T> future) {
        try {
            return future.get(patienceSeconds + 1L, TimeUnit.SECONDS);
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
        return access.silence(Listener.at(bootstrapServers), cause)
                .<RuntimeException>map(mismatch -> mismatch)
                .orElseGet(() -> new BrokerUnavailableException(
                        "no Kafka broker answers at " + bootstrapServers
                                + "; check bootstrap.servers and that the broker runs ('undertone broker' starts one)",
                        cause));
    }
}
