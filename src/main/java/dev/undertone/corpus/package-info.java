// SPDX-License-Identifier: Apache-2.0
/**
 * Labelled reviews from files, for training, evaluating and publishing.
 *
 * <p>Start at {@link dev.undertone.corpus.CorpusReader}. Depends on {@code review} and {@code corpus.file}.
 */
package dev.undertone.corpus;
