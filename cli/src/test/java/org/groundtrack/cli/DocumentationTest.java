package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links and options of the documentation are there. */
class DocumentationTest {
  /** Options of other programs. */
  private static final Set<String> FOREIGN =
      Set.of(
          "--add-opens",
          "--enable-native-access",
          "--sun-misc-unsafe-memory-access",
          "--profile",
          "--plan-continent",
          "--keep");

  static Stream<MarkdownPage> pages() {
    return MarkdownPage.all();
  }

  @Test
  void thereAreManyPages() {
    assertThat(pages().map(page -> page.path().getFileName().toString()))
        .contains("README.md", "ARCHITECTURE.md", "cli.md", "remote.md")
        .hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndAHeading(MarkdownPage page) {
    Set<String> broken = new TreeSet<>();
    for (String link : page.localLinks()) {
      String[] parts = link.split("#", 2);
      Path target =
          parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
      boolean there = Files.exists(target);
      boolean anchored =
          parts.length == 1
              || there
                  && target.toString().endsWith(".md")
                  && MarkdownPage.of(target).anchors().contains(parts[1]);
      if (!there || !anchored) {
        broken.add(link);
      }
    }
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyOptionThatIsMentionedIsOneOfSomeCommand(MarkdownPage page) {
    Set<String> known =
        CommandPage.of(Main.commandLine()).stream()
            .flatMap(command -> command.sections().stream())
            .flatMap(section -> section.entries().stream())
            .flatMap(entry -> options(entry.term()))
            .collect(Collectors.toSet());
    known.add("--man");
    known.addAll(FOREIGN);
    assertThat(page.inlineCode().stream().flatMap(DocumentationTest::options)).isSubsetOf(known);
  }

  private static Stream<String> options(String code) {
    return Pattern.compile("(?<![-\\w])--[a-z][a-z0-9-]*")
        .matcher(code)
        .results()
        .map(MatchResult::group);
  }

  @Test
  void aLineOfShellIsTakenApartAsAShellDoes() {
    MarkdownPage page =
        new MarkdownPage(
            Path.of("x.md"),
            """
            text:

                ./groundtrack query i --where 'a < 1 # b' -v 'c/*' \\
                    --json > plan.json     # comment
                psql | groundtrack export i --aoi - -o - | head   # needs the network
                source <(groundtrack completion bash)
            """);
    List<DocumentedCommand> commands = DocumentedCommand.of(page);
    assertThat(commands).hasSize(3);
    assertThat(commands.get(0).words())
        .containsExactly("query", "i", "--where", "a < 1 # b", "-v", "c/*", "--json");
    assertThat(commands.get(0).redirect()).isEqualTo("plan.json");
    assertThat(commands.get(0).needsNetwork()).isFalse();
    assertThat(commands.get(1).words()).containsExactly("export", "i", "--aoi", "-", "-o", "-");
    assertThat(commands.get(1).needsNetwork()).isTrue();
    assertThat(commands.get(2).words()).containsExactly("completion", "bash");
  }
}
