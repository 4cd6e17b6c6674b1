package org.groundtrack.exporter.arrange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.output.PointSink;
import org.groundtrack.exporter.output.PointSinks;
import org.groundtrack.exporter.points.PointTable;

/**
 * Writes each partition to a folder of its own, in files of so many rows at most. One file is open
 * at a time, however many partitions there are.
 */
final class PartFiles implements PartitionSink {
  private final Path root;
  private final RowKeys keys;
  private final PointSinks sinks;
  private final String ending;
  private final long rowsPerFile;
  private final FolderManifest manifest;
  private Map<String, String> words;
  private int partition = -1;
  private int part;
  private String name;
  private PointSink open;
  private long rows;

  /**
   * @param root the output's folder, which exists
   * @param sinks open files
   * @param ending of their names, without the dot
   * @param rowsPerFile most rows of a file; 0 for any number
   * @param manifest is told of each file
   */
  PartFiles(
      Path root,
      RowKeys keys,
      PointSinks sinks,
      String ending,
      long rowsPerFile,
      FolderManifest manifest) {
    this.root = root;
    this.keys = keys;
    this.sinks = sinks;
    this.ending = ending;
    this.rowsPerFile = rowsPerFile == 0 ? Long.MAX_VALUE : rowsPerFile;
    this.manifest = manifest;
  }

  @Override
  public void begin(Map<String, String> all) {
    words = all;
  }

  @Override
  public void add(int number, PointTable points) {
    if (number != partition) {
      finishFile();
      partition = number;
      part = 0;
    }
    int done = 0;
    while (done < points.size()) {
      if (open == null) {
        open(keys.paths().get(partition));
      }
      int count = (int) Math.min(points.size() - done, rowsPerFile - rows);
      open.add(points.slice(done, done + count));
      rows += count;
      done += count;
      if (rows == rowsPerFile) {
        finishFile();
      }
    }
  }

  private void open(String folder) {
    // In the order of names, too: that is how readers list them.
    String file = String.format(Locale.ROOT, "part-%05d.%s", part++, ending);
    name = folder.isEmpty() ? file : folder + "/" + file;
    rows = 0;
    try {
      createFolder(folder);
      if (Files.exists(root.resolve(name))) {
        throw new IllegalStateException("Partition %s comes twice".formatted(folder));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    open = sinks.open(root.resolve(name));
  }

  /** Never the output's own folder: it is deleted when the process is told to end. */
  private void createFolder(String folder) throws IOException {
    Path path = root;
    for (String each : folder.isEmpty() ? new String[0] : folder.split("/")) {
      path = path.resolve(each);
      if (!Files.isDirectory(path)) {
        Files.createDirectory(path);
      }
    }
  }

  private LimitExceededException unwritable(IOException e) {
    return new LimitExceededException(
        "[%s] can't be written: %s".formatted(root.resolve(name), e.getMessage()), e);
  }

  private void finishFile() {
    if (open != null) {
      open.finish(words);
      open.close();
      open = null;
      try {
        manifest.add(name, rows, Files.size(root.resolve(name)));
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }

  @Override
  public void finish() {
    finishFile();
    if (manifest.files() == 0) {
      // A file without rows tells readers the columns.
      open("");
      finishFile();
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
  }
}
