// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the service as its users run it, beside what ONNX Runtime alone can do and beside other ways to do the same:
 * every contender is a process of its own, so that its processor time is its own.
 *
 * <p>Start at {@link dev.undertone.bench.Bench}. Depends on {@code review}, {@code text}, {@code model}, {@code infer},
 * {@code score}, {@code event}, {@code event.shape}, {@code kafka}, {@code config}, {@code bench.alternative} and
 * {@code bench.report}.
 */
package dev.undertone.bench;
