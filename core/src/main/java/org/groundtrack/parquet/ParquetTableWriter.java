package org.groundtrack.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.error.LimitExceededException;

/**
 * Writes one Parquet file column by column.
 *
 * <p>Row groups are encoded by any thread, several at once, and appended in order by one. The bytes
 * depend only on the data and the order of appending. Closing without {@link #finish} deletes the
 * file: a file that lacks rows is never readable.
 */
public final class ParquetTableWriter implements AutoCloseable {
  /** Bytes of a text in statistics and indexes; a longer one is shortened. */
  static final int INDEX_TRUNCATE_LENGTH = 64;

  private static final int MAX_PADDING = 0;

  private final Path path;
  private final MessageType schema;
  private final Settings settings;
  private final Codecs codecs;
  private final ParquetFileWriter file;
  private boolean finished;

  private ParquetTableWriter(Path path, MessageType schema, Settings settings, Codecs codecs)
      throws IOException {
    this.settings = settings;
    this.path = path;
    this.schema = schema;
    this.codecs = codecs;
    this.file =
        new ParquetFileWriter(
            new LocalOutputFile(path),
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            Long.MAX_VALUE,
            MAX_PADDING,
            INDEX_TRUNCATE_LENGTH,
            INDEX_TRUNCATE_LENGTH,
            true);
    file.start();
  }

  /**
   * How a table is written.
   *
   * @param zstdLevel 1 (fast) to 19 (small); 3 is within 1 % of the size of 9 on points
   * @param pageRows rows of a page at most; small pages let a filter skip more
   * @param plain leaf columns, by dotted path, for which a dictionary is not tried
   * @param differences leaf columns of integers, by dotted path, of which differences from row to
   *     row are written where they have no dictionary: far fewer bytes where values follow each
   *     other, and slower to read
   */
  public record Settings(int zstdLevel, int pageRows, Set<String> plain, Set<String> differences) {
    public Settings {
      plain = Set.copyOf(plain);
      differences = Set.copyOf(differences);
    }

    /** No column as differences. */
    public Settings(int zstdLevel, int pageRows, Set<String> plain) {
      this(zstdLevel, pageRows, plain, Set.of());
    }
  }

  /** A row group that is encoded and not yet appended. */
  public static final class EncodedRowGroup {
    private final int rows;
    private final ColumnChunkPageWriteStore pages;

    private EncodedRowGroup(int rows, ColumnChunkPageWriteStore pages) {
      this.rows = rows;
      this.pages = pages;
    }
  }

  /**
   * Starts a file.
   *
   * @throws LimitExceededException if it can't be written
   */
  public static ParquetTableWriter create(Path path, MessageType schema, Settings settings) {
    try {
      return new ParquetTableWriter(path, schema, settings, new Codecs(settings.zstdLevel()));
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Encodes and compresses a row group. Safe for use by many threads at once.
   *
   * @param rows rows of each column
   * @param columns one per leaf of the schema, in its order
   */
  public EncodedRowGroup encode(int rows, List<ColumnData> columns) {
    List<ColumnDescriptor> leaves = schema.getColumns();
    if (columns.size() != leaves.size()) {
      throw new IllegalArgumentException(
          "The schema has %s leaf columns, found %s".formatted(leaves.size(), columns.size()));
    }
    Codecs.ZstdCompressor compressor = codecs.take();
    try {
      ColumnChunkPageWriteStore pages =
          new ColumnChunkPageWriteStore(
              compressor, schema, new HeapByteBufferAllocator(), INDEX_TRUNCATE_LENGTH);
      PageBytes bytes = new PageBytes();
      for (int i = 0; i < columns.size(); i++) {
        ColumnDescriptor leaf = leaves.get(i);
        new ColumnEncoder(leaf, columns.get(i), bytes, pages.getPageWriter(leaf))
            .write(rows, form(leaf));
      }
      return new EncodedRowGroup(rows, pages);
    } catch (IOException e) {
      throw new UncheckedIOException("Encoding of " + path, e);
    } finally {
      codecs.giveBack(compressor);
    }
  }

  /** The least WKB of a page says nothing: bounds of the geometries prune. */
  private static boolean hasBounds(ColumnDescriptor leaf) {
    return leaf.getPath().length > 1 || !leaf.getPath()[0].equals("geometry");
  }

  private ColumnEncoder.Form form(ColumnDescriptor leaf) {
    String name = String.join(".", leaf.getPath());
    return new ColumnEncoder.Form(
        settings.pageRows(),
        !settings.plain().contains(name),
        settings.differences().contains(name),
        hasBounds(leaf));
  }

  /**
   * Appends a row group. For one thread.
   *
   * @throws LimitExceededException if the disk is full
   */
  public void append(EncodedRowGroup group) {
    try (ColumnChunkPageWriteStore pages = group.pages) {
      file.startBlock(group.rows);
      pages.flushToFileWriter(file);
      file.endBlock();
    } catch (IOException e) {
      throw unwritable(path, e);
    } catch (UncheckedIOException e) {
      throw unwritable(path, e.getCause());
    }
  }

  /** Bytes written so far. */
  public long bytes() {
    try {
      return file.getPos();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Writes the footer and makes the file durable.
   *
   * @param metadata words for the footer
   * @throws LimitExceededException if the disk is full
   */
  public void finish(Map<String, String> metadata) {
    try {
      file.end(metadata);
      file.close();
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      finished = true;
    } catch (IOException e) {
      throw unwritable(path, e);
    } finally {
      codecs.release();
    }
  }

  private static LimitExceededException unwritable(Path path, IOException e) {
    return new LimitExceededException(
        "[%s] can't be written: %s".formatted(path, e.getMessage()), e);
  }

  @Override
  public void close() {
    if (finished) {
      return;
    }
    codecs.release();
    try {
      file.close();
    } catch (IOException e) {
      throw unwritable(path, e);
    } finally {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        path.toFile().deleteOnExit();
      }
    }
  }
}
