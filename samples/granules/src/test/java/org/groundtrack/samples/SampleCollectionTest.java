package org.groundtrack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.samples.GroundTrack.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCollectionTest {
  @TempDir Path folder;

  @Test
  void someGranulesCrossTheTileAndOthersPassItBy() {
    List<Atl06Spec> specs = SampleCollection.greenland(1, 120, 3000).specs();
    long crossing = specs.stream().filter(SampleCollectionTest::crossesTile).count();
    assertThat(crossing).isBetween(40L, 90L);
    assertThat(specs.stream().map(Atl06Spec::region).distinct()).containsExactlyInAnyOrder(3, 5);
    assertThat(specs.stream().map(Atl06Spec::fileName).distinct()).hasSize(120);
    assertThat(specs.stream().filter(spec -> !spec.missingBeams().isEmpty())).hasSize(12);
    assertThat(specs.stream().filter(spec -> !spec.emptyBeams().isEmpty())).hasSize(6);
    assertThat(specs)
        .allSatisfy(
            spec ->
                assertThat(spec.start())
                    .isBetween(
                        Instant.parse("2018-12-01T00:00:00Z"),
                        Instant.parse("2025-03-01T00:00:00Z")));
  }

  @Test
  void equalCollectionsAreEqualGranules() throws IOException {
    SampleCollection collection = SampleCollection.greenland(7, 3, 40);
    List<Integer> progress = new ArrayList<>();
    List<Path> first = collection.write(folder.resolve("a"), progress::add);
    List<Path> second = collection.write(folder.resolve("b"), n -> {});
    assertThat(progress).containsExactly(1, 2, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(Files.mismatch(first.get(i), second.get(i))).isEqualTo(-1);
    }
    assertThat(SampleCollection.greenland(8, 3, 40).specs()).isNotEqualTo(collection.specs());
  }

  @Test
  void thousandsOfGranulesHaveDistinctNames() {
    List<Atl06Spec> specs = SampleCollection.greenland(1, 2000, 10).specs();
    assertThat(specs.stream().map(Atl06Spec::fileName).distinct()).hasSize(2000);
  }

  @Test
  void collectionOutOfReachIsRefused() {
    assertThatThrownBy(() -> new SampleCollection(1, 1, 1, 0, 89, VariableSet.CORE))
        .hasMessageContaining("89");
    assertThatThrownBy(() -> SampleCollection.greenland(1, 0, 1)).hasMessageContaining("granules");
  }

  @Test
  void areaIsAResource() throws IOException {
    try (InputStream in = SampleCollection.class.getResourceAsStream("greenland.geojson")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("-45.37943670141898", "62.98197318544256");
    }
  }

  private static boolean crossesTile(Atl06Spec spec) {
    for (int row = 0; row < 3000; row += 20) {
      Position position = spec.track().position(spec.firstSegment() + row, 0);
      if (Math.abs(position.lonDegrees() + 45) < 0.37
          && Math.abs(position.latDegrees() - 62.807) < 0.17) {
        return true;
      }
    }
    return false;
  }
}
