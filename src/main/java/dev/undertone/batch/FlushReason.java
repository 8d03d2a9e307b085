// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

/** Why a batch was flushed. A closed list: a metric label. */
public enum FlushReason {
    /** It held the most reviews allowed. */
    SIZE,
    /** Another review as long as its longest would go over the token budget, or the next one did. */
    TOKENS,
    /** Its first review had waited long enough. */
    LINGER,
    /** Kafka Streams was about to commit, and a waiting review must not be behind a committed offset. */
    COMMIT,
    /** Another model has come into service, and the next review is its. */
    SWAP
}
