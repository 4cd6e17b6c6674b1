package org.groundtrack.parquet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.filter2.columnindex.RowRanges;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.predicate.Operators;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.ColumnIndexStore;
import org.apache.parquet.internal.hadoop.metadata.IndexReference;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.io.ByteRange;

/**
 * Which bytes a scan will read: Parquet itself finds out row group by row group, and asks for each
 * when it is there. Nothing here is trusted, and a plan that is wrong costs requests, not rows.
 */
final class PagePlan {
  private final ParquetFileReader file;
  private final Set<ColumnPath> columns = new HashSet<>();
  private final Set<ColumnPath> tested = new HashSet<>();

  /**
   * A plan for the row groups that statistics left.
   *
   * @param filter {@code null} for all rows
   */
  PagePlan(ParquetFileReader file, MessageType projection, FilterPredicate filter) {
    this.file = file;
    for (ColumnDescriptor column : projection.getColumns()) {
      columns.add(ColumnPath.get(column.getPath()));
    }
    if (filter != null) {
      addTested(filter);
    }
  }

  private void addTested(FilterPredicate filter) {
    if (filter instanceof Operators.And and) {
      addTested(and.getLeft());
      addTested(and.getRight());
    } else if (filter instanceof Operators.Or or) {
      addTested(or.getLeft());
      addTested(or.getRight());
    } else if (filter instanceof Operators.UserDefined<?, ?> own) {
      tested.add(own.getColumn().getColumnPath());
    } else if (filter instanceof Operators.LtEq<?> atMost) {
      tested.add(atMost.getColumn().getColumnPath());
    } else if (filter instanceof Operators.GtEq<?> atLeast) {
      tested.add(atLeast.getColumn().getColumnPath());
    }
  }

  /** The offset indexes of the columns that are read, and the column indexes of those tested. */
  List<ByteRange> indexes(long fileBytes) {
    List<ByteRange> indexes = new ArrayList<>();
    if (tested.isEmpty()) {
      return indexes;
    }
    for (BlockMetaData group : file.getRowGroups()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (columns.contains(chunk.getPath())) {
          add(chunk.getOffsetIndexReference(), fileBytes, indexes);
        }
        if (tested.contains(chunk.getPath())) {
          add(chunk.getColumnIndexReference(), fileBytes, indexes);
        }
      }
    }
    return indexes;
  }

  private static void add(IndexReference index, long fileBytes, List<ByteRange> ranges) {
    if (index != null) {
      add(index.getOffset(), index.getLength(), fileBytes, ranges);
    }
  }

  private static void add(long offset, long length, long fileBytes, List<ByteRange> ranges) {
    if (offset < 0 || length < 0 || offset > fileBytes - length) {
      throw new IllegalArgumentException(
          "an index or page claims %s bytes from %s of a file of %s bytes"
              .formatted(length, offset, fileBytes));
    }
    if (length > 0) {
      ranges.add(new ByteRange(offset, length));
    }
  }

  /** The pages of the rows that may pass, with the dictionaries of their columns. */
  List<ByteRange> pages(long fileBytes) {
    List<ByteRange> pages = new ArrayList<>();
    for (int i = 0; i < file.getRowGroups().size(); i++) {
      BlockMetaData group = file.getRowGroups().get(i);
      RowRanges rows = file.getRowRanges(i);
      if (rows.rowCount() == 0) {
        continue;
      }
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (!columns.contains(chunk.getPath())) {
          continue;
        }
        if (rows.rowCount() == group.getRowCount()) {
          add(chunk.getStartingPos(), chunk.getTotalSize(), fileBytes, pages);
        } else {
          add(chunk, file.getColumnIndexStore(i), rows, group.getRowCount(), fileBytes, pages);
        }
      }
    }
    return pages;
  }

  private static void add(
      ColumnChunkMetaData chunk,
      ColumnIndexStore indexes,
      RowRanges rows,
      long groupRows,
      long fileBytes,
      List<ByteRange> pages) {
    OffsetIndex index = indexes.getOffsetIndex(chunk.getPath());
    if (index.getPageCount() == 0) {
      return;
    }
    long dictionary = chunk.getStartingPos();
    if (dictionary < index.getOffset(0)) {
      add(dictionary, index.getOffset(0) - dictionary, fileBytes, pages);
    }
    for (int page = 0; page < index.getPageCount(); page++) {
      long first = index.getFirstRowIndex(page);
      long last = index.getLastRowIndex(page, groupRows);
      if (first < 0 || first > last || last >= groupRows) {
        throw new BadIndexException(
            "page %s of column %s claims rows %s to %s of %s"
                .formatted(page, chunk.getPath().toDotString(), first, last, groupRows));
      }
      if (rows.isOverlapping(first, last)) {
        add(index.getOffset(page), index.getCompressedPageSize(page), fileBytes, pages);
      }
    }
  }
}
