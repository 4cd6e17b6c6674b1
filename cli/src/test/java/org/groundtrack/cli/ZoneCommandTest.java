package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.testing.SmallHdf5.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.groundtrack.granule.ElementType;
import org.groundtrack.testing.SmallHdf5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code index --zones} as users call it. */
class ZoneCommandTest {
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int CHUNKS = 8;
  private static final int CHUNK_ROWS = 50;

  @TempDir Path temp;

  private Path granules;
  private Path layout;

  @BeforeEach
  void writeGranules() throws Exception {
    granules = Files.createDirectories(temp.resolve("granules"));
    layout = Files.writeString(temp.resolve("values.json"), ValueGranules.LAYOUT);
    granule("values_0.h5", 0);
  }

  /** Rows along a meridian, a chunk for each half degree; {@code level} is the chunk's number. */
  private Path granule(String name, int add) throws Exception {
    SmallHdf5 file = new SmallHdf5();
    SmallHdf5.Group beam = file.root().group("left");
    int rows = CHUNKS * CHUNK_ROWS;
    add(beam, "lon", ElementType.FLOAT64, IntStream.range(0, rows).mapToObj(i -> 10.0));
    add(
        beam,
        "lat",
        ElementType.FLOAT64,
        IntStream.range(0, rows)
            .mapToObj(i -> 20 + Math.floorDiv(i, CHUNK_ROWS) * 0.5 + 0.0001 * (i % CHUNK_ROWS)));
    add(beam, "delta_time", ElementType.FLOAT64, IntStream.range(0, rows).mapToObj(i -> 1.0 * i));
    add(beam, "id", ElementType.INT64, IntStream.range(0, rows).mapToObj(i -> (long) i));
    add(
        beam,
        "level",
        ElementType.INT32,
        IntStream.range(0, rows).mapToObj(i -> i / CHUNK_ROWS + add));
    return file.write(granules.resolve(name));
  }

  private static void add(
      SmallHdf5.Group beam, String name, ElementType type, Stream<? extends Number> values) {
    Number[] all = values.toArray(Number[]::new);
    beam.dataset(name, type, ORDER, numbers(type, ORDER, all), all.length).chunked(CHUNK_ROWS);
  }

  private CommandRun index(Path index, Object... more) {
    return CommandRun.of("index", granules, "--layout", layout, "-o", index, more);
  }

  private JsonNode plan(Path index, String condition) {
    return CommandRun.of("query", index, "--bbox=9,19,11,25", "--where", condition, "--json")
        .json();
  }

  private static byte[] coverage(Path index) throws Exception {
    try (Stream<Path> files = Files.list(index.resolve("coverage"))) {
      return Files.readAllBytes(files.findFirst().orElseThrow());
    }
  }

  private static JsonNode state(Path index) throws Exception {
    return new ObjectMapper().readTree(index.resolve("index.json").toFile());
  }

  @Test
  void chunksInWhichAConditionHoldsNowhereAreNotPlanned() {
    Path plain = temp.resolve("plain");
    Path zoned = temp.resolve("zoned");
    index(plain).succeeded();
    index(zoned, "--zones", "level").succeeded();
    // Longitude, latitude, time, id and level.
    assertThat(plan(plain, "level = 3").at("/chunks").asInt()).isEqualTo(5 * CHUNKS);
    assertThat(plan(zoned, "level = 3").at("/chunks").asInt()).isEqualTo(5);
    assertThat(plan(zoned, "level between 2 and 4").at("/chunks").asInt()).isEqualTo(15);
    assertThat(plan(zoned, "level in (0, 7)").at("/chunks").asInt()).isEqualTo(10);
    assertThat(plan(zoned, "level is null").at("/chunks").asInt()).isZero();
    assertThat(plan(zoned, "level % 2 = 0").at("/chunks").asInt()).isEqualTo(5 * CHUNKS);
    assertThat(plan(zoned, "id = 0").at("/chunks").asInt()).isEqualTo(4 * CHUNKS);
  }

  @Test
  void anIndexThatGrewAndWasCompactedHasTheZonesOfOneThatIsBuiltAtOnce() throws Exception {
    Path grown = temp.resolve("grown");
    index(grown, "--zones", "level,id").succeeded();
    granule("values_1.h5", 5);
    granule("values_2.h5", -5);
    index(grown, "--append", "--keep-every", "1").succeeded();
    assertThat(plan(grown, "level = 12").at("/chunks").asInt()).isEqualTo(5);
    CommandRun.of("index", "compact", grown).succeeded();
    Path whole = temp.resolve("whole");
    index(whole, "--zones", "level,id").succeeded();
    // The footer's bounds are those of the rows as they were read: single precision.
    CommandRun.of("index", "compact", whole).succeeded();
    assertThat(Arrays.mismatch(coverage(grown), coverage(whole))).isEqualTo(-1);
    assertThat(state(grown).get("zones")).isEqualTo(state(whole).get("zones")).hasSize(2);
    assertThat(CommandRun.of("index", "verify", grown, "--sample", "3").out()).contains("sound");
    assertThat(CommandRun.of("index", "info", grown).out())
        .contains("zone")
        .contains("level: level of VALUES")
        .contains("id: id of VALUES");
  }

  @Test
  void anIndexWithoutZonesSaysNothingOfThem() throws Exception {
    Path plain = temp.resolve("plain");
    index(plain).succeeded();
    assertThat(state(plain).has("zones")).isFalse();
    assertThat(CommandRun.of("index", "info", plain).out()).doesNotContain("zone");
  }

  @Test
  void theReportSaysWhatReadingTheValuesCost() {
    JsonNode report = index(temp.resolve("zoned"), "--zones", "level", "--json").json();
    assertThat(report.get("zones")).extracting(JsonNode::asText).containsExactly("level");
    long without = index(temp.resolve("plain"), "--json").json().get("bytesRead").asLong();
    assertThat(report.get("zoneBytes").asLong())
        .isPositive()
        .isLessThanOrEqualTo(report.get("bytesRead").asLong() - without);
  }

  @Test
  void verifyTellsZonesThatDoNotFitTheGranule() throws Exception {
    Path zoned = temp.resolve("zoned");
    index(zoned, "--zones", "level").succeeded();
    Path granule = granules.resolve("values_0.h5");
    FileTime written = Files.getLastModifiedTime(granule);
    granule("values_0.h5", 1);
    Files.setLastModifiedTime(granule, written);
    CommandRun run = CommandRun.of("index", "verify", zoned, "--sample", "1");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.out() + run.err()).contains("rows of coverage");
  }

  @Test
  void zonesThatCanNotBeAreRefused() {
    Path zoned = temp.resolve("zoned");
    for (List<String> refused :
        List.of(
            List.of("levle", "no granule has numbers 'levle'"),
            List.of("level[x]", "expected a variable such as h_li"),
            List.of("level,level", "found 'level' twice"),
            List.of("a,b,c,d,e,f,g,h,i", "found 9 variables, the limit is 8"))) {
      CommandRun run = index(zoned, "--zones", refused.get(0));
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--zones", refused.get(1));
    }
    index(zoned, "--zones", "level").succeeded();
    CommandRun run = index(zoned, "--append", "--zones", "id");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("holds zones of level, not of id", "leave --zones out");
  }
}
