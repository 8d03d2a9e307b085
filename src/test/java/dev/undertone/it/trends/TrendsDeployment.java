// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.trends;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.Records;
import dev.undertone.testing.TestBroker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Topics of their own, with instances that read scored events which the test writes. */
final class TrendsDeployment implements AutoCloseable {
    private final String scores;
    final TrendsInstances instances;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    TrendsDeployment(Path folder) {
        String name = UUID.randomUUID().toString().substring(0, 8);
        scores = "scored-" + name;
        TestBroker.createTopic(scores, 4);
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", TestBroker.bootstrapServers());
        settings.put("application.id", "undertone-" + name);
        settings.put("output.topic", scores);
        settings.put("trends.by", "productId");
        settings.put("trends.topic", "trends-" + name);
        settings.put("trends.alerts.topic", "alerts-" + name);
        settings.put("http.port", "0");
        instances = new TrendsInstances(settings, folder, new Random(1));
    }

    void add(Instant time, String id, String product, double score) {
        String review = product == null ? "" : ",\"review\":{\"productId\":\"" + product + "\"}";
        String value = "{\"id\":\"" + id + "\",\"label\":\"" + (score > 0 ? "positive" : "negative") + "\",\"score\":"
                + Math.round(score * 1e6) / 1e6 + review + "}";
        records.add(new ProducerRecord<>(scores, null, time.toEpochMilli(), Records.bytes(id), Records.bytes(value)));
    }

    void flush() {
        Deployment.send(records);
        records.clear();
    }

    void publish(Instant time, String id, String product, double score) {
        add(time, id, product, score);
        flush();
    }

    @Override
    public void close() {
        instances.close();
    }
}
