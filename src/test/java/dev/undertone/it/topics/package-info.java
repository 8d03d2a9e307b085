// SPDX-License-Identifier: Apache-2.0
/** Several topics of reviews at once. */
package dev.undertone.it.topics;
