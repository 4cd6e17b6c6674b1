package org.groundtrack.exporter.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.granule.ElementType;

/**
 * What tells the folders of a partitioned output apart.
 *
 * @param kind what it is
 * @param resolution of the cells of {@link Kind#H3}, 0 to {@value #FINEST_H3}; 0 for other kinds
 */
public record PartitionKey(Kind kind, int resolution) {
  /** Cells with edges of some 69 km: a region has tens of them. */
  public static final int DEFAULT_H3 = 3;

  /**
   * Edges of 200 m. Ids of finer cells may be all digits, which readers would take for numbers; and
   * nobody wants so many files.
   */
  public static final int FINEST_H3 = 9;

  /** What points can be told apart by. */
  public enum Kind {
    /** The beam's name. */
    BEAM("beam", "track_id"),
    /** The day of the point's time, UTC. */
    DATE("date", null),
    /** The reference ground track. */
    RGT("rgt", "rgt"),
    /** The mission's cycle. */
    CYCLE("cycle", "cycle"),
    /** The granule. */
    GRANULE("granule", "granule"),
    /** The H3 cell that holds the point, of a resolution. */
    H3("h3", null);

    private final String label;
    private final String column;

    Kind(String label, String column) {
      this.label = label;
      this.column = column;
    }

    /** The name, such as {@code beam}. */
    public String label() {
      return label;
    }

    /** Whether points with some columns have it. */
    boolean isIn(PointSchema schema) {
      if (column == null) {
        return true;
      }
      int found = schema.find(column);
      if (found < 0) {
        return false;
      }
      PointColumn is = schema.columns().get(found);
      return is.path() == null
          && !is.list()
          && (is.type() == ElementType.STRING || is.type() == ElementType.INT32);
    }
  }

  public PartitionKey {
    if (resolution < 0 || resolution > FINEST_H3 || (kind != Kind.H3 && resolution != 0)) {
      throw new UsageException(
          "--partition-by %s:%s has no such resolution: h3:0 to h3:%s are there, and no other key has one"
              .formatted(kind.label(), resolution, FINEST_H3));
    }
  }

  /** A key that has no resolution, or H3 with the default one. */
  public static PartitionKey of(Kind kind) {
    return new PartitionKey(kind, kind == Kind.H3 ? DEFAULT_H3 : 0);
  }

  /** Cells of H3. */
  public static PartitionKey h3(int resolution) {
    return new PartitionKey(Kind.H3, resolution);
  }

  /**
   * Reads a key, such as {@code beam} or {@code h3:5}.
   *
   * @throws UsageException if there is none of the name
   */
  public static PartitionKey parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.values()) {
      if (word.equals(kind.label)) {
        return of(kind);
      }
    }
    if (word.matches("h3:[0-9]{1,4}")) {
      return h3(Integer.parseInt(word.substring("h3:".length())));
    }
    throw new UsageException(
        "--partition-by '%s' is no key, expected one or several of %s, with commas between them"
            .formatted(text, labels(Arrays.asList(Kind.values()))));
  }

  static String labels(List<Kind> kinds) {
    return kinds.stream()
        .map(kind -> kind == Kind.H3 ? "h3[:RES]" : kind.label)
        .collect(Collectors.joining(", "));
  }

  /** What its folders' names begin with: the name of the column that readers make of them. */
  public String column() {
    return switch (kind) {
      case DATE -> "date";
      case H3 -> String.format(Locale.ROOT, "h3_%02d", resolution);
      default -> kind.column;
    };
  }

  /** Whether the points' own columns have it: it is not in the files then. */
  boolean isColumn() {
    return kind.column != null;
  }
}
