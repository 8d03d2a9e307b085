// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a cluster with an authorizer has to grant to a client (an ACL).
 *
 * @param prefixed whether it is meant for every name that begins with {@code name}
 */
public record RequiredAcl(AclOperation operation, ResourceType resource, String name, boolean prefixed) {
    public RequiredAcl {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(name, "name");
    }

    public static RequiredAcl describeTopic(String name) {
        return new RequiredAcl(AclOperation.DESCRIBE, ResourceType.TOPIC, name, false);
    }

    public static RequiredAcl readTopic(String name) {
        return new RequiredAcl(AclOperation.READ, ResourceType.TOPIC, name, false);
    }

    public static RequiredAcl writeTopic(String name) {
        return new RequiredAcl(AclOperation.WRITE, ResourceType.TOPIC, name, false);
    }

    public static RequiredAcl createTopic(String name) {
        return new RequiredAcl(AclOperation.CREATE, ResourceType.TOPIC, name, false);
    }

    /** To be a member of a group and to commit its offsets. */
    public static RequiredAcl readGroup(String name) {
        return new RequiredAcl(AclOperation.READ, ResourceType.GROUP, name, false);
    }

    public static RequiredAcl writeTransactionalId(String name) {
        return new RequiredAcl(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, name, false);
    }

    public static RequiredAcl writeTransactionalIds(String prefix) {
        return new RequiredAcl(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, prefix, true);
    }

    /** As in "does not let User:a ...". */
    String text() {
        String kind = resource.name().toLowerCase(Locale.ROOT).replace("_id", " id");
        boolean into = operation == AclOperation.WRITE && resource == ResourceType.TOPIC;
        return operation + (into ? " to the " : " the ") + kind + (prefixed ? "s that begin with " : " ") + name;
    }

    /** The options of {@code kafka-acls} that say which right it is. */
    String options() {
        String word = operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
        String kind = resource.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "--operation " + word + " --" + kind + " " + name
                + (prefixed ? " --resource-pattern-type prefixed" : "");
    }
}
