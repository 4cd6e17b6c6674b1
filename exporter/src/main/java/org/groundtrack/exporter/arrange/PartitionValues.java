package org.groundtrack.exporter.arrange;

import java.time.LocalDate;
import java.util.Objects;
import org.groundtrack.exporter.output.PartitionKey;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.geo.CellFinder;

/** What a key of partitions is for each of some points. */
interface PartitionValues {
  /** Whether two points share it. */
  boolean same(int point, int other);

  /** What it is for a point; {@code null} if it is missing. */
  String text(int point);

  long NANOS_PER_DAY = 86_400_000_000_000L;

  /** The values of a key that is a column or made of one. */
  static PartitionValues of(PartitionKey key, PointTable points, CellFinder cells) {
    return switch (key.kind()) {
      case DATE -> days(points.scalars(points.schema().find("time")));
      case H3 -> cells(points, cells);
      default -> column(points.scalars(points.schema().find(key.column())));
    };
  }

  private static PartitionValues column(Values values) {
    boolean texts = values.kind() == Values.Kind.TEXT;
    return new PartitionValues() {
      private Object value(int point) {
        return values.missing()[point]
            ? null
            : texts ? values.texts()[point] : (Object) values.ints()[point];
      }

      @Override
      public boolean same(int point, int other) {
        return Objects.equals(value(point), value(other));
      }

      @Override
      public String text(int point) {
        Object value = value(point);
        return value == null ? null : value.toString();
      }
    };
  }

  private static PartitionValues days(Values times) {
    return new PartitionValues() {
      private long day(int point) {
        return times.missing()[point]
            ? Long.MIN_VALUE
            : Math.floorDiv(times.longs()[point], NANOS_PER_DAY);
      }

      @Override
      public boolean same(int point, int other) {
        return day(point) == day(other);
      }

      @Override
      public String text(int point) {
        return times.missing()[point] ? null : LocalDate.ofEpochDay(day(point)).toString();
      }
    };
  }

  private static PartitionValues cells(PointTable points, CellFinder finder) {
    long[] cells = RowKeys.cells(points, finder);
    return new PartitionValues() {
      @Override
      public boolean same(int point, int other) {
        return cells[point] == cells[other];
      }

      @Override
      public String text(int point) {
        return Long.toHexString(cells[point]);
      }
    };
  }
}
