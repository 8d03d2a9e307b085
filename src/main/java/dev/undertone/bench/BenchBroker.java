// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.bench.report.BenchException;
import dev.undertone.bench.report.BenchPlan;
import dev.undertone.kafka.Cluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The broker that all contenders use: a given one, or one started in a process of its own. Confined to one thread. */
final class BenchBroker implements AutoCloseable {
    private final String bootstrapServers;
    private final Map<String, Object> clientProperties;
    private final Optional<Worker> process;

    private BenchBroker(String bootstrapServers, Map<String, Object> clientProperties, Optional<Worker> process) {
        this.bootstrapServers = bootstrapServers;
        this.clientProperties = clientProperties;
        this.process = process;
    }

    /**
     * @param clientProperties for security and the like
     * @param folder for what a started broker says
     */
    static BenchBroker open(BenchPlan plan, Map<String, Object> clientProperties, Path folder) {
        if (plan.bootstrapServers().isPresent()) {
            return new BenchBroker(plan.bootstrapServers().get(), clientProperties, Optional.empty());
        }
        String launcher = plan.home().resolve("bin").resolve("undertone").toString();
        Worker worker = Worker.start(
                "the broker", List.of(launcher, "broker", "--port", "0"), folder.resolve("broker.log"), true);
        try {
            String address = new BufferedReader(
                            new InputStreamReader(worker.process().getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (address == null) {
                worker.process().waitFor();
                worker.requireAlive();
            }
            return new BenchBroker(address, clientProperties, Optional.of(worker));
        } catch (IOException e) {
            worker.close();
            throw new UncheckedIOException("cannot read the broker's address", e);
        } catch (InterruptedException e) {
            worker.close();
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while the broker started");
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** What a plain client needs to reach it. */
    Map<String, Object> clientProperties() {
        Map<String, Object> properties = new java.util.HashMap<>(clientProperties);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    void createTopics(List<String> topics, int partitions) {
        try (Cluster cluster = Cluster.connect(clientProperties())) {
            cluster.ensureTopics(topics, Optional.of(partitions), Map.of());
        }
    }

    /** Publishes that many events, one after the other to each partition in turn. */
    void publish(Iterable<byte[]> events, int number, String topic, int partitions, BenchObserver observer) {
        Map<String, Object> properties = clientProperties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            Iterator<byte[]> source = events.iterator();
            for (int i = 0; i < number; i++) {
                if (!source.hasNext()) {
                    source = events.iterator();
                }
                producer.send(
                        new ProducerRecord<>(topic, i % partitions, null, source.next()), (metadata, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
                observer.published(1);
            }
        }
        if (failure.get() != null) {
            throw new BenchException(
                    "the broker refused a review: " + failure.get().getMessage());
        }
    }

    @Override
    public void close() {
        process.ifPresent(Worker::close);
    }
}
