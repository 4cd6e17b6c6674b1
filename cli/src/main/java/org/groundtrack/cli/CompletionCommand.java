package org.groundtrack.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack completion}. */
@Command(
    name = "completion",
    description = {
      "Print a script that has a shell complete commands, options and their values.",
      "It needs no Java while it completes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(groundtrack completion bash)      # in ~/.bashrc",
      "  source <(groundtrack completion zsh)       # in ~/.zshrc, after compinit"
    })
final class CompletionCommand implements Callable<Integer> {
  /** Shells whose completion is known. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine command = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    // One script for both: in zsh it turns on what zsh has for scripts of bash. It is read, not
    // run.
    String script = AutoComplete.bash(command.getCommandName(), command);
    out.print(script.replaceFirst("^#!.*", "# To be sourced by " + shell));
    out.flush();
    return 0;
  }
}
