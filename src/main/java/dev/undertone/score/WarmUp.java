// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import java.time.Duration;

/**
 * What a scorer did before its first review: the first that is known of how fast its model is.
 *
 * @param paddedTokens that the model computed, with those that its parts were padded with
 * @param took how long that took, with code and memory still unprepared
 */
public record WarmUp(long paddedTokens, Duration took) {}
