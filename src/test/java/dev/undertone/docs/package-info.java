// SPDX-License-Identifier: Apache-2.0
/** Whether the documents are as they should be: their form, their links, and what they say of the code. */
package dev.undertone.docs;
