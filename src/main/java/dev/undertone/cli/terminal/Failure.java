// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import dev.undertone.bench.report.BenchException;
import dev.undertone.config.ConfigurationException;
import dev.undertone.corpus.file.CorpusException;
import dev.undertone.encoder.EncoderException;
import dev.undertone.kafka.AccessException;
import dev.undertone.kafka.BrokerUnavailableException;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.redrive.RedriveException;
import dev.undertone.service.ServiceFailedException;
import dev.undertone.train.plan.TrainingException;

/** What a person and a script are told of an exception: one sentence, one exit code. */
public record Failure(String message, int exitCode) {
    public static Failure of(Throwable thrown) {
        if (thrown instanceof ConfigurationException
                || thrown instanceof CorpusException
                || thrown instanceof EncoderException
                || thrown instanceof AccessException) {
            return new Failure(thrown.getMessage(), ExitCode.USAGE);
        }
        if (thrown instanceof BrokerUnavailableException) {
            return new Failure(thrown.getMessage(), ExitCode.NO_BROKER);
        }
        if (thrown instanceof ModelRefusedException) {
            return new Failure(thrown.getMessage(), ExitCode.MODEL_REFUSED);
        }
        if (thrown instanceof TrainingException
                || thrown instanceof RedriveException
                || thrown instanceof ServiceFailedException
                || thrown instanceof InspectException
                || thrown instanceof BenchException) {
            return new Failure(thrown.getMessage(), ExitCode.FAILED);
        }
        if (thrown instanceof InterruptedException) {
            return new Failure("interrupted", ExitCode.INTERRUPTED);
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsatisfiedLinkError) {
                return new Failure(nativeLibrary(cause), ExitCode.FAILED);
            }
        }
        if (thrown instanceof NoClassDefFoundError missing) {
            return new Failure(
                    "the class " + missing.getMessage()
                            + " is missing; start the command with bin/undertone, which finds its libraries",
                    ExitCode.FAILED);
        }
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String what = root.getMessage() == null || root.getMessage().isBlank()
                ? root.getClass().getSimpleName()
                : root.getMessage();
        return new Failure(what.lines().findFirst().orElse(what) + " (--debug shows where)", ExitCode.FAILED);
    }

    /** Most often the folder that it was unpacked to is mounted noexec, as is sensible for /tmp. */
    private static String nativeLibrary(Throwable failure) {
        return "a native library cannot be loaded ("
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason is given")
                + "); where its folder is mounted noexec, set XDG_CACHE_HOME to one from which programs may be run, and"
                + " for the temporary folder UNDERTONE_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER";
    }
}
