// SPDX-License-Identifier: Apache-2.0
/** Topics whose values are not plain JSON, on a real broker. */
package dev.undertone.it.format;
