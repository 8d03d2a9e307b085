// SPDX-License-Identifier: Apache-2.0
/** What several tests share: a model whose scores can be worked out by hand, a broker, the built distribution. */
package dev.undertone.testing;
