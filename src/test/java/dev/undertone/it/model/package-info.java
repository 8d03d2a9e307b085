// SPDX-License-Identifier: Apache-2.0
/** Models on a real broker: shipped, broken and exchanged while the service runs. */
package dev.undertone.it.model;
