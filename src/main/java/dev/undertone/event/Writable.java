// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether what was read leniently can be written again as JSON that everybody reads. */
final class Writable {
    private Writable() {}

    /** Whether {@code name} has whole characters only. */
    static boolean is(String name) {
        return name.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Whether {@code value} holds no NaN or infinity, and no name with half a character. */
    static boolean is(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream().allMatch(field -> is(field.getKey()) && is(field.getValue()));
        }
        if (value.isArray()) {
            return value.valueStream().allMatch(Writable::is);
        }
        return !value.isDouble() || Double.isFinite(value.doubleValue());
    }
}
