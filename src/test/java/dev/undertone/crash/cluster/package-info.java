// SPDX-License-Identifier: Apache-2.0
/** The crash harness with three brokers and a replication factor of 3, as production has it; timed. */
package dev.undertone.crash.cluster;
