package org.groundtrack.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.groundtrack.area.AoiReader;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.source.Location;
import org.groundtrack.source.SourceSettings;
import org.groundtrack.source.Sources;

/** Changed bytes in a granule of the expected shape, all the way from index to points. */
public final class GranuleTarget {
  private static byte[] granule;
  private static Path changed;
  private static Path index;
  private static Sources sources;

  private GranuleTarget() {}

  /** Keeps the granule as it was made. */
  public static void fuzzerInitialize() {
    Path seed = Path.of(System.getProperty(Seeds.GRANULE));
    try {
      granule = Files.readAllBytes(seed);
      Path folder = Files.createTempDirectory("groundtrack-fuzz");
      changed = folder.resolve(seed.getFileName());
      index = folder.resolve("index");
      Files.write(changed, granule);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sources = Sources.of(SourceSettings.standard().allowingFolders(List.of(changed.getParent())));
    // Classes are loaded and instrumented before an input's time counts.
    pointsOfAll();
  }

  /** Changes some bytes, indexes the granule and exports all of it. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      Files.write(changed, Patches.apply(granule, data, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Refusals.allow(GranuleTarget::pointsOfAll);
  }

  private static void pointsOfAll() {
    new Indexer(IndexOptions.DEFAULT.withOverwrite(true).withThreads(1), sources)
        .build(Map.of(changed.getFileName().toString(), Location.of(changed)), index, done -> {});
    try (SpatialIndex open = SpatialIndex.open(index);
        PointReader points =
            Exporter.of(
                    AoiQuery.of(open).within(AoiReader.parse("-180,-90,180,90", "world")).plan())
                .from(sources)
                .read()) {
      while (points.loadNextBatch()) {
        points.root().getRowCount();
      }
    }
  }
}
