package org.groundtrack.index;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.TableRows;

/** Rows of a part file whose pages are on their way; decoded by the thread that takes them. */
final class PartRows<T> implements AutoCloseable {
  private final ParquetTableReader.Scan scan;
  private final BiConsumer<TableRows, Consumer<T>> rows;

  /**
   * @param rows makes rows of columns
   */
  PartRows(ParquetTableReader.Scan scan, BiConsumer<TableRows, Consumer<T>> rows) {
    this.scan = scan;
    this.rows = rows;
  }

  /** Decodes the first columns before their turn. */
  void begin() {
    scan.begin();
  }

  /** Gives the rows in the file's order, once. */
  void give(Consumer<T> consumer) {
    scan.run(columns -> rows.accept(columns, consumer));
  }

  @Override
  public void close() {
    scan.close();
  }
}
