// SPDX-License-Identifier: Apache-2.0
/** Events that nobody would write, and what becomes of each of them. */
package dev.undertone.fuzz;
