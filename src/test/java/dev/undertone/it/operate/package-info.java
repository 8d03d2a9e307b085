// SPDX-License-Identifier: Apache-2.0
/** What operators rely on: health, logs, metrics, traces and the launcher, on a real broker. */
package dev.undertone.it.operate;
