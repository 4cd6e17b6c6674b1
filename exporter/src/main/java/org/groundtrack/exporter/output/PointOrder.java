package org.groundtrack.exporter.output;

/** The order of an output's points. */
public enum PointOrder {
  /** By granule, beam and row. */
  GRANULE("granule"),
  /**
   * By the H3 cell that holds them, of resolution {@value #H3_RESOLUTION}; those of a cell by
   * granule, beam and row. Ids of cells that lie together begin alike, so that row groups hold
   * points that lie together.
   */
  H3("h3");

  /** Of the cells by which points are sorted: their edges have 76 m. */
  public static final int H3_RESOLUTION = 10;

  private final String label;

  PointOrder(String label) {
    this.label = label;
  }

  /** The name, such as {@code h3}. */
  public String label() {
    return label;
  }
}
