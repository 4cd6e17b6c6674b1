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
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
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
  /** Rows that are given to one column after the other, so that both stay in the cache. */
  private static final int BATCH_ROWS = 2000;

  /** Bytes of a text in statistics and indexes; a longer one is shortened. */
  static final int INDEX_TRUNCATE_LENGTH = 64;

  private static final int MAX_PADDING = 0;

  private final Path path;
  private final MessageType schema;
  private final ParquetProperties properties;
  private final Codecs codecs;
  private final ParquetFileWriter file;
  private boolean finished;

  private ParquetTableWriter(
      Path path, MessageType schema, ParquetProperties properties, Codecs codecs)
      throws IOException {
    this.path = path;
    this.schema = schema;
    this.properties = properties;
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
   */
  public record Settings(int zstdLevel, int pageRows, Set<String> plain) {
    public Settings {
      plain = Set.copyOf(plain);
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
    ParquetProperties.Builder properties =
        ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withPageRowCountLimit(settings.pageRows())
            .withAllocator(new HeapByteBufferAllocator());
    settings.plain().forEach(column -> properties.withDictionaryEncoding(column, false));
    for (ColumnDescriptor column : schema.getColumns()) {
      // The least WKB of a page says nothing: the bbox column prunes.
      if (column.getPath()[0].equals("geometry")) {
        properties.withStatisticsEnabled("geometry", false);
      }
    }
    try {
      return new ParquetTableWriter(
          path, schema, properties.build(), new Codecs(settings.zstdLevel()));
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
              compressor, schema, properties.getAllocator(), INDEX_TRUNCATE_LENGTH);
      ColumnWriteStore store = properties.newColumnWriteStore(schema, pages);
      ColumnWriter[] writers = new ColumnWriter[leaves.size()];
      for (int i = 0; i < writers.length; i++) {
        writers[i] = store.getColumnWriter(leaves.get(i));
      }
      for (int from = 0; from < rows; from += BATCH_ROWS) {
        int to = Math.min(rows, from + BATCH_ROWS);
        for (int i = 0; i < writers.length; i++) {
          columns.get(i).write(writers[i], from, to);
        }
        for (int i = from; i < to; i++) {
          store.endRecord();
        }
      }
      store.flush();
      store.close();
      return new EncodedRowGroup(rows, pages);
    } finally {
      codecs.giveBack(compressor);
    }
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
