// SPDX-License-Identifier: Apache-2.0
/** Brokers of other versions than the build's, whose jars Maven fetches when asked for. */
package dev.undertone.it.version;
