package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.kerchunk.KerchunkSamples;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code groundtrack inspect} answers. */
class InspectCommandTest {
  @TempDir Path folder;

  private Path sample() throws IOException {
    return Atl06Generator.write(
        folder.resolve("granules"),
        Atl06Spec.builder()
            .pass(277, 3)
            .centreOn(-45, 62.8, true)
            .rows(3000)
            .chunkRows(500)
            .missingBeams("gt2l")
            .variables(VariableSet.FULL)
            .build());
  }

  @Test
  void aGranuleIsShownWithItsTrackBeamsRatesAndVariables() throws IOException {
    Path granule = sample();
    CommandRun run = CommandRun.of("inspect", granule).succeeded();
    assertThat(run.out())
        .startsWith(granule.getFileName().toString())
        .contains(
            "product     ATL06 006: ICESat-2 L3A land ice height",
            "RGT 277, cycle 3, region",
            "orientation forward",
            "from hdf5: ",
            "gt1l  weak    spot 6  3,000 land_ice_segments",
            "Rate land_ice_segments (default)",
            "* is exported by default")
        .containsPattern("gt2r +strong +spot 3 +3,000 land_ice_segments")
        .containsPattern("\\* +land_ice_segments/h_li +float32 +500 deflate +30 +\\S+ kB +meters")
        .doesNotContain("  problem  ", "ancillary_data", "gt2l");
  }

  @Test
  void onlyMetadataIsRead() throws IOException {
    JsonNode all = CommandRun.of("inspect", sample(), "--all", "--json").json();
    long stored = 0;
    for (JsonNode rate : all.get("rates")) {
      for (JsonNode variable : rate.get("variables")) {
        stored += variable.get("storedBytes").asLong();
      }
    }
    assertThat(all.at("/manifest/bytes").asLong())
        .isLessThan(all.get("bytes").asLong() - stored / 2);
  }

  @Test
  void jsonTellsOfEachVariableWhatAReaderNeeds() throws IOException {
    JsonNode inspection = CommandRun.of("inspect", sample(), "--json").json();
    assertThat(inspection.get("product").asText()).isEqualTo("ATL06");
    assertThat(inspection.get("version").asText()).isEqualTo("006");
    assertThat(inspection.get("rgt").asInt()).isEqualTo(277);
    assertThat(inspection.get("problems")).isEmpty();
    assertThat(inspection.at("/beams/0/rowsByRate/land_ice_segments").asLong()).isEqualTo(3000);
    JsonNode rate = inspection.at("/rates/0");
    assertThat(rate.get("name").asText()).isEqualTo("land_ice_segments");
    assertThat(rate.get("default").asBoolean()).isTrue();
    JsonNode height = variable(rate, "land_ice_segments/h_li");
    assertThat(height.get("type").asText()).isEqualTo("float32");
    assertThat(height.get("elements").asInt()).isEqualTo(1);
    assertThat(height.get("chunkShape")).hasSize(1);
    assertThat(height.at("/chunkShape/0").asInt()).isEqualTo(500);
    assertThat(height.at("/filters/0").asText()).isEqualTo("deflate(6)");
    assertThat(height.get("chunks").asInt()).isEqualTo(30);
    assertThat(height.get("units").asText()).isEqualTo("meters");
    assertThat(height.get("default").asBoolean()).isTrue();
    assertThat(height.at("/shapes/gt1l/0").asLong()).isEqualTo(3000);
    assertThat(inspection.get("otherDatasets")).isEmpty();
  }

  @Test
  void allShowsEveryDatasetOnce() throws IOException {
    Path granule = sample();
    JsonNode inspection = CommandRun.of("inspect", granule, "--all", "--json").json();
    List<String> others = inspection.get("otherDatasets").findValuesAsText("path");
    assertThat(others)
        .contains("orbit_info/rgt", "gt1l/residual_histogram/dh")
        .doesNotHaveDuplicates()
        .noneMatch(path -> path.contains("/land_ice_segments/"));
    CommandRun text = CommandRun.of("inspect", granule, "--all");
    assertThat(text.out()).contains("/orbit_info", "/gt1l/residual_histogram", "× ");
  }

