package org.groundtrack.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundtrack.samples.SampleCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreenlandExampleTest {
  @TempDir Path folder;

  @Test
  void exampleRunsOnSampleGranules() throws Exception {
    Path granules = folder.resolve("granules");
    Path area = folder.resolve("greenland.geojson");
    SampleCollection.greenland(1, 4, 4000).write(granules, done -> {});
    try (InputStream in = SampleCollection.class.getResourceAsStream("greenland.geojson")) {
      Files.copy(in, area);
    }
    double height = GreenlandExample.run(granules, area, folder);
    assertThat(height).isBetween(0.0, 4000.0);
    assertThat(folder.resolve("points.parquet")).isNotEmptyFile();
  }
}
