package org.groundtrack.benchmarks;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.geo.CellFinder;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Positions;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.IndexReport;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Indexing one granule with all variables on one thread, and how long its parts take alone: the
 * walk through the metadata, inflating positions and times, finding cells.
 */
final class OneGranule {
  private static final int WARM_UPS = 10;
  private static final int RUNS = 15;
  private static final List<String> BEAMS = List.of("gt1l", "gt1r", "gt2l", "gt2r", "gt3l", "gt3r");
  private static final String GROUP = "/land_ice_segments";

  private final Path granule;
  private final Path index;
  private final int warmUps;

  private OneGranule(Path granule, Path index, int warmUps) {
    this.granule = granule;
    this.index = index;
    this.warmUps = warmUps;
  }

  /**
   * Prints the figures.
   *
   * @param rows of all six beams together
   * @param warmUps runs that do not count, or a negative number for the default
   */
  static void run(Workspace workspace, int rows, int warmUps) {
    Atl06Spec spec =
        Atl06Spec.builder()
            .rows(rows / BEAMS.size())
            .gapFraction(0.002)
            .variables(VariableSet.FULL)
            .build();
    Path folder = workspace.granules("one-" + rows, List.of(spec), 1);
    new OneGranule(
            folder.resolve(spec.fileName()),
            workspace.resolve("one-index"),
            warmUps < 0 ? WARM_UPS : warmUps)
        .run();
  }

  private void run() {
    for (int i = 0; i < warmUps; i++) {
      index();
      walk();
      inflate();
      cells();
    }
    Runs whole = new Runs();
    Runs walk = new Runs();
    Runs inflate = new Runs();
    Runs cells = new Runs();
    IndexReport report = index();
    for (int i = 0; i < RUNS; i++) {
      report = whole.time(this::index);
      walk.time(this::walk);
      inflate.add(inflate());
      cells.add(cells());
    }
    Print.title("One granule with all variables, one thread, %s runs".formatted(RUNS));
    Print.line(
        "  granule        %,d rows, %.1f MB; read %.1f MB in %,d requests",
        report.rows(),
        Print.mb(report.granuleBytes()),
        Print.mb(report.bytesRead()),
        report.requests());
    Print.line(
        "  index          %,d bytes, %.3f %% of the granule, %,d coverage rows",
        report.indexBytes(),
        Print.percent(report.indexBytes(), report.granuleBytes()),
        report.coverageRows());
    Print.line("  whole          %s", whole.secondsText());
    Print.line(
        "  processor      median %.3f s of all threads, compiler and collector too",
        whole.processorMedian());
    Print.line("  metadata walk  %s", walk.millisText());
    Print.line("  inflate        %s", inflate.millisText());
    Print.line("  H3 cells       %s", cells.millisText());
    double rest = whole.median() - walk.median() - inflate.median() - cells.median();
    Print.line("  rest           %.1f ms: whole less the three, of medians", rest * 1e3);
  }

  private IndexReport index() {
    IndexOptions options = IndexOptions.DEFAULT.withThreads(1).withOverwrite(true);
    return new Indexer(options)
        .build(GranuleInputs.find(List.of(granule.toString())), index, done -> {});
  }

  private List<Dataset> walk() {
    try (RangeReader reader = open()) {
      Hdf5File file = Hdf5File.open(reader);
      List<Dataset> datasets = new ArrayList<>();
      BEAMS.forEach(beam -> datasets.addAll(file.datasetsUnder(beam + GROUP)));
      return datasets;
    }
  }

  private RangeReader open() {
    return Sources.standard().open(Location.of(granule.toString()));
  }

  private interface Use {
    void chunk(Dataset dataset, byte[] decoded, int chunk);
  }

  /** Seconds of decoding the chunks of position and time, without reading. */
  private double inflate() {
    return decode(List.of("longitude", "latitude", "delta_time"), (dataset, decoded, chunk) -> {});
  }

  /** Seconds of finding the cell of each position, as the indexer does. */
  private double cells() {
    List<double[]> longitudes = new ArrayList<>();
    List<double[]> latitudes = new ArrayList<>();
    decode(List.of("longitude"), (d, bytes, chunk) -> longitudes.add(doubles(d, bytes, chunk)));
    decode(List.of("latitude"), (d, bytes, chunk) -> latitudes.add(doubles(d, bytes, chunk)));
    long start = System.nanoTime();
    long sum = 0;
    for (int k = 0; k < longitudes.size(); k++) {
      CellFinder finder = new CellFinder(ProductLayout.DEFAULT_RESOLUTION);
      double[] longitude = longitudes.get(k);
      double[] latitude = latitudes.get(k);
      for (int i = 0; i < longitude.length; i++) {
        if (Positions.isValid(longitude[i], latitude[i])) {
          sum += finder.cell(longitude[i], latitude[i]);
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    // The sum keeps the loop alive.
    return sum == 0 ? Double.NaN : seconds;
  }

  private static double[] doubles(Dataset dataset, byte[] decoded, int chunk) {
    long first = chunk * dataset.chunkRows();
    double[] values = new double[(int) Math.min(dataset.chunkRows(), dataset.rows() - first)];
    ByteBuffer.wrap(decoded).order(dataset.byteOrder()).asDoubleBuffer().get(values);
    return values;
  }

  private double decode(List<String> names, Use use) {
    long nanos = 0;
    try (RangeReader reader = open();
        ChunkDecoder decoder = new ChunkDecoder()) {
      Hdf5File file = Hdf5File.open(reader);
      for (String beam : BEAMS) {
        for (String name : names) {
          Dataset dataset = file.dataset(beam + GROUP + "/" + name);
          byte[] target = new byte[dataset.chunkBytes()];
          for (int i = 0; i < dataset.chunks().count(); i++) {
            ByteBuffer stored =
                reader.read(new ByteRange(dataset.chunks().offset(i), dataset.chunks().size(i)));
            long start = System.nanoTime();
            decoder.decode(
                reader.name(), dataset, i, stored.array(), 0, stored.remaining(), target);
            nanos += System.nanoTime() - start;
            use.chunk(dataset, target, i);
          }
        }
      }
    }
    return nanos / 1e9;
  }
}
