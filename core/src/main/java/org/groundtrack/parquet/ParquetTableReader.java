package org.groundtrack.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.Reason;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.RangeReader;

/**
 * Reads one Parquet file column by column through range reads. Not safe for use by several threads
 * at once. The range reader stays the caller's to close.
 *
 * <p>Reads that must follow one another are few: the end of the file, with the footer; what is not
 * there of the indexes of all row groups that are left; then their pages, all at once. Indexes and
 * pages are coalesced.
 *
 * <p>The file is not trusted: whatever is wrong with it is a {@link BadIndexException}.
 */
public final class ParquetTableReader {
  /** A local file's end: the footer of most, and all of the indexes of a small file. */
  private static final int LOCAL_TAIL_BYTES = 64 << 10;

  /**
   * A remote file's end: with its footer all of its indexes, so that its pages come next. Measured:
   * 416 kB of a full coverage part (1.5 million rows), 495 kB of the manifest of 12,000 granules
   * with 840,000 datasets, 10 kB of their granules table. Half of it would be enough for the footer
   * and the indexes of a query's columns alone; the rest takes less time than the request it saves.
   * A smaller file is read whole.
   */
  private static final int REMOTE_TAIL_BYTES = 512 << 10;

  /** Stored bytes of pages that are fetched ahead of decoding. */
  private static final long WINDOW_BYTES = 32 << 20;

  private final RangeReader source;
  private final Fetching fetching;
  private final RangeInputFile input;
  private final ParquetMetadata footer;
  private final MessageType schema;

  private ParquetTableReader(
      RangeReader source, Fetching fetching, RangeInputFile input, ParquetMetadata footer) {
    this.source = source;
    this.fetching = fetching;
    this.input = input;
    this.footer = footer;
    this.schema = footer.getFileMetaData().getSchema();
  }

  /**
   * Reads the footer of a local file.
   *
   * @throws BadIndexException if the file is no Parquet, or damaged
   */
  public static ParquetTableReader open(RangeReader source) {
    return open(source, Fetching.LOCAL);
  }

  /**
   * Reads the footer.
   *
   * @param fetching how pages are fetched
   * @throws BadIndexException if the file is no Parquet, or damaged
   */
  public static ParquetTableReader open(RangeReader source, Fetching fetching) {
    return open(source, fetching, null);
  }

  /**
   * Reads the footer, or takes it as it was read before.
   *
   * @param fetching how pages are fetched
   * @param known what {@link #footer} gave for the same file, or {@code null}
   * @throws BadIndexException if the file is no Parquet, or damaged
   */
  public static ParquetTableReader open(RangeReader source, Fetching fetching, Footer known) {
    if (known != null) {
      RangeInputFile input = new RangeInputFile(source, known.end);
      return new ParquetTableReader(source, fetching, input, known.metadata);
    }
    return guarded(
        source,
        () -> {
          RangeInputFile input = new RangeInputFile(source, tailBytes(fetching));
          ParquetReadOptions options = options(FilterCompat.NOOP);
          try (SeekableInputStream stream = input.newStream()) {
            ParquetMetadata footer = ParquetFileReader.readFooter(input, options, stream);
            checkChunks(source, footer);
            return new ParquetTableReader(source, fetching, input, footer);
          }
        });
  }

  /** What a file says of itself; immutable, and safe for use by many threads. */
  public static final class Footer {
    private final ParquetMetadata metadata;
    private final ByteBuffer end;

    private Footer(ParquetMetadata metadata, ByteBuffer end) {
      this.metadata = metadata;
      this.end = end;
    }

    /** Column chunks that it describes: each takes some 500 bytes of memory. */
    public int columnChunks() {
      return chunks().size();
    }

    /** What it says of each column of each row group. */
    List<ColumnChunkMetaData> chunks() {
      return metadata.getBlocks().stream().flatMap(group -> group.getColumns().stream()).toList();
    }
  }

  /** The footer, for readers of the same file. */
  public Footer footer() {
    return new Footer(footer, input.tail());
  }

  /** The file's name for messages. */
  public String name() {
    return source.name();
  }

  /** The file's columns. */
  public MessageType schema() {
    return schema;
  }

