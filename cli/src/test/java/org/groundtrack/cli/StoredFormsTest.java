package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.granule.ElementType.FLOAT32;
import static org.groundtrack.granule.ElementType.FLOAT64;
import static org.groundtrack.granule.ElementType.INT16;
import static org.groundtrack.granule.ElementType.INT8;
import static org.groundtrack.granule.ElementType.UINT64;
import static org.groundtrack.testing.SmallHdf5.numbers;
import static org.groundtrack.testing.SmallHdf5.pointer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.granule.ElementType;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.SmallHdf5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unusual ways of storing, all the way from a granule to an export. */
class StoredFormsTest {
  private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;
  private static final int ROWS = 40;

  /** Beyond 2^53, and one beyond 2^63: neighbours differ in the last bit only. */
  private static final BigInteger FIRST_SHOT = BigInteger.valueOf(651_501_002_000_000_001L);

  private static final String LAYOUT =
      """
      {"product": "SHOTS", "granuleName": "^shots", "epoch": "2018-01-01T00:00:00Z",
       "beams": {"names": ["BEAM0000", "BEAM0001", "BEAM0010"]},
       "rates": [{"name": "shots", "groups": [""], "longitude": "lon", "latitude": "lat",
         "time": "delta_time",
         "variables": ["shot_number", "stratum", "kind", "quality", "energy"],
         "fillValues": {"kind": "7 9"}}]}
      """;

  @TempDir Path folder;
  private Path layout;
  private Path granule;

  @BeforeEach
  void makeGranule() throws IOException {
    layout = Files.writeString(folder.resolve("shots.json"), LAYOUT);
    SmallHdf5 file = new SmallHdf5();
    beam(file, "BEAM0000", ROWS, 0);
    beam(file, "BEAM0001", 0, 0);
    beam(file, "BEAM0010", ROWS, ROWS);
    granule = file.write(folder.resolve("shots_1.h5"));
  }

  private static Number shot(int row) {
    BigInteger shot = FIRST_SHOT.add(BigInteger.valueOf(row));
    // The last row of a beam has a number that no signed integer can hold.
    return row % ROWS == ROWS - 1 ? shot.setBit(63).longValue() : shot.longValue();
  }

  private static String text(int row) {
    return row % 5 == 0 ? "" : row % 5 == 1 ? null : "stratum " + row % 7;
  }

  private static void beam(SmallHdf5 file, String name, int rows, int from) {
    Number[] lon = new Number[rows];
    Number[] lat = new Number[rows];
    Number[] time = new Number[rows];
    Number[] shot = new Number[rows];
    Number[] kind = new Number[rows];
    Number[] quality = new Number[rows];
    Number[] energy = new Number[rows];
    String[] texts = new String[7];
    Arrays.setAll(texts, i -> "stratum " + i);
    long heap = file.put(SmallHdf5.heap(4096, texts));
    ByteArrayOutputStream pointers = new ByteArrayOutputStream();
    for (int i = 0; i < rows; i++) {
      int row = from + i;
      lon[i] = 10 + row * 0.01;
      lat[i] = 20 + row * 0.01;
      time[i] = row * 0.5;
      shot[i] = shot(row);
      kind[i] = row % 10;
      quality[i] = row % 4 == 0 ? -1 : 200 - 256 + row % 4;
      energy[i] = row % 6 == 0 ? -1 : row * 1000;
      String text = text(row);
      pointers.writeBytes(
          text == null
              ? pointer(0, 0, 0)
              : text.isEmpty() ? pointer(0, heap, 1) : pointer(9, heap, row % 7 + 1));
    }
    SmallHdf5.Group beam = file.root().group(name);
    SmallHdf5.Group geolocation = beam.group("geolocation");
    geolocation.dataset("lon", FLOAT64, BIG, numbers(FLOAT64, BIG, lon), rows);
    geolocation.dataset("time", FLOAT64, BIG, numbers(FLOAT64, BIG, time), rows).chunked(9);
    beam.soft("lon", "geolocation/lon").soft("delta_time", "/" + name + "/geolocation/time");
    beam.soft("dangling", "nowhere");
    beam.dataset("lat", FLOAT64, BIG, numbers(FLOAT64, BIG, lat), rows).chunked(16);
    beam.dataset("shot_number", UINT64, BIG, numbers(UINT64, BIG, shot), rows).chunked(16);
    beam.dataset("kind", INT16, BIG, numbers(INT16, BIG, kind), rows).compact();
    beam.dataset("quality", INT8, BIG, numbers(INT8, BIG, quality), rows)
        .attribute("_Unsigned", "true")
        .attribute("_FillValue", INT8, -1);
    beam.dataset("energy", INT16, BIG, numbers(INT16, BIG, energy), rows)
        .chunked(7)
        .attribute("_Unsigned", "true")
        .attribute("_FillValue", INT16, -1)
        .attribute("scale_factor", FLOAT32, 0.001f)
        .attribute("add_offset", FLOAT32, 5f);
    beam.strings("stratum", ElementType.VLEN_STRING, 16, pointers.toByteArray(), rows).chunked(16);
    beam.dataset("scalar", FLOAT32, BIG, numbers(FLOAT32, BIG, 1));
  }

