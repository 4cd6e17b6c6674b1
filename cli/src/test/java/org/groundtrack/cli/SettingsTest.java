package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.samples.Atl06Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options that a file or the environment sets. */
class SettingsTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void makeHome() {
    environment.put("HOME", folder.toString());
  }

  /** Options by their names, as a command line finds them when it is run with some words. */
  private Map<String, Object> options(String... words) {
    CommandLine command = Main.commandLine(environment);
    command.parseArgs(words);
    CommandLine.ParseResult parsed = command.getParseResult();
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    Map<String, Object> options = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      options.put(option.longestName(), option.getValue());
    }
    return options;
  }

  private String mistake(String... words) {
    return CommandRun.in(environment, (Object[]) words).failed(2);
  }

  private Path file(String... lines) throws IOException {
    Path file = folder.resolve(".config/groundtrack/config");
    Files.createDirectories(file.getParent());
    return Files.write(file, List.of(lines));
  }

  @Test
  void optionsBeatTheEnvironmentAndThatTheFileAndThatTheDefault() throws IOException {
    assertThat(options("index", "info", "i")).isEmpty();
    file("parallel = 3");
    assertThat(options("index", "info", "i")).containsEntry("--parallel", 3);
    environment.put("GROUNDTRACK_PARALLEL", "5");
    assertThat(options("index", "info", "i")).containsEntry("--parallel", 5);
    assertThat(options("index", "info", "i", "--parallel", "7")).containsEntry("--parallel", 7);
    assertThat(options("index", "info", "i", "--parallel=8")).containsEntry("--parallel", 8);
  }

  @Test
  void theFileIsThatOfTheOptionElseOfTheVariableElseOfXdgElseOfTheHome() throws IOException {
    file("parallel = 2");
    assertThat(options("inspect", "g")).containsEntry("--parallel", 2);
    Path xdg = Files.createDirectories(folder.resolve("xdg/groundtrack")).resolve("config");
    Files.writeString(xdg, "parallel = 3\n");
    environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    assertThat(options("inspect", "g")).containsEntry("--parallel", 3);
    Path named = Files.writeString(folder.resolve("named"), "parallel = 4\n");
    environment.put("GROUNDTRACK_CONFIG", named.toString());
    assertThat(options("inspect", "g")).containsEntry("--parallel", 4);
    Path given = Files.writeString(folder.resolve("given"), "parallel = 5\n");
    String config = "--config=" + given;
    assertThat(options("inspect", config, "g")).containsEntry("--parallel", 5);
    assertThat(options("inspect", "g", "--config", "" + given)).containsEntry("--parallel", 5);
    assertThat(options(config, "inspect", "g")).containsEntry("--parallel", 5);
    assertThat(options("--config", "" + given, "index", "info", "i"))
        .containsEntry("--parallel", 5);
  }

  @Test
  void theHomeIsWhatTheVariableNamesElseWhatTheSystemKnows() throws IOException {
    Path named = Files.writeString(folder.resolve("named"), "cache = ~/kept\n");
    environment.put("GROUNDTRACK_CONFIG", named.toString());
    assertThat(options("inspect", "g")).containsEntry("--cache", folder.resolve("kept"));
    Path known = Path.of(System.getProperty("user.home"), "kept");
    environment.put("HOME", "");
    assertThat(options("inspect", "g")).containsEntry("--cache", known);
    environment.remove("HOME");
    assertThat(options("inspect", "g")).containsEntry("--cache", known);
  }

  @Test
  void aFileThatIsAskedForMustExist() {
    assertThat(mistake("inspect", "g", "--config", "none")).contains("--config is none");
    environment.put("GROUNDTRACK_CONFIG", "nothing");
    assertThat(mistake("inspect", "g")).contains("GROUNDTRACK_CONFIG is nothing");
  }

  @Test
  void listsAndSwitchesAndPathsInTheHomeCanBeSet() throws IOException {
    file(
        "# comment",
        "",
        "allow-dir=/a b",
        "allow-dir = ~/c",
        "allow-http = true",
        "s3-anonymous = false",
        "max-memory = 64MiB");
    String[] words = {"export", "i", "--bbox=1,2,3,4", "-o", "x"};
    Map<String, Object> set = options(words);
    assertThat(set)
        .containsEntry("--allow-dir", List.of(Path.of("/a b"), folder.resolve("c")))
        .containsEntry("--allow-http", true)
        .containsEntry("--max-memory", 64L << 20)
        .doesNotContainKey("--s3-anonymous");
    assertThat(options(append(words, "--allow-dir", "/d", "--allow-http=false")))
        .containsEntry("--allow-dir", List.of(Path.of("/d")))
        .containsEntry("--allow-http", false);
    assertThat(options("query", "i", "--bbox=1,2,3,4")).doesNotContainKey("--max-memory");
  }

  private static String[] append(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "paralel = 4|'paralel' can't be set here: did you mean 'parallel'?",
        "overwrite = true|'overwrite' can't be set here",
        "parallel|expected 'parallel = VALUE', found 'parallel'",
        "parallel =|expected 'parallel = VALUE'",
        "parallel = many|'many' is not a whole number (--parallel is set by",
        "parallel = 0|--parallel is 0: at least 1 is needed (--parallel is set by",
        "allow-http = yes|--allow-http is 'yes', expected true or false",
      })
  void whatIsWrongInTheFileIsSaidWithItsLine(String line, String words) throws IOException {
    Path file = file("# first", line);
    assertThat(mistake("inspect", "g.h5")).contains(words).contains(file + ", line 2");
  }

  @Test
  void aSecondValueIsRefused() throws IOException {
    file("parallel = 1", "parallel = 2");
    assertThat(mistake("inspect", "g")).contains("line 2] sets parallel a second time");
  }

  @Test
  void aSecretIsRefusedAndNotRepeated() throws IOException {
    file("earthdata-token = eyJ0eXAi");
    assertThat(mistake("inspect", "g"))
        .contains("no secret is to be in this file", "EARTHDATA_TOKEN", "~/.netrc")
        .doesNotContain("eyJ0eXAi");
  }

  @Test
  void whatIsWrongInTheEnvironmentIsSaidWithItsVariable() {
    environment.put("GROUNDTRACK_CACHE_SIZE", "large");
    assertThat(mistake("inspect", "g")).contains("--cache-size is set by GROUNDTRACK_CACHE_SIZE");
  }

  @Test
  void helpNeedsNoSettings() throws IOException {
    file("nonsense");
    assertThat(CommandRun.in(environment, "export", "--help").succeeded().out()).contains("Usage");
    CommandRun.in(environment, "--version").succeeded();
    CommandRun.in(environment, "products").succeeded();
  }

  @Test
  void whatCanBeSetAreOptionsOfCommandsAndNoVariableHasTwoMeanings() {
    Set<String> options =
        Main.commandLine().getSubcommands().values().stream()
            .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
            .collect(Collectors.toSet());
    assertThat(options).containsAll(Settings.OPTIONS);
    assertThat(options.stream().filter(name -> name.startsWith("--")).map(Settings::variable))
        .doesNotContain("GROUNDTRACK_OPTS", "GROUNDTRACK_PYTHON");
  }

  @Test
  void theOptionsOnThePageAreThoseThatCanBeSet() throws IOException {
    String page = Files.readString(Path.of("../docs/settings.md"));
    String table = page.substring(page.indexOf("## What can be set"), page.indexOf("These say"));
    assertThat(
            table
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Stream.of(line.split("\\|")[1].split(",")))
                .map(name -> "--" + name.strip().replace("`", "")))
        .containsExactlyInAnyOrderElementsOf(Settings.OPTIONS);
  }

  @Test
  void pointsDoNotDependOnSettings() throws IOException {
    Path granules = folder.resolve("granules");
    Atl06Generator.write(granules, TileGranules.cycle(3).build());
    Path index = folder.resolve("index");
    CommandRun.of("index", granules, "-o", index).succeeded();
    Path plain = folder.resolve("plain.parquet");
    Path set = folder.resolve("set.parquet");
    CommandRun.of("export", index, TileGranules.TILE, "-o", plain).succeeded();
    file("threads = 3", "max-gap = 1KiB", "overfetch = 0", "max-memory = 64MiB");
    CommandRun.in(environment, "export", index, TileGranules.TILE, "-o", set).succeeded();
    assertThat(Files.mismatch(plain, set)).isEqualTo(-1);
  }
}
