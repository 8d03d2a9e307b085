// SPDX-License-Identifier: Apache-2.0
/**
 * What runs around the scorer: compose file, image, Kubernetes objects, dashboard and alerts fit the scorer and
 * one another.
 */
package dev.undertone.stack;
