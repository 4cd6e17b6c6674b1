package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.granule.Clock;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;
import org.groundtrack.testing.Python;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files as people have them: all variables of a rate, and times, against h5py. */
class RealFilesOfPeopleTest {
  private static final String EVERYWHERE = "--bbox=-180,-90,180,90";

  /** TAI was ahead of UTC by so much from 2017 on. */
  private static final int TAI_AHEAD = 37;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "processed_ATL07-01_20190222003738_08490201_003_02.h5,ATL07,sea_ice_segments,807",
    "processed_ATL07-01_20181130235806_09680101_001_01.h5,ATL07,sea_ice_segments,632",
    "made/hemi/ATL07-01_20190226002919_09100201_003_02.h5,ATL07,sea_ice_segments,2263",
    "ATL10_subset_bounding_box_reference.h5,ATL10,freeboard_segment,6382",
    "ATL10_subset_bounding_box_reference.h5,ATL10,leads,6290",
    "ATL10_subset_bounding_box_reference.h5,ATL10,reference_surface_section,30",
    "processed_ATL06_20191106230008_06270503_006_01.h5,ATL06,land_ice_segments,6033",
    "made/processed_ATL06_20191106230008_06270503_008_01.h5,ATL06,land_ice_segments,6033",
    "processed_ATL08_20200821122613_08730802_004_01.h5,ATL08,land_segments,35",
    "atl03_clip_r005.h5,ATL03,photons,1194",
    "atl03_clip_r005.h5,ATL03,segments,0",
    "atl08_clip_r005.h5,ATL08,land_segments,2",
    "processed_ATL11_135803_0311_004_01.h5,ATL11,reference_points,9896",
    "processed_ATL11_135803_0311_004_01.h5,ATL11,crossing_tracks,2310",
    "made/ATL12_20190330212241_00250301_006_03.h5,ATL12,ssh_segments,80",
    "gedi/O15709_01_level2A.h5,GEDI02_A,shots,160",
    "gedi/O15709_01_level2B.h5,GEDI02_B,shots,160",
    "gedi/O15709_01_level4A.h5,GEDI04_A,shots,160",
    "gedi/O15709_01_level4C.h5,GEDI04_C,shots,160",
    "gedi/GEDI04_A_harmony_bbox.h5,GEDI04_A,shots,62704",
    "made/GEDI04_C_2019108002012_O01959_01_T03909_02_001_01_V002_GEDI_WSCI.h5,GEDI04_C,shots,0"
  })
  void allVariablesAreThoseOfH5py(String name, String product, String rate, int rows) {
    ProductLayout layout = ProductLayouts.shipped().of(product).orElseThrow();
    compare(name, null, layout.rate(rate).orElseThrow(), "*", rows);
  }

  @Test
  void anOldClipOfWaveformsGivesAllButThese() {
    String name = "gedi/level1b_clip_gb_4.h5";
    Rate rate = ProductLayouts.shipped().of("GEDI01_B").orElseThrow().defaultRate();
    compare(name, null, rate, "*,-rxwaveform", 20);
    Path points = folder.resolve("waveforms.parquet");
    assertThat(
            export(folder.resolve("index"), SharedData.require("found/" + name), rate, "*", points))
        .satisfies(
            run ->
                assertThat(run.failed(3))
                    .contains("rx_sample_start_index", "/BEAM0110/rxwaveform"));
    assertThat(points).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "own-layout/GSFC-alt_ssh20220101.nc,own-layout/gsfc.json,points,60090",
    "own-layout/CS_LTA__SIR_SAR_2__20191005T151255_20191005T151621_E001.nc,own-layout/cs2l2.json,echoes,4551",
    "own-layout/CS_LTA__SIR_SAR_2__20191005T151255_20191005T151621_E001.nc,own-layout/cs2l2.json,corrections,228",
    "made/track360.h5,made/track.json,r,12",
    "made/swath360.h5,made/swath.json,r,12"
  })
  void filesOfOwnLayoutsAreThoseOfH5py(String name, String own, String rate, int rows)
      throws Exception {
    String text = Files.readString(SharedData.require("found/" + own));
    if (name.contains("/CS_")) {
      text = text.replaceAll("(\"time\": \"[^\"]+\",)", "$1 \"timeScale\": \"TAI\",");
    }
    Path layout = Files.writeString(folder.resolve("layout.json"), text);
    Rate described = LayoutReader.read(own, Files.readAllBytes(layout)).rate(rate).orElseThrow();
    compare(name, layout, described, "*", rows);
  }

  @Test
  void pointsWestOfGreenwichAreFoundByLongitudesTo360() throws Exception {
    Path granule = SharedData.require("found/own-layout/GSFC-alt_ssh20220101.nc");
    Path layout = SharedData.require("found/own-layout/gsfc.json");
    Path index = folder.resolve("index");
    CommandRun.of("index", granule, "--layout", layout, "-o", index).succeeded();
    assertThat(count(index, granule, "--bbox=-130,20,-100,50")).isEqualTo(377);
  }

  @Test
  void theTrackOfAGranuleOfFourOrbitsIsThatOfEachRow() throws Exception {
    Path granule = SharedData.require("found/made/ATL12_20190330212241_00250301_006_03.h5");
    Path index = folder.resolve("index");
    CommandRun.of("index", granule, "-o", index).succeeded();
    assertThat(count(index, granule, EVERYWHERE)).isEqualTo(80);
    assertThat(
            ExportedPoints.query(
                folder.resolve("points.parquet"), "select distinct rgt::int from %s order by 1"))
        .isEqualTo(List.of(List.of(25), List.of(26), List.of(27), List.of(28)));
    assertThat(count(index, granule, EVERYWHERE, "--rgt", "27")).isEqualTo(20);
  }

  @Test
  void granulesOfTwoHemispheresAreNoVersionsOfEachOther() throws Exception {
    Path granules = SharedData.require("found/made/hemi");
    Path index = folder.resolve("index");
    CommandRun.of("index", granules, "-o", index).succeeded();
    assertThat(count(index, granules.resolve("x"), "--bbox=-180,50,180,90")).isEqualTo(2263);
    assertThat(count(index, granules.resolve("x"), "--bbox=-180,-90,180,-50")).isEqualTo(2263);
  }

  private long count(Path index, Path granule, String... options) throws Exception {
    Path points = folder.resolve("points.parquet");
    List<Object> words = new ArrayList<>(List.of("export", "--allow-empty", index, "--overwrite"));
    words.addAll(List.of(options));
    words.addAll(List.of("--allow-dir", granule.getParent(), "-o", points));
    CommandRun.of(words.toArray()).succeeded();
    return (Long) ExportedPoints.query(points, "select count(*) from %s").get(0).get(0);
  }

  private CommandRun export(Path index, Path granule, Rate rate, String variables, Path points) {
    return CommandRun.of(
        "export",
        "--allow-empty",
        index,
        EVERYWHERE,
        "--rate",
        rate.name(),
        "-v",
        variables,
        "--allow-dir",
        granule.getParent(),
        "-o",
        points);
  }

  /**
   * Compares an export of everything.
   *
   * @param layout of a user's own, or {@code null}
   * @param rows how many there are, or 0 if any will do
   */
  private void compare(String name, Path layout, Rate rate, String variables, int rows) {
    Path granule = SharedData.require("found/" + name);
    Python python = Python.require("h5py", "numpy", "pyarrow", "pandas");
    Path index = folder.resolve("index");
    List<Object> words = new ArrayList<>(List.of("index", granule, "-o", index));
    words.addAll(List.of("--rates", rate.name()));
    if (layout != null) {
      words.addAll(List.of("--layout", layout));
    }
    CommandRun.of(words.toArray()).succeeded();
    Path points = folder.resolve("all.parquet");
    export(index, granule, rate, variables, points).succeeded();
    String said =
        python
            .runResource(
                RealFilesOfPeopleTest.class,
                "compare_with_h5py.py",
                granule,
                points,
                rate.longitude(),
                rate.latitude(),
                rate.time() == null ? "-" : rate.time(),
                rate.clock() == Clock.TAI ? TAI_AHEAD : 0)
            .strip();
    System.out.println(name + ", " + rate.name() + ": rows and columns equal: " + said);
    int found = Integer.parseInt(said.split(" ")[0]);
    assertThat(found).isPositive();
    if (rows > 0) {
      assertThat(found).isEqualTo(rows);
    }
    assertThat(Integer.parseInt(said.split(" ")[1])).isGreaterThan(2);
  }
}
