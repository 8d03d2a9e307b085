// SPDX-License-Identifier: Apache-2.0
/** Topics that are deleted and made again, groups that are set back, and instances that differ. */
package dev.undertone.it.life;
