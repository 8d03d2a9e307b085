// SPDX-License-Identifier: Apache-2.0
/**
 * Files of many forms become rows with a text and perhaps a label: tab- or comma-separated values, JSON Lines, folders
 * of text.
 *
 * <p>Start at {@link dev.undertone.corpus.file.RowReader}. Depends on {@code review}.
 */
package dev.undertone.corpus.file;
