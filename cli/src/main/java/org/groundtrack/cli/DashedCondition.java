package org.groundtrack.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lets a condition begin with a minus, {@code --where '-h_li > 5'}, which would be taken for the
 * option {@code -h} and more. Spaces before a condition mean nothing.
 */
final class DashedCondition implements IParameterPreprocessor {
  @Override
  @SuppressWarnings("JdkObsolete")
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (!words.isEmpty() && words.peek().startsWith("-")) {
      String name = words.peek().replaceFirst("(?s)=.*", "");
      if (!command.optionsMap().containsKey(name)) {
        words.push(" " + words.pop());
      }
    }
    return false;
  }
}
