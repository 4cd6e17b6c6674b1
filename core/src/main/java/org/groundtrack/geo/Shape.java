package org.groundtrack.geo;

import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** What an area covers. Immutable and safe for use by many threads at once. */
interface Shape {
  /**
   * Tells whether a place is inside; on its edge it is.
   *
   * @param longitude in [-180, 180]
   * @param latitude in [-90, 90]
   */
  boolean contains(double longitude, double latitude);

  /**
   * How a box lies to the shape on the plane of longitude and latitude, where -180 and 180 are far
   * apart.
   */
  Aoi.Relation onPlane(Envelope box);

  /** Boxes within [-180, 180] and [-90, 90] that hold all of it. */
  List<Envelope> boxes();

  /** Polygons: the shape itself, or what is drawn for it. */
  Geometry geometry();

  /** Its vertices. */
  long vertices();

  /** About how large it is. */
  double squareKm();

  /** The shapes of which it is the union, or it alone. */
  default List<? extends Shape> members() {
    return List.of(this);
  }

  /** Least and greatest longitude and latitude. */
  default Envelope bounds() {
    Envelope bounds = new Envelope();
    boxes().forEach(bounds::expandToInclude);
    return bounds;
  }

  /** How a box lies to the shape, by the rule of {@link Aoi#relation}. */
  default Aoi.Relation relation(Envelope box) {
    Envelope bounds = bounds();
    boolean polar =
        bounds.getMaxY() == 90 && box.getMaxY() >= 90
            || bounds.getMinY() == -90 && box.getMinY() <= -90;
    if (polar || box.getMaxX() >= 180 || box.getMinX() <= -180) {
      // On the antimeridian and at a pole a position has several longitudes: points decide.
      boolean near =
          polar || box.getMaxY() >= bounds.getMinY() && box.getMinY() <= bounds.getMaxY();
      return near ? Aoi.Relation.INTERSECTS : Aoi.Relation.DISJOINT;
    }
    return bounds.intersects(box) ? onPlane(box) : Aoi.Relation.DISJOINT;
  }
}
