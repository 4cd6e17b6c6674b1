package org.groundtrack.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundtrack reference}: what the build makes of the commands. */
@Command(
    name = "reference",
    hidden = true,
    description = "Print docs/cli.md, or write the manual pages.",
    mixinStandardHelpOptions = true)
final class ReferenceCommand implements Callable<Integer> {
  @Option(
      names = "--man",
      paramLabel = "DIR",
      description = "Write a manual page for each command into this folder instead.")
  private Path manuals;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    // Not this one's: its defaults may be set by whoever runs it.
    List<CommandPage> pages = CommandPage.of(Main.commandLine());
    if (manuals == null) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(MarkdownReference.of(pages));
      out.flush();
      return 0;
    }
    Map<String, String> exitCodes = spec.root().usageMessage().exitCodeList();
    try {
      Files.createDirectories(manuals);
      for (CommandPage page : pages) {
        Files.writeString(
            manuals.resolve(ManPage.fileName(page)), ManPage.of(page, pages, exitCodes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Manual pages in " + manuals, e);
    }
    return 0;
  }
}
