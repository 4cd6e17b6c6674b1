package org.groundtrack.area;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;

/** Rings and lines out of positions, with messages that say what is wrong with them. */
final class Rings {
  /** Four positions, the last the first again: the smallest ring there is. */
  private static final int MIN_RING = 4;

  private Rings() {}

  /**
   * A ring of positions that must be closed.
   *
   * @param where for messages: the ring
   */
  static LinearRing closed(Coordinate[] vertices, String where, AreaDocument document) {
    if (vertices.length < MIN_RING) {
      throw document.invalid(
          "%s has %s positions, a ring needs at least %s"
              .formatted(where, vertices.length, MIN_RING));
    }
    Coordinate first = vertices[0];
    Coordinate last = vertices[vertices.length - 1];
    // Positions that are no numbers are refused later, by their vertex.
    if (!first.equals2D(last) && !Double.isNaN(first.x + first.y + last.x + last.y)) {
      throw document.invalid(
          "%s is not closed: it starts at %s, %s and ends at %s, %s; repeat the first position"
              .formatted(where, first.x, first.y, last.x, last.y));
    }
    vertices[vertices.length - 1] = first.copy();
    return AreaDocument.FACTORY.createLinearRing(vertices);
  }

  /** A line of positions. */
  static LineString line(Coordinate[] vertices, String where, AreaDocument document) {
    if (vertices.length == 1) {
      throw document.invalid(where + "is a line of one position, expected at least 2");
    }
    return AreaDocument.FACTORY.createLineString(vertices);
  }

  /** The beginning of a text, for messages. */
  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
