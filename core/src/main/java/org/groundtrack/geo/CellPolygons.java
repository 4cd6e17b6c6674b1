package org.groundtrack.geo;

import com.uber.h3core.util.LatLng;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * Shapes of H3 cells, for maps: edges run straight in longitude and latitude, so they are not
 * exact. Safe for use by many threads at once.
 */
public final class CellPolygons {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final Geometry WORLD = FACTORY.toGeometry(new Envelope(-180, 180, -90, 90));
  private static final double TURN = 360;
  private static final double POLE = 90;

  private CellPolygons() {}

  /**
   * The shape of a cell: a polygon, or several where it lies across the antimeridian.
   *
   * @return longitude in [-180, 180] and latitude, degrees
   */
  public static Geometry of(long cell) {
    List<Coordinate> ring = new ArrayList<>();
    double before = Double.NaN;
    for (LatLng vertex : H3Cells.core().cellToBoundary(cell)) {
      double longitude = Double.isNaN(before) ? vertex.lng : nearest(vertex.lng, before);
      ring.add(new Coordinate(longitude, vertex.lat));
      before = longitude;
    }
    Coordinate first = ring.get(0);
    double back = nearest(first.x, before);
    if (Math.abs(back - first.x) > 1) {
      // It goes once round: a pole is in it.
      double pole = Math.copySign(POLE, first.y);
      ring.add(new Coordinate(back, first.y));
      ring.add(new Coordinate(back, pole));
      ring.add(new Coordinate(first.x, pole));
    }
    ring.add(first.copy());
    Geometry polygon = FACTORY.createPolygon(ring.toArray(new Coordinate[0]));
    Envelope bounds = polygon.getEnvelopeInternal();
    Geometry shape = polygon.intersection(WORLD);
    if (bounds.getMaxX() > TURN / 2) {
      shape = shape.union(moved(polygon, -TURN).intersection(WORLD));
    }
    if (bounds.getMinX() < -TURN / 2) {
      shape = shape.union(moved(polygon, TURN).intersection(WORLD));
    }
    return shape;
  }

  private static double nearest(double longitude, double other) {
    return longitude + TURN * Math.rint((other - longitude) / TURN);
  }

  private static Geometry moved(Geometry geometry, double degrees) {
    return AffineTransformation.translationInstance(degrees, 0).transform(geometry);
  }
}
