package org.groundtrack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GranuleGeneratorTest {
  private static final double METRES_PER_DEGREE = 111_200;

  @TempDir Path folder;

  private static GranuleSpecBuilder small(SampleProduct product) {
    return GranuleSpec.builder(product)
        .segments(product == SampleProduct.ATL12 ? 20_000 : 300)
        .photonsPerSegment(8)
        .waveformSamples(20)
        .chunkDivisor(100)
        .deflateLevel(1);
  }

  private HdfFile open(GranuleSpec spec) throws IOException {
    return new HdfFile(GranuleGenerator.write(folder, spec, StandardCopyOption.REPLACE_EXISTING));
  }

  private static Dataset dataset(HdfFile file, String path) {
    return file.getDatasetByPath("/" + path);
  }

  private static double[] doubles(HdfFile file, String path) {
    return (double[]) dataset(file, path).getData();
  }

  private static int[] ints(HdfFile file, String path) {
    return (int[]) dataset(file, path).getData();
  }

  private static long[] longs(HdfFile file, String path) {
    return (long[]) dataset(file, path).getData();
  }

  @ParameterizedTest
  @EnumSource
  void aGranuleHasEveryDatasetOfItsList(SampleProduct product) throws IOException {
    GranuleSpec spec = small(product).chunkDivisor(1).missingBeams(product.beams().get(1)).build();
    try (HdfFile file = open(spec)) {
      assertThat(file.getChildren().keySet()).contains(product.beams().get(0));
      assertThat(file.getChildren().keySet()).doesNotContain(product.beams().get(1));
      for (String beam : product.beams()) {
        if (!spec.missingBeams().contains(beam)) {
          for (DatasetSpec expected : DatasetSpec.read(product).datasets()) {
            Dataset found = dataset(file, beam + "/" + expected.path());
            assertThat(found.getDimensions())
                .as(expected.path())
                .hasSize(expected.twoDimensional() ? 2 : 1);
            assertThat(found instanceof ContiguousDataset)
                .as(expected.path())
                .isEqualTo(expected.stored().equals("contiguous"));
            if (expected.twoDimensional()) {
              assertThat(found.getDimensions()[expected.transposed() ? 0 : 1])
                  .isEqualTo(expected.elements());
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalSpecsGiveEqualBytes(SampleProduct product) throws IOException {
    GranuleSpec spec = small(product).variables(VariableSet.CORE).seed(5).build();
    byte[] first = Files.readAllBytes(GranuleGenerator.write(folder.resolve("a"), spec));
    byte[] second = Files.readAllBytes(GranuleGenerator.write(folder.resolve("b"), spec));
    assertThat(Arrays.equals(first, second)).isTrue();
    GranuleSpec other = small(product).variables(VariableSet.CORE).seed(6).build();
    byte[] third = Files.readAllBytes(GranuleGenerator.write(folder.resolve("c"), other));
    assertThat(Arrays.equals(first, third)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ATL03,ATL03_20190416094047_02770303_006_01.h5",
    "ATL07,ATL07-01_20190416094047_02770301_006_01.h5",
    "ATL13,ATL13_20190416094047_02770301_006_01.h5",
    "ATL24,ATL24_20190416094047_02770303_006_01_001_01.h5",
    "GEDI02_A,GEDI02_A_2019106094047_O03252_01_T00277_02_003_01_V002.h5",
  })
  void namesAreThoseOfTheProduct(SampleProduct product, String name) {
    GroundTrack track = GroundTrack.nominal(277, 3);
    int segment = track.segmentAt(65.5, true);
    GranuleSpec spec = GranuleSpec.builder(product).track(track, segment).build();
    assertThat(spec.fileName()).isEqualTo(name);
  }

  @Test
  void theHemisphereOfSeaIceIsInItsName() {
    assertThat(GranuleSpec.builder(SampleProduct.ATL10).centreOn(0, -70, true).build().fileName())
        .startsWith("ATL10-02_");
  }

  @Test
  void segmentsLeadToPhotonsAndThoseWithoutLieOnTheReferenceTrack() throws IOException {
    GranuleSpec spec = small(SampleProduct.ATL03).emptyFraction(0.3).build();
    try (HdfFile file = open(spec)) {
      double[] lat = doubles(file, "gt1l/heights/lat_ph");
      double[] lon = doubles(file, "gt1l/heights/lon_ph");
      double[] refLat = doubles(file, "gt1l/geolocation/reference_photon_lat");
      double[] refLon = doubles(file, "gt1l/geolocation/reference_photon_lon");
      long[] begin = longs(file, "gt1l/geolocation/ph_index_beg");
      int[] count = ints(file, "gt1l/geolocation/segment_ph_cnt");
      int[] reference = ints(file, "gt1l/geolocation/reference_photon_index");
      long next = 1;
      int empty = 0;
      double furthest = 0;
      for (int i = 0; i < begin.length; i++) {
        if (count[i] == 0) {
          assertThat(begin[i]).isZero();
          GroundTrack.Position track = nearest(spec, refLat[i]);
          assertThat(metres(refLon[i], refLat[i], track)).isLessThan(20);
          empty++;
          continue;
        }
        assertThat(begin[i]).isEqualTo(next);
        next += count[i];
        int row = (int) begin[i] + reference[i] - 2;
        assertThat(refLat[i]).isEqualTo(lat[row]);
        assertThat(refLon[i]).isEqualTo(lon[row]);
        // The beam is kilometres beside the track.
        assertThat(metres(refLon[i], refLat[i], nearest(spec, refLat[i]))).isGreaterThan(3000);
        for (int p = (int) begin[i] - 1; p < begin[i] - 1 + count[i]; p++) {
          furthest =
              Math.max(
                  furthest, metres(lon[p], lat[p], new GroundTrack.Position(refLon[i], refLat[i])));
        }
      }
      assertThat(next - 1).isEqualTo(lat.length);
      assertThat(empty).isGreaterThan(begin.length / 4);
      assertThat(furthest).isBetween(20.0, 120.0);
      assertThat(
              ((ChunkedDataset) dataset(file, "gt1l/heights/signal_conf_ph")).getChunkDimensions())
          .containsExactly(100, 5);
    }
  }

  private static GroundTrack.Position nearest(GranuleSpec spec, double latitude) {
    return spec.track().position(spec.track().segmentAt(latitude, true), 0);
  }

  private static double metres(double lon, double lat, GroundTrack.Position other) {
    double east = (lon - other.lonDegrees()) * Math.cos(Math.toRadians(lat));
    return METRES_PER_DEGREE * Math.hypot(east, lat - other.latDegrees());
  }

  @Test
  void classesAndBathymetryTellOfThePhotonsOfTheSameSpec() throws IOException {
    GranuleSpec spec = small(SampleProduct.ATL03).variables(VariableSet.CORE).build();
    try (HdfFile photons = open(spec);
        HdfFile land = open(spec.as(SampleProduct.ATL08));
        HdfFile sea = open(spec.as(SampleProduct.ATL24))) {
      for (String beam : SampleProduct.ATL03.beams()) {
        double[] time = doubles(photons, beam + "/heights/delta_time");
        double[] lat = doubles(photons, beam + "/heights/lat_ph");
        int[] id = ints(photons, beam + "/geolocation/segment_id");
        long[] begin = longs(photons, beam + "/geolocation/ph_index_beg");
        Map<Integer, Long> byId = new HashMap<>();
        for (int i = 0; i < id.length; i++) {
          byId.put(id[i], begin[i]);
        }
        int[] segment = ints(land, beam + "/signal_photons/ph_segment_id");
        int[] place = ints(land, beam + "/signal_photons/classed_pc_indx");
        double[] classTime = doubles(land, beam + "/signal_photons/delta_time");
        assertThat(segment).isSorted();
        for (int k = 0; k < segment.length; k++) {
          int row = (int) (byId.get(segment[k]) - 1 + place[k] - 1);
          assertThat(classTime[k]).isEqualTo(time[row]);
        }
        int[] index = ints(sea, beam + "/index_ph");
        double[] seaLat = doubles(sea, beam + "/lat_ph");
        assertThat(index).isSorted();
        for (int k = 0; k < index.length; k++) {
          assertThat(seaLat[k]).isEqualTo(lat[index[k]]);
        }
        long[] first = longs(land, beam + "/land_segments/ph_ndx_beg");
        int[] count = ints(land, beam + "/land_segments/n_seg_ph");
        int[] from = ints(land, beam + "/land_segments/segment_id_beg");
        int[] to = ints(land, beam + "/land_segments/segment_id_end");
        long next = 1;
        for (int i = 0; i < first.length; i++) {
          assertThat(first[i]).isEqualTo(next);
          next += count[i];
          assertThat(segment[(int) first[i] - 1]).isBetween(from[i], to[i]);
          assertThat(segment[(int) next - 2]).isBetween(from[i], to[i]);
        }
        assertThat(next - 1).isEqualTo(segment.length);
      }
    }
  }

  @Test
  void allGranulesOfGediTellOfTheSameShots() throws IOException {
    GranuleSpec spec = small(SampleProduct.GEDI01_B).chunkDivisor(1).build();
    try (HdfFile waveforms = open(spec);
        HdfFile heights = open(spec.as(SampleProduct.GEDI02_A));
        HdfFile profiles = open(spec.as(SampleProduct.GEDI02_B));
        HdfFile biomass = open(spec.as(SampleProduct.GEDI04_A))) {
      String shots = "BEAM0110/shot_number";
      BigInteger[] numbers = (BigInteger[]) dataset(waveforms, shots).getData();
      assertThat(numbers).doesNotHaveDuplicates().isSorted();
      // Beyond what a double holds: beam 6 of orbit 3252.
      assertThat(numbers[0].toString()).startsWith("325206001").hasSize(17);
      assertThat(dataset(heights, shots).getData()).isEqualTo(numbers);
      assertThat(dataset(profiles, shots).getData()).isEqualTo(numbers);
      assertThat(dataset(biomass, shots).getData()).isEqualTo(numbers);
      assertThat(doubles(heights, "BEAM0110/lat_lowestmode"))
          .isEqualTo(doubles(biomass, "BEAM0110/lat_lowestmode"));
      assertThat(dataset(heights, "BEAM0110/rh")).isInstanceOf(ContiguousDataset.class);
      assertThat(((ChunkedDataset) dataset(waveforms, shots)).getChunkDimensions())
          .as("one chunk for the whole beam")
          .containsExactly(numbers.length);
      assertThat(dataset(waveforms, "BEAM0110/geolocation/surface_type").getDimensions())
          .containsExactly(5, numbers.length);
    }
  }

  @Test
  void samplesOfAWaveformAreItsOwn() throws IOException {
    GranuleSpec spec =
        small(SampleProduct.GEDI01_B).segments(3000).variables(VariableSet.CORE).build();
    try (HdfFile file = open(spec)) {
      BigInteger[] start = (BigInteger[]) dataset(file, "BEAM0000/rx_sample_start_index").getData();
      int[] count = (int[]) dataset(file, "BEAM0000/rx_sample_count").getData();
      long next = 1;
      int padded = 0;
      for (int i = 0; i < start.length; i++) {
        assertThat(start[i].longValue()).isGreaterThanOrEqualTo(next);
        padded += start[i].longValue() > next ? 1 : 0;
        next = start[i].longValue() + count[i];
      }
      assertThat(padded).isPositive();
      assertThat(dataset(file, "BEAM0000/rxwaveform").getDimensions()[0])
          .isGreaterThanOrEqualTo((int) next - 1);
    }
  }

  @Test
  void inlandWaterLiesUnderSeveralTracks() throws IOException {
    try (HdfFile file = open(small(SampleProduct.ATL13).segments(3000).build())) {
      short[] rgt = (short[]) dataset(file, "gt2l/rgt").getData();
      assertThat(rgt).contains((short) 277, (short) 278, (short) 279);
    }
  }

  @Test
  void aTimeSeriesHasAHeightWhereACycleHasATime() throws IOException {
    GranuleSpec spec = small(SampleProduct.ATL11).pass(277, 3).segments(3000).build();
    assertThat(spec.fileName()).matches("ATL11_0277\\d\\d_0311_004_01[.]h5");
    try (HdfFile file = open(spec)) {
      double[][] time = (double[][]) dataset(file, "pt2/delta_time").getData();
      float[][] height = (float[][]) dataset(file, "pt2/h_corr").getData();
      assertThat((byte[]) dataset(file, "pt2/cycle_number").getData())
          .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11);
      double start = spec.track().deltaTimeSeconds(spec.firstSegment());
      double cycle = 1387 * 5657.374;
      int seen = 0;
      for (int row = 0; row < time.length; row++) {
        for (int c = 0; c < 9; c++) {
          boolean none = time[row][c] == Double.MAX_VALUE;
          assertThat(height[row][c] == Float.MAX_VALUE).isEqualTo(none);
          if (!none) {
            seen++;
            assertThat(time[row][c] - start - c * cycle).isBetween(-0.001, 20.0);
          }
        }
      }
      assertThat(seen).isBetween(time.length, 8 * time.length);
    }
  }

  @Test
  void positionsThatAreNoneAreWrittenWhereAskedFor() throws IOException {
    for (SampleProduct product : SampleProduct.values()) {
      String latitude =
          DatasetSpec.read(product).datasets().stream()
              .filter(dataset -> dataset.core() && dataset.values().matches("=lat(_ph|_bin0)?"))
              .findFirst()
              .orElseThrow()
              .path();
      String longitude = latitude.replace("latitude", "longitude").replace("lat_", "lon_");
      longitude = longitude.replace("_lat", "_lon");
      GranuleSpec spec =
          small(product).invalidPositionFraction(0.5).variables(VariableSet.CORE).build();
      try (HdfFile file = open(spec)) {
        Object lat = dataset(file, product.beams().get(0) + "/" + latitude).getData();
        Object lon = dataset(file, product.beams().get(0) + "/" + longitude).getData();
        int invalid = 0;
        int rows = java.lang.reflect.Array.getLength(lat);
        for (int i = 0; i < rows; i++) {
          double x = ((Number) java.lang.reflect.Array.get(lon, i)).doubleValue();
          double y = ((Number) java.lang.reflect.Array.get(lat, i)).doubleValue();
          invalid += Math.abs(x) <= 180 && Math.abs(y) <= 90 ? 0 : 1;
        }
        assertThat(invalid).as("%s of %s in %s", invalid, rows, product).isPositive();
      }
    }
  }

  @Test
  void aGranuleThatExistsIsKept() throws IOException {
    GranuleSpec spec = small(SampleProduct.ATL12).variables(VariableSet.CORE).build();
    GranuleGenerator.write(folder, spec);
    assertThatThrownBy(() -> GranuleGenerator.write(folder, spec))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> small(SampleProduct.ATL03).segments(0).build())
        .hasMessageContaining("segments must be 1 to 2M, is 0");
    assertThatThrownBy(() -> small(SampleProduct.ATL03).missingBeams("BEAM0000").build())
        .hasMessageContaining("beams of ATL03 are [gt1l");
    assertThatThrownBy(() -> small(SampleProduct.ATL03).build().as(SampleProduct.GEDI02_A))
        .hasMessageContaining("another instrument");
  }
}
