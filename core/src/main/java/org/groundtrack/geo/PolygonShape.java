package org.groundtrack.geo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;

/** Valid polygons within longitudes -180 to 180; they may overlap. */
final class PolygonShape implements Shape {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** Up to so many polygons a look at each takes no longer than a tree. */
  private static final int FEW = 8;

  private static final double KM_PER_DEGREE = 111.2;

  private final EdgeRun[][] polygons;
  private final Envelope bounds;
  private final boolean rectangle;
  private final boolean multi;
  private final HPRtree tree;

  /**
   * @param geometry a polygon, or several
   */
  PolygonShape(Geometry geometry) {
    polygons = new EdgeRun[geometry.getNumGeometries()][];
    for (int i = 0; i < polygons.length; i++) {
      Polygon polygon = (Polygon) geometry.getGeometryN(i);
      EdgeRun[] rings = new EdgeRun[1 + polygon.getNumInteriorRing()];
      rings[0] = EdgeRun.of(polygon.getExteriorRing().getCoordinateSequence());
      for (int k = 1; k < rings.length; k++) {
        rings[k] = EdgeRun.of(polygon.getInteriorRingN(k - 1).getCoordinateSequence());
      }
      polygons[i] = rings;
    }
    bounds = geometry.getEnvelopeInternal().copy();
    rectangle = geometry.isRectangle();
    multi = geometry.getGeometryType().equals(Geometry.TYPENAME_MULTIPOLYGON);
    tree = polygons.length <= FEW ? null : new HPRtree();
    if (tree != null) {
      for (EdgeRun[] polygon : polygons) {
        tree.insert(polygon[0].bounds(), polygon);
      }
      tree.build();
    }
  }

  @Override
  public boolean contains(double longitude, double latitude) {
    // Comparisons are written so that NaN fails them.
    if (!(latitude >= bounds.getMinY() && latitude <= bounds.getMaxY())) {
      return false;
    }
    if (Math.abs(latitude) == 90) {
      // The bounds reach this pole, at which all longitudes are one point.
      return true;
    }
    if (Math.abs(longitude) == 180) {
      return locate(longitude, latitude) || locate(-longitude, latitude);
    }
    return locate(longitude, latitude);
  }

  private boolean locate(double longitude, double latitude) {
    if (!(longitude >= bounds.getMinX() && longitude <= bounds.getMaxX())) {
      return false;
    }
    if (rectangle) {
      return true;
    }
    if (tree == null) {
      for (EdgeRun[] polygon : polygons) {
        if (holds(polygon, longitude, latitude)) {
          return true;
        }
      }
      return false;
    }
    boolean[] found = {false};
    tree.query(
        new Envelope(longitude, longitude, latitude, latitude),
        item -> found[0] = found[0] || holds((EdgeRun[]) item, longitude, latitude));
    return found[0];
  }

  private static boolean holds(EdgeRun[] polygon, double x, double y) {
    int crossings = 0;
    for (EdgeRun ring : polygon) {
      int more = ring.crossings(x, y);
      if (more < 0) {
        return true;
      }
      crossings += more;
    }
    return crossings % 2 != 0;
  }

  @Override
  public Aoi.Relation onPlane(Envelope box) {
    if (!bounds.intersects(box)) {
      return Aoi.Relation.DISJOINT;
    }
    if (rectangle) {
      return bounds.covers(box) ? Aoi.Relation.COVERS : Aoi.Relation.INTERSECTS;
    }
    if (box.getWidth() == 0 && box.getHeight() == 0) {
      return locate(box.getMinX(), box.getMinY()) ? Aoi.Relation.COVERS : Aoi.Relation.DISJOINT;
    }
    Aoi.Relation[] relation = {Aoi.Relation.DISJOINT};
    if (tree != null) {
      tree.query(box, item -> relation[0] = nearer(relation[0], (EdgeRun[]) item, box));
    } else {
      for (EdgeRun[] polygon : polygons) {
        relation[0] = nearer(relation[0], polygon, box);
      }
    }
    return relation[0];
  }

  private static Aoi.Relation nearer(Aoi.Relation known, EdgeRun[] polygon, Envelope box) {
    if (known == Aoi.Relation.COVERS) {
      return known;
    }
    for (EdgeRun ring : polygon) {
      if (ring.touches(box)) {
        return Aoi.Relation.INTERSECTS;
      }
    }
    return holds(polygon, box.getMinX(), box.getMinY()) ? Aoi.Relation.COVERS : known;
  }

  @Override
  public List<Envelope> boxes() {
    return List.of(bounds);
  }

  @Override
  public Envelope bounds() {
    return bounds;
  }

  @Override
  public Geometry geometry() {
    Polygon[] drawn = new Polygon[polygons.length];
    for (int i = 0; i < drawn.length; i++) {
      LinearRing[] rings = new LinearRing[polygons[i].length];
      for (int k = 0; k < rings.length; k++) {
        rings[k] = FACTORY.createLinearRing(polygons[i][k].sequence());
      }
      drawn[i] =
          FACTORY.createPolygon(rings[0], java.util.Arrays.copyOfRange(rings, 1, rings.length));
    }
    if (multi) {
      return FACTORY.createMultiPolygon(drawn);
    }
    return drawn.length == 1 ? drawn[0] : FACTORY.createGeometryCollection(drawn);
  }

  /** The edges of all rings. */
  List<EdgeRun> rings() {
    List<EdgeRun> rings = new ArrayList<>();
    for (EdgeRun[] polygon : polygons) {
      rings.addAll(List.of(polygon));
    }
    return rings;
  }

  @Override
  public long vertices() {
    long vertices = 0;
    for (EdgeRun[] polygon : polygons) {
      for (EdgeRun ring : polygon) {
        vertices += ring.vertices();
      }
    }
    return vertices;
  }

  @Override
  public double squareKm() {
    double area = 0;
    for (EdgeRun[] polygon : polygons) {
      Envelope extent = polygon[0].bounds();
      double latitude =
          extent.getMinY() <= 0 && extent.getMaxY() >= 0
              ? 0
              : Math.min(Math.abs(extent.getMinY()), Math.abs(extent.getMaxY()));
      double degrees = Area.ofRing(polygon[0].sequence());
      for (int i = 1; i < polygon.length; i++) {
        degrees -= Area.ofRing(polygon[i].sequence());
      }
      area += degrees * KM_PER_DEGREE * KM_PER_DEGREE * Math.cos(Math.toRadians(latitude));
    }
    return area;
  }
}
