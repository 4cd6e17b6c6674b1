package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes polygons of the rings of a shape, which tell outer ones from holes only by their direction:
 * outer ones run clockwise. Holes belong to the smallest outer ring round them. A ring that is
 * alone, or a hole in nothing, is an outer one, whatever its direction.
 */
final class ShapeRings {
  private final AreaDocument document;
  private final String where;
  private final List<Outer> outers = new ArrayList<>();

  private static final class Outer {
    private final LinearRing ring;
    private final double area;
    private final List<LinearRing> holes = new ArrayList<>();
    private PointOnGeometryLocator locator;

    Outer(LinearRing ring) {
      this.ring = ring;
      this.area = Area.ofRing(ring.getCoordinateSequence());
    }

    boolean holds(LinearRing hole) {
      if (!ring.getEnvelopeInternal().covers(hole.getEnvelopeInternal())) {
        return false;
      }
      if (locator == null) {
        locator = new IndexedPointInAreaLocator(AreaDocument.FACTORY.createPolygon(ring));
      }
      for (int i = 0; i < hole.getNumPoints(); i++) {
        int location = locator.locate(hole.getCoordinateN(i));
        if (location != Location.BOUNDARY) {
          return location == Location.INTERIOR;
        }
      }
      return true;
    }
  }

  ShapeRings(AreaDocument document, String where) {
    this.document = document;
    this.where = where;
  }

  Geometry polygons(List<CoordinateSequence> parts) {
    List<LinearRing> holes = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).size() == 0) {
        continue;
      }
      LinearRing ring = Rings.closed(parts.get(i), "%sring %s".formatted(where, i + 1), document);
      if (parts.size() == 1 || Area.ofRingSigned(ring.getCoordinateSequence()) >= 0) {
        outers.add(new Outer(ring));
      } else {
        holes.add(ring);
      }
    }
    List<Outer> shells = List.copyOf(outers);
    for (LinearRing hole : holes) {
      Outer around = null;
      for (Outer outer : shells) {
        if ((around == null || outer.area < around.area) && outer.holds(hole)) {
          around = outer;
        }
      }
      if (around == null) {
        outers.add(new Outer(hole));
      } else {
        around.holes.add(hole);
      }
    }
    List<Polygon> polygons = new ArrayList<>();
    for (Outer outer : outers) {
      polygons.add(
          AreaDocument.FACTORY.createPolygon(outer.ring, outer.holes.toArray(LinearRing[]::new)));
    }
    return AreaDocument.FACTORY.buildGeometry(polygons);
  }
}
