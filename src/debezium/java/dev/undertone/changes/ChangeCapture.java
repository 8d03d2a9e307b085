// SPDX-License-Identifier: Apache-2.0
package dev.undertone.changes;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Debezium's engine with its connector for PostgreSQL, which publishes what it is told of the table as it does inside
 * Kafka Connect: each change with its key in order, and behind a delete the key without a value.
 */
final class ChangeCapture implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<String, String> producer;
    private final DebeziumEngine<ChangeEvent<String, String>> engine;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicReference<String> lastKey = new AtomicReference<>("");
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param folder for the place in the write-ahead log
     * @param settings of the connector, stronger than what it is given anyway
     */
    ChangeCapture(
            PostgresProcess postgres,
            String bootstrapServers,
            String topic,
            Path folder,
            Map<String, String> settings) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "name",
                "reviews",
                "connector.class",
                "io.debezium.connector.postgresql.PostgresConnector",
                "offset.storage",
                "org.apache.kafka.connect.storage.FileOffsetBackingStore",
                "offset.storage.file.filename",
                folder.resolve("offsets").toString(),
                "topic.prefix",
                "shop",
                "plugin.name",
                "pgoutput",
                "publication.autocreate.mode",
                "filtered",
                "table.include.list",
                "public." + ReviewTable.NAME));
        properties.putAll(Map.of(
                "database.hostname",
                PostgresProcess.HOST,
                "database.port",
                Integer.toString(postgres.port()),
                "database.user",
                PostgresProcess.USER,
                "database.password",
                "none",
                "database.dbname",
                PostgresProcess.DATABASE,
                "slot.drop.on.stop",
                "true"));
        properties.putAll(settings);
        this.engine = DebeziumEngine.create(Json.class)
                .using(properties)
                .using((success, message, error) -> {
                    if (!success) {
                        failure.set(error == null ? new AssertionError(message) : error);
                    }
                })
                .notifying(this::publish)
                .build();
        thread.execute(engine);
    }

    /** How many changes it has published so far, keys without a value not counted. */
    int published() {
        return published.get();
    }

    /** The key of what it published last. */
    String lastKey() {
        return lastKey.get();
    }

    /** Why it ended by itself; null where it has not. */
    Throwable failure() {
        return failure.get();
    }

    @Override
    public void close() throws IOException {
        engine.close();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Debezium's engine does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    private void publish(
            List<ChangeEvent<String, String>> changes,
            DebeziumEngine.RecordCommitter<ChangeEvent<String, String>> committer)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ChangeEvent<String, String> change : changes) {
            sent.add(producer.send(new ProducerRecord<>(topic, change.key(), change.value())));
        }
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a change cannot be published", e);
            }
            committer.markProcessed(changes.get(i));
            if (changes.get(i).value() != null) {
                published.incrementAndGet();
                lastKey.set(changes.get(i).key());
            }
        }
        committer.markBatchFinished();
    }
}
