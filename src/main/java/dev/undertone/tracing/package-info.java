// SPDX-License-Identifier: Apache-2.0
/**
 * What reviews go through, as spans of OpenTelemetry: told by whoever takes them in, scores and forwards them, and
 * exported by the Java agent or by an SDK of our own. Off, it costs nothing.
 *
 * <p>Start at {@link dev.undertone.tracing.Tracing}. Depends on {@code review} and {@code kafka}.
 */
package dev.undertone.tracing;
