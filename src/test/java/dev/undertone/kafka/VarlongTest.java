// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarlongTest {
    /** What Kafka 4.3.1 wrote: figures of trends lie in topics like that. */
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "-1, 01",
        "1, 02",
        "63, 7e",
        "-64, 7f",
        "64, 8001",
        "1700000000000, 80a0abfef962",
        "9223372036854775807, feffffffffffffffff01",
        "-9223372036854775808, ffffffffffffffffff01"
    })
    void shouldWriteNumbersAsKafkaDoes(long number, String bytes) {
        assertThat(HexFormat.of().formatHex(written(number))).isEqualTo(bytes);
        assertThat(Varlong.read(ByteBuffer.wrap(HexFormat.of().parseHex(bytes))))
                .isEqualTo(number);
    }

    @Test
    void shouldReadWhatItWrote() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long number = random.nextLong() >> random.nextInt(Long.SIZE);
            assertThat(Varlong.read(ByteBuffer.wrap(written(number)))).isEqualTo(number);
        }
    }

    @Test
    void shouldRefuseWhatIsNoNumber() {
        byte[] endless = new byte[Varlong.LARGEST + 1];
        Arrays.fill(endless, (byte) -1);
        assertThatThrownBy(() -> Varlong.read(ByteBuffer.wrap(endless))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Varlong.read(ByteBuffer.wrap(new byte[] {-1})))
                .isInstanceOf(BufferUnderflowException.class);
    }

    private static byte[] written(long number) {
        ByteBuffer buffer = ByteBuffer.allocate(Varlong.LARGEST);
        Varlong.write(number, buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