  /** The footer's words. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>();
    // A key may stand there without a value, which says nothing.
    footer
        .getFileMetaData()
        .getKeyValueMetaData()
        .forEach(
            (key, value) -> {
              if (value != null) {
                metadata.put(key, value);
              }
            });
    return Map.copyOf(metadata);
  }

  /** Rows of the file. */
  public long rowCount() {
    return footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
  }

  /** Whether there is a column. */
  public boolean has(String column) {
    return schema.containsField(column);
  }

  /**
   * The same file as if it had only the first row group that may hold a text, by its statistics;
   * {@code null} if none may.
   */
  public ParquetTableReader first(String column, String text) {
    for (BlockMetaData group : footer.getBlocks()) {
      if (ColumnBounds.mayHold(group, column, text)) {
        return new ParquetTableReader(
            source, fetching, input, new ParquetMetadata(footer.getFileMetaData(), List.of(group)));
      }
    }
    return null;
  }

  /**
   * The least and the greatest value of a text column, by the statistics of all row groups; {@code
   * null} where they do not say, or may have shortened them.
   */
  public String[] textBounds(String column) {
    return ColumnBounds.ofText(footer, column);
  }

  /**
   * The least and the greatest value of a column of whole numbers, by the statistics of all row
   * groups; {@code null} where they do not say.
   */
  public long[] bounds(String column) {
    return ColumnBounds.ofLongs(footer, column);
  }

  /**
   * The least and the greatest value of a column of 32-bit floats, by the statistics of all row
   * groups; {@code null} where they do not say.
   *
   * @param column its path, such as {@code bbox.xmin}
   */
  public float[] floatBounds(String column) {
    return ColumnBounds.ofFloats(footer, column);
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
    try (Scan scan = plan(columns, filter)) {
      scan.run(consumer);
    }
  }

  /**
   * The first part of {@link #scan}: finds the pages and begins to fetch them. One scan of a reader
   * may be open at a time.
   *
   * @throws BadIndexException if a column is absent, or the file is damaged
   */
  public Scan plan(List<String> columns, FilterPredicate filter) {
    return plan(columns, filter, null);
  }

  /**
   * The same of rows that are chosen further.
   *
   * @param choice of rows of the pages that are read, or {@code null} for all
   */
  public Scan plan(List<String> columns, FilterPredicate filter, RowChoice choice) {
    List<Type> fields = new ArrayList<>();
    List<ColumnDescriptor> vacant = new ArrayList<>();
    for (String column : columns) {
      if (!schema.containsField(column)) {
        throw new BadIndexException(
            "[%s] has no column %s, expected one; build the index again"
                .formatted(source.name(), column));
      }
      ColumnDescriptor leaf = vacant(column);
      if (leaf == null) {
        fields.add(schema.getType(column));
      } else {
        vacant.add(leaf);
      }
    }
    MessageType projection = new MessageType(schema.getName(), fields);
    FilterCompat.Filter condition = filter == null ? FilterCompat.NOOP : FilterCompat.get(filter);
    return guarded(
        source,
        () -> {
          ParquetFileReader file =
              new ParquetFileReader(input, footer, options(condition), input.newStream());
          try {
            file.setRequestedSchema(projection);
            Scan scan =
                new Scan(file, projection, vacant, new PagePlan(file, projection, filter), choice);
            scan.prefetch();
            return scan;
          } catch (RuntimeException | Error e) {
            file.close();
            throw e;
          }
        });
  }

  /** Rows whose pages are on their way. For one thread at a time. */
  public final class Scan implements AutoCloseable {
    private final ParquetFileReader file;
    private final MessageType projection;
    private final List<ColumnDescriptor> vacant;
    private final PagePlan plan;
    private final RowChoice choice;
    private int group;
    private TableRows first;

    private Scan(
        ParquetFileReader file,
        MessageType projection,
        List<ColumnDescriptor> vacant,
        PagePlan plan,
        RowChoice choice) {
      this.file = file;
      this.projection = projection;
      this.vacant = vacant;
      this.plan = plan;
      this.choice = choice;
    }

    private void prefetch() {
      input.keep(plan.indexes(source.identity().size()), fetching);
      input.prefetch(plan.pages(source.identity().size()), fetching, WINDOW_BYTES);
    }

    /**
     * Decodes the first rows before they are asked for, by the calling thread.
     *
     * @throws BadIndexException if the file is damaged
     */
    public void begin() {
      guarded(
          source,
          () -> {
            first = next();
            return null;
          });
    }

