// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

/** Numbers of 16 bits, IEEE 754 binary16, which Java knows from release 20 on. */
public final class HalfPrecision {
    private static final float LARGEST = 65_504;
    /**
     * The difference of the exponents' biases, as a factor; it moves numbers too small for an exponent where single
     * precision rounds them.
     */
    private static final float MAGIC = Float.intBitsToFloat((127 - 15 + 23 - 10 + 1) << 23);

    private HalfPrecision() {}

    /**
     * The nearest one, of two the even one.
     *
     * @throws IllegalArgumentException if there is none near
     */
    public static short of(float number) {
        if (!(Math.abs(number) <= LARGEST)) {
            throw new IllegalArgumentException("half precision reaches to " + LARGEST + ", not to " + number);
        }
        int sign = Float.floatToRawIntBits(number) >>> 16 & 0x8000;
        float size = Math.abs(number);
        if (size < 0x1p-14f) {
            // Adding a number whose last bit is worth 2^-24 rounds to multiples of that.
            int bits = Float.floatToRawIntBits(size + MAGIC) - Float.floatToRawIntBits(MAGIC);
            return (short) (sign | bits);
        }
        int bits = Float.floatToRawIntBits(size);
        int odd = bits >>> 13 & 1;
        bits += ((15 - 127) << 23) + 0xFFF + odd;
        return (short) (sign | bits >>> 13);
    }

    static float toFloat(short half) {
        int exponent = half >>> 10 & 0x1F;
        int fraction = half & 0x3FF;
        float size = exponent == 0
                ? fraction * 0x1p-24f
                : Float.intBitsToFloat((exponent - 15 + 127) << 23 | fraction << 13);
        return half < 0 ? -size : size;
    }
}
