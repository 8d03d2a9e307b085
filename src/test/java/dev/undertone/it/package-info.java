// SPDX-License-Identifier: Apache-2.0
/** What users rely on, shown on a real broker with the built distribution as separate processes. */
package dev.undertone.it;
