// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * As whom a client comes to a cluster and what it needs there; tells in a sentence what the cluster refuses of
 * that. Immutable.
 */
public final class ClusterAccess {
    /** Of the modules for PLAIN and SCRAM, whose principal is User:NAME. */
    private static final Pattern USER_NAME = Pattern.compile("\\busername\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");

    private final String bootstrapServers;
    private final String protocol;
    private final Optional<String> principal;
    private final List<RequiredAcl> needed;

    private ClusterAccess(
            String bootstrapServers, String protocol, Optional<String> principal, List<RequiredAcl> needed) {
        this.bootstrapServers = bootstrapServers;
        this.protocol = protocol;
        this.principal = principal;
        this.needed = needed;
    }

    /**
     * @param properties of a Kafka client
     * @param needed what that client is going to do
     */
    public static ClusterAccess of(Map<String, Object> properties, List<RequiredAcl> needed) {
        String protocol = text(properties, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
                .orElse(CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
        return new ClusterAccess(
                text(properties, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).orElse(""),
                protocol,
                principal(protocol, text(properties, SaslConfigs.SASL_JAAS_CONFIG)),
                List.copyOf(needed));
    }

    /** What a failure says of access, in a sentence; nothing where it is about anything else. */
    public Optional<AccessException> refusal(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> sentence(cause).stream())
                .findFirst()
                .map(sentence -> new AccessException(sentence, failure));
    }

    /** The needed rights on such a resource. */
    List<RequiredAcl> needed(ResourceType resource) {
        return needed.stream().filter(right -> right.resource() == resource).toList();
    }

    /** The needed rights on a topic. */
    List<RequiredAcl> neededOn(String topic) {
        return needed(ResourceType.TOPIC).stream()
                .filter(right -> right.name().equals(topic))
                .toList();
    }

    /** Whether the client says who it is, so that it can have rights of its own. */
    boolean isIdentified() {
        return !protocol.equals(SecurityProtocol.PLAINTEXT.name);
    }

    /**
     * Looks for a needed right on a topic that is not among the granted ones.
     *
     * @param granted null where the cluster does not tell
     */
    void check(String topic, Set<AclOperation> granted) {
        for (RequiredAcl right : neededOn(topic)) {
            if (granted != null && !granted.contains(right.operation())) {
                throw missing(right, null);
            }
        }
    }

    AccessException missing(RequiredAcl right, Throwable cause) {
        return new AccessException(sentence(right), cause);
    }

    /** A sentence for a configuration of which Kafka makes no client. */
    public AccessException unusable(Throwable failure) {
        Throwable root = root(failure);
        // What Kafka says of a JAAS entry can hold a piece of the password.
        String why = String.valueOf(root.getMessage()).contains("JAAS")
                ? "kafka.sasl.jaas.config is no JAAS entry; write it as MODULE required username=\"...\""
                        + " password=\"...\";"
                : message(root);
        return new AccessException("Kafka refuses the configuration: " + why, failure);
    }

    /** A sentence for a client and listeners of which only one side speaks TLS. */
    Optional<AccessException> mismatch(Collection<Listener> listeners, Throwable failure) {
        if (listeners.contains(Listener.TLS) && !speaksTls()) {
            return Optional.of(new AccessException(
                    "the broker at " + bootstrapServers + " speaks TLS, and kafka.security.protocol=" + protocol
                            + " does not; set it to SSL, or to SASL_SSL where the broker asks for a password",
                    failure));
        }
        boolean speakOtherwise = listeners.contains(Listener.OTHER) || listeners.contains(Listener.CLOSING);
        if (speakOtherwise && speaksTls()) {
            return Optional.of(new AccessException(
                    "what listens at " + bootstrapServers + " does not speak TLS, and kafka.security.protocol="
                            + protocol
                            + " does; check bootstrap.servers, and which of the broker's ports is the one for TLS",
                    failure));
        }
        return Optional.empty();
    }

    /** The same, and one for a listener that speaks TLS as well and has answered nothing for long. */
    Optional<AccessException> silence(Collection<Listener> listeners, Throwable failure) {
        if (listeners.contains(Listener.TLS) && speaksTls()) {
            return Optional.of(new AccessException(
                    "a broker with TLS is at " + bootstrapServers
                            + " but answers nothing to kafka.security.protocol=" + protocol
                            + "; check whether its listener is one for SSL or for SASL_SSL",
                    failure));
        }
        return mismatch(listeners, failure);
    }

    /** Whether what listens there speaks as a broker does that this client can talk to. */
    boolean mayBeBroker(Listener listener) {
        return listener == (speaksTls() ? Listener.TLS : Listener.CLOSING);
    }

    private boolean speaksTls() {
        return protocol.equals(SecurityProtocol.SSL.name) || protocol.equals(SecurityProtocol.SASL_SSL.name);
    }

    private Optional<String> sentence(Throwable cause) {
        if (cause instanceof TopicAuthorizationException topics) {
            Set<String> names = topics.unauthorizedTopics();
            return Optional.of(needed(ResourceType.TOPIC).stream()
                    .filter(right -> names.contains(right.name()))
                    .findFirst()
                    .or(() -> names.stream().findFirst().map(RequiredAcl::describeTopic))
                    .map(this::sentence)
                    .orElseGet(() -> unnamed(topics)));
        }
        if (cause instanceof GroupAuthorizationException refused) {
            return Optional.of(first(ResourceType.GROUP, refused));
        }
        if (cause instanceof TransactionalIdAuthorizationException refused) {
            return Optional.of(first(ResourceType.TRANSACTIONAL_ID, refused));
        }
        if (cause instanceof AuthorizationException refused) {
            return Optional.of(unnamed(refused));
        }
        if (cause instanceof SaslAuthenticationException || cause instanceof UnsupportedSaslMechanismException) {
            return Optional.of("the broker at " + bootstrapServers + " does not let " + client() + " in ("
                    + cause.getMessage()
                    + "); check kafka.sasl.mechanism, and the name and the password in kafka.sasl.jaas.config");
        }
        if (cause instanceof SslAuthenticationException) {
            return Optional.of(certificate(root(cause)));
        }
        return Optional.empty();
    }

    private String certificate(Throwable root) {
        if (root instanceof CertPathBuilderException) {
            return "the certificate of the broker at " + bootstrapServers + " is not trusted (" + message(root)
                    + "); name a file with the CA that signed it by kafka.ssl.truststore.location";
        }
        if (root instanceof CertificateException) {
            return "the certificate of the broker at " + bootstrapServers + " does not fit (" + message(root)
                    + "); write in bootstrap.servers a name that stands in it, or have it made anew";
        }
        return "TLS with the broker at " + bootstrapServers + " failed (" + message(root)
                + "); check the keys that begin with kafka.ssl.";
    }

    private String first(ResourceType resource, AuthorizationException refused) {
        return needed(resource).stream().findFirst().map(this::sentence).orElseGet(() -> unnamed(refused));
    }

    private String sentence(RequiredAcl right) {
        return "the broker does not let " + client() + " " + right.text()
                + "; grant it (kafka-acls --add --allow-principal "
                + principal.orElse("PRINCIPAL") + " " + right.options()
                + "), docs/SECURITY.md lists all rights";
    }

    private String unnamed(AuthorizationException refused) {
        return "the broker refuses " + client() + " a right (" + message(refused)
                + "); docs/SECURITY.md lists those that have to be granted";
    }

    private String client() {
        return principal.orElse("this client");
    }

    private static Optional<String> principal(String protocol, Optional<String> jaas) {
        if (!protocol.startsWith("SASL")) {
            return protocol.equals(SecurityProtocol.PLAINTEXT.name) ? Optional.of("User:ANONYMOUS") : Optional.empty();
        }
        Matcher name = USER_NAME.matcher(jaas.orElse(""));
        return name.find()
                ? Optional.of("User:" + (name.group(1) == null ? name.group(2) : name.group(1)))
                : Optional.empty();
    }

    private static Optional<String> text(Map<String, Object> properties, String key) {
        return Optional.ofNullable(properties.get(key)).map(Object::toString);
    }

    static Throwable root(Throwable failure) {
        return causes(failure).reduce((outer, inner) -> inner).orElse(failure);
    }

    static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
