package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.testing.SmallHdf5.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.groundtrack.granule.ElementType;
import org.groundtrack.testing.Python;
import org.groundtrack.testing.SmallHdf5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Points with heights, some of which are missing. */
@Timeout(240)
class ThirdCoordinateTest {
  private static final String LAYOUT =
      """
      {"product": "HEIGHTS", "granuleName": "^heights", "epoch": "2019-01-01T00:00:00Z",
       "beams": {"names": ["left", "right"]},
       "rates": [{"name": "shots", "groups": [""], "longitude": "lon", "latitude": "lat",
         "time": "delta_time", "variables": ["h", "row"]}]}
      """;

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int ROWS = 100;
  private static final List<String> ENDINGS = List.of("parquet", "arrow", "csv", "fgb");

  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void makeIndex() throws IOException {
    Path granules = Files.createDirectory(folder.resolve("granules"));
    Path layout = Files.writeString(folder.resolve("layout.json"), LAYOUT);
    SmallHdf5 file = new SmallHdf5();
    for (String name : new String[] {"left", "right"}) {
      SmallHdf5.Group beam = file.root().group(name);
      add(beam, "lon", ElementType.FLOAT64, i -> 10 + i / 100.0);
      add(beam, "lat", ElementType.FLOAT64, i -> 20 + i / 100.0);
      add(beam, "delta_time", ElementType.FLOAT64, i -> (double) i);
      add(beam, "row", ElementType.INT64, i -> 1000L + i);
      // Of 100 rows 10 are fill values, 10 are no number, 5 are infinite.
      add(
              beam,
              "h",
              ElementType.FLOAT32,
              i ->
                  i % 10 == 0
                      ? -9999f
                      : i % 10 == 1 ? Float.NaN : i % 20 == 2 ? Float.POSITIVE_INFINITY : (float) i)
          .attribute("_FillValue", ElementType.FLOAT32, -9999f);
    }
    file.write(granules.resolve("heights_1.h5"));
    index = folder.resolve("index");
    CommandRun.of("index", granules, "--layout", layout, "-o", index).succeeded();
  }

  private static SmallHdf5.DatasetSpec add(
      SmallHdf5.Group beam, String name, ElementType type, IntFunction<Number> value) {
    Number[] values = new Number[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = value.apply(i);
    }
    return beam.dataset(name, type, ORDER, numbers(type, ORDER, values), ROWS);
  }

  private CommandRun export(String name, Object... more) {
    List<Object> words = new ArrayList<>(List.of(more));
    return CommandRun.of(
        "export",
        index,
        "--allow-dir",
        folder,
        "--bbox=0,0,40,40",
        "-o",
        folder.resolve(name),
        words);
  }

  @Test
  void pointsWithoutAHeightAreLeftOutAndCounted() throws Exception {
    for (String ending : ENDINGS) {
      JsonNode report = export("a." + ending, "--z", "h", "--json").json();
      assertThat(report.get("points").asLong()).as(ending).isEqualTo(150);
      assertThat(report.get("withoutZ").toString())
          .isEqualTo("{\"column\":\"h\",\"points\":50,\"kept\":false}");
    }
    assertThat(export("b.parquet", "--z", "h").succeeded().out())
        .contains("Exported 150 points", "50 points without a value of h: left out");
    assertThat(export("c.parquet").succeeded().out())
        .contains("Exported 200 points")
        .doesNotContain("without a value");
  }

  @Test
  void pointsWithoutAHeightAreKeptIfAskedFor() throws Exception {
    for (String ending : ENDINGS) {
      JsonNode report = export("a." + ending, "--z", "h", "--keep-without-z", "--json").json();
      assertThat(report.get("points").asLong()).as(ending).isEqualTo(200);
      assertThat(report.get("withoutZ").toString())
          .isEqualTo("{\"column\":\"h\",\"points\":50,\"kept\":true}");
    }
    assertThat(export("b.parquet", "--keep-without-z").failed(2)).contains("give --z");
  }

  @Test
  void readersFindThreeDimensions() throws Exception {
    Python python = Python.require("geopandas", "pyogrio", "pyarrow");
    for (String encoding : List.of("wkb", "point", "parquet")) {
      export(encoding + ".parquet", "--z", "h", "--geometry", encoding).succeeded();
      export(
              "kept-" + encoding + ".parquet",
              "--z",
              "h",
              "--geometry",
              encoding,
              "--keep-without-z")
          .succeeded();
    }
    export("points.arrow", "--z", "h").succeeded();
    export("points.fgb", "--z", "h").succeeded();
    export("flat.parquet").succeeded();
    String script =
        """
        import sys, json, math, geopandas, pyarrow.ipc, pyarrow.parquet
        folder = sys.argv[1] + "/"
        def check(name, frame, rows, axes):
            crs = frame.crs
            assert len(crs.axis_info) == axes, (name, crs)
            assert len(frame) == rows, (name, len(frame))
            if axes == 3:
                assert frame.geometry.has_z.sum() >= 150, name
                z = frame.geometry.z.replace([math.inf, -math.inf], math.nan)
                assert math.isclose(z.max(), 99) and z.min() == 3, (name, z.min(), z.max())
                assert (~z.isna()).sum() == 150, name
            assert frame.geometry.x.min() >= 10 and frame.geometry.x.max() < 11, name
        for encoding in ("wkb", "point", "parquet"):
            for kept in ("", "kept-"):
                name = kept + encoding + ".parquet"
                frame = geopandas.read_parquet(folder + name)
                check(name, frame, 200 if kept else 150, 3)
                assert frame.crs.to_authority() == ("OGC", "CRS84h"), frame.crs
                words = json.loads(pyarrow.parquet.read_metadata(folder + name).metadata[b"groundtrack"])
                assert words["z"] == {"column": "h", "pointsWithoutValue": "kept" if kept else "left out"}
        table = pyarrow.ipc.open_file(folder + "points.arrow").read_all()
        check("arrow", geopandas.GeoDataFrame.from_arrow(table), 150, 3)
        check("fgb", geopandas.read_file(folder + "points.fgb"), 150, 3)
        check("flat", geopandas.read_parquet(folder + "flat.parquet"), 200, 2)
        print("good")
        """;
    assertThat(python.run(script, folder).strip()).isEqualTo("good");
  }

  @Test
  void aVariableCalledRowStandsBesideTheNumbersOfRows() throws Exception {
    export("a.csv", "--row-numbers").succeeded();
    assertThat(Files.readAllLines(folder.resolve("a.csv")).get(0).split(","))
        .contains("row", "shots.row")
        .doesNotHaveDuplicates();
    export("a.parquet", "--row-numbers").succeeded();
    export("b.csv").succeeded();
    assertThat(Files.readAllLines(folder.resolve("b.csv")).get(0).split(","))
        .contains("row")
        .doesNotContain("shots.row");
  }
}
