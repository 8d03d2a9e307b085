// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP server: the pages of metrics and health, and actions that are asked for by POST.
 *
 * <p>Start at {@link dev.undertone.http.MetricsServer}. Depends on nothing.
 */
package dev.undertone.http;
