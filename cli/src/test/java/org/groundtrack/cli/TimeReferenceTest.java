package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.granule.ElementType.FLOAT64;
import static org.groundtrack.granule.ElementType.INT16;
import static org.groundtrack.granule.ElementType.INT32;
import static org.groundtrack.testing.SmallHdf5.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.groundtrack.granule.ElementType;
import org.groundtrack.testing.SmallHdf5;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times that count from a dataset, and tracks whose datasets have a dimension of time. */
class TimeReferenceTest {
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVERYWHERE = "--bbox=-180,-90,180,90";

  @TempDir Path folder;

  private static SmallHdf5.DatasetSpec put(
      SmallHdf5 file, String name, ElementType type, long[] shape, Number... values) {
    return file.root().dataset(name, type, LITTLE, numbers(type, LITTLE, values), shape);
  }

  /** Three rows, 1500 ms apart, of which the second has no time. */
  private Path granule(String offsetUnits, String referenceUnits, Number reference)
      throws IOException {
    SmallHdf5 file = new SmallHdf5();
    put(file, "lon", FLOAT64, new long[] {3}, 1, 2, 3);
    put(file, "lat", FLOAT64, new long[] {1, 3}, 1, 2, 3);
    put(file, "height", INT16, new long[] {1, 3}, 10, 20, 30).chunked(1, 2);
    put(file, "delta", INT32, new long[] {1, 3}, 0, -1, 3000)
        .attribute("units", offsetUnits)
        .attribute("_FillValue", INT32, -1);
    if (referenceUnits != null) {
      put(file, "start", INT32, new long[] {}, reference).attribute("units", referenceUnits);
    }
    return file.write(folder.resolve("track.h5"));
  }

  private CommandRun index(Path granule, String members) throws IOException {
    Path layout =
        Files.writeString(
            folder.resolve("track.json"),
            """
            {"product": "TRACK", "granuleName": "^track", "rates": [
             {"name": "points", "groups": [""], "longitude": "lon", "latitude": "lat",
              "time": "delta", %s "variables": ["height"]}]}
            """
                .formatted(members));
    return CommandRun.of(
        "index", granule, "--layout", layout, "--overwrite", "-o", folder.resolve("index"));
  }

  private List<String> times(String... more) throws Exception {
    Path points = folder.resolve("points.parquet");
    CommandRun.of(
            Stream.concat(
                    Stream.of(
                        "export", folder.resolve("index"), EVERYWHERE, "--overwrite", "-o", points),
                    Stream.of(more))
                .toArray())
        .succeeded();
    return ExportedPoints.query(
            points,
            "select longitude::int, height, epoch_ns(time) // 1000 from %s order by longitude")
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void timesAreTheReferenceAndTheOffset() throws Exception {
    index(
            granule("milliseconds", "seconds since 2010-01-01", 86_400),
            "\"timeReference\": \"start\",")
        .succeeded();
    assertThat(times())
        .containsExactly("[1, 10, 1262390400000000]", "[2, 20, null]", "[3, 30, 1262390403000000]");
    assertThat(times("--start", "2010-01-02T00:00:01Z"))
        .containsExactly("[3, 30, 1262390403000000]");
  }

  @Test
  void leapSecondsAreThoseOfTheSum() throws Exception {
    // TAI was 36 s ahead until the end of 2016, and 37 s from then on.
    index(
            granule("seconds", "seconds since 2017-01-01", 35),
            "\"timeReference\": \"start\", \"timeScale\": \"TAI\",")
        .succeeded();
    assertThat(times())
        .containsExactly(
            "[1, 10, 1483228799000000]",
            "[2, 20, null]",
            "[3, 30, %s]".formatted((1_483_228_800L + 35 + 3000 - 37) * 1_000_000));
  }

  @Test
  void unitsThatNameAnotherReferenceAreRefusedAndTheSameOneIsNot() throws Exception {
    String since = "milliseconds since 2010-01-02 00:00:00";
    index(granule(since, "days since 2010-01-01", 1), "\"timeReference\": \"start\",").succeeded();
    assertThat(times()).contains("[3, 30, 1262390403000000]");
    CommandRun refused =
        index(granule(since, "days since 2010-01-01", 2), "\"timeReference\": \"start\",");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .contains("track.h5 /start] is 2010-01-03T00:00:00Z", "/delta has the units '" + since);
  }

  @Test
  void aGranuleWithoutTheReferenceGoesByUnitsThatSaySinceWhen() throws Exception {
    String members = "\"timeReference\": \"start\",";
    index(granule("milliseconds since 2010-01-02", null, null), members).succeeded();
    assertThat(times()).contains("[3, 30, 1262390403000000]");
    CommandRun refused = index(granule("milliseconds", null, null), members);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("start is absent", "/delta", "'milliseconds'");
  }

  @Test
  void unitsThatSayNothingAreToldWithWhatWasExpected() throws Exception {
    CommandRun run =
        index(granule("furlongs", "seconds since 2010-01-01", 1), "\"timeReference\": \"start\",");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("/delta has the units 'furlongs', expected such as 'seconds'");
    run = index(granule("seconds", "seconds since 2010-01-01", 1), "");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("/delta has the units 'seconds'", "timeReference");
  }

  @Test
  void referencesHaveTheReferenceBesideTheOffsets() throws Exception {
    Path granule = granule("milliseconds", "seconds since 2010-01-01", 86_400);
    index(granule, "\"timeReference\": \"start\",").succeeded();
    Path refs = folder.resolve("refs.json");
    // The second chunk of heights: its one row is the third.
    CommandRun.of("refs", folder.resolve("index"), "--bbox=2.5,2.5,4,4", "-o", refs).succeeded();
    JsonNode found = JSON.readTree(refs.toFile()).get("refs");
    String group = "track.h5/points/";
    assertThat(number(granule, found.get(group + "start/0"), 0)).isEqualTo(86_400);
    assertThat(inflated(granule, found.get(group + "height/0"))).startsWith((byte) 30, (byte) 0);
    JsonNode delta = found.get(group + "delta/0");
    int last = delta.get(2).asInt() - Integer.BYTES;
    assertThat(number(granule, delta, last)).isEqualTo(3000);
    for (String array : List.of("start", "height")) {
      JsonNode about = JSON.readTree(found.get(group + array + "/.zarray").asText());
      assertThat(about.get("shape").toString()).isEqualTo("[1]");
      assertThat(about.get("chunks").toString()).isEqualTo(array.equals("start") ? "[1]" : "[2]");
    }
    assertThat(JSON.readTree(found.get(group + ".zattrs").asText()).get("coordinates").asText())
        .isEqualTo("lon lat delta start");
  }

  /** A whole number in the bytes that a reference names. */
  private static int number(Path granule, JsonNode reference, int at) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(granule))
        .order(LITTLE)
        .getInt(reference.get(1).asInt() + at);
  }

  private static byte[] inflated(Path granule, JsonNode reference) throws IOException {
    ByteArrayInputStream stored =
        new ByteArrayInputStream(
            Files.readAllBytes(granule), reference.get(1).asInt(), reference.get(2).asInt());
    return new InflaterInputStream(stored).readAllBytes();
  }
}
