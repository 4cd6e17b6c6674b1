package org.groundtrack.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * A mistake in the command line, in one line with what was likely meant: a page of usage would hide
 * it.
 */
final class UsageMistakes implements IParameterExceptionHandler {
  private static final Pattern UNKNOWN_SUBCOMMAND = Pattern.compile("Unknown subcommand '(.*)'\\.");

  private final UnaryOperator<String> explained;

  /**
   * @param explained adds to a message where options come from
   */
  UsageMistakes(UnaryOperator<String> explained) {
    this.explained = explained;
  }

  @Override
  public int handleParseException(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    String message = explained.apply(Text.printable(message(mistake)));
    command
        .getErr()
        .println(
            "groundtrack: error[%s] %s%s See '%s --help'"
                .formatted(
                    ErrorCode.USAGE,
                    message,
                    message.endsWith("?") ? "" : ".",
                    command.getCommandSpec().qualifiedName()));
    command.getErr().flush();
    return ErrorCode.USAGE.exitCode();
  }

  private static String message(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    Matcher subcommand = UNKNOWN_SUBCOMMAND.matcher(mistake.getMessage());
    if (subcommand.matches()) {
      return unknownCommand(command, subcommand.group(1));
    }
    // Before what is missing: a required option that is misspelt is both.
    List<String> unmatched = command.getUnmatchedArguments();
    if (unmatched.isEmpty()) {
      return mistake
          .getMessage()
          .strip()
          .replaceFirst("^Error: ", "")
          .replaceFirst("is not an? (int|long)$", "is not a whole number")
          .replaceFirst("is not a double$", "is not a number");
    }
    String word = unmatched.get(0);
    if (word.startsWith("-") && word.length() > 1) {
      return unknownOption(command, word.replaceFirst("=.*", ""));
    }
    boolean takesCommand =
        !command.getSubcommands().isEmpty()
            && command.getCommandSpec().positionalParameters().isEmpty();
    return takesCommand
        ? unknownCommand(command, word)
        : "Nothing more is expected, found '%s'".formatted(word);
  }

  /**
   * Fails if the first word of a command that takes both is rather a misspelt command than a file.
   */
  static void checkNoCommand(CommandSpec command, List<String> words) {
    if (!words.isEmpty()
        && !words.get(0).matches(".*[/.:*].*")
        && !Files.exists(Path.of(words.get(0)))) {
      List<String> meant = NearestName.among(words.get(0), command.subcommands().keySet());
      if (!meant.isEmpty()) {
        throw new UsageException(
            "There is no file '%s': did you mean '%s %s'?"
                .formatted(words.get(0), command.qualifiedName(), meant.get(0)));
      }
    }
  }

  private static String unknownCommand(CommandLine command, String word) {
    List<String> known =
        command.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(spec -> !spec.usageMessage().hidden())
            .map(CommandSpec::name)
            .toList();
    return "There is no command '%s': %s".formatted(word, NearestName.hint(word, known));
  }

  private static String unknownOption(CommandLine command, String word) {
    List<String> known = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        known.addAll(List.of(option.names()));
      }
    }
    String hint = word.length() < 3 ? "" : nearest(word, known);
    if (hint.isEmpty()) {
      for (CommandLine other : relatives(command)) {
        if (other.getCommandSpec().optionsMap().containsKey(word)) {
          hint = ", which is one of '%s'".formatted(other.getCommandSpec().qualifiedName());
          break;
        }
      }
    }
    return "Unknown option '%s'%s".formatted(word, hint);
  }

  private static String nearest(String word, Collection<String> known) {
    List<String> nearest = NearestName.among(word, known);
    return nearest.isEmpty()
        ? ""
        : ": did you mean '%s'?"
            .formatted(String.join("' or '", nearest.subList(0, Math.min(3, nearest.size()))));
  }

  private static List<CommandLine> relatives(CommandLine command) {
    CommandLine root = command.getCommandSpec().root().commandLine();
    return List.copyOf(root.getSubcommands().values());
  }
}
