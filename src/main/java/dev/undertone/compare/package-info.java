// SPDX-License-Identifier: Apache-2.0
/**
 * Compares the recurrent layers: trains them under one plan, measures what is claimed of them, and writes the
 * answers down.
 *
 * <p>Start at {@link dev.undertone.compare.Comparison}, which makes the figures, and
 * {@link dev.undertone.compare.report.ComparisonReport}, which makes text and charts of them. Depends on {@code text},
 * {@code evaluate}, {@code infer}, {@code corpus.file}, {@code corpus}, {@code train.plan} and {@code train.fit}.
 */
package dev.undertone.compare;
