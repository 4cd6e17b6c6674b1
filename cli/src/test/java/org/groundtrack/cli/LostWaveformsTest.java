package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shots whose start index lies far beyond the waveforms, as in a damaged granule. Here the layout
 * takes shot numbers, of some 10^17, for it.
 */
class LostWaveformsTest {
  @TempDir Path folder;

  private Path index;
  private double longitude;
  private double latitude;

  @BeforeEach
  void buildIndex() throws Exception {
    Path file =
        GranuleGenerator.write(
            folder.resolve("granules"),
            GranuleSpec.builder(SampleProduct.GEDI01_B).segments(300).build());
    try (WholeArrays granule = WholeArrays.of(file)) {
      String beam = SampleProduct.GEDI01_B.beams().get(0);
      longitude = granule.doubles(beam, "geolocation/longitude_bin0")[50];
      latitude = granule.doubles(beam, "geolocation/latitude_bin0")[50];
    }
    JsonNode layout = LayoutReader.write(ProductLayouts.shipped().of("GEDI01_B").orElseThrow());
    for (JsonNode rate : layout.get("rates")) {
      for (JsonNode link : rate.path("links")) {
        if (link.get("first").asText().startsWith("rx")) {
          ((ObjectNode) link).put("first", "shot_number");
        }
      }
    }
    Path own = Files.writeString(folder.resolve("layout.json"), layout.toString());
    index = folder.resolve("index");
    CommandRun run = CommandRun.of("index", file, "--layout", own, "-o", index);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private CommandRun export(double west, double south, double size) {
    return CommandRun.of(
        "export",
        "--allow-empty",
        index,
        "--bbox=%s,%s,%s,%s".formatted(west, south, west + size, south + size),
        "-o",
        folder.resolve("points.parquet"),
        "--overwrite");
  }

  @Test
  void anAreaWithoutThemIsExported() {
    CommandRun run = export(longitude + 0.01, latitude - 0.01, 0.0001);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Exported 0 points").doesNotContain("tested      0 rows");
  }

  @Test
  void anAreaWithOneIsRefusedWithTheRow() {
    CommandRun run = export(longitude - 0.0001, latitude - 0.0001, 0.0002);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("error[BAD_GRANULE]", "shot_number] row ", "/rxwaveform");
  }
}
