package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A call of the command in a block of code.
 *
 * @param line as it stands
 * @param words what a shell makes of it, without the program's name
 * @param redirect the file that takes its output; null if none does
 * @param needsNetwork whether it can't be run just so: a search, or the page says it
 */
record DocumentedCommand(String line, List<String> words, String redirect, boolean needsNetwork) {
  /** How a page says that a call needs an account or a server. */
  static final String MARK = "# needs the network";

  private static final Pattern CALL =
      Pattern.compile("(?:^|\\| |<\\()(?:\\./)?groundtrack (.*)$", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'])+");

  DocumentedCommand {
    words = List.copyOf(words);
  }

  /** The calls of a page, in their order. */
  static List<DocumentedCommand> of(MarkdownPage page) {
    String code = String.join("\n", page.code()).replaceAll("\\\\\n\\s*", "");
    return code.lines().flatMap(DocumentedCommand::of).toList();
  }

  private static Stream<DocumentedCommand> of(String line) {
    Matcher call = CALL.matcher(line.strip());
    return call.find() ? Stream.of(of(line.strip(), call.group(1))) : Stream.empty();
  }

  private static DocumentedCommand of(String line, String call) {
    boolean network = call.contains(MARK);
    List<String> words = new ArrayList<>();
    String redirect = null;
    Matcher matcher =
        WORD.matcher(line.contains("<(") ? call.substring(0, call.indexOf(')')) : call);
    while (matcher.find()) {
      String word = matcher.group();
      if (word.equals("|") || word.startsWith("#")) {
        break;
      }
      if (word.equals(">")) {
        redirect = matcher.find() ? matcher.group() : null;
        break;
      }
      words.add(word.replace("'", ""));
    }
    // Searches ask NASA's catalogue: SearchCommandTest runs them against one of its own.
    boolean search = words.contains("search") || words.contains("--search");
    return new DocumentedCommand(line, words, redirect, network || search);
  }

  /** The word after one of these, or null. */
  String after(String... options) {
    for (String option : options) {
      int at = words.indexOf(option);
      if (at >= 0 && at + 1 < words.size()) {
        return words.get(at + 1);
      }
    }
    return null;
  }

  /** Whether it makes the index of this name. */
  boolean builds(Path index) {
    return !needsNetwork
        && words.get(0).equals("index")
        && index.toString().equals(after("-o", "--output"));
  }

  @Override
  public String toString() {
    return line;
  }
}
