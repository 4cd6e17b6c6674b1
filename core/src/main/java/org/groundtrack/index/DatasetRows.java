package org.groundtrack.index;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.granule.ChunkKeys;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.parquet.TableRows;

/** The datasets that rows of the manifest describe. For one thread. */
final class DatasetRows {
  private final String part;
  private final TableRows rows;
  private final Map<String, FilterStep> steps;
  private final String[] granule;
  private final String[] path;
  private final String[] type;
  private final int[] elementBytes;
  private final String[] byteOrder;
  private final long[][] shape;
  private final String[] layout;
  private final int[][] chunkShape;
  private final String[][] filters;
  private final byte[][] storageFill;
  private final String[] fillValue;
  private final double[] scale;
  private final double[] offset;
  private final String[] units;
  private final String[] description;
  private final long[][] chunkOffsets;
  private final long[][] chunkSizes;
  private final int[][] filterMasks;
  private final byte[][] compact;
  private final long[][] chunkLeast;
  private final long[][] chunkGreatest;
  private final int[][] chunkNumbers;
  private final String[] validMin;
  private final String[] validMax;
  private final String[] calendar;

  /**
   * Rows of a part.
   *
   * @param steps filters by their labels, of which there are few; it grows
   * @param numbered whether the part has numbers of chunks
   */
  DatasetRows(String part, TableRows rows, Map<String, FilterStep> steps, boolean numbered) {
    this.part = part;
    this.rows = rows;
    this.steps = steps;
    granule = rows.strings("granule");
    path = rows.strings("path");
    type = rows.strings("type");
    elementBytes = rows.ints("element_bytes");
    byteOrder = rows.strings("byte_order");
    shape = rows.longLists("shape");
    layout = rows.strings("layout");
    chunkShape = rows.intLists("chunk_shape");
    filters = rows.stringLists("filters");
    storageFill = rows.binaries("storage_fill");
    fillValue = rows.strings("fill_value");
    scale = rows.doubles("scale");
    offset = rows.doubles("offset");
    units = rows.strings("units");
    description = rows.strings("description");
    chunkOffsets = rows.longLists("chunk_offsets");
    chunkSizes = rows.longLists("chunk_sizes");
    filterMasks = rows.intLists("filter_masks");
    compact = rows.binaries("compact");
    chunkLeast = rows.longLists("chunk_least");
    chunkGreatest = rows.longLists("chunk_greatest");
    chunkNumbers = numbered ? rows.intLists("chunk_numbers") : null;
    validMin = later("valid_min");
    validMax = later("valid_max");
    calendar = later("calendar");
  }

  /** A column that indexes of earlier versions lack. */
  private String[] later(String column) {
    return rows.has(column) ? rows.strings(column) : new String[rows.size()];
  }

  /**
   * The dataset of a row.
   *
   * @throws BadIndexException if it makes no sense
   */
  Dataset get(int i) {
    try {
      return new Dataset(
          path[i],
          ElementType.ofLabel(type[i]),
          elementBytes[i],
          byteOrder(byteOrder[i]),
          longs(shape[i]),
          StorageLayout.ofLabel(layout[i]),
          ints(chunkShape[i]),
          filters(filters[i]),
          bytes(storageFill[i]),
          new ValueAttributes(
              fillValue[i],
              rows.isMissing("scale", i) ? null : scale[i],
              rows.isMissing("offset", i) ? null : offset[i],
              units[i],
              description[i],
              validMin[i],
              validMax[i],
              calendar[i]),
          chunks(i),
          bytes(compact[i]),
          chunkLeast[i].length == 0 ? null : new ChunkKeys(chunkLeast[i], chunkGreatest[i]));
    } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
      throw new BadIndexException(
          "[%s] granule %s, dataset %s: %s. Build the index again"
              .formatted(part, granule[i], path[i], e.getMessage()),
          e);
    }
  }

  /** Fewer offsets than chunks are those of the chunks whose numbers are listed. */
  private ChunkTable chunks(int i) {
    long count = 1;
    for (int k = 0; k < chunkShape[i].length && k < shape[i].length; k++) {
      int side = Math.max(1, chunkShape[i][k]);
      count = Math.multiplyExact(count, shape[i][k] / side + (shape[i][k] % side == 0 ? 0 : 1));
    }
    boolean all =
        chunkNumbers == null
            || chunkShape[i].length == 0
            || count == chunkOffsets[i].length && chunkNumbers[i].length == 0;
    return all
        ? new ChunkTable(chunkOffsets[i], chunkSizes[i], filterMasks[i])
        : ChunkTable.of(
            Math.toIntExact(count),
            chunkNumbers[i],
            chunkOffsets[i],
            chunkSizes[i],
            filterMasks[i]);
  }

  private static List<Long> longs(long[] numbers) {
    List<Long> list = new ArrayList<>(numbers.length);
    for (long number : numbers) {
      list.add(number);
    }
    return list;
  }

  private static List<Integer> ints(int[] numbers) {
    List<Integer> list = new ArrayList<>(numbers.length);
    for (int number : numbers) {
      list.add(number);
    }
    return list;
  }

  private List<FilterStep> filters(String[] labels) {
    List<FilterStep> list = new ArrayList<>(labels.length);
    for (String label : labels) {
      list.add(steps.computeIfAbsent(label, FilterStep::ofLabel));
    }
    return list;
  }

  private static StoredBytes bytes(byte[] stored) {
    return stored == null ? null : new StoredBytes(stored);
  }

  private static ByteOrder byteOrder(String label) {
    return switch (label) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw new IllegalArgumentException("byte order '" + label + "'");
    };
  }
}
