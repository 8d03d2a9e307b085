// SPDX-License-Identifier: Apache-2.0
/** More than the scorer can do: too many reviews, a model that is too slow, a core that others want too. */
package dev.undertone.it.overload;