  @Test
  void aGranuleOfNoKnownProductIsListedAllTheSame() throws IOException {
    Path granule = folder.resolve("thing.h5");
    try (WritableHdfFile file = HdfFile.write(granule)) {
      file.putAttribute("short_name", "NEW01");
      WritableGroup group = file.putGroup("lidar");
      group.putGroup("empty");
      group.putDataset("height", new float[] {1, 2, 3}).putAttribute("units", "m");
    }
    CommandRun run = CommandRun.of("inspect", granule);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .contains(
            "product     unknown",
            "is of no known product: it says NEW01. Say which it is with --product, or describe it"
                + " with --layout; known: ATL06, ATL03,",
            "/lidar",
            "Empty groups, and datasets of types that are not read",
            "lidar/empty")
        .containsPattern("height +float32 3 +contiguous +1 +12 B +m");
    JsonNode inspection = CommandRun.of("inspect", granule, "--json").json(3);
    assertThat(inspection.get("product").isNull()).isTrue();
    assertThat(inspection.at("/otherDatasets/0/path").asText()).isEqualTo("lidar/height");
    assertThat(inspection.at("/otherDatasets/0/shape/0").asInt()).isEqualTo(3);
  }

  @Test
  void aLayoutOfYourOwnMakesTheProductKnown() throws IOException {
    Path granule = folder.resolve("thing.h5");
    try (WritableHdfFile file = HdfFile.write(granule)) {
      file.putAttribute("short_name", "NEW01");
      WritableGroup group = file.putGroup("lidar");
      group.putDataset("lon", new double[] {1, 2, 3});
      group.putDataset("lat", new double[] {1, 2, 3});
      group.putDataset("height", new float[] {1, 2, 3});
      group.putDataset("other", new float[] {1, 2});
    }
    Path layout =
        Files.writeString(
            folder.resolve("new.json"),
            """
            {"product": "NEW01", "metadata": {"product": ["@short_name"]}, "rates": [
             {"name": "shots", "groups": ["lidar"], "longitude": "lidar/lon",
              "latitude": "lidar/lat", "variables": ["lidar/height"]}]}
            """);
    CommandRun run = CommandRun.of("inspect", granule, "--layout", layout);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "product     NEW01 unknown",
            "rows  3 shots",
            "Rate shots (default)",
            "rate shots: the layout names no time")
        .containsPattern("\\* +lidar/height +float32 +contiguous")
        .doesNotContain("lidar/other", "  problem  ");
  }

  /** Two rows of a beam of ATL06, and nothing but where they are. */
  private static WritableGroup putSegments(WritableHdfFile file) {
    WritableGroup segments = file.putGroup("gt1l").putGroup("land_ice_segments");
    segments.putDataset("latitude", new double[] {1, 2});
    segments.putDataset("longitude", new double[] {1, 2});
    segments.putDataset("delta_time", new double[] {1, 2});
    return segments;
  }

  @Test
  void whatDoesNotFitTheLayoutIsToldAndShown() throws IOException {
    Path odd = folder.resolve("ATL06_20190101000000_00010201_006_01.h5");
    try (WritableHdfFile file = HdfFile.write(odd)) {
      file.putAttribute("short_name", "ATL06");
      putSegments(file).putDataset("h_li", new float[] {1, 2, 3});
    }
    CommandRun run = CommandRun.of("inspect", odd);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .contains("problem", "/gt1l/land_ice_segments/h_li has shape [3]")
        .containsPattern("h_li +float32 3");
  }

  @Test
  void anUnknownVersionIsTold() throws IOException {
    Path odd = folder.resolve("ATL06_20190101000000_00010201_099_01.h5");
    try (WritableHdfFile file = HdfFile.write(odd)) {
      file.putAttribute("short_name", "ATL06");
      putSegments(file);
    }
    assertThat(CommandRun.of("inspect", odd).out())
        .contains("note  ", "ATL06 099 is newer than what was tried", "Rate land_ice_segments")
        .doesNotContain("problem");
  }

  @Test
  void whatSteersATerminalIsNeverShown() throws IOException {
    Path granule = folder.resolve("bad.h5");
    try (WritableHdfFile file = HdfFile.write(granule)) {
      file.putAttribute("short_name", "X\u001b]0;title\u0007");
      WritableDataset dataset = file.putDataset("a\u001b[2J\u202eb", new int[] {1});
      dataset.putAttribute("description", "first\n\u001b[31m\u009b5msecond\u2028 \u007f");
      dataset.putAttribute("units", "m\r\u001b[1A");
    }
    for (String option : List.of("--all", "--json")) {
      CommandRun run = CommandRun.of("inspect", granule, option);
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.out().lines().collect(java.util.stream.Collectors.joining()))
          .doesNotContainPattern("[\\p{Cntrl}\\x{7f}-\\x{9f}\\x{202a}-\\x{202e}\\x{2028}]");
    }
    assertThat(CommandRun.of("inspect", granule).out()).contains("a?[2J?b", "first ?[31m?5msecond");
    assertThat(
            CommandRun.of("inspect", granule, "--json")
                .json(3)
                .at("/otherDatasets/0/path")
                .asText())
        .as("JSON keeps what it escapes")
        .isEqualTo("a\u001b[2J\u202eb");
  }

  @Test
  void aSidecarThatIsBadIsToldAndNotUsed() throws IOException {
    Path granule = sample();
    Files.writeString(granule.resolveSibling(granule.getFileName() + ".dmrpp"), "<html>");
    CommandRun run = CommandRun.of("inspect", granule);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("sidecar     not used: ", "from hdf5", "Rate land_ice_segments");
    assertThat(CommandRun.of("inspect", granule, "--sidecars", "off").out())
        .doesNotContain("sidecar");
    CommandRun named = CommandRun.of("inspect", granule, "--sidecars", "{uri}.dmrpp");
    assertFailure(named, 3, "BAD_GRANULE");
    assertFailure(CommandRun.of("inspect", granule, "--sidecars", "yes"), 2, "--sidecars yes");
  }

  @Test
  void aGranuleOnAServerIsInspectedAndItsSignatureIsNotShown() throws IOException {
    Path granule = sample();
    JsonNode local = CommandRun.of("inspect", granule, "--json").json();
    try (FaultServer server = new FaultServer()) {
      server.put("/a/g.h5", Files.readAllBytes(granule), "\"v1\"", Instant.EPOCH);
      String url = server.url("/a/g.h5") + "?X-Amz-Signature=SENTINEL";
      CommandRun run = CommandRun.of("inspect", url, "--json");
      assertThat(run.out() + run.err()).doesNotContain("SENTINEL");
      JsonNode remote = run.json();
      assertThat(remote.get("rates")).isEqualTo(local.get("rates"));
      assertThat(remote.get("beams")).isEqualTo(local.get("beams"));
      assertThat(remote.at("/manifest/requests").asInt())
          .isLessThan(local.at("/manifest/requests").asInt())
          // The sidecar that is not there was asked for too.
          .isEqualTo(server.requests().size());
      server.on("/a/none.h5").always(Fault.status(404, "no"));
      assertFailure(CommandRun.of("inspect", server.url("/a/none.h5")), 4, "none.h5");
    }
  }

  @Test
  void kerchunkReferencesTellTheSameAsTheGranule() throws IOException {
    Path granule = sample();
    KerchunkSamples.write(
        granule, folder.resolve(granule.getFileName().toString().replace(".h5", ".json")));
    JsonNode own = CommandRun.of("inspect", granule, "--json", "--sidecars", "off").json();
    JsonNode sidecar =
        CommandRun.of("inspect", granule, "--json", "--sidecars", folder + "/{stem}.json").json();
    assertThat(sidecar.at("/manifest/origin").asText()).isEqualTo("kerchunk");
    assertThat(sidecar.get("beams")).isEqualTo(own.get("beams"));
    assertThat(sidecar.at("/rates/0/variables")).hasSameSizeAs(own.at("/rates/0/variables"));
    JsonNode height = variable(sidecar.at("/rates/0"), "land_ice_segments/h_li");
    assertThat(height.get("storedBytes"))
        .isEqualTo(variable(own.at("/rates/0"), "land_ice_segments/h_li").get("storedBytes"));
  }

  @Test
  void whatCannotBeInspectedIsNamed() throws IOException {
    Path granule = sample();
    Path html = Files.writeString(folder.resolve("login.h5"), "<html>");
    assertFailure(CommandRun.of("inspect", html), 3, "is not an HDF5 file: found '<html>'");
    byte[] bytes = Files.readAllBytes(granule);
    Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(bytes, bytes.length / 2));
    assertFailure(CommandRun.of("inspect", cut), 3, "cut.h5", "truncated");
    assertFailure(
        CommandRun.of("inspect", folder.resolve("none.h5")), 4, "none.h5", "does not exist");
    Files.copy(granule, granule.resolveSibling("second.h5"));
    assertFailure(CommandRun.of("inspect", granule.getParent()), 2, "names 2 granules: give one");
  }

  private static JsonNode variable(JsonNode rate, String path) {
    for (JsonNode variable : rate.get("variables")) {
      if (variable.get("path").asText().equals(path)) {
        return variable;
      }
    }
    throw new AssertionError("No variable " + path);
  }

  private static void assertFailure(CommandRun run, int exitCode, String... words) {
    assertThat(run.err()).hasLineCount(1).startsWith("groundtrack: error[").contains(words);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
  }
}
