package org.groundtrack.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.io.RangeReader;

/**
 * Reads one Parquet file column by column through range reads. Not safe for use by several threads
 * at once. The range reader stays the caller's to close.
 *
 * <p>The file is not trusted: whatever is wrong with it is a {@link BadIndexException}.
 */
public final class ParquetTableReader {
  private final RangeReader source;
  private final RangeInputFile input;
  private final MessageType schema;
  private final Map<String, String> metadata;
  private final long rows;

  private ParquetTableReader(
      RangeReader source,
      RangeInputFile input,
      MessageType schema,
      Map<String, String> metadata,
      long rows) {
    this.source = source;
    this.input = input;
    this.schema = schema;
    this.metadata = metadata;
    this.rows = rows;
  }

  /**
   * Reads the footer.
   *
   * @throws BadIndexException if the file is no Parquet, or damaged
   */
  public static ParquetTableReader open(RangeReader source) {
    return guarded(
        source,
        () -> {
          RangeInputFile input = new RangeInputFile(source);
          try (ParquetFileReader file = file(source, input, FilterCompat.NOOP)) {
            return new ParquetTableReader(
                source,
                input,
                file.getFileMetaData().getSchema(),
                Map.copyOf(file.getFileMetaData().getKeyValueMetaData()),
                file.getRecordCount());
          }
        });
  }

  /** The file's columns. */
  public MessageType schema() {
    return schema;
  }

  /** The footer's words. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Rows of the file. */
  public long rowCount() {
    return rows;
  }

  /**
   * Reads columns of the rows that may pass a filter: row groups and pages whose statistics rule it
   * out are not read. Rows that do not pass it may still come.
   *
   * @param columns top-level columns
   * @param filter a condition, or {@code null} for all rows
   * @param consumer receives the rows, one row group after the other, in the file's order
   * @throws BadIndexException if a column is absent, or the file is damaged
   */
  public void scan(List<String> columns, FilterPredicate filter, Consumer<TableRows> consumer) {
    List<Type> fields = new ArrayList<>();
    for (String column : columns) {
      if (!schema.containsField(column)) {
        throw new BadIndexException(
            "[%s] has no column %s, expected one; build the index again"
                .formatted(source.name(), column));
      }
      fields.add(schema.getType(column));
    }
    MessageType projection = new MessageType(schema.getName(), fields);
    FilterCompat.Filter condition = filter == null ? FilterCompat.NOOP : FilterCompat.get(filter);
    guarded(
        source,
        () -> {
          try (ParquetFileReader file = file(source, input, condition)) {
            file.setRequestedSchema(projection);
            for (PageReadStore pages = file.readNextFilteredRowGroup();
                pages != null;
                pages = file.readNextFilteredRowGroup()) {
              consumer.accept(decode(pages, projection, file.getFileMetaData().getCreatedBy()));
            }
          }
          return null;
        });
  }

  private TableRows decode(PageReadStore pages, MessageType projection, String createdBy) {
    int size = Math.toIntExact(pages.getRowCount());
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(
            pages, new DummyRecordConverter(projection).getRootConverter(), projection, createdBy);
    Map<String, Object> columns = new HashMap<>();
    Map<String, boolean[]> missing = new HashMap<>();
    for (ColumnDescriptor column : projection.getColumns()) {
      ColumnDecoder decoder = new ColumnDecoder(column, store.getColumnReader(column), size);
      String name =
          column.getMaxRepetitionLevel() == 0
              ? String.join(".", column.getPath())
              : column.getPath()[0];
      columns.put(name, decoder.decode());
      missing.put(name, decoder.missing());
    }
    return new TableRows(source.name(), size, columns, missing);
  }

  private static ParquetFileReader file(
      RangeReader source, RangeInputFile input, FilterCompat.Filter filter) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new Codecs(0))
            .withRecordFilter(filter)
            .build();
    ParquetFileReader file = ParquetFileReader.open(input, options);
    try {
      checkChunks(source, file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    return file;
  }

  /** Parquet allocates what a footer claims, so claims are held against the file's length first. */
  private static void checkChunks(RangeReader source, ParquetFileReader file) {
    long length = source.identity().size();
    for (BlockMetaData group : file.getRowGroups()) {
      if (group.getRowCount() < 0 || group.getRowCount() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("a row group claims " + group.getRowCount() + " rows");
      }
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getStartingPos() < 0
            || chunk.getTotalSize() < 0
            || chunk.getStartingPos() > length - chunk.getTotalSize()) {
          throw new IllegalArgumentException(
              "column %s claims bytes %s to %s of a file of %s bytes"
                  .formatted(
                      chunk.getPath(),
                      chunk.getStartingPos(),
                      chunk.getStartingPos() + chunk.getTotalSize(),
                      length));
        }
        if (chunk.getValueCount() < 0 || chunk.getValueCount() > Integer.MAX_VALUE) {
          throw new IllegalArgumentException(
              "column %s claims %s values".formatted(chunk.getPath(), chunk.getValueCount()));
        }
      }
    }
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  /** Parquet answers damage with any exception; all of them mean that the file is bad. */
  private static <T> T guarded(RangeReader source, Reading<T> reading) {
    try {
      return reading.run();
    } catch (GroundtrackException e) {
      throw e.getMessage().startsWith("[") ? e : damaged(source, e);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw damaged(source, e);
    }
  }

  private static BadIndexException damaged(RangeReader source, Throwable e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new BadIndexException(
        "[%s] is damaged or no Parquet file: %s. Build the index again"
            .formatted(source.name(), why.replace(source.name(), "it")),
        e);
  }
}
