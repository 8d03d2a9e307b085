// SPDX-License-Identifier: Apache-2.0
/** The benchmark and what the scorer is measured against, on a real broker. */
package dev.undertone.it.bench;
