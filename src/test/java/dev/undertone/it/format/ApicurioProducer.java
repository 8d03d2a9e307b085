// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes reviews by Apicurio's serializer, in a process of its own with that serializer's libraries and no others.
 */
final class ApicurioProducer {
    private static final String SERIALIZER = "io.apicurio.registry.serde.avro.AvroKafkaSerializer";

    private ApicurioProducer() {}

    /**
     * Registers the schema, says READY, waits for a line, and publishes.
     *
     * @param args BOOTSTRAP REGISTRY TOPIC FROM TO SCHEMA and settings of the serializer, each KEY=VALUE
     */
    public static void main(String[] args) throws Exception {
        String topic = args[2];
        int from = Integer.parseInt(args[3]);
        int to = Integer.parseInt(args[4]);
        Schema schema = new Schema.Parser().parse(args[5]);
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                args[0],
                "apicurio.registry.url",
                args[1],
                "apicurio.registry.auto-register",
                "true",
                // The schemas are known for as long as this runs, whether the registry does or not.
                "apicurio.registry.check-period-ms",
                "3600000"));
        Arrays.stream(args)
                .skip(6)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> settings.put(setting[0], setting[1]));
        Serializer<Object> serializer = serializer();
        serializer.configure(settings, false);
        serializer.serialize(topic, new RecordHeaders(), review(schema, from));
        System.out.println("READY");
        if (System.in.read() < 0) {
            throw new IllegalStateException("nobody said when to begin");
        }
        try (KafkaProducer<String, Object> producer =
                new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(topic, "k" + i % 100, review(schema, i)), (metadata, failure) -> {
                    if (failure != null) {
                        failure.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    }
                });
            }
            producer.flush();
        }
        System.exit(0);
    }

    private static GenericData.Record review(Schema schema, int number) {
        GenericData.Record review = new GenericData.Record(schema);
        review.put("id", Integer.toString(number));
        review.put("stars", 3);
        review.put("text", number % 2 == 0 ? "good good" : "bad");
        Stream.of("shop", "store")
                .filter(field -> schema.getField(field) != null)
                .forEach(field -> review.put(field, "s"));
        return review;
    }

    @SuppressWarnings("unchecked")
    private static Serializer<Object> serializer() throws ReflectiveOperationException {
        return (Serializer<Object>)
                Class.forName(SERIALIZER).getDeclaredConstructor().newInstance();
    }
}
