package org.groundtrack.exporter.arrange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.output.Futures;
import org.groundtrack.exporter.output.PointSink;
import org.groundtrack.exporter.output.PointSinks;
import org.groundtrack.exporter.points.PointTable;

/**
 * Writes each partition to a folder of its own, in files of so many rows at most. One file is
 * filled at a time, however many partitions there are, and a few small ones before it are made
 * durable: that takes a disk longer than it takes to fill them, and disks do several at once.
 */
final class PartFiles implements PartitionSink {
  /** Files that are made durable at once. */
  private static final int MOST_FINISHING = 8;

  /** Rows of these files, but for the last one: they are in memory until they are encoded. */
  private static final long MOST_FINISHING_ROWS = 100_000;

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
  private final ExecutorService finishers =
      Executors.newFixedThreadPool(MOST_FINISHING, PartFiles::daemon);
  private final Deque<Finishing> finishing = new ArrayDeque<>();
  private long finishingRows;

  private record Finishing(String name, long rows, CompletableFuture<Long> bytes) {}

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
      PointSink full = open;
      Path file = root.resolve(name);
      finishing.add(
          new Finishing(
              name, rows, CompletableFuture.supplyAsync(() -> finish(full, file), finishers)));
      finishingRows += rows;
      open = null;
      while (finishing.size() > MOST_FINISHING
          || finishing.size() > 1 && finishingRows > MOST_FINISHING_ROWS) {
        awaitFirst();
      }
    }
  }

  private long finish(PointSink full, Path file) {
    try (full) {
      full.finish(words);
    }
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void awaitFirst() {
    Finishing first = finishing.element();
    manifest.add(first.name(), first.rows(), Futures.await(first.bytes()));
    finishing.remove();
    finishingRows -= first.rows();
  }

  private void finishFiles() {
    finishFile();
    while (!finishing.isEmpty()) {
      awaitFirst();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "finish-file");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void finish() {
    finishFiles();
    if (manifest.files() == 0) {
      // A file without rows tells readers the columns.
      open("");
      finishFiles();
    }
  }

  @Override
  public void close() {
    try {
      // No file may be written to when its folder is deleted.
      finishing.forEach(file -> file.bytes().handle((bytes, failure) -> bytes).join());
    } finally {
      finishers.shutdown();
      if (open != null) {
        open.close();
      }
    }
  }
}
