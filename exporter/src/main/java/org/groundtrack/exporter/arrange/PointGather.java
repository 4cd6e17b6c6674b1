package org.groundtrack.exporter.arrange;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;

/** Takes points out of several blocks. */
final class PointGather {
  private final List<KeyedPoints> blocks;
  private final int[] block;
  private final int[] row;
  private final int size;

  private PointGather(List<KeyedPoints> blocks, int[] block, int[] row, int size) {
    this.blocks = blocks;
    this.block = block;
    this.row = row;
    this.size = size;
  }

  /**
   * Points in an order.
   *
   * @param block for each point, which block has it
   * @param row for each point, its place there
   * @param size how many points there are
   */
  static KeyedPoints gather(List<KeyedPoints> blocks, int[] block, int[] row, int size) {
    return new PointGather(blocks, block, row, size).points();
  }

  private KeyedPoints points() {
    int[] partitions = new int[size];
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      partitions[i] = blocks.get(block[i]).partitions()[row[i]];
      keys[i] = blocks.get(block[i]).keys()[row[i]];
    }
    PointTable like = blocks.get(0).points();
    List<ColumnValues> columns = new ArrayList<>();
    for (int c = 0; c < like.columns().size(); c++) {
      columns.add(like.columns().get(c) instanceof ListValues ? lists(c) : scalars(c));
    }
    return new KeyedPoints(partitions, keys, new PointTable(like.schema(), size, columns));
  }

  private ListValues lists(int column) {
    ListValues[] from = new ListValues[blocks.size()];
    for (int b = 0; b < from.length; b++) {
      from[b] = (ListValues) blocks.get(b).points().columns().get(column);
    }
    ListValues lists = new ListValues(from[0].elements().kind(), size);
    for (int i = 0; i < size; i++) {
      lists.append(from[block[i]], row[i], 1);
    }
    return lists;
  }

  private Values scalars(int column) {
    Values[] from = new Values[blocks.size()];
    for (int b = 0; b < from.length; b++) {
      from[b] = blocks.get(b).points().scalars(column);
    }
    Values values = new Values(from[0].kind(), size);
    boolean[] missing = values.missing();
    for (int i = 0; i < size; i++) {
      missing[i] = from[block[i]].missing()[row[i]];
    }
    // A loop for each kind: a switch for each point takes longer than the copy.
    switch (values.kind()) {
      case INT -> {
        for (int i = 0; i < size; i++) {
          values.ints()[i] = from[block[i]].ints()[row[i]];
        }
      }
      case LONG -> {
        for (int i = 0; i < size; i++) {
          values.longs()[i] = from[block[i]].longs()[row[i]];
        }
      }
      case FLOAT -> {
        for (int i = 0; i < size; i++) {
          values.floats()[i] = from[block[i]].floats()[row[i]];
        }
      }
      case DOUBLE -> {
        for (int i = 0; i < size; i++) {
          values.doubles()[i] = from[block[i]].doubles()[row[i]];
        }
      }
      case TEXT -> {
        for (int i = 0; i < size; i++) {
          values.texts()[i] = from[block[i]].texts()[row[i]];
        }
      }
    }
    return values;
  }
}
