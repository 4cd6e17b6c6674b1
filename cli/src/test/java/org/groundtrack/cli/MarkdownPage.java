package org.groundtrack.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path below the root of the sources
 * @param text all of it
 */
record MarkdownPage(Path path, String text) {
  private static final Path ROOT = Path.of("..");

  /** All pages: those beside the sources, and those of docs. */
  static Stream<MarkdownPage> all() {
    return Stream.of(ROOT, ROOT.resolve("docs"))
        .flatMap(MarkdownPage::files)
        .filter(file -> file.toString().endsWith(".md"))
        .sorted()
        .map(MarkdownPage::of);
  }

  static MarkdownPage of(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /**
   * Lines of code, without their indent: blocks between fences, unless they are said to be text,
   * and those that are indented.
   */
  List<String> code() {
    return new MarkdownPage(path, text.replaceAll("(?s)```text\n.*?```", "")).lines(true);
  }

  private List<String> lines(boolean ofCode) {
    List<String> lines = new ArrayList<>();
    boolean fenced = false;
    boolean afterText = false;
    for (String line : text.lines().toList()) {
      boolean fence = line.strip().startsWith("```");
      fenced ^= fence;
      // Lines that go on with a paragraph or a list may be indented, too.
      boolean code = fenced || line.startsWith("    ") && !afterText;
      if (!fence && code == ofCode) {
        lines.add(code && !fenced ? line.substring(4) : line);
      }
      afterText = !code && !fence && !line.isBlank();
    }
    return lines;
  }

  /** Targets of links that are not to other sites. */
  List<String> localLinks() {
    String prose = String.join("\n", lines(false)).replaceAll("`[^`\n]*`", "`code`");
    return Pattern.compile("\\]\\(([^)\\s]+)\\)")
        .matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("(https?|mailto):.*"))
        .toList();
  }

  /** Anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new TreeSet<>();
    for (String line : lines(false)) {
      if (line.matches("#{1,6} .*")) {
        String words =
            line.replaceFirst("#+ ", "")
                .strip()
                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT);
        String anchor = words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  /** Code within sentences and tables. */
  List<String> inlineCode() {
    return Pattern.compile("`([^`\n]+)`")
        .matcher(String.join("\n", lines(false)))
        .results()
        .map(code -> code.group(1))
        .toList();
  }
}
