// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;

/** A test with a cluster of its own, which is run when asked for. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = "cluster.form",
        matches = "short|long",
        disabledReason = "-Dcluster.form=short or long runs it")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
@interface EnabledByClusterForm {}
