package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.testing.CmrAnswers.COLLECTIONS;
import static org.groundtrack.testing.CmrAnswers.GRANULES;
import static org.groundtrack.testing.CmrAnswers.archived;
import static org.groundtrack.testing.CmrAnswers.collection;
import static org.groundtrack.testing.CmrAnswers.page;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The end of every command of which standard output takes nothing, or not all. */
class UnwrittenOutputTest extends ServedGranules {
  private static final String FULL = "No space left on device";
  private static final String GONE = "Broken pipe";

  /** Takes some bytes, then fails as the system does. */
  private static final class Failing extends OutputStream {
    private final String words;
    private int left;

    Failing(String words, int left) {
      this.words = words;
      this.left = left;
    }

    @Override
    public void write(int b) throws IOException {
      if (left-- <= 0) {
        throw new IOException(words);
      }
    }
  }

  /** Arguments with which each command prints, by its words. */
  private final Map<String, List<Object>> printing = new LinkedHashMap<>();

  @BeforeEach
  void giveEachCommandArguments() throws Exception {
    Path granule = localGranules().get(0);
    Path index = folder.resolve("ix");
    CommandRun.of("index", granule, "-o", index).succeeded();
    Path points = folder.resolve("points.parquet");
    CommandRun.of("export", index, TileGranules.TILE, "-o", points).succeeded();
    server.on(COLLECTIONS).always(page(1, null, collection("C2-NSIDC_CPRD", "ATL06", "006", true)));
    String url = server.url("/atl06/").toString();
    server.on(GRANULES).always(page(1, null, archived(1, granule.getFileName().toString(), url)));
    printing.put(
        "search", List.of("ATL06", "--cmr", server.url("/search"), TileGranules.TILE, "--urls"));
    printing.put("index", List.of(granule, "-o", folder.resolve("another")));
    printing.put("index info", List.of(index));
    printing.put("index verify", List.of(index));
    printing.put("index compact", List.of(index));
    printing.put("query", List.of(index, TileGranules.TILE));
    printing.put(
        "export", List.of(index, TileGranules.TILE, "-o", folder.resolve("p.csv"), "--overwrite"));
    printing.put("picture", List.of(points, "-o", folder.resolve("p.png"), "--overwrite"));
    printing.put("view", List.of(points, "-o", folder.resolve("p.html"), "--overwrite"));
    printing.put(
        "refs", List.of(index, TileGranules.TILE, "-o", folder.resolve("r.json"), "--overwrite"));
    printing.put("products", List.of());
    printing.put("inspect", List.of(granule));
    printing.put("variables", List.of(index));
    printing.put("demo", List.of("-d", folder.resolve("demo"), "--granules", "1", "--rows", "500"));
    printing.put("completion", List.of("bash"));
    printing.put("reference", List.of());
    printing.put("help", List.of());
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .distinct()
            .flatMap(UnwrittenOutputTest::commands));
  }

  private static List<String> wordsOf(CommandLine command) {
    List<String> words =
        new ArrayList<>(List.of(command.getCommandSpec().qualifiedName().split(" ")));
    return words.subList(1, words.size());
  }

  private static CommandRun run(OutputStream written, Stream<Object> words) {
    StandardOutput out = new StandardOutput(written);
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine(Map.of(), out).setOut(out.words()).setErr(new PrintWriter(err, true));
    int exitCode = Main.run(command, out, words.map(Object::toString).toArray(String[]::new));
    return new CommandRun(exitCode, "", err.toString());
  }

  private List<String> all() {
    List<String> all =
        commands(Main.commandLine()).skip(1).map(each -> String.join(" ", wordsOf(each))).toList();
    assertThat(printing.keySet()).as("commands with arguments to print by").hasSameElementsAs(all);
    return all;
  }

  private Stream<Object> call(String command) {
    return Stream.concat(Stream.of(command.split(" ")), printing.get(command).stream());
  }

  @Test
  void everyCommandEndsWithSevenIfTheDiskIsFull() {
    for (String command : all()) {
      CommandRun run = run(new Failing(FULL, 10), call(command));
      assertThat(run.failed(7))
          .as(command)
          .isEqualToIgnoringNewLines(
              "groundtrack: error[LIMIT_EXCEEDED] [standard output] can't be written: %s. What was printed is not complete"
                  .formatted(FULL));
    }
  }

  @Test
  void everyCommandEndsQuietlyIfItsReaderHasEnough() {
    for (String command : all()) {
      CommandRun run = run(new Failing(GONE, 10), call(command));
      assertThat(run.err()).as(command).isEmpty();
      assertThat(run.exitCode()).as(command).isEqualTo(141);
    }
  }

  @Test
  void everyHelpAndVersionEndsWithSevenIfTheDiskIsFull() {
    commands(Main.commandLine())
        .forEach(
            command -> {
              for (OptionSpec option : command.getCommandSpec().options()) {
                if (option.usageHelp() || option.versionHelp()) {
                  Stream<Object> words =
                      Stream.concat(wordsOf(command).stream(), Stream.of(option.longestName()));
                  run(new Failing(FULL, 1), words).failed(7);
                }
              }
            });
  }

  @Test
  void jsonEndsWithSevenIfTheDiskIsFull() {
    for (String command :
        List.of("query", "index info", "products", "inspect", "variables", "search")) {
      Stream<Object> words =
          Stream.concat(call(command).filter(word -> !word.equals("--urls")), Stream.of("--json"));
      run(new Failing(FULL, 10), words).failed(7);
    }
  }

  @Test
  void aFailureThatWasToldKeepsItsCode() {
    Stream<Object> words = Stream.of("query", folder.resolve("nothing"), TileGranules.TILE);
    assertThat(run(new Failing(FULL, 0), words).err()).hasLineCount(1);
    // That inspect finds fault is on standard output only.
    Path unknown = folder.resolve("unknown.h5");
    try (WritableHdfFile file = HdfFile.write(unknown)) {
      file.putDataset("x", new double[] {1});
    }
    assertThat(CommandRun.of("inspect", unknown).exitCode()).isEqualTo(3);
    run(new Failing(FULL, 0), Stream.of("inspect", unknown)).failed(7);
  }

  @Test
  void whatIsWrittenWholeIsWhatTheWriterOfATestHolds() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    assertThat(run(whole, call("products")).exitCode()).isZero();
    assertThat(whole.toString(StandardCharsets.UTF_8))
        .isEqualTo(CommandRun.of("products").succeeded().out());
  }
}
