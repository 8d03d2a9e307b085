// SPDX-License-Identifier: Apache-2.0
/**
 * What is trained and how: the shape of the network and the hyper-parameters, as values that are checked.
 *
 * <p>Start at {@link dev.undertone.train.plan.TrainingPlan}. Depends on {@code model}.
 */
package dev.undertone.train.plan;
