// SPDX-License-Identifier: Apache-2.0
/**
 * Change data from where it comes from: PostgreSQL as a process, Debezium's engine, and a scorer that is killed.
 *
 * <p>Start at {@code ChangeDataIT}. Compiled and run with {@code -Pdebezium} only, as Debezium brings much along.
 */
package dev.undertone.changes;
