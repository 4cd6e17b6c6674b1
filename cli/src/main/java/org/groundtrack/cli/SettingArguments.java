package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.groundtrack.error.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Puts settings before the words of a command, unless these have the option. So whatever an option
 * checks is checked of settings, too.
 */
final class SettingArguments implements IParameterPreprocessor {
  private final Map<String, String> environment;
  private final List<Setting> applied = new ArrayList<>();

  /**
   * @param environment variables by name
   */
  SettingArguments(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Has a command and those below it take settings. */
  void attach(CommandLine command) {
    command.getCommandSpec().preprocessor(this);
    command.getSubcommands().values().forEach(this::attach);
  }

  // Stack is picocli's; its last element is the next word.
  @Override
  @SuppressWarnings("JdkObsolete")
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec none, Map<String, Object> info) {
    if (command.parent() == null) {
      applied.clear();
    }
    List<String> given = List.copyOf(words);
    boolean helps = given.contains("--help") || given.contains("-h");
    if (helps || Settings.OPTIONS.stream().noneMatch(command.optionsMap()::containsKey)) {
      return false;
    }
    try {
      Settings settings = Settings.read(config(command, given), environment);
      for (String option : Settings.OPTIONS) {
        OptionSpec known = command.optionsMap().get(option);
        if (known != null && given.stream().noneMatch(word -> isOption(word, option))) {
          // The last one that is put is the first one that is read.
          List<Setting> set = settings.of(option);
          for (int i = set.size() - 1; i >= 0; i--) {
            put(words, known, set.get(i));
          }
        }
      }
    } catch (UsageException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    return false;
  }

  private void put(Stack<String> words, OptionSpec option, Setting setting) {
    applied.add(setting);
    boolean flag = option.typeInfo().isBoolean();
    if (!flag) {
      words.push(setting.option() + "=" + setting.value());
    } else if (setting.value().equalsIgnoreCase("true")) {
      words.push(setting.option());
    } else if (!setting.value().equalsIgnoreCase("false")) {
      throw new UsageException(
          "[%s] %s is '%s', expected true or false"
              .formatted(setting.from(), setting.option(), setting.value()));
    }
  }

  /** The file that the command line names: before the command, or among its words. */
  private static String config(CommandSpec command, List<String> given) {
    for (int i = given.size() - 1; i >= 0; i--) {
      String word = given.get(i);
      if (word.startsWith(Settings.CONFIG + "=")) {
        return word.substring(Settings.CONFIG.length() + 1);
      }
      if (word.equals(Settings.CONFIG) && i > 0) {
        return given.get(i - 1);
      }
    }
    return command.root().userObject() instanceof Main main ? main.config : null;
  }

  private static boolean isOption(String word, String option) {
    return word.equals(option) || word.startsWith(option + "=");
  }

  /** A message on options, and where those that it names come from if not from the command line. */
  String explained(String message) {
    StringBuilder explained = new StringBuilder(message);
    for (Setting setting : applied) {
      if (message.matches("(?s).*" + setting.option() + "(?![-\\w]).*")) {
        explained.append(
            " (%s is set by %s)".formatted(setting.option(), Text.printable(setting.from())));
      }
    }
    return explained.toString();
  }
}
