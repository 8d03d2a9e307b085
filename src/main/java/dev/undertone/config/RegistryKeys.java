// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The keys of a schema registry, named as its own clients name them. */
public final class RegistryKeys {
    public static final String URL = "schema.registry.url";
    public static final String BASIC_AUTH = "schema.registry.basic.auth.user.info";
    public static final String BEARER_TOKEN = "schema.registry.bearer.auth.token";
    public static final String TRUSTSTORE = "schema.registry.ssl.truststore.location";
    public static final String TRUSTSTORE_PASSWORD = "schema.registry.ssl.truststore.password";
    public static final String KEYSTORE = "schema.registry.ssl.keystore.location";
    public static final String KEYSTORE_PASSWORD = "schema.registry.ssl.keystore.password";
    public static final String TIMEOUT_MS = "schema.registry.timeout.ms";
    public static final String ID_KIND = "schema.registry.id.kind";
    public static final String ID_BYTES = "schema.registry.id.bytes";

    /** Those whose values are not shown. */
    static final Set<String> SECRETS = Set.of(BASIC_AUTH, BEARER_TOKEN, TRUSTSTORE_PASSWORD, KEYSTORE_PASSWORD);

    private RegistryKeys() {}

    static void defineIn(ConfigDef definition) {
        definition
                .define(
                        URL,
                        Type.STRING,
                        "",
                        MEDIUM,
                        "Where the schema registry is, with the path of Confluent's API, as in http://HOST:8081 or"
                                + " http://HOST:8080/apis/ccompat/v7; empty for none.")
                .define(BASIC_AUTH, Type.STRING, "", LOW, "USER:PASSWORD for the registry; a secret.")
                .define(BEARER_TOKEN, Type.STRING, "", LOW, "A token for the registry, instead; a secret.")
                .define(
                        TRUSTSTORE,
                        Type.STRING,
                        "",
                        LOW,
                        "A file in PKCS12 or JKS with the certificates that the registry is trusted by; empty for the JDK's own.")
                .define(TRUSTSTORE_PASSWORD, Type.STRING, "", LOW, "Its password; a secret.")
                .define(
                        KEYSTORE,
                        Type.STRING,
                        "",
                        LOW,
                        "A file in PKCS12 or JKS with the key that the scorer shows the registry; empty for none.")
                .define(KEYSTORE_PASSWORD, Type.STRING, "", LOW, "Its password; a secret.")
                .define(
                        TIMEOUT_MS,
                        Type.LONG,
                        5_000L,
                        ConfigDef.Range.between(100, 60_000),
                        LOW,
                        "Longest time, in ms, that the registry may take for an answer.")
                .define(
                        ID_KIND,
                        Type.STRING,
                        "content",
                        ConfigDef.ValidString.in("content", "global"),
                        LOW,
                        "Which of Apicurio's ids stand before values: content, or global; in others' registries there is one kind.")
                .define(
                        ID_BYTES,
                        Type.INT,
                        4,
                        ConfigDef.LambdaValidator.with(RegistryKeys::requireFourOrEight, () -> "4 or 8"),
                        LOW,
                        "How many bytes an id has that stands before a value: 4, or 8 as Apicurio's older clients write.");
    }

    private static void requireFourOrEight(String key, Object value) {
        if (!Integer.valueOf(4).equals(value) && !Integer.valueOf(8).equals(value)) {
            throw new ConfigException(key, value, "An id has 4 bytes or 8");
        }
    }
}
