// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.OptionalDouble;

/**
 * What a model costs where it runs.
 *
 * @param bytes of the bundle on disk
 * @param reviewsPerCoreSecond reviews tokenized and scored in a second of processor time; empty where none were
 */
public record Footprint(long bytes, OptionalDouble reviewsPerCoreSecond) {}
