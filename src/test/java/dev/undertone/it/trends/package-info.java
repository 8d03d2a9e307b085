// SPDX-License-Identifier: Apache-2.0
/** Trends from the outside: what is asked and answered, and whether the figures hold through crashes. */
package dev.undertone.it.trends;
