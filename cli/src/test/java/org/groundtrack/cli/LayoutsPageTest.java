package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.Join;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on layouts holds what it says. */
class LayoutsPageTest {
  private static final Path PAGE = Path.of("../docs/layouts.md");
  private static final int ROWS = 1000;

  @TempDir Path folder;

  @Test
  void everyMemberOfALayoutIsOnThePageAndNoOther() throws IOException {
    String page = Files.readString(PAGE);
    Map<String, Class<?>> tables =
        Map.of(
            "## Members of a layout", ProductLayout.class,
            "### `beams`", Beams.class,
            "### `rates`", Rate.class,
            "### `links`", Link.class,
            "### `joins`", Join.class);
    tables.forEach(
        (heading, type) ->
            assertThat(members(page, heading))
                .as(heading)
                .containsExactlyInAnyOrderElementsOf(
                    Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()));
  }

  /** What the first cells of the table below a heading name. */
  private static List<String> members(String page, String heading) {
    String section = page.substring(page.indexOf("\n" + heading + "\n") + heading.length() + 2);
    int next = section.indexOf("\n#");
    return (next < 0 ? section : section.substring(0, next))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> Pattern.compile("`([^`]+)`").matcher(line.split("\\|")[1]).results())
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void theExampleIsIndexedAndExportedAsThePageSays() throws IOException {
    String page = Files.readString(PAGE);
    Matcher json = Pattern.compile("(?s)```json\n(.*?)```").matcher(page);
    assertThat(json.find()).isTrue();
    Files.writeString(folder.resolve("radar.json"), json.group(1));
    writeGranule(Files.createDirectory(folder.resolve("granules")));
    List<String> commands =
        page.lines()
            .filter(line -> line.startsWith("    groundtrack "))
            .map(line -> line.replaceFirst("^ +groundtrack ", ""))
            .toList();
    assertThat(commands).hasSize(4);
    for (String command : commands) {
      CommandRun run =
          CommandRun.of(
              Arrays.stream(command.split(" "))
                  .map(word -> word.matches("(granules|radar).*") ? folder.resolve(word) : word)
                  .toArray());
      assertThat(run.err()).as(command).isEmpty();
      assertThat(run.exitCode()).as(command).isZero();
      assertThat(run.out()).as(command).doesNotContain("problem", "note", "null");
      if (command.startsWith("export")) {
        assertThat(run.out()).contains("Exported 500 points");
      }
    }
  }

  private static void writeGranule(Path granules) {
    try (WritableHdfFile file = HdfFile.write(granules.resolve("RADAR_20190501_001.h5"))) {
      file.putAttribute("short_name", "RADAR");
      WritableGroup group = file.putGroup("radar");
      double[] along = new double[ROWS];
      Arrays.setAll(along, i -> (i + 0.5) * 20 / ROWS);
      group.putDataset("lon", along);
      group.putDataset("lat", along);
      group.putDataset("time", along).putAttribute("units", "seconds since 2019-05-01 00:00:00");
      group.putDataset("height", new float[ROWS]);
      group.putDataset("power", new float[ROWS][8]);
    }
  }

  @Test
  void theNamesOfItemsOnThePageAreThoseThatAreKnown() throws IOException {
    String row =
        Files.readString(PAGE).lines().filter(l -> l.startsWith("| `metadata`")).findFirst().get();
    for (String item :
        Pattern.compile("`(\\w+)`")
            .matcher(row)
            .results()
            .skip(1)
            .map(result -> result.group(1))
            .collect(Collectors.toSet())) {
      Path layout =
          Files.writeString(
              folder.resolve("own.json"),
              """
              {"product": "X", "metadata": {"%s": ["@a"]}, "rates": [
               {"name": "r", "groups": ["g"], "longitude": "g/x", "latitude": "g/y"}]}
              """
                  .formatted(item));
      assertThat(CommandRun.of("products", "--layout", layout).exitCode()).as(item).isZero();
    }
  }
}
