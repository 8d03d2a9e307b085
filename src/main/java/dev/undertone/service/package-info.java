// SPDX-License-Identifier: Apache-2.0
/**
 * The composition root: assembles and runs the scorer, and trends, from its configuration, prepares its topics and
 * watches them.
 *
 * <p>Start at {@link dev.undertone.service.Scorer}. Depends on {@code review}, {@code score}, {@code event},
 * {@code event.shape}, {@code event.contract}, {@code event.schema}, {@code registry}, {@code kafka}, {@code http},
 * {@code http.page}, {@code http.score}, {@code serve}, {@code metrics}, {@code config}, {@code tracing},
 * {@code stream.outcome}, {@code stream}, {@code trends} and {@code trends.query}.
 */
package dev.undertone.service;
