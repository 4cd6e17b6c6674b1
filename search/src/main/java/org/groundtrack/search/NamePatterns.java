package org.groundtrack.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.plan.Glob;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.Numbers;

/**
 * Patterns of names, as the catalogue takes them, that all wanted granules fit; others may. They
 * are made from the layout's pattern of names, so that no product is a case of its own.
 */
final class NamePatterns {
  /** Some 2 kB of a URL. */
  static final int MAX_PATTERNS = 30;

  /** CMR takes no more that begin with a star. */
  private static final int MAX_LEADING_STARS = 5;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\\\d\\{(?<digits>\\d{1,2})\\}"
              + "|\\(\\?<(?<group>\\w+)>\\\\d\\{(?<width>\\d)\\}\\)"
              + "|(?<optional>\\(\\?:(?:[^()]|\\([^()]*\\))*\\)\\?)"
              + "|(?<escaped>\\\\[.-])"
              + "|(?<literal>[A-Za-z0-9_-])");

  private NamePatterns() {}

  /**
   * The patterns for a filter.
   *
   * @param name pattern of the product's names, or {@code null}
   * @return none if names can't say it, or by more patterns than can be asked for
   */
  static List<String> of(Pattern name, GranuleFilter filter) {
    if (!filter.names().isEmpty()) {
      List<String> globs = filter.names().stream().map(NamePatterns::withoutEnding).toList();
      long leading = globs.stream().filter(glob -> glob.startsWith("*")).count();
      return globs.size() <= MAX_PATTERNS && leading <= MAX_LEADING_STARS ? globs : List.of();
    }
    Map<String, Numbers> numbers = new TreeMap<>();
    filter.numbers().forEach((item, which) -> numbers.put(item.item(), which));
    Optional<String> template = name == null ? Optional.empty() : template(name, numbers);
    return template.map(text -> filled(text, numbers)).orElse(List.of());
  }

  /** The catalogue may have names without their ending: it is left to who looks at the answer. */
  private static String withoutEnding(Glob glob) {
    return glob.pattern().replaceFirst("\\.[^.*?]*$", "*");
  }

  /**
   * A glob with {@code {rgt:4}} where numbers of four digits that are asked for stand; empty if the
   * pattern has what a glob can't say, or none of the numbers.
   */
  private static Optional<String> template(Pattern name, Map<String, Numbers> numbers) {
    StringBuilder glob = new StringBuilder();
    boolean any = false;
    Matcher token = TOKEN.matcher(name.pattern());
    int at = 0;
    while (at < name.pattern().length()) {
      if (!token.region(at, name.pattern().length()).lookingAt()) {
        return Optional.empty();
      }
      String group = token.group("group");
      if (group != null && numbers.containsKey(group)) {
        glob.append("{%s:%s}".formatted(group, token.group("width")));
        any = true;
      } else if (group != null) {
        glob.append("?".repeat(Integer.parseInt(token.group("width"))));
      } else if (token.group("digits") != null) {
        glob.append("?".repeat(Integer.parseInt(token.group("digits"))));
      } else if (token.group("optional") != null) {
        glob.append('*');
      } else {
        glob.append(token.group().charAt(token.group().length() - 1));
      }
      at = token.end();
    }
    return any ? Optional.of(glob + "*") : Optional.empty();
  }

  /** Fills numbers in, beginning with the fewest, as long as there are not too many patterns. */
  private static List<String> filled(String template, Map<String, Numbers> numbers) {
    List<String> patterns = List.of(template);
    List<Map.Entry<String, Numbers>> fewestFirst = new ArrayList<>(numbers.entrySet());
    fewestFirst.sort(Comparator.comparingLong(entry -> count(entry.getValue())));
    boolean narrowed = false;
    for (Map.Entry<String, Numbers> entry : fewestFirst) {
      Matcher hole =
          Pattern.compile("\\{%s:(\\d)\\}".formatted(Pattern.quote(entry.getKey())))
              .matcher(template);
      if (!hole.find()) {
        continue;
      }
      int width = Integer.parseInt(hole.group(1));
      boolean fits = count(entry.getValue()) * patterns.size() <= MAX_PATTERNS;
      List<String> values = fits ? texts(entry.getValue(), width) : List.of("?".repeat(width));
      narrowed |= fits;
      List<String> longer = new ArrayList<>();
      for (String pattern : patterns) {
        values.forEach(value -> longer.add(pattern.replace(hole.group(), value)));
      }
      patterns = longer;
    }
    return narrowed ? patterns : List.of();
  }

  private static long count(Numbers numbers) {
    return numbers.ranges().stream().mapToLong(range -> range.last() - range.first() + 1L).sum();
  }

  private static List<String> texts(Numbers numbers, int width) {
    List<String> texts = new ArrayList<>();
    for (Numbers.Range range : numbers.ranges()) {
      for (int number = range.first(); number <= range.last(); number++) {
        texts.add(String.format(Locale.ROOT, "%0" + width + "d", number));
      }
    }
    return texts;
  }
}
