// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.EventConfig;
import dev.undertone.config.RegistryConfig;
import dev.undertone.config.ScorerConfig;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ValueDecoder;
import dev.undertone.event.schema.FramedDecoder;
import dev.undertone.event.schema.TextDecoder;
import dev.undertone.event.shape.InputFormat;
import dev.undertone.registry.RegistryClient;
import dev.undertone.stream.Intake;
import java.util.Optional;

/** How values are read, by the configuration. */
public final class ValueDecoders {
    private ValueDecoders() {}

    /** The decoder, and what records wait for until it can read them. */
    public static Intake of(ScorerConfig config) {
        EventConfig events = config.events();
        RegistryConfig registry = events.registry();
        InputFormat format = events.inputFormat();
        if (format == InputFormat.TEXT) {
            return immediate(new TextDecoder(config.inputMaxBytes()));
        }
        if (format == InputFormat.JSON_SCHEMA) {
            return immediate(FramedDecoder.ofJson(events.shape(), config.inputMaxBytes(), registry.idBytes()));
        }
        if (format == InputFormat.JSON || !registry.isNamed()) {
            return immediate(new EventDecoder(events.shape(), config.inputMaxBytes()));
        }
        RegistryClient client = new RegistryClient(registry.access().orElseThrow());
        FramedDecoder decoder = FramedDecoder.of(
                format,
                events.shape(),
                config.inputMaxBytes(),
                registry.idKind(),
                registry.idBytes(),
                client::fetch,
                System::nanoTime);
        return new Intake(decoder, decoder::trouble);
    }

    private static Intake immediate(ValueDecoder decoder) {
        return new Intake(decoder, Optional::empty);
    }
}
