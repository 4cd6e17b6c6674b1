package org.groundtrack.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A command's manual page, in the macros of man(7). */
final class ManPage {
  private final StringBuilder text = new StringBuilder();

  private ManPage() {}

  /** The name of a page's file: {@code groundtrack-index-info.1}. */
  static String fileName(CommandPage page) {
    return title(page.name()) + ".1";
  }

  private static String title(String command) {
    return command.replace(' ', '-');
  }

  /**
   * A page.
   *
   * @param all of the program, the first one being its own
   * @param exitCodes what the program's exit codes mean
   */
  static String of(CommandPage page, List<CommandPage> all, Map<String, String> exitCodes) {
    ManPage man = new ManPage();
    man.macro(
        "TH",
        title(page.name()).toUpperCase(Locale.ROOT),
        "1",
        "",
        "groundtrack " + VersionProvider.version(),
        "Groundtrack");
    man.macro("SH", "NAME");
    String first = page.description().replaceFirst("(?s)\\.( .*|$)", "");
    man.line("%s \\- %s".formatted(escaped(title(page.name())), escaped(first)));
    man.macro("SH", "SYNOPSIS");
    man.verbatim(page.synopsis());
    man.macro("SH", "DESCRIPTION");
    man.line(escaped(page.description()));
    if (!page.commands().isEmpty()) {
      man.section(new CommandPage.Section("COMMANDS", page.commands()), "SH");
    }
    man.macro("SH", "OPTIONS");
    page.sections().forEach(section -> man.section(section, "SS"));
    if (!page.examples().isEmpty()) {
      man.macro("SH", "EXAMPLES");
      man.verbatim(page.examples());
    }
    man.ending(page, all, exitCodes);
    return man.text.toString();
  }

  private void ending(CommandPage page, List<CommandPage> all, Map<String, String> exitCodes) {
    macro("SH", "EXIT STATUS");
    exitCodes.forEach((code, meaning) -> entry(code, meaning));
    macro("SH", "ENVIRONMENT");
    entry(
        "GROUNDTRACK_CACHE, GROUNDTRACK_THREADS, ...",
        "Set the option of that name, as the file below does; the command line comes first.");
    entry("GROUNDTRACK_OPTS", "Options for Java, such as -Xmx4g.");
    entry("EARTHDATA_TOKEN", "Login for NASA's archives.");
    macro("SH", "FILES");
    entry(
        "~/.config/groundtrack/config", "Settings: lines such as 'cache = ~/.cache/groundtrack'.");
    entry("~/.netrc", "Logins.");
    macro("SH", "SEE ALSO");
    line(
        String.join(
            ", ",
            all.stream()
                .filter(other -> !other.equals(page))
                .map(other -> "\\fB%s\\fR(1)".formatted(escaped(title(other.name()))))
                .toList()));
  }

  private void section(CommandPage.Section section, String macro) {
    macro(macro, section.heading());
    section.entries().forEach(entry -> entry(entry.term(), entry.text()));
  }

  private void entry(String term, String meaning) {
    macro("TP");
    line("\\fB%s\\fR".formatted(escaped(term)));
    line(escaped(meaning));
  }

  private void verbatim(List<String> lines) {
    macro("nf");
    lines.forEach(each -> line(escaped(each)));
    macro("fi");
  }

  private void macro(String name, String... words) {
    text.append('.').append(name);
    for (String word : words) {
      text.append(" \"").append(escaped(word).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
  }

  private void line(String escaped) {
    // A line that began so would be a macro.
    text.append(escaped.startsWith(".") ? "\\&" : "").append(escaped).append('\n');
  }

  /** A dash stays what can be typed, and so does a quote. */
  private static String escaped(String words) {
    return words
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("`", "\\(ga")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti");
  }
}
