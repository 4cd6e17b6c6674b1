package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.testing.SmallHdf5.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.groundtrack.granule.ElementType;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.testing.SmallHdf5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --where}: what it says, refuses, reads, and leaves in the output. */
class ConditionCommandTest {
  private static final String LAYOUT =
      """
      {"product": "SHOTS", "granuleName": "^shots", "epoch": "2019-01-01T00:00:00Z",
       "beams": {"names": ["left", "right"]},
       "rates": [{"name": "shots", "groups": [""], "longitude": "lon", "latitude": "lat",
         "time": "delta_time", "variables": ["id"], "aliases": {"level": "deep/height"}}]}
      """;

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int ROWS = 40;

  @TempDir Path folder;
  private Path index;
  private Path granules;
  private Path points;

  /** Rows 0 to 39: a flag that is 1 from row 10 on, heights that are 100 times the row. */
  @BeforeEach
  void makeIndex() throws IOException {
    granules = Files.createDirectories(folder.resolve("granules"));
    points = folder.resolve("points.parquet");
    for (int granule = 0; granule < 2; granule++) {
      SmallHdf5 file = new SmallHdf5();
      SmallHdf5.Group beam = file.root().group("left");
      add(beam, "lon", ElementType.FLOAT64, i -> 10 + i * 0.01);
      add(beam, "lat", ElementType.FLOAT64, i -> 20);
      add(beam, "delta_time", ElementType.FLOAT64, i -> i);
      add(beam, "id", ElementType.INT64, i -> i);
      add(beam, "flag", ElementType.INT8, i -> i < 10 ? 0 : 1);
      add(beam.group("deep"), "height", ElementType.FLOAT32, i -> i * 100f);
      beam.dataset(
          "rh",
          ElementType.INT16,
          ORDER,
          numbers(ElementType.INT16, ORDER, each(ROWS * 5, i -> i)),
          ROWS,
          5);
      if (granule == 0) {
        add(beam, "quality", ElementType.UINT8, i -> i % 4).attribute("_FillValue", "3");
      }
      file.write(granules.resolve("shots_%s.h5".formatted(granule)));
    }
    Path layout = Files.writeString(folder.resolve("shots.json"), LAYOUT);
    index = folder.resolve("index");
    assertThat(CommandRun.of("index", granules, "--layout", layout, "-o", index).err()).isEmpty();
  }

  private static SmallHdf5.DatasetSpec add(
      SmallHdf5.Group group, String name, ElementType type, IntFunction<Number> value) {
    return group
        .dataset(name, type, ORDER, numbers(type, ORDER, each(ROWS, value)), ROWS)
        .chunked(10);
  }

  private static Number[] each(int count, IntFunction<Number> value) {
    Number[] values = new Number[count];
    for (int i = 0; i < count; i++) {
      values[i] = value.apply(i);
    }
    return values;
  }

  private CommandRun run(String command, Object... options) {
    List<Object> words = new ArrayList<>(List.of(command, index, "--bbox=0,0,50,50"));
    if (command.equals("export")) {
      words.addAll(List.of("--allow-empty", "--allow-dir", folder, "-o", points, "--overwrite"));
    }
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray());
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private List<Object> ids() throws Exception {
    return ExportedPoints.query(points, "select granule[7:7] || ':' || id from %s").stream()
        .map(row -> row.get(0))
        .toList();
  }

