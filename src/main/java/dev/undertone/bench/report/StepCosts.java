// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

/** Microseconds of processor time a review, of each part of the work around the model by itself. */
public record StepCosts(double decode, double tokenize, double encode) {}
