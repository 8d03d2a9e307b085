// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import java.time.Duration;
import java.util.Objects;

/**
 * When a batch is flushed.
 *
 * @param maxSize most reviews in a batch
 * @param maxTokens most tokens in a batch; a single review above it still makes a batch of its own
 * @param linger longest time the first review of a batch waits for others, up to eight times as long while a backlog
 *     fills the batch. Where the batch before was flushed at least a linger ago, an eighth of it will do: so a batch
 *     that is not full is flushed once a linger, and a review that comes alone waits for an eighth. Zero scores each
 *     review at once
 */
public record BatchPolicy(int maxSize, int maxTokens, Duration linger) {
    public BatchPolicy {
        Objects.requireNonNull(linger, "linger");
        if (maxSize < 1) {
            throw new IllegalArgumentException("maxSize must be at least 1, not " + maxSize);
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, not " + maxTokens);
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("linger must not be negative, it is " + linger);
        }
    }
}
