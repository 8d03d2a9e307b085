// SPDX-License-Identifier: Apache-2.0
package dev.undertone.broker;

import dev.undertone.kafka.RequiredAcl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.awaitility.Awaitility;

/**
 * A broker as careful clusters have them: clients come by TLS with a name and a password (SASL_SSL, SCRAM-SHA-512) and
 * may do what they were granted and no more. A second listener, without either, is for the test's own administration.
 */
public final class SecureBroker implements AutoCloseable {
    public static final String USER = "undertone";
    public static final String PASSWORD = "correct-horse";

    private static final String HOST = "127.0.0.1";
    private static final String STORE_PASSWORD = "changeit";

    private final EmbeddedBroker broker;
    private final String address;
    private final Path certificate;
    private final Admin admin;

    private SecureBroker(EmbeddedBroker broker, String address, Path certificate, Admin admin) {
        this.broker = broker;
        this.address = address;
        this.certificate = certificate;
        this.admin = admin;
    }

    /**
     * Starts it with a certificate made for it.
     *
     * @param folder for the certificate
     */
    public static SecureBroker start(Path folder) throws Exception {
        Path keys = folder.resolve("broker.p12");
        Certificates.make(keys, STORE_PASSWORD, HOST, folder.resolve("ca.pem"));
        String address = HOST + ":" + EmbeddedBroker.freePort();
        EmbeddedBroker broker = EmbeddedBroker.startTemporary(
                "SECURE://" + address,
                Map.ofEntries(
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT"),
                        Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                        Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                        Map.entry(
                                "listener.name.secure.scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                        Map.entry("listener.name.secure.ssl.keystore.type", "PKCS12"),
                        Map.entry("listener.name.secure.ssl.keystore.location", keys.toString()),
                        Map.entry("listener.name.secure.ssl.keystore.password", STORE_PASSWORD),
                        Map.entry("authorizer.class.name", StandardAuthorizer.class.getName()),
                        Map.entry("super.users", "User:ANONYMOUS")));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                .all()
                .get();
        return new SecureBroker(broker, address, folder.resolve("ca.pem"), admin);
    }

    /** Where clients with a password come in. */
    public String address() {
        return address;
    }

    /** Where anybody comes in and may do all. */
    public String openAddress() {
        return broker.bootstrapServers();
    }

    /** The configuration of a client that is let in. */
    public Map<String, String> clientSettings() {
        return Map.of(
                "bootstrap.servers",
                address,
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.ssl.truststore.type",
                "PEM",
                "kafka.ssl.truststore.location",
                certificate.toString(),
                "kafka.sasl.mechanism",
                "SCRAM-SHA-512",
                "kafka.sasl.jaas.config",
                jaas(PASSWORD));
    }

    /** The entry with another password. */
    public static String jaas(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + password + "\";";
    }

    public void createTopics(String... names) throws Exception {
        admin.createTopics(Arrays.stream(names)
                        .map(name -> new NewTopic(name, 2, (short) 1))
                        .toList())
                .all()
                .get();
    }

    /** Changes a setting of a topic. */
    public void set(String topic, String key, String value) throws Exception {
        Collection<AlterConfigOp> change =
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), change))
                .all()
                .get();
    }

    /** Grants the rights, and none but them. */
    public void grantOnly(Collection<RequiredAcl> rights) throws Exception {
        List<AclBinding> bindings = rights.stream().map(SecureBroker::binding).toList();
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        admin.createAcls(bindings).all().get();
        // The controller has them; the broker goes by them a moment later.
        Awaitility.await("the rights that are granted")
                .atMost(Duration.ofMinutes(1))
                .until(() -> Set.copyOf(admin.describeAcls(AclBindingFilter.ANY)
                                .values()
                                .get())
                        .equals(Set.copyOf(bindings)));
    }

    /** Takes one of the granted rights away. */
    public void revoke(RequiredAcl right) throws Exception {
        admin.deleteAcls(List.of(binding(right).toFilter())).all().get();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }

    private static AclBinding binding(RequiredAcl right) {
        return new AclBinding(
                new ResourcePattern(
                        right.resource(), right.name(), right.prefixed() ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry("User:" + USER, "*", right.operation(), AclPermissionType.ALLOW));
    }
}
