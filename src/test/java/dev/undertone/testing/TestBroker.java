// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.undertone.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker that all integration tests of a run share: Apache Kafka's image of the build's own version where a Docker
 * engine has it, the embedded broker otherwise. {@code -Dbroker=container} or {@code -Dbroker=embedded} insists on one.
 */
public final class TestBroker {
    private static final String IMAGE = "apache/kafka:" + version();
    private static final String BOOTSTRAP_SERVERS = start();

    /** A machine may have much else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestBroker() {}

    /** Where the broker is; starts it on the first call. It ends with the test run. */
    public static String bootstrapServers() {
        return BOOTSTRAP_SERVERS;
    }

    /** Creates a topic that takes records of up to 16 MB. */
    public static void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of("max.message.bytes", Integer.toString(16 * 1024 * 1024)));
    }

    public static void createTopic(String name, int partitions, Map<String, String> settings) {
        try (Admin admin = admin()) {
            // A broker that others have starved is out of the cluster for a moment.
            Awaitility.await("a broker for the topic " + name)
                    .atMost(PATIENCE)
                    .ignoreExceptionsMatching(e -> e.getCause() instanceof InvalidReplicationFactorException)
                    .until(() -> {
                        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                                .all()
                                .get();
                        return true;
                    });
            // The controller has made it; the broker tells of it a moment later.
            Awaitility.await("the topic " + name)
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> !admin.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .isEmpty());
        } catch (Exception e) {
            throw new AssertionError("cannot create " + name, e);
        }
    }

    public static Admin admin() {
        return Admin.create(new HashMap<>(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, BOOTSTRAP_SERVERS)));
    }

    private static String start() {
        String wanted = System.getProperty("broker", "");
        String reason = wanted.equals("embedded") ? "-Dbroker=embedded" : whyNoContainer();
        if (reason.isEmpty()) {
            KafkaContainer container =
                    new KafkaContainer(IMAGE).withStartupAttempts(2).withStartupTimeout(Duration.ofSeconds(180));
            container.start();
            System.out.println(
                    "Integration tests run on " + IMAGE + " in a container, at " + container.getBootstrapServers());
            return container.getBootstrapServers();
        }
        if (wanted.equals("container")) {
            throw new AssertionError("-Dbroker=container, but " + reason);
        }
        EmbeddedBroker broker = EmbeddedBroker.startTemporary();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println("Integration tests run on the embedded broker, at " + broker.bootstrapServers()
                + ", because " + reason);
        return broker.bootstrapServers();
    }

    /** Of Kafka's clients, as they say themselves. */
    private static String version() {
        try (InputStream file = TestBroker.class.getResourceAsStream("/kafka/kafka-version.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where a container can be had. */
    private static String whyNoContainer() {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return "no Docker engine answers";
            }
            DockerClientFactory.instance().client().inspectImageCmd(IMAGE).exec();
            return "";
        } catch (NotFoundException e) {
            return "the Docker engine has no image " + IMAGE + " ('docker pull " + IMAGE + "' gets it)";
        }
    }
}
