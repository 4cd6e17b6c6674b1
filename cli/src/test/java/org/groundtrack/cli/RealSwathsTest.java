package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundtrack.testing.Python;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real swaths of a time, by layouts of a user: all variables and times, against h5py. */
class RealSwathsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // GHRSST L2P: positions (lines, pixels), values (1, lines, pixels), one reference.
    "SS_AMSR2-L2B_v08_r38622-v02.0-fv01.0.nc,'',lon,lat,sst_dtime,time,'-70,-60,-50,-20',238651,86115,16",
    // TROPOMI: all (1, lines, pixels), an offset for each line.
    "S5P_OFFL_L2__CH4____20190311T101655_20190311T115825_07293_01_010202_20190317T121015.SUB.nc4,PRODUCT,PRODUCT/longitude,PRODUCT/latitude,PRODUCT/delta_time,PRODUCT/time,'16,18,18.5,26',3170,703,75"
  })
  void pixelsAndTheirTimesAreThoseOfH5py(
      String name,
      String group,
      String longitude,
      String latitude,
      String time,
      String reference,
      String box,
      int all,
      int inside,
      int columns)
      throws IOException {
    Path granule = SharedData.require("found/own-layout/" + name);
    Python python = Python.require("h5py", "numpy", "pyarrow");
    Path layout =
        Files.writeString(
            folder.resolve("own.json"),
            """
            {"product": "SWATH", "granuleName": ".", "rates": [
             {"name": "pixels", "groups": ["%s"], "longitude": "%s", "latitude": "%s",
              "time": "%s", "timeReference": "%s"}]}
            """
                .formatted(group, longitude, latitude, time, reference));
    Path index = folder.resolve("index");
    CommandRun.of("index", granule, "--layout", layout, "-o", index).succeeded();
    for (String area : new String[] {"all", box}) {
      Path points = folder.resolve("points.parquet");
      CommandRun.of(
              "export",
              index,
              "--bbox=" + (area.equals("all") ? "-180,-90,180,90" : area),
              "-v",
              "*",
              "--allow-dir",
              granule.getParent(),
              "--overwrite",
              "-o",
              points)
          .succeeded();
      assertThat(
              python
                  .runResource(
                      RealSwathsTest.class,
                      "compare_swath_with_h5py.py",
                      granule,
                      points,
                      longitude,
                      latitude,
                      time,
                      reference,
                      area)
                  .strip())
          .isEqualTo((area.equals("all") ? all : inside) + " " + columns);
    }
  }
}
