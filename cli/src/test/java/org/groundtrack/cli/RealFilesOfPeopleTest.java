package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.groundtrack.testing.Python;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files as people have them: all variables of a rate, against h5py. */
class RealFilesOfPeopleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "processed_ATL07-01_20190222003738_08490201_003_02.h5,sea_ice_segments,sea_ice_segments/longitude,sea_ice_segments/latitude,807",
    "processed_ATL07-01_20181130235806_09680101_001_01.h5,sea_ice_segments,sea_ice_segments/longitude,sea_ice_segments/latitude,632",
    "ATL10_subset_bounding_box_reference.h5,freeboard_segment,freeboard_segment/longitude,freeboard_segment/latitude,6382",
    "ATL10_subset_bounding_box_reference.h5,leads,leads/longitude,leads/latitude,6290",
    "ATL10_subset_bounding_box_reference.h5,reference_surface_section,reference_surface_section/longitude,reference_surface_section/latitude,30",
    "processed_ATL06_20191106230008_06270503_006_01.h5,land_ice_segments,land_ice_segments/longitude,land_ice_segments/latitude,6033",
    "made/processed_ATL06_20191106230008_06270503_008_01.h5,land_ice_segments,land_ice_segments/longitude,land_ice_segments/latitude,6033",
    "processed_ATL08_20200821122613_08730802_004_01.h5,land_segments,land_segments/longitude,land_segments/latitude,35",
    "atl03_clip_r005.h5,photons,heights/lon_ph,heights/lat_ph,1194",
    "atl03_clip_r005.h5,segments,geolocation/reference_photon_lon,geolocation/reference_photon_lat,0",
    "atl08_clip_r005.h5,land_segments,land_segments/longitude,land_segments/latitude,2",
    "processed_ATL11_135803_0311_004_01.h5,reference_points,longitude,latitude,9896",
    "processed_ATL11_135803_0311_004_01.h5,crossing_tracks,crossing_track_data/longitude,crossing_track_data/latitude,2310",
    "gedi/O15709_01_level2A.h5,shots,lon_lowestmode,lat_lowestmode,160",
    "gedi/GEDI04_A_harmony_bbox.h5,shots,lon_lowestmode,lat_lowestmode,62704",
    "made/GEDI04_C_2019108002012_O01959_01_T03909_02_001_01_V002_GEDI_WSCI.h5,shots,lon_lowestmode,lat_lowestmode,0"
  })
  void allVariablesAreThoseOfH5py(
      String name, String rate, String longitude, String latitude, int rows) {
    Path granule = SharedData.require("found/" + name);
    Python python = Python.require("h5py", "numpy", "pyarrow");
    Path index = folder.resolve("index");
    CommandRun.of("index", granule, "-o", index, "--rates", rate).succeeded();
    Path points = folder.resolve("points.parquet");
    CommandRun.of(
            "export",
            index,
            "--bbox=-180,-90,180,90",
            "--rate",
            rate,
            "-v",
            "*",
            "--allow-dir",
            granule.getParent(),
            "-o",
            points)
        .succeeded();
    String said =
        python
            .runResource(
                RealFilesOfPeopleTest.class,
                "compare_with_h5py.py",
                granule,
                points,
                longitude,
                latitude)
            .strip();
    System.out.println(name + ", " + rate + ": rows and columns equal: " + said);
    int found = Integer.parseInt(said.split(" ")[0]);
    assertThat(found).isPositive();
    if (rows > 0) {
      assertThat(found).isEqualTo(rows);
    }
    assertThat(Integer.parseInt(said.split(" ")[1])).isGreaterThan(2);
  }
}
