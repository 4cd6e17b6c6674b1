package org.groundtrack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Atl06GeneratorTest {
  private static final float FILL = Float.MAX_VALUE;

  @TempDir Path folder;

  @Test
  void granuleHasTheGroupsOfTheProduct() throws IOException {
    Path granule = Atl06Generator.write(folder, Atl06Spec.builder().rows(50).build());
    try (HdfFile file = new HdfFile(granule)) {
      assertThat(file.getChildren().keySet())
          .containsExactlyInAnyOrder(
              "gt1l",
              "gt1r",
              "gt2l",
              "gt2r",
              "gt3l",
              "gt3r",
              "orbit_info",
              "ancillary_data",
              "METADATA",
              "quality_assessment");
      Group beam = (Group) file.getChild("gt2r");
      assertThat(beam.getChildren().keySet())
          .containsExactlyInAnyOrder("land_ice_segments", "segment_quality", "residual_histogram");
      Group segments = (Group) beam.getChild("land_ice_segments");
      assertThat(segments.getChildren().keySet())
          .containsExactlyInAnyOrder(
              "latitude",
              "longitude",
              "delta_time",
              "h_li",
              "h_li_sigma",
              "sigma_geo_h",
              "segment_id",
              "atl06_quality_summary",
              "bias_correction",
              "dem",
              "fit_statistics",
              "geophysical",
              "ground_track");
      assertThat(number(file, "/ancillary_data/atlas_sdp_gps_epoch")).isEqualTo(1198800018.0);
      assertThat(number(file, "/orbit_info/rgt")).isEqualTo(277.0);
      assertThat(number(file, "/orbit_info/cycle_number")).isEqualTo(3.0);
      assertThat(number(file, "/orbit_info/orbit_number")).isEqualTo(3252.0);
      assertThat(number(file, "/orbit_info/sc_orient")).isEqualTo(1.0);
    }
  }

  @Test
  void granuleSaysThatItIsSynthetic() throws IOException {
    Path granule = Atl06Generator.write(folder, core().build());
    try (HdfFile file = new HdfFile(granule)) {
      assertThat(text(file, "groundtrack_synthetic")).isEqualTo("true");
      for (String attribute : new String[] {"title", "summary", "description", "citation"}) {
        assertThat(text(file, attribute)).containsIgnoringCase("synthetic");
      }
      assertThat(text(file, "short_name")).isEqualTo("ATL06");
      assertThat(text(file, "identifier_product_doi")).endsWith("ATL06.006");
    }
  }

  @Test
  void datasetsHaveTheTypesChunksAndFiltersOfTheProduct() throws IOException {
    Atl06Spec spec = Atl06Spec.builder().rows(2500).chunkRows(1000).build();
    try (HdfFile file = new HdfFile(Atl06Generator.write(folder, spec))) {
      for (Variable variable : Variable.ATL06.variables()) {
        Dataset dataset =
            file.getDatasetByPath(
                variable.rate().equals("quality_assessment")
                    ? "/quality_assessment/gt1l/" + variable.name()
                    : "/gt1l/" + variable.path());
        Class<?> type =
            switch (variable.type()) {
              case F8 -> double.class;
              case F4 -> float.class;
              case I4 -> int.class;
              case I1 -> byte.class;
            };
        assertThat(dataset.getJavaType()).as(variable.path()).isEqualTo(type);
        assertThat(dataset.getFilters().stream().map(PipelineFilterWithData::getName))
            .as(variable.path())
            .containsExactly(
                variable.type().integer()
                    ? new String[] {"shuffle", "deflate"}
                    : new String[] {"deflate"});
        assertThat(text(dataset, "units")).isEqualTo(variable.units());
      }
      Dataset height = file.getDatasetByPath("/gt1l/land_ice_segments/h_li");
      assertThat(((ChunkedDataset) height).getChunkDimensions()).containsExactly(1000);
      assertThat(height.getAttribute("_FillValue").getData()).isEqualTo(FILL);
      for (String name : new String[] {"latitude", "longitude", "delta_time"}) {
        Dataset dataset = file.getDatasetByPath("/gt1l/land_ice_segments/" + name);
        assertThat(dataset.getAttribute("_FillValue")).as(name).isNull();
      }
      assertThat(text(file.getDatasetByPath("/gt1l/land_ice_segments/delta_time"), "units"))
          .isEqualTo("seconds since 2018-01-01");
    }
  }

  @Test
  void chunkIsNoLargerThanTheBeam() throws IOException {
    try (HdfFile file =
        new HdfFile(Atl06Generator.write(folder, core().rows(12_345).rows("gt1l", 7).build()))) {
      assertThat(chunk(file, "gt1l")).isEqualTo(7);
      assertThat(chunk(file, "gt1r")).isEqualTo(10_000);
    }
  }

  @Test
  void equalSpecsGiveEqualBytesAndOtherSeedsOtherValues() throws IOException {
    Path first = Atl06Generator.write(folder.resolve("a"), Atl06Spec.builder().rows(300).build());
    Path second = Atl06Generator.write(folder.resolve("b"), Atl06Spec.builder().rows(300).build());
    Path third =
        Atl06Generator.write(folder.resolve("c"), Atl06Spec.builder().rows(300).seed(2).build());
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Files.mismatch(first, third)).isNotEqualTo(-1);
    assertThat(floats(first, "h_li")).isNotEqualTo(floats(third, "h_li"));
  }

  @Test
  void fewerVariablesAndRowsDoNotChangeTheValues() throws IOException {
    Atl06SpecBuilder builder =
        Atl06Spec.builder().track(GroundTrack.nominal(5, 7), 400_000).fillFraction(0);
    Path full = Atl06Generator.write(folder.resolve("a"), builder.rows(200).build());
    Path core =
        Atl06Generator.write(
            folder.resolve("b"), builder.rows(100).variables(VariableSet.CORE).build());
    assertThat(floats(full, "h_li")).startsWith(floats(core, "h_li"));
    assertThat(doubles(full, "latitude")).startsWith(doubles(core, "latitude"));
  }

  @Test
  void missingBeamsHaveNoGroupAndEmptyOnesNoSegments() throws IOException {
    Atl06Spec spec = core().missingBeams("gt1r", "gt3l").emptyBeams("gt2l").build();
    try (HdfFile file = new HdfFile(Atl06Generator.write(folder, spec))) {
      assertThat(file.getChildren().keySet())
          .containsExactlyInAnyOrder(
              "gt1l", "gt2l", "gt2r", "gt3r", "orbit_info", "ancillary_data");
      Group empty = (Group) file.getChild("gt2l");
      assertThat(empty.getChildren()).doesNotContainKey("land_ice_segments");
      assertThat(text(empty, "groundtrack_id")).isEqualTo("gt2l");
    }
  }

  @Test
  void whicheverBeamIsEmptyAllOthersCanBeRead() throws IOException {
    int rows = 10;
    for (Beam beam : Beam.values()) {
      Atl06Spec spec = core().rows(rows++).emptyBeams(beam.id()).build();
      try (HdfFile file = new HdfFile(Atl06Generator.write(folder.resolve(beam.id()), spec))) {
        for (Beam other : Beam.values()) {
          Group group = (Group) file.getChild(other.id());
          assertThat(group.getChildren().containsKey("land_ice_segments"))
              .as("%s in a granule with empty %s", other, beam)
              .isEqualTo(other != beam);
        }
      }
    }
  }

  @Test
  void beamAttributesAgreeWithTheOrientation() throws IOException {
    Atl06Spec forward = core().build();
    try (HdfFile file = new HdfFile(Atl06Generator.write(folder.resolve("f"), forward))) {
      assertBeam(file, "gt1l", "weak", "6", "pce3", "Forward");
      assertBeam(file, "gt3r", "strong", "1", "pce1", "Forward");
    }
    Atl06Spec backward = core().orientation(Orientation.BACKWARD).build();
    try (HdfFile file = new HdfFile(Atl06Generator.write(folder.resolve("b"), backward))) {
      assertBeam(file, "gt1l", "strong", "1", "pce1", "Backward");
      assertBeam(file, "gt3r", "weak", "6", "pce3", "Backward");
      assertThat(number(file, "/orbit_info/sc_orient")).isZero();
    }
  }

  @Test
  void filledRowsComeInRunsAndAreMarked() throws IOException {
    Path granule = Atl06Generator.write(folder, core().rows(5000).fillFraction(0.3).build());
    float[] height = floats(granule, "h_li");
    float[] sigma = floats(granule, "h_li_sigma");
    try (HdfFile file = new HdfFile(granule)) {
      byte[] quality =
          (byte[]) file.getDatasetByPath("/gt1l/land_ice_segments/atl06_quality_summary").getData();
      int filled = 0;
      int runs = 0;
      for (int row = 0; row < height.length; row++) {
        boolean fill = height[row] == FILL;
        filled += fill ? 1 : 0;
        runs += fill && (row == 0 || height[row - 1] != FILL) ? 1 : 0;
        assertThat(sigma[row] == FILL).isEqualTo(fill);
        assertThat(quality[row]).isEqualTo((byte) (fill ? 1 : 0));
        if (!fill) {
          assertThat(height[row]).isBetween(500f, 2500f);
        }
      }
      assertThat(filled).isEqualTo(1500);
      assertThat(runs).isLessThan(60);
    }
  }

  @Test
  void segmentsAndTimesIncreaseWithGapsWhereAskedFor() throws IOException {
    Path granule = Atl06Generator.write(folder, core().rows(3000).gapFraction(0.01).build());
    double[] time = doubles(granule, "delta_time");
    try (HdfFile file = new HdfFile(granule)) {
      int[] segment = (int[]) file.getDatasetByPath("/gt1l/land_ice_segments/segment_id").getData();
      int gaps = 0;
      for (int row = 1; row < segment.length; row++) {
        int step = segment[row] - segment[row - 1];
        assertThat(step).isBetween(1, 26);
        gaps += step > 1 ? 1 : 0;
        assertThat(time[row] - time[row - 1]).isCloseTo(step * 0.00283, within(step * 5e-5));
      }
      assertThat(gaps).isBetween(10, 60);
    }
  }

  @Test
  void positionsAreSpoiledWhereAskedFor() throws IOException {
    Atl06Spec spec =
        core().rows(4000).invalidPositionFraction(0.05).position("gt1l", 17, 200, -100).build();
    Path granule = Atl06Generator.write(folder, spec);
    double[] lon = doubles(granule, "longitude");
    double[] lat = doubles(granule, "latitude");
    int invalid = 0;
    for (int row = 0; row < lon.length; row++) {
      invalid += Math.abs(lon[row]) <= 180 && Math.abs(lat[row]) <= 90 ? 0 : 1;
    }
    assertThat(invalid).isBetween(140, 260);
    assertThat(lon[17]).isEqualTo(200);
    assertThat(lat[17]).isEqualTo(-100);
  }

  @Test
  void nameFollowsStartTrackCycleAndRegion() {
    Atl06Spec spec =
        Atl06Spec.builder()
            .pass(1387, 12)
            .startAt(-45, 62.8, false)
            .start(Instant.parse("2021-06-01T12:34:56.5Z"))
            .version(7, 2)
            .build();
    assertThat(spec.fileName()).isEqualTo("ATL06_20210601123456_13871205_007_02.h5");
  }

  @Test
  void existingGranuleIsKeptUnlessReplacedOnPurpose() throws IOException {
    Atl06Spec spec = core().build();
    Path granule = Atl06Generator.write(folder, spec);
    assertThatThrownBy(() -> Atl06Generator.write(folder, spec))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.writeString(granule, "other");
    Atl06Generator.write(folder, spec, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.size(granule)).isGreaterThan(10_000);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(granule);
    }
  }

  @Test
  void specsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> core().rows(0).build()).hasMessageContaining("rows of gt1l");
    assertThatThrownBy(() -> core().chunkRows(0).build()).hasMessageContaining("chunkRows");
    assertThatThrownBy(() -> core().fillFraction(1.5).build()).hasMessageContaining("1.5");
    assertThatThrownBy(() -> core().missingBeams("gt4l").build()).hasMessageContaining("gt4l");
  }

  private static Atl06SpecBuilder core() {
    return Atl06Spec.builder().rows(100).variables(VariableSet.CORE);
  }

  private static void assertBeam(
      HdfFile file, String beam, String type, String spot, String pce, String orientation) {
    Node group = file.getChild(beam);
    assertThat(text(group, "atlas_beam_type")).isEqualTo(type);
    assertThat(text(group, "atlas_spot_number")).isEqualTo(spot);
    assertThat(text(group, "atlas_pce")).isEqualTo(pce);
    assertThat(text(group, "sc_orientation")).isEqualTo(orientation);
    assertThat(text(group, "groundtrack_id")).isEqualTo(beam);
  }

  private static String text(Node node, String attribute) {
    return (String) node.getAttribute(attribute).getData();
  }

  private static int chunk(HdfFile file, String beam) {
    Dataset dataset = file.getDatasetByPath("/" + beam + "/land_ice_segments/h_li");
    return ((ChunkedDataset) dataset).getChunkDimensions()[0];
  }

  private static double number(HdfFile file, String path) {
    Object data = file.getDatasetByPath(path).getData();
    return ((Number) java.lang.reflect.Array.get(data, 0)).doubleValue();
  }

  private static float[] floats(Path granule, String name) {
    try (HdfFile file = new HdfFile(granule)) {
      return (float[]) file.getDatasetByPath("/gt1l/land_ice_segments/" + name).getData();
    }
  }

  private static double[] doubles(Path granule, String name) {
    try (HdfFile file = new HdfFile(granule)) {
      return (double[]) file.getDatasetByPath("/gt1l/land_ice_segments/" + name).getData();
    }
  }
}
