package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References as Python opens them, against what h5py reads of the granules. */
class OpenedReferencesTest {
  /** Two boxes along the track, with chunks between them that neither touches. */
  private static final String APART =
      """
      {"type": "MultiPolygon", "coordinates": [
        [[[-46, 62.56], [-44, 62.56], [-44, 62.59], [-46, 62.59], [-46, 62.56]]],
        [[[-46, 63.03], [-44, 63.03], [-44, 63.10], [-46, 63.10], [-46, 63.03]]]]}
      """;

  private static final String EVERYWHERE = "--bbox=-180,-90,180,90";

  @TempDir Path folder;

  @BeforeEach
  void needPython() {
    OpenedReferences.python();
  }

  private Path index(Object granules) {
    Path index = folder.resolve("index");
    assertThat(CommandRun.of("index", granules, "-o", index).exitCode()).isZero();
    return index;
  }

  @Test
  void chunksOfTwoBoxesGiveTheValuesOfTheGranules() throws IOException {
    Path granules = folder.resolve("granules");
    for (int cycle = 3; cycle <= 4; cycle++) {
      Atl06Generator.write(granules, TileGranules.cycle(cycle).variables(VariableSet.FULL).build());
    }
    Path index = index(granules);
    Path area = Files.writeString(folder.resolve("apart.geojson"), APART);
    JsonNode apart = OpenedReferences.check(folder, index, "--aoi", area, "-v", "dh_fit_dx");
    assertThat(apart.get("granules").asInt()).isEqualTo(2);
    long all =
        CommandRun.of("query", index, EVERYWHERE, "-v", "dh_fit_dx", "--json")
            .json()
            .get("chunks")
            .asLong();
    assertThat(apart.get("chunks").asLong()).isPositive().isLessThan(all);
    String json = Files.readString(folder.resolve("refs.json"));
    // Two runs of chunks in one array, and the rows of each.
    assertThat(json).containsPattern("first_rows\\\\\":\\[\\d+,\\d+]");
  }

  @ParameterizedTest
  @CsvSource({
    "ATL03, photons, 'geolocation/*'",
    "GEDI01_B, shots, rxwaveform",
    "GEDI02_A, shots, rh"
  })
  void ratesOfOtherProductsGiveTheValuesOfTheGranules(
      SampleProduct product, String rate, String variables) throws IOException {
    Path granules = folder.resolve("granules");
    for (SampleProduct made : List.of(product, SampleProduct.ATL08)) {
      GranuleGenerator.write(
          granules,
          GranuleSpec.builder(made)
              .pass(277, 3)
              .segments(600)
              .photonsPerSegment(4)
              .invalidPositionFraction(0.02)
              .chunkDivisor(20)
              .variables(VariableSet.FULL)
              .build());
    }
    JsonNode report =
        OpenedReferences.check(
            folder,
            index(granules),
            "--product",
            product,
            "--rate",
            rate,
            EVERYWHERE,
            "-v",
            variables);
    assertThat(report.get("groups").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "atl06/west-greenland, ATL06, aoi/west-greenland-multi.geojson",
    "atl03, ATL03, ",
    "gedi/GEDI01_B_2019108080338_O01964_T05337_02_003_01_sub.h5, GEDI01_B, ",
    "gedi/GEDI02_A_2019108080338_O01964_T05337_02_001_01_sub.h5, GEDI02_A, ",
    "gedi/GEDI04_A_2020036151358_O06515_02_T00198_02_002_01_V002.h5, GEDI04_A, "
  })
  void realGranulesGiveTheirValues(String granules, String product, String area) {
    Path index = index(SharedData.require(granules));
    String place = area == null ? EVERYWHERE : "--aoi=" + SharedData.require(area);
    OpenedReferences.check(folder, index, "--product", product, place);
  }
}
