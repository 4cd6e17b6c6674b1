package org.groundtrack.cli;

import java.util.List;

/** The reference of all commands as one page, docs/cli.md. */
final class MarkdownReference {
  private MarkdownReference() {}

  /** The page. */
  static String of(List<CommandPage> pages) {
    StringBuilder text =
        new StringBuilder(
            """
            # Commands

            This page is what `groundtrack COMMAND --help` says, made from the commands themselves by
            `./groundtrack reference > docs/cli.md`. Options that every run would repeat can be [set once](settings.md);
            what a run ends with is in [exit codes](exit-codes.md).

            """);
    for (CommandPage page : pages) {
      text.append("* [%s](#%s)\n".formatted(page.name(), page.name().replace(' ', '-')));
    }
    pages.forEach(page -> add(text, page));
    return text.toString();
  }

  private static void add(StringBuilder text, CommandPage page) {
    text.append("\n## %s\n\n%s\n\n".formatted(page.name(), escaped(page.description())));
    text.append("```text\n%s\n```\n".formatted(String.join("\n", page.synopsis())));
    if (!page.examples().isEmpty()) {
      text.append("\nFor example:\n\n");
      page.examples().forEach(line -> text.append("    %s\n".formatted(line)));
    }
    if (!page.commands().isEmpty()) {
      table(text, new CommandPage.Section("Commands", page.commands()));
    }
    page.sections().forEach(section -> table(text, section));
  }

  private static void table(StringBuilder text, CommandPage.Section section) {
    text.append("\n**%s**\n\n| | |\n|---|---|\n".formatted(escaped(section.heading())));
    for (CommandPage.Entry entry : section.entries()) {
      text.append(
          "| `%s` | %s |\n".formatted(entry.term().replace("|", "\\|"), escaped(entry.text())));
    }
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\|*<\\[\\]])", "\\\\$1");
  }
}
