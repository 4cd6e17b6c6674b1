package org.groundtrack.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Everything within a distance of lines and points, and of polygons, these too. */
final class NearShape implements Shape {
  /** More than the ellipsoid differs from a sphere of the least radius. */
  private static final double MARGIN = 1.01;

  private final PolygonShape inner;
  private final List<EdgeRun> runs;
  private final double metres;
  private final Supplier<Geometry> drawn;
  private final List<Envelope> boxes;
  private final Envelope bounds;

  /**
   * @param inner polygons, or {@code null}
   * @param lines in degrees; points have one vertex; longitudes go on beyond 180
   * @param metres above 0
   * @param drawn gives polygons that stand for the shape in pictures; {@code null} for boxes
   */
  NearShape(PolygonShape inner, List<EdgeRun> lines, double metres, Supplier<Geometry> drawn) {
    this.inner = inner;
    this.metres = metres;
    this.drawn = drawn;
    this.runs = new ArrayList<>(lines);
    if (inner != null) {
      runs.addAll(inner.rings());
    }
    List<Envelope> found = new ArrayList<>();
    runs.forEach(run -> addBoxes(run.bounds(), found));
    this.boxes = List.copyOf(found);
    this.bounds = new Envelope();
    boxes.forEach(bounds::expandToInclude);
  }

  private void addBoxes(Envelope line, List<Envelope> found) {
    double arc = Math.toDegrees(metres / WithinDistance.LEAST_RADIUS) * MARGIN + 1e-9;
    double south = Math.max(-90, line.getMinY() - arc);
    double north = Math.min(90, line.getMaxY() + arc);
    double polar = Math.max(Math.abs(line.getMinY()), Math.abs(line.getMaxY()));
    if (polar + arc >= 90) {
      found.add(new Envelope(-180, 180, south, north));
      return;
    }
    double sine = Math.sin(Math.toRadians(arc)) / Math.cos(Math.toRadians(polar));
    double wide = sine >= 1 ? 180 : Math.toDegrees(Math.asin(sine)) * MARGIN + 1e-9;
    double west = line.getMinX() - wide;
    double east = line.getMaxX() + wide;
    if (east - west >= 360) {
      found.add(new Envelope(-180, 180, south, north));
      return;
    }
    for (int turn = (int) Math.floor((west + 180) / 360); 360.0 * turn - 180 <= east; turn++) {
      double from = Math.max(-180, west - 360.0 * turn);
      double to = Math.min(180, east - 360.0 * turn);
      found.add(new Envelope(from, to, south, north));
    }
  }

  @Override
  public boolean contains(double longitude, double latitude) {
    if (inner != null && inner.contains(longitude, latitude)) {
      return true;
    }
    return !isFar(longitude, latitude) && isNear(longitude, latitude, metres);
  }

  private boolean isFar(double longitude, double latitude) {
    if (Math.abs(longitude) == 180 || Math.abs(latitude) == 90) {
      return !(latitude >= bounds.getMinY() && latitude <= bounds.getMaxY());
    }
    return !bounds.contains(longitude, latitude);
  }

  private boolean isNear(double longitude, double latitude, double distance) {
    WithinDistance within = new WithinDistance(longitude, latitude, distance);
    for (EdgeRun run : runs) {
      if (within.of(run)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Aoi.Relation onPlane(Envelope box) {
    if (inner != null && inner.onPlane(box) == Aoi.Relation.COVERS) {
      return Aoi.Relation.COVERS;
    }
    boolean meets = false;
    for (Envelope each : boxes) {
      meets |= each.intersects(box);
    }
    if (!meets) {
      return Aoi.Relation.DISJOINT;
    }
    double radius = WithinDistance.radius(box);
    double x = (box.getMinX() + box.getMaxX()) / 2;
    double y = (box.getMinY() + box.getMaxY()) / 2;
    if (radius < metres && isNear(x, y, metres - radius)) {
      return Aoi.Relation.COVERS;
    }
    boolean near =
        metres + radius > WithinDistance.LEAST_RADIUS
            || isNear(x, y, metres + radius)
            || inner != null && inner.onPlane(box) != Aoi.Relation.DISJOINT;
    return near ? Aoi.Relation.INTERSECTS : Aoi.Relation.DISJOINT;
  }

  @Override
  public List<Envelope> boxes() {
    return boxes;
  }

  @Override
  public Envelope bounds() {
    return bounds;
  }

  @Override
  public Geometry geometry() {
    if (drawn != null) {
      return drawn.get();
    }
    GeometryFactory factory = new GeometryFactory();
    return factory.createGeometryCollection(
        boxes.stream().map(factory::toGeometry).toArray(Geometry[]::new));
  }

  @Override
  public long vertices() {
    return runs.stream().mapToLong(EdgeRun::vertices).sum();
  }

  @Override
  public double squareKm() {
    double km = metres / 1000;
    double area = inner == null ? 0 : inner.squareKm();
    for (EdgeRun run : runs) {
      double length = 0;
      for (int i = 0; i < run.edges(); i++) {
        double cosine = Math.cos(Math.toRadians(run.y(i)));
        length += 111.2 * Math.hypot((run.x(i + 1) - run.x(i)) * cosine, run.y(i + 1) - run.y(i));
      }
      // Many short edges of one place do not cover more than its box does.
      double radius = 2 * WithinDistance.radius(run.bounds()) / 1000;
      double band = Math.min(2 * length * km, (radius + 2 * km) * (radius + 2 * km));
      area += band + Math.PI * km * km;
    }
    return area;
  }
}
