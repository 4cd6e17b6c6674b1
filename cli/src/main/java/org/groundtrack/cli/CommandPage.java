package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the reference says of a command: all of it is taken from the command itself, so that help,
 * reference and manual pages say the same.
 *
 * @param name such as {@code groundtrack index info}
 * @param description sentences
 * @param synopsis one or more lines
 * @param sections what may be given, arguments first
 * @param commands the commands below it, each with what it does
 * @param examples lines of shell; none of them is empty
 */
record CommandPage(
    String name,
    String description,
    List<String> synopsis,
    List<Section> sections,
    List<Entry> commands,
    List<String> examples) {

  /** A word and what it means. */
  record Entry(String term, String text) {}

  /** Entries under a heading. */
  record Section(String heading, List<Entry> entries) {}

  CommandPage {
    synopsis = List.copyOf(synopsis);
    sections = List.copyOf(sections);
    commands = List.copyOf(commands);
    examples = List.copyOf(examples);
  }

  /** The pages of a command and of all below it that are shown. */
  static List<CommandPage> of(CommandLine command) {
    List<CommandPage> pages = new ArrayList<>(List.of(page(command.getCommandSpec())));
    shown(command).forEach(below -> pages.addAll(of(below)));
    return pages;
  }

  private static Stream<CommandLine> shown(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(below -> !below.getCommandSpec().usageMessage().hidden())
        .filter(below -> !(below.getCommand() instanceof CommandLine.HelpCommand));
  }

  private static CommandPage page(CommandSpec spec) {
    List<Section> sections = new ArrayList<>();
    add(
        sections,
        "Arguments",
        spec.positionalParameters().stream().map(each -> entry(each.paramLabel(), each)));
    Stream<OptionSpec> grouped =
        spec.argGroups().stream()
            .filter(group -> group.heading() != null)
            .flatMap(group -> group.allOptionsNested().stream());
    List<OptionSpec> elsewhere = grouped.toList();
    add(
        sections,
        "Options",
        options(spec.options().stream().filter(option -> !elsewhere.contains(option))));
    for (ArgGroupSpec group : spec.argGroups()) {
      if (group.heading() != null) {
        String heading = group.heading().formatted().strip().replaceFirst(":$", "");
        add(sections, heading, options(group.allOptionsNested().stream()));
      }
    }
    return new CommandPage(
        spec.qualifiedName(),
        sentences(spec.usageMessage().description()),
        synopsis(spec),
        sections,
        shown(spec.commandLine())
            .map(CommandLine::getCommandSpec)
            .map(each -> new Entry(each.name(), sentences(each.usageMessage().description())))
            .toList(),
        Arrays.stream(spec.usageMessage().footer())
            .map(line -> line.formatted().strip())
            .filter(line -> !line.isEmpty())
            .toList());
  }

  private static List<String> synopsis(CommandSpec spec) {
    String text = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0);
    return text.lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .collect(ArrayList::new, CommandPage::join, List::addAll);
  }

  /** A line of a synopsis is a new one if it names the command, else the last one goes on. */
  private static void join(List<String> lines, String line) {
    if (lines.isEmpty() || line.startsWith("groundtrack ")) {
      lines.add(line);
    } else {
      lines.add(lines.remove(lines.size() - 1) + " " + line);
    }
  }

  private static void add(List<Section> sections, String heading, Stream<Entry> entries) {
    List<Entry> all = entries.toList();
    if (!all.isEmpty()) {
      sections.add(new Section(heading, all));
    }
  }

  private static Stream<Entry> options(Stream<OptionSpec> options) {
    return options
        .filter(option -> !option.hidden())
        .sorted(
            Comparator.comparing(
                option -> option.longestName().replaceFirst("^-+", "").toLowerCase(Locale.ROOT)))
        .map(
            option ->
                entry(
                    Stream.of(option.names())
                            .sorted(Comparator.comparingInt(String::length))
                            .collect(Collectors.joining(", "))
                        + (option.arity().max() == 0 ? "" : "=" + option.paramLabel()),
                    option));
  }

  private static Entry entry(String term, ArgSpec argument) {
    return new Entry(term, sentences(argument.description()));
  }

  private static String sentences(String[] lines) {
    return Arrays.stream(lines)
        .map(line -> line.formatted().strip())
        .collect(Collectors.joining(" "));
  }
}