  @Test
  void reportCountsWhatEachConditionRemovesInTheOrderInWhichTheyAreWritten() throws Exception {
    CommandRun run =
        run("export", "--where", "flag = 1 and level < 2000", "--where", "quality <> 1 or id = 13");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().filter(line -> line.contains("where")).map(String::strip))
        .containsExactly(
            "where       flag = 1: removed 20 of 80 rows",
            "where       level < 2000: removed 40 of 60 rows",
            "where       quality <> 1 or id = 13: removed 13 of 20 rows, 12 of them since a value is null");
    assertThat(run.out()).contains("quality: 1 of 2 granules lack it");
    assertThat(ids()).containsExactly("0:10", "0:12", "0:13", "0:14", "0:16", "0:18", "1:13");
    JsonNode report =
        json(run("export", "--json", "--where", "level >= 2000 and level < 2100 and flag = 0"));
    assertThat(report.get("rowsInside").asInt()).isEqualTo(80);
    assertThat(report.get("points").asInt()).isZero();
    assertThat(report.get("where"))
        .extracting(c -> c.get("condition").asText() + " " + c.get("rowsRemoved"))
        .containsExactly("level >= 2000 40", "level < 2100 38", "flag = 0 2");
  }

  @Test
  void variablesOfConditionsAreReadAndNotExported() throws Exception {
    JsonNode plan = json(run("query", "--json", "--where", "\"deep/height\" > 500 and rh[-1] > 9"));
    assertThat(plan.get("readsByVariable"))
        .extracting(read -> read.get("variable").asText())
        .contains("deep/height", "rh", "id")
        .doesNotContain("flag");
    assertThat(plan.get("variables")).extracting(v -> v.get("name").asText()).containsExactly("id");
    assertThat(plan.get("filters").get("where").asText())
        .isEqualTo("\"deep/height\" > 500 and rh[-1] > 9");
    assertThat(run("query", "--where", "id > 3 or flag = 1", "--where", "id < 9").out())
        .contains("where       (id > 3 or flag = 1) and id < 9");
    assertThat(run("export", "--where", "rh[2] = 12 and rh[-1] = 14").err()).isEmpty();
    assertThat(ids()).containsExactly("0:2", "1:2");
    assertThat(ExportedPoints.query(points, "select column_name from (describe from %s)"))
        .extracting(row -> row.get(0))
        .contains("id")
        .doesNotContain("rh", "rh_2", "flag");
  }

  @Test
  void columnsOfTheExportAreNamedAsTheyAreCalledThere() throws Exception {
    run("export", "-v", "rh[2],deep/height", "--where", "rh_2 = 17 and height = 300");
    assertThat(ids()).containsExactly("0:3", "1:3");
    run("export", "--where", "beam = 'left' and granule like '%_1.h5' and id between 4 and 5");
    assertThat(ids()).containsExactly("1:4", "1:5");
    run(
        "export",
        "--where",
        "time >= '2019-01-01 00:00:38' and longitude > 10.385 and latitude = 20 and track_id <> 'x'");
    assertThat(ids()).containsExactly("0:39", "1:39");
  }

  @Test
  void footerHoldsTheConditions() throws Exception {
    run("export", "--where", "flag = 1 and id < 12", "--where", "not id = 11");
    Object footer =
        ExportedPoints.query(
                points,
                "select decode(value) from parquet_kv_metadata(%s) where decode(key) = 'groundtrack'")
            .get(0)
            .get(0);
    JsonNode words = new ObjectMapper().readTree((String) footer);
    assertThat(words.get("filters").get("where").asText())
        .isEqualTo("flag = 1 and id < 12 and not id = 11");
    assertThat(words.get("parameters").get("where").asText())
        .isEqualTo("flag = 1 and id < 12; not id = 11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heigth > 3       | Condition \"heigth > 3\": No granule of the plan has a variable 'heigth' at the rate of shots; the nearest names are height,",
        "deep/height > 3  | has a variable 'deep' at the rate of shots; the nearest names are",
        "deep/height > 3  | A path stands in double quotes, a text in single ones",
        "rh > 3           | 'rh' has several values per row: name one of them, such as rh[0]",
        "rh[1:3] > 3      | 'rh[1:3]' has several values per row: name one of them",
        "rh[7] > 3        | Variable 'rh' has no element [7]: it has 5 in each row, [0] to [4]",
        "flag[0] = 1      | Variable 'flag' has one value per row: leave the brackets out",
        "\"deep/*\" > 3   | 'deep/*' may be several variables: name one",
        "flag             | it is a whole number: compare it with something, such as flag = 1",
        "id = 'x'         | '=' of a whole number and a text",
        "id > (select 1)  | character 7: found select; sub-selects are not supported",
        "id * 9e18 > 1 and id * 9000000000000000000 > 1 | '*' of 2 and 9000000000000000000 is beyond whole numbers of 64 bits"
      })
  void conditionsThatMakeNoSenseAreRefusedByName(String condition, String message) {
    CommandRun run = run("export", "--where", condition);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("error[USAGE]").contains(message);
    assertThat(points).doesNotExist();
  }

  @Test
  void conditionsLeaveOutPointsInAllFeaturesThatHoldThem() throws Exception {
    String feature =
        "{\"type\":\"Feature\",\"id\":\"%s\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
            + "\"coordinates\":[[[%s,19],[%s,19],[%s,21],[%s,21],[%s,19]]]}}";
    String features =
        feature.formatted("a", 10.015, 10.155, 10.155, 10.015, 10.015)
            + ","
            + feature.formatted("b", 10.105, 10.185, 10.185, 10.105, 10.105);
    Path areas = folder.resolve("areas.geojson");
    Files.writeString(areas, "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}");
    List<Object> words = new ArrayList<>(List.of("export", index, "--aoi", areas, "--per-feature"));
    words.addAll(List.of("--allow-dir", folder, "-o", points, "--json"));
    words.addAll(List.of("--where", "quality is not null and id % 4 <> 0"));
    JsonNode report = json(CommandRun.of(words.toArray()));
    assertThat(report.get("rowsInside").asInt()).as("points, in however many").isEqualTo(34);
    assertThat(ExportedPoints.query(points, "select feature_id || id from %s"))
        .extracting(row -> row.get(0))
        .containsExactly("a2", "a5", "a6", "a9", "a10", "a13", "b13", "a14", "b14", "b17", "b18");
  }

  /** A chunk that is damaged fails an export only if a row of it is wanted. */
  @Test
  void chunksInWhichNoRowIsLeftAreNotDecoded() throws Exception {
    damage(granules.resolve("shots_0.h5"), "left/deep/height", 0);
    damage(granules.resolve("shots_0.h5"), "left/quality", 3);
    String[] asked = {"-v", "deep/height", "--where", "id < 30 and flag = 1 and quality = 0"};
    assertThat(run("export", (Object[]) asked).err()).isEmpty();
    assertThat(ids()).containsExactly("0:12", "0:16", "0:20", "0:24", "0:28");
    asked[3] = "id < 30 and quality = 0 and flag = 0";
    assertThat(run("export", (Object[]) asked).err()).contains("/left/deep/height chunk 0");
    asked[3] = "quality = 0 and id < 30 and flag = 1";
    assertThat(run("export", (Object[]) asked).err()).contains("/left/quality chunk 3");
  }

  private void damage(Path granule, String path, int chunk) throws IOException {
    AtomicLong offset = new AtomicLong();
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      opened.datasets(
          Set.of(granule.getFileName().toString()),
          path::equals,
          (id, dataset) -> offset.set(dataset.chunks().offset(chunk)));
    }
    assertThat(offset.get()).isPositive();
    FileTime modified = Files.getLastModifiedTime(granule);
    byte[] bytes = Files.readAllBytes(granule);
    bytes[(int) offset.get()] ^= 0x55;
    Files.write(granule, bytes);
    Files.setLastModifiedTime(granule, modified);
  }
}
