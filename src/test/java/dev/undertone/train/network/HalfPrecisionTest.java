// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0000",
        "1, 3c00",
        "-2, c000",
        "65504, 7bff",
        "0.333251953125, 3555",
        "6.103515625e-5, 0400",
        "5.9604644775390625e-8, 0001",
        "-5.9604644775390625e-8, 8001",
        "2.9e-8, 0000",
        "6.0975552e-5, 03ff"
    })
    void shouldWriteTheBitsOfTheStandard(float number, String hexadecimal) {
        assertThat(HalfPrecision.of(number)).isEqualTo((short) Integer.parseInt(hexadecimal, 16));
    }

    @Test
    void shouldGiveEveryFiniteNumberBack() {
        for (int bits = 0; bits < 0x10000; bits++) {
            short half = (short) bits;
            if ((bits >>> 10 & 0x1F) < 0x1F) {
                assertThat(HalfPrecision.of(HalfPrecision.toFloat(half))).isEqualTo(half);
            }
        }
    }

    @Test
    void shouldRoundToTheNearestAndOfTwoToTheEven() {
        float one = 1;
        float next = HalfPrecision.toFloat((short) (HalfPrecision.of(one) + 1));
        float between = (one + next) / 2;

        assertThat(HalfPrecision.toFloat(HalfPrecision.of(between))).isEqualTo(one);
        assertThat(HalfPrecision.toFloat(HalfPrecision.of(Math.nextUp(between))))
                .isEqualTo(next);
    }

    @Test
    void shouldRefuseWhatIsOutOfReach() {
        assertThatIllegalArgumentException().isThrownBy(() -> HalfPrecision.of(70_000));
        assertThatIllegalArgumentException().isThrownBy(() -> HalfPrecision.of(Float.NaN));
    }
}
