// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Where a number lies on an axis. Immutable. */
final class Scale {
    private static final int[] ROUND = {1, 2, 5, 10};
    /** A linear axis has between this many ticks and about twice as many. */
    private static final int TICKS = 5;

    private final boolean logarithmic;
    private final List<Tick> ticks;
    private final double start;
    private final double end;

    /** A number written at the axis. */
    record Tick(double value, String label) {}

    /**
     * @param start where the least number lies.
     * @param end where the greatest lies
     */
    Scale(Axis axis, DoubleStream values, double start, double end) {
        double[] all = DoubleStream.concat(values, axis.showing().stream().mapToDouble(Double::doubleValue))
                .sorted()
                .toArray();
        this.logarithmic = axis.logarithmic();
        this.start = start;
        this.end = end;
        if (logarithmic && all[0] <= 0) {
            throw new IllegalArgumentException(
                    "the logarithmic axis '" + axis.title() + "' has no place for " + all[0]);
        }
        this.ticks =
                logarithmic ? logarithmicTicks(all[0], all[all.length - 1]) : linearTicks(all[0], all[all.length - 1]);
    }

    List<Tick> ticks() {
        return ticks;
    }

    double least() {
        return ticks.get(0).value();
    }

    double greatest() {
        return ticks.get(ticks.size() - 1).value();
    }

    double position(double value) {
        double share = logarithmic
                ? Math.log(value / least()) / Math.log(greatest() / least())
                : (value - least()) / (greatest() - least());
        return start + share * (end - start);
    }

    private static List<Tick> linearTicks(double least, double greatest) {
        double margin = least < greatest ? 0 : Math.max(Math.abs(least) / 10, 0.5);
        BigDecimal step = roundStep((greatest - least + 2 * margin) / TICKS);
        List<Tick> ticks = new ArrayList<>();
        // A hair of slack: 0.3 / 0.1 is below 3.
        long first = (long) Math.floor((least - margin) / step.doubleValue() + 1e-9);
        long last = (long) Math.ceil((greatest + margin) / step.doubleValue() - 1e-9);
        for (long i = first; i <= last; i++) {
            BigDecimal value = step.multiply(BigDecimal.valueOf(i));
            ticks.add(new Tick(value.doubleValue(), String.format(Locale.ROOT, "%,." + step.scale() + "f", value)));
        }
        return ticks;
    }

    /** The least of 1, 2 and 5 times a power of ten that is {@code least} or more. */
    private static BigDecimal roundStep(double least) {
        int power = (int) Math.floor(Math.log10(least));
        for (int round : ROUND) {
            BigDecimal step = power(round, power);
            if (step.doubleValue() >= least * (1 - 1e-9)) {
                return step.scale() < 0 ? step.setScale(0) : step;
            }
        }
        throw new IllegalStateException("no round step for " + least);
    }

    private static List<Tick> logarithmicTicks(double least, double greatest) {
        double decades = Math.log10(greatest / least);
        int rounds = decades <= 3 ? 3 : 1;
        int stride = Math.max(1, (int) Math.ceil(decades / 8));
        List<Tick> ticks = new ArrayList<>();
        int exponent = Math.floorDiv((int) Math.floor(Math.log10(least)), stride) * stride;
        for (; ticks.size() < 2 || last(ticks) < greatest; exponent += stride) {
            for (int i = 0; i < rounds && (ticks.size() < 2 || last(ticks) < greatest); i++) {
                BigDecimal value = power(ROUND[i], exponent);
                if (value.doubleValue() <= least) {
                    ticks.clear();
                }
                ticks.add(new Tick(value.doubleValue(), label(ROUND[i], exponent)));
            }
        }
        return ticks;
    }

    private static double last(List<Tick> ticks) {
        return ticks.get(ticks.size() - 1).value();
    }

    private static String label(int round, int exponent) {
        if (exponent >= -3 && exponent < 6) {
            return String.format(Locale.ROOT, "%,." + Math.max(0, -exponent) + "f", power(round, exponent));
        }
        StringBuilder raised = new StringBuilder();
        Integer.toString(exponent).chars().forEach(c -> raised.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
        return (round == 1 ? "" : round + "×") + "10" + raised;
    }

    private static BigDecimal power(int round, int exponent) {
        return BigDecimal.valueOf(round, -exponent);
    }
}