    /**
     * Gives the rows, once.
     *
     * @param consumer receives the rows, one row group after the other, in the file's order
     * @throws BadIndexException if the file is damaged
     */
    public void run(Consumer<TableRows> consumer) {
      guarded(
          source,
          () -> {
            TableRows rows = first == null ? next() : first;
            first = null;
            for (; rows != null; rows = next()) {
              consumer.accept(rows);
            }
            return null;
          });
    }

    /** The rows of the next row group that has any, or {@code null}. */
    private TableRows next() throws IOException {
      while (group < file.getRowGroups().size()) {
        int current = group++;
        PageReadStore pages = file.readFilteredRowGroup(current, file.getRowRanges(current));
        if (pages != null) {
          return decode(pages, projection, vacant, choice);
        }
      }
      return null;
    }

    @Override
    public void close() {
      guarded(
          source,
          () -> {
            input.forget();
            file.close();
            return null;
          });
    }
  }

  /**
   * The one leaf of a column without a value in the whole file, by its statistics, as many of an
   * index are; else {@code null}.
   */
  private ColumnDescriptor vacant(String column) {
    List<ColumnDescriptor> leaves =
        schema.getColumns().stream().filter(leaf -> leaf.getPath()[0].equals(column)).toList();
    if (leaves.size() != 1 || leaves.get(0).getMaxDefinitionLevel() == 0) {
      return null;
    }
    ColumnPath path = ColumnPath.get(leaves.get(0).getPath());
    for (BlockMetaData group : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getPath().equals(path)
            && (chunk.getStatistics() == null
                || !chunk.getStatistics().isNumNullsSet()
                || chunk.getStatistics().getNumNulls() != chunk.getValueCount())) {
          return null;
        }
      }
    }
    return leaves.get(0);
  }

  private TableRows decode(
      PageReadStore pages, MessageType projection, List<ColumnDescriptor> vacant, RowChoice choice)
      throws IOException {
    int size = Math.toIntExact(pages.getRowCount());
    long[] wanted =
        pages
            .getRowIndexes()
            .map(
                rows ->
                    StreamSupport.longStream(
                            Spliterators.spliterator(rows, size, Spliterator.ORDERED), false)
                        .toArray())
            .orElse(null);
    DecodedColumns columns = new DecodedColumns(pages, wanted, size);
    if (choice != null && wanted != null) {
      columns.choose(projection, choice);
    }
    for (ColumnDescriptor column : projection.getColumns()) {
      columns.add(column);
    }
    for (ColumnDescriptor column : vacant) {
      columns.addVacant(column);
    }
    return columns.rows(source.name());
  }

  /** Dictionaries are not asked, since each would be a request; sorted columns have indexes. */
  private static ParquetReadOptions options(FilterCompat.Filter filter) {
    return ParquetReadOptions.builder(new PlainParquetConfiguration())
        .withCodecFactory(new Codecs(0))
        .withRecordFilter(filter)
        .useDictionaryFilter(false)
        .build();
  }

  /** Parquet allocates what a footer claims, so claims are held against the file's length first. */
  private static void checkChunks(RangeReader source, ParquetMetadata footer) {
    long length = source.identity().size();
    for (BlockMetaData group : footer.getBlocks()) {
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

  private static int tailBytes(Fetching fetching) {
    CoalescePolicy policy = fetching.policy();
    double bytesPerLatency = policy.latencySeconds() * policy.bytesPerSecond();
    return (int) Math.max(LOCAL_TAIL_BYTES, Math.min(bytesPerLatency, REMOTE_TAIL_BYTES));
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  /** Parquet answers damage with any exception; all of them mean that the file is bad. */
  private static <T> T guarded(RangeReader source, Reading<T> reading) {
    try {
      return reading.run();
    } catch (GroundtrackException e) {
      // A library that can't be loaded is no fault of the file.
      boolean told = e.getMessage().startsWith("[") || e.getCause() instanceof LinkageError;
      throw told ? e : damaged(source, e);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw damaged(source, e);
    }
  }

  private static BadIndexException damaged(RangeReader source, Throwable e) {
    String why = Reason.of(e);
    return new BadIndexException(
        "[%s] is damaged or no Parquet file: %s. Build the index again"
            .formatted(source.name(), why.replace(source.name(), "it")),
        e);
  }
}
