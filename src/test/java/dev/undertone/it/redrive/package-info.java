// SPDX-License-Identifier: Apache-2.0
/** Dead letters listed and replayed on a real broker. */
package dev.undertone.it.redrive;
