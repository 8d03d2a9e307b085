// SPDX-License-Identifier: Apache-2.0
/**
 * The schemas of a registry, by their ids: asked for over HTTP, kept, and waited for where it does not answer.
 *
 * <p>Start at {@link dev.undertone.registry.SchemaCatalog}. Depends on nothing.
 */
package dev.undertone.registry;
