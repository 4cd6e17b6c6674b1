package org.groundtrack.cli;

import picocli.CommandLine.Option;

/**
 * Help, for commands whose {@code --version} is that of a product: the standard options' would
 * print the program's.
 */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean help;
}
