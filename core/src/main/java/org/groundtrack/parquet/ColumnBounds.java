package org.groundtrack.parquet;

import java.util.Comparator;
import java.util.Optional;
import org.apache.parquet.column.statistics.BinaryStatistics;
import org.apache.parquet.column.statistics.FloatStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Binary;

/** Least and greatest values of columns, by the statistics that a footer has of its row groups. */
final class ColumnBounds {
  private ColumnBounds() {}

  /** Whether a row group may hold a text, by its statistics. */
  static boolean mayHold(BlockMetaData group, String column, String text) {
    BinaryStatistics found = statistics(group, column).orElse(null);
    return found == null || !isOutside(Binary.fromString(text), found);
  }

  private static boolean isOutside(Binary wanted, BinaryStatistics bounds) {
    Comparator<Binary> order = bounds.comparator();
    return order.compare(wanted, bounds.genericGetMin()) < 0
        || order.compare(wanted, bounds.genericGetMax()) > 0;
  }

  private static Optional<BinaryStatistics> statistics(BlockMetaData group, String column) {
    return group.getColumns().stream()
        .filter(chunk -> chunk.getPath().toDotString().equals(column))
        .map(ColumnChunkMetaData::getStatistics)
        .filter(found -> found instanceof BinaryStatistics && found.hasNonNullValue())
        .map(BinaryStatistics.class::cast)
        .findFirst();
  }

  private static boolean isShortened(Binary bound) {
    return bound.length() >= ParquetTableWriter.INDEX_TRUNCATE_LENGTH;
  }

  /**
   * The least and the greatest value of a text column, by the statistics of all row groups; {@code
   * null} where they do not say, or may have shortened them.
   */
  static String[] ofText(ParquetMetadata footer, String column) {
    Binary least = null;
    Binary greatest = null;
    for (BlockMetaData group : footer.getBlocks()) {
      BinaryStatistics found = statistics(group, column).orElse(null);
      if (found == null
          || isShortened(found.genericGetMin())
          || isShortened(found.genericGetMax())) {
        return null;
      }
      Comparator<Binary> order = found.comparator();
      least =
          least == null || order.compare(found.genericGetMin(), least) < 0
              ? found.genericGetMin()
              : least;
      greatest =
          greatest == null || order.compare(found.genericGetMax(), greatest) > 0
              ? found.genericGetMax()
              : greatest;
    }
    return least == null
        ? null
        : new String[] {least.toStringUsingUTF8(), greatest.toStringUsingUTF8()};
  }

  /**
   * The least and the greatest value of a column of whole numbers, by the statistics of all row
   * groups; {@code null} where they do not say.
   */
  static long[] ofLongs(ParquetMetadata footer, String column) {
    long[] bounds = {Long.MAX_VALUE, Long.MIN_VALUE};
    for (BlockMetaData group : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getPath().toDotString().equals(column)) {
          if (!(chunk.getStatistics() instanceof LongStatistics statistics)
              || !statistics.hasNonNullValue()) {
            return null;
          }
          bounds[0] = Math.min(bounds[0], statistics.getMin());
          bounds[1] = Math.max(bounds[1], statistics.getMax());
        }
      }
    }
    return bounds[0] <= bounds[1] ? bounds : null;
  }

  /**
   * The least and the greatest value of a column of 32-bit floats, by the statistics of all row
   * groups; {@code null} where they do not say.
   */
  static float[] ofFloats(ParquetMetadata footer, String column) {
    float[] bounds = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (BlockMetaData group : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getPath().toDotString().equals(column)) {
          if (!(chunk.getStatistics() instanceof FloatStatistics statistics)
              || !statistics.hasNonNullValue()) {
            return null;
          }
          bounds[0] = Math.min(bounds[0], statistics.getMin());
          bounds[1] = Math.max(bounds[1], statistics.getMax());
        }
      }
    }
    return bounds[0] <= bounds[1] ? bounds : null;
  }
}
