// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;

/** A value of the configuration that is one of an enumeration, written in lower case and with hyphens. */
final class Choice {
    private Choice() {}

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads what {@link #among} lets through. */
    static <E extends Enum<E>> E parse(Class<E> type, Object written) {
        return Enum.valueOf(type, written.toString().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static <E extends Enum<E>> ConfigDef.Validator among(Class<E> type) {
        return ConfigDef.ValidString.in(
                Arrays.stream(type.getEnumConstants()).map(Choice::text).toArray(String[]::new));
    }
}
