package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.Leftover;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Granules that lack a dataset that is not needed, or hold one that can't be read. */
class AbsentDatasetsTest {
  private static final String EVERYWHERE = "--bbox=-180,-90,180,90";

  private static final String ODD =
      """
      import sys, h5py, numpy
      with h5py.File(sys.argv[1], 'w') as f:
          f.attrs['short_name'] = 'RADAR'
          for name in ('lon', 'lat', 'height'):
              f['radar/' + name] = numpy.array([1., 2., 3.])
          f['radar/pair'] = numpy.zeros(3, dtype=[('a', 'f4'), ('b', 'i2')])
          f.create_dataset('radar/packed', data=[1., 2., 3.], chunks=(3,), compression='lzf')
      """;

  @TempDir Path folder;

  private Path index(SampleProduct product, String... absent) throws Exception {
    Map<String, Leftover> emptied = new HashMap<>();
    for (String beam : product.beams()) {
      for (String path : absent) {
        emptied.put(beam + "/" + path, Leftover.NOTHING);
      }
    }
    Path granule =
        GranuleGenerator.write(
            folder.resolve("granules" + absent.length),
            GranuleSpec.builder(product)
                .pass(278, 3)
                .segments(200)
                .waveformSamples(20)
                .deflateLevel(1)
                .emptied(emptied)
                .build());
    Path index = folder.resolve("index");
    CommandRun.of("index", granule, "-o", index).succeeded();
    return index;
  }

  private Path export(Path index, Object... more) {
    Path points = folder.resolve("points.parquet");
    CommandRun.of("export", index, EVERYWHERE, "--overwrite", "-o", points, more).succeeded();
    return points;
  }

  private static List<List<Object>> rows(Path points, String columns) throws Exception {
    return ExportedPoints.query(points, "select " + columns + " from %s");
  }

  @Test
  void rowsWithoutADatasetOfTimesHaveNoTimeAndAreInNoRangeOfTimes() throws Exception {
    Path index = index(SampleProduct.ATL10, "freeboard_segment/delta_time");
    Path points = export(index);
    assertThat(rows(points, "count(*) > 0, count(time)")).isEqualTo(List.of(List.of(true, 0L)));
    CommandRun none =
        CommandRun.of(
            "export",
            index,
            EVERYWHERE,
            "--start",
            "2000-01-01",
            "--end",
            "2100-01-01",
            "-o",
            folder.resolve("timed.csv"));
    assertThat(none.out() + none.err()).contains("0 points");
  }

  @Test
  void shotsWithoutAStartIndexStillGiveTheirOwnValues() throws Exception {
    Path whole = export(index(SampleProduct.GEDI02_B));
    List<List<Object>> covers = rows(whole, "cover");
    assertThat(covers).isNotEmpty();
    Files.move(folder.resolve("index"), folder.resolve("whole"));
    Path lacking = export(index(SampleProduct.GEDI02_B, "rx_sample_start_index"));
    assertThat(rows(lacking, "cover")).isEqualTo(covers);
  }

  @Test
  void aDefaultVariableWithAMinusIsLeftOut() throws Exception {
    Path index = index(SampleProduct.GEDI01_B);
    Path points = export(index, "-v", "-rxwaveform");
    assertThat(rows(points, "columns('.*rxwaveform.*|shot_number')").get(0)).hasSize(1);
    assertThat(CommandRun.of("query", index, EVERYWHERE, "-v", "-rxwavefrom").failed(2))
        .contains("'-rxwavefrom' leaves nothing out: the default variables are", "rxwaveform");
  }

  @Test
  void datasetsThatCanNotBeReadAreNotesAndCostNoGranule() throws Exception {
    Path granule = folder.resolve("odd.h5");
    Python.require("h5py", "numpy").run(ODD, granule);
    Path layout =
        Files.writeString(
            folder.resolve("radar.json"),
            """
            {"product": "RADAR", "rates": [
             {"name": "echoes", "groups": ["radar"], "longitude": "radar/lon",
              "latitude": "radar/lat", "variables": ["radar/height"]}]}
            """);
    Path index = folder.resolve("index");
    CommandRun run = CommandRun.of("index", granule, "--layout", layout, "-o", index).succeeded();
    assertThat(run.out())
        .contains("RADAR: radar/pair can't be read and is left out: ")
        .contains("RADAR: radar/packed can't be exported: it uses filter ");
    assertThat(rows(export(index), "height"))
        .isEqualTo(List.of(List.of(1.0), List.of(2.0), List.of(3.0)));
    assertThat(
            CommandRun.of(
                    "export", index, EVERYWHERE, "-v", "packed", "-o", folder.resolve("p.csv"))
                .failed(3))
        .contains("/radar/packed] uses filter ");
  }
}
