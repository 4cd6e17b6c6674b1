package org.groundtrack.exporter.output;

/** How points are written as geometries. */
public enum GeometryEncoding {
  /** Well-known binary: every reader of GeoParquet takes it. */
  WKB("wkb"),
  /**
   * A struct of coordinates, as GeoArrow and GeoParquet 1.1 have it: smaller and faster to read.
   */
  POINT("point"),
  /**
   * WKB in a column of Parquet's own type GEOMETRY, with its statistics: GeoParquet 2.0. Readers
   * that do not know the type can't open the file at all, such as Spark before 4.1.
   */
  PARQUET_GEOMETRY("parquet");

  private final String label;

  GeometryEncoding(String label) {
    this.label = label;
  }

  /** The name, such as {@code wkb}. */
  public String label() {
    return label;
  }
}
