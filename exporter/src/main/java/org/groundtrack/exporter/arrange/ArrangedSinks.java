package org.groundtrack.exporter.arrange;

import java.nio.file.Path;
import java.util.Map;
import org.groundtrack.exporter.output.OutputOptions;
import org.groundtrack.exporter.output.PointSink;
import org.groundtrack.exporter.output.PointSinks;
import org.groundtrack.exporter.points.PointSchema;

/** Opens what points are written to, in the arrangement that was chosen. */
public final class ArrangedSinks {
  private final OutputOptions options;
  private final PointSchema schema;
  private final long memoryBytes;
  private final SpillTally tally;
  private final Map<String, String> words;

  /**
   * For outputs of points.
   *
   * @param schema of the points that are given
   * @param memoryBytes of points that are held while they are sorted
   * @param tally is told what is sorted on disk
   * @param words what is to be said of all points if that is known beforehand, else {@code null}
   */
  public ArrangedSinks(
      OutputOptions options,
      PointSchema schema,
      long memoryBytes,
      SpillTally tally,
      Map<String, String> words) {
    this.options = options;
    this.schema = schema;
    this.memoryBytes = memoryBytes;
    this.tally = tally;
    this.words = words;
  }

  /**
   * Points in one output.
   *
   * @param sink takes them in their order
   * @param beside folder for what does not fit into memory
   */
  public PointSink file(PointSink sink, Path beside) {
    if (options.arrangement().isOrderOfGranules()) {
      return sink;
    }
    return sorting(new RowKeys(options.arrangement(), schema), new OneFile(sink), beside);
  }

  /**
   * Points in files of a folder.
   *
   * @param root the folder, which exists
   * @param sinks open the files
   * @param manifest is told of each file
   */
  public PointSink folder(Path root, PointSinks sinks, FolderManifest manifest) {
    RowKeys keys = new RowKeys(options.arrangement(), schema);
    PartFiles files =
        new PartFiles(
            root,
            keys,
            sinks,
            options.format().ending(),
            options.arrangement().rowsPerFile(),
            manifest);
    return words != null && options.arrangement().isOrderOfGranules()
        ? new DirectSink(keys, files, words)
        : sorting(keys, files, root);
  }

  private PointSink sorting(RowKeys keys, PartitionSink target, Path folder) {
    return new SortingSink(keys, target, folder, memoryBytes, tally);
  }
}
