// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.bundle;

import dev.undertone.model.ModelBundle;
import dev.undertone.train.fit.Parity;
import java.nio.file.Path;

/**
 * What a training made.
 *
 * @param folder of the bundle
 * @param bundle opened and verified where it now lies
 * @param parity of its graph with the trained network
 */
public record TrainingReport(Path folder, ModelBundle bundle, Parity parity) {}
