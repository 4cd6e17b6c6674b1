package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The reference is what the commands say. */
class ReferencePageTest {
  @TempDir Path folder;

  @Test
  void thePageIsThatOfTheCommands() throws IOException {
    assertThat(CommandRun.of("reference").succeeded().out())
        .as("docs/cli.md is stale: './groundtrack reference > docs/cli.md' writes it anew")
        .isEqualTo(Files.readString(Path.of("../docs/cli.md")));
  }

  @Test
  void everyCommandHasADescriptionAndAnExampleInItsHelp() {
    for (CommandPage page : CommandPage.of(Main.commandLine())) {
      assertThat(page.description()).as(page.name()).endsWith(".");
      assertThat(page.examples()).as(page.name()).isNotEmpty();
      String[] words = (page.name() + " --help").replaceFirst("^groundtrack ", "").split(" ");
      String help = CommandRun.of((Object[]) words).succeeded().out();
      assertThat(help).contains("Example").contains(page.examples());
      assertThat(help.lines().map(String::length)).as(page.name()).allMatch(width -> width <= 80);
    }
  }

  @Test
  void everyOptionHasADescription() {
    for (CommandPage page : CommandPage.of(Main.commandLine())) {
      for (CommandPage.Section section : page.sections()) {
        for (CommandPage.Entry entry : section.entries()) {
          assertThat(entry.text()).as(page.name() + " " + entry.term()).endsWith(".");
        }
      }
    }
  }

  @Test
  void aSynopsisNamesOnlyOptionsThatAreThere() {
    commands(Main.commandLine())
        .forEach(
            command -> {
              String usage = CommandPage.of(command).get(0).synopsis().toString();
              Set<String> named =
                  Pattern.compile("(?<![-\\w])--?[a-z][-a-z0-9]*(?![A-Za-z])")
                      .matcher(usage.replaceAll("\\[-[A-Za-z]+\\]", ""))
                      .results()
                      .map(MatchResult::group)
                      .collect(Collectors.toSet());
              assertThat(command.getCommandSpec().optionsMap().keySet()).containsAll(named);
            });
  }

  @Test
  void everyCommandThatReportsPrintsJsonToo() {
    Set<String> silent = Set.of("groundtrack", "groundtrack completion", "groundtrack reference");
    List<String> without =
        commands(Main.commandLine())
            .filter(command -> !command.getCommandSpec().optionsMap().containsKey("--json"))
            .filter(command -> !(command.getCommand() instanceof CommandLine.HelpCommand))
            .map(command -> command.getCommandSpec().qualifiedName())
            .toList();
    assertThat(without).containsExactlyInAnyOrderElementsOf(silent);
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(ReferencePageTest::commands));
  }

  @Test
  void manualPagesOpenWithoutAWarning() throws IOException {
    Path pages = folder.resolve("man");
    CommandRun.of("reference", "--man", pages).succeeded();
    List<Path> files;
    try (Stream<Path> found = Files.list(pages)) {
      files = found.sorted().toList();
    }
    assertThat(files).hasSize(CommandPage.of(Main.commandLine()).size());
    Programs.require("groff");
    for (Path file : files) {
      assertThat(Programs.run(folder, List.of("groff", "-man", "-Tutf8", "-ww", "-z", "" + file)))
          .as(file.toString())
          .isEmpty();
    }
    String shown =
        Programs.run(
            folder,
            List.of(
                "groff", "-man", "-Tascii", "-P-c", "" + pages.resolve("groundtrack-export.1")));
    assertThat(shown.replaceAll(".\b", ""))
        .contains("NAME", "groundtrack-export - Write exactly the points", "--where=CONDITION");
  }
}
