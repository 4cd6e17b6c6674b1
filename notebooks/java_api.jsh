// The Java API, step by step, for JShell:
//
//   jshell --class-path cli/target/groundtrack.jar -R--add-opens=java.base/java.nio=ALL-UNNAMED notebooks/java_api.jsh
//
// It makes synthetic granules in a temporary folder, so nothing has to be downloaded. What it prints is kept in
// java_api.out, and compared by the build.

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.arrow.vector.Float4Vector;
import org.groundtrack.area.AoiReader;
import org.groundtrack.exporter.*;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.*;
import org.groundtrack.plan.*;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.SampleCollection;

// Four granules of ATL06 over a tile in Greenland.
Path folder = Files.createTempDirectory("groundtrack");
Path granules = folder.resolve("granules");
SampleCollection.greenland(7, 4, 3000).write(granules, done -> {});

// 1. Index them, once. Metadata, positions and times are read, and nothing else.
Path indexFolder = folder.resolve("index");
IndexReport built = new Indexer(IndexOptions.DEFAULT).build(GranuleInputs.find(List.of(granules.toString())), indexFolder, done -> {});
System.out.println("Indexed " + built.granules() + " granules, " + built.rows() + " rows");

// 2. Ask it. A query is refined step by step, and touches no granule.
SpatialIndex index = SpatialIndex.open(indexFolder);
AoiQuery tile = AoiQuery.of(index).within(AoiReader.parse("-45.4,62.6,-44.6,63.0", "tile"));
PlanTotals totals = tile.plan().totals();
System.out.println("Planned " + totals.granules() + " granules, " + totals.chunks() + " chunks in " + totals.requests() + " requests");

// 3. Export: exactly the points inside, as GeoParquet.
ExportReport report = Exporter.of(tile.plan()).write(folder.resolve("points.parquet"));
System.out.println("Wrote " + report.points() + " points");

// 4. Or batch by batch, as Arrow: here the mean height of each beam.
TreeMap<String, double[]> sums = new TreeMap<>();
try (PointReader points = Exporter.of(tile.plan()).read()) {
  while (points.loadNextBatch()) {
    Float4Vector heights = (Float4Vector) points.root().getVector("h_li");
    String beam = points.root().getVector("track_id").getObject(0).toString();
    double[] sum = sums.computeIfAbsent(beam, name -> new double[2]);
    for (int i = 0; i < heights.getValueCount(); i++) {
      if (!heights.isNull(i)) {
        sum[0] += heights.get(i);
        sum[1]++;
      }
    }
  }
}
sums.forEach((beam, sum) -> System.out.printf("%s  %.1f m over %.0f points%n", beam, sum[0] / sum[1], sum[1]));
index.close();
/exit