  private Path index(Object where) {
    Path index = folder.resolve("index-" + where.toString().hashCode());
    CommandRun.of("index", where, "--layout", layout, "-o", index).succeeded();
    return index;
  }

  private CommandRun export(Path index, Path output, Object... words) {
    return CommandRun.of(
        "export",
        "--allow-empty",
        index,
        "--bbox=10.05,0,10.7,50",
        "--overwrite",
        "-o",
        output,
        words);
  }

  private static void assertRows(Path output) throws Exception {
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select track_id, longitude, latitude, epoch_ns(time), shot_number::varchar, stratum,"
                + " kind, quality, energy, typeof(shot_number), typeof(quality), typeof(energy)"
                + " from %s");
    int at = 0;
    for (int row = 0; row < 2 * ROWS; row++) {
      double longitude = 10 + row * 0.01;
      if (longitude < 10.05 || longitude > 10.7) {
        continue;
      }
      List<Object> values = found.get(at++);
      assertThat(values.get(0)).isEqualTo(row < ROWS ? "BEAM0000" : "BEAM0010");
      assertThat(values.get(1)).isEqualTo(longitude);
      assertThat(values.get(2)).isEqualTo(20 + row * 0.01);
      assertThat(values.get(3)).isEqualTo(1_514_764_800_000_000_000L + row * 500_000_000L);
      assertThat(values.get(4)).isEqualTo(Long.toUnsignedString(shot(row).longValue()));
      assertThat(values.get(5)).as("text of row %s", row).isEqualTo(text(row));
      assertThat(values.get(6))
          .isEqualTo(row % 10 == 7 || row % 10 == 9 ? null : (Object) (short) (row % 10));
      assertThat(values.get(7)).isEqualTo(row % 4 == 0 ? null : (Object) (short) (200 + row % 4));
      assertThat(values.get(8))
          .isEqualTo(row % 6 == 0 ? null : (Object) ((float) (row * 1000 & 0xFFFF) * 0.001f + 5f));
      assertThat(values.subList(9, 12)).containsExactly("UBIGINT", "UTINYINT", "FLOAT");
    }
    assertThat(found).hasSize(at);
    assertThat(at).isGreaterThan(60);
  }

  @Test
  void valuesOfUnusualTypesAndOrdersComeOutAsTheyWereWritten() throws Exception {
    Path index = index(granule);
    Path output = folder.resolve("points.parquet");
    CommandRun export = export(index, output, "--allow-dir", folder);
    assertThat(export.err()).isEmpty();
    assertRows(output);
  }

  @Test
  void textsOfRemoteGranulesAreFetchedAfterTheRows() throws Exception {
    try (FaultServer server = new FaultServer()) {
      server.put("/shots_1.h5", Files.readAllBytes(granule), "\"v1\"", null);
      Path index = index(server.url("/shots_1.h5"));
      Path output = folder.resolve("remote.parquet");
      String[] allowed = {"--allow-source", server.url("/").toString()};
      CommandRun export = export(index, output, allowed[0], allowed[1], "--json");
      assertThat(export.err()).isEmpty();
      assertRows(output);
      int plan = number(CommandRun.of("query", index, "--bbox=10.05,0,10.7,50", "--json").out());
      // One more for each beam: its texts are in one collection.
      assertThat(number(export.out())).isEqualTo(plan + 2);
    }
  }

  @Test
  void referencesLeaveOutByNameWhatZarrHasNoWordsFor() {
    OpenedReferences.python();
    JsonNode report = OpenedReferences.check(folder, index(granule), "--bbox=10.05,0,10.7,50");
    Map<String, String> reasons = new TreeMap<>();
    report
        .get("leftOut")
        .forEach(left -> reasons.put(left.get("variable").asText(), left.get("reason").asText()));
    assertThat(reasons.keySet()).containsExactly("kind", "stratum");
    assertThat(reasons.get("kind")).contains("metadata");
    assertThat(reasons.get("stratum")).contains("texts of any length");
  }

  private static int number(String json) {
    return Integer.parseInt(json.replaceAll("(?s).*?\"requests\" : (\\d+).*", "$1"));
  }

  @Test
  void damagedHeapFailsTheExportAndLeavesNoFile() throws Exception {
    Path index = index(granule);
    byte[] bytes = Files.readAllBytes(granule);
    int heap = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("GCOL");
    bytes[heap] = 'X';
    // The same size and time: only the bytes say that something is wrong.
    java.nio.file.attribute.FileTime time = Files.getLastModifiedTime(granule);
    Files.write(granule, bytes);
    Files.setLastModifiedTime(granule, time);
    Path output = folder.resolve("points.parquet");
    CommandRun export = export(index, output, "--allow-dir", folder);
    assertThat(export.err())
        .contains("error[BAD_GRANULE]", "shots_1.h5 byte " + heap, "does not begin with GCOL");
    assertThat(output).doesNotExist();
  }

  @Test
  void inspectionAndQueryNameStringsAsSuch() {
    CommandRun inspect = CommandRun.of("inspect", granule, "--layout", layout);
    assertThat(inspect.err()).isEmpty();
    assertThat(inspect.out()).containsPattern("stratum\\s+string");
  }
}
