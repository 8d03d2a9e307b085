// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.redrive;

import picocli.CommandLine.Command;

/** Works the dead letters. */
@Command(
        name = "redrive",
        description = "List, show or replay the dead letters.",
        synopsisSubcommandLabel = "(list | show | replay)",
        subcommands = {RedriveListCommand.class, RedriveShowCommand.class, RedriveReplayCommand.class})
public final class RedriveCommand {}
