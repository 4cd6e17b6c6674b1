package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Granules most of whose chunks were never written, made by h5py. */
class UnwrittenChunksTest {
  private static final String MAKE =
      """
      import sys, h5py
      path, rows, chunk, fill = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
      with h5py.File(path, 'w', libver=('earliest', 'v110')) as f:
          f.attrs['short_name'] = 'RADAR'
          for name in ('lon', 'lat', 'time', 'height'):
              more = {} if fill == 'none' else {'fillvalue': float(fill)}
              d = f.create_dataset('radar/' + name, (rows,), 'f8', chunks=(chunk,), **more)
              if more:
                  d.attrs['_FillValue'] = d.dtype.type(fill)
              if name == 'time':
                  d.attrs['units'] = 'seconds since 2019-01-01'
              first = rows // 2 // chunk * chunk
              if more:
                  d[first:first + 3] = [1, 2, 3]
      """;

  @TempDir Path folder;

  private CommandRun index(long rows, int chunk, String fill) throws Exception {
    Path granule = folder.resolve("a.h5");
    Python.require("h5py").run(MAKE, granule.toString(), "" + rows, "" + chunk, fill);
    Path layout =
        Files.writeString(
            folder.resolve("radar.json"),
            """
            {"product": "RADAR", "rates": [
             {"name": "echoes", "groups": ["radar"], "longitude": "radar/lon",
              "latitude": "radar/lat", "time": "radar/time", "variables": ["radar/height"]}]}
            """);
    return CommandRun.of(
            "index", granule, "--layout", layout, "--overwrite", "-o", folder.resolve("index"))
        .succeeded();
  }

  @Test
  void rowsThatWereNeverWrittenAreCountedAsFillHoweverManyThereAre() throws Exception {
    for (long rows : new long[] {1000, 100_000_000_000L}) {
      CommandRun run = index(rows, rows == 1000 ? 7 : 1_000_000, "9.97e36");
      assertThat(run.out())
          .contains(
              String.format(Locale.ROOT, "%,d hold the fill value", rows - 3), "3 coverage rows");
      CommandRun export =
          CommandRun.of(
                  "export",
                  folder.resolve("index"),
                  "--bbox=-180,-90,180,90",
                  "--overwrite",
                  "-o",
                  folder.resolve("points.csv"))
              .succeeded();
      assertThat(export.out()).contains("Exported 3 points");
    }
  }

  @Test
  void rowsOfWhichNothingWasWrittenAndThatDeclareNoFillAreAllAtOnePlace() throws Exception {
    CommandRun run = index(20_000, 100, "none");
    assertThat(run.out()).contains("invalid     0 positions", "1 coverage row");
    CommandRun export =
        CommandRun.of(
                "export",
                folder.resolve("index"),
                "--bbox=-1,-1,1,1",
                "-o",
                folder.resolve("points.csv"))
            .succeeded();
    assertThat(export.out()).contains("Exported 20,000 points");
  }
}
