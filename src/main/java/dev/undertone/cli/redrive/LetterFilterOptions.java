// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.redrive;

import dev.undertone.deadletter.Position;
import dev.undertone.redrive.LetterFilter;
import dev.undertone.redrive.OriginRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose among dead letters. */
final class LetterFilterOptions {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Those with this reason, as listed; may be given more than once.")
    private List<String> reasons = List.of();

    @Option(
            names = "--exception",
            paramLabel = "CLASS",
            description =
                    "Those whose exception or its cause is of this class, with or without its package; may be given more than once.")
    private List<String> exceptions = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Those whose record has this timestamp or a later one: 2026-11-25 or 2026-11-25T09:00:00Z.")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Those whose record has an earlier timestamp than this.")
    private Optional<Instant> until = Optional.empty();

    @Option(
            names = "--origin",
            paramLabel = "TOPIC[:PARTITION[:OFFSET[-OFFSET]]]",
            converter = OriginConverter.class,
            description = "Those that came from here.")
    private Optional<OriginRange> origin = Optional.empty();

    /**
     * The filter.
     *
     * @param positions in the dead-letter topic that are meant, empty for all
     */
    LetterFilter filter(Set<Position> positions) {
        return new LetterFilter(positions, reasons, exceptions, since, until, origin);
    }

    /** Reads a date, which begins at midnight UTC, or a time. */
    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no time; write 2026-11-25 or 2026-11-25T09:00:00Z");
            }
        }
    }

    /** Reads a position in the dead-letter topic. */
    static final class PositionConverter implements ITypeConverter<Position> {
        @Override
        public Position convert(String text) {
            return Position.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no position; write PARTITION:OFFSET, as in 0:17"));
        }
    }

    /** Reads where letters came from. */
    static final class OriginConverter implements ITypeConverter<OriginRange> {
        @Override
        public OriginRange convert(String text) {
            try {
                return OriginRange.parse(text)
                        .orElseThrow(
                                () -> new TypeConversionException(
                                        "'" + text
                                                + "' is no origin; write a topic, or add a partition and offsets, as in reviews:0:17-40"));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
