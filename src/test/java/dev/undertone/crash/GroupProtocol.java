// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.util.Locale;
import java.util.Map;

/**
 * How the instances of an application share the partitions, and how each way is told to notice a dead instance fast.
 */
public enum GroupProtocol {
    CLASSIC(Map.of("kafka.session.timeout.ms", "3000", "kafka.heartbeat.interval.ms", "500"), Map.of()),
    STREAMS(Map.of(), Map.of("streams.session.timeout.ms", "3000", "streams.heartbeat.interval.ms", "500"));

    private final Map<String, String> clientSettings;
    private final Map<String, String> groupSettings;

    GroupProtocol(Map<String, String> clientSettings, Map<String, String> groupSettings) {
        this.clientSettings = clientSettings;
        this.groupSettings = groupSettings;
    }

    /** Settings of the scorer. */
    Map<String, String> clientSettings() {
        return clientSettings;
    }

    /** Settings of the group, which the broker keeps. */
    Map<String, String> groupSettings() {
        return groupSettings;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
