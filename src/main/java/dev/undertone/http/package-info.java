// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP server: the pages of metrics and health, actions that are asked for by POST, and who may ask for what else
 * is added.
 *
 * <p>Start at {@link dev.undertone.http.MetricsServer}, then {@link dev.undertone.http.Access}. Depends on nothing.
 */
package dev.undertone.http;
