package org.groundtrack.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Areas of all sizes and shapes, and points in them. */
public final class RandomAreas {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final double LARGEST_DEGREES = 100;
  private static final double SMALLEST_DEGREES = 5e-5;

  private final Random random;

  public RandomAreas(long seed) {
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** Polygons in longitudes from -360 to 360, latitudes from -90 to 90. */
  Geometry next() {
    Geometry area =
        switch (random.nextInt(8)) {
          case 0, 1 -> star(size());
          case 2 -> withHole();
          case 3 -> several();
          case 4 -> cap();
          case 5 -> sliver();
          case 6 -> box();
          default -> acrossTheSeam();
        };
    return area == null || area.isEmpty() || area.getArea() == 0 ? next() : area;
  }

  /** From 10 m to a hemisphere, small sizes as often as large ones. */
  private double size() {
    return SMALLEST_DEGREES * Math.pow(LARGEST_DEGREES / SMALLEST_DEGREES, random.nextDouble());
  }

  private double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private Polygon ring(double longitude, double latitude, double radius) {
    int vertices = 3 + random.nextInt(random.nextInt(20) == 0 ? 900 : 20);
    double squeeze = between(0.1, 1);
    double rough = random.nextDouble() * 0.8;
    Coordinate[] ring = new Coordinate[vertices + 1];
    for (int i = 0; i < vertices; i++) {
      double angle = 2 * Math.PI * i / vertices;
      double r = radius * (1 - rough * random.nextDouble());
      ring[i] =
          new Coordinate(longitude + r * Math.cos(angle), latitude + squeeze * r * Math.sin(angle));
    }
    ring[vertices] = ring[0].copy();
    return FACTORY.createPolygon(ring);
  }

  private Geometry star(double radius) {
    double longitude = between(-180, 180);
    double latitude = Math.toDegrees(Math.asin(between(-1, 1)));
    return onEarth(ring(longitude, latitude, radius));
  }

  /** What lies on the earth: the rest of a star at a pole sticks out. */
  private Geometry onEarth(Geometry area) {
    Geometry strip = FACTORY.toGeometry(new Envelope(-360, 360, -90, 90));
    Geometry cut = OverlayNGRobust.overlay(area, strip, OverlayNG.INTERSECTION);
    double width = cut.getEnvelopeInternal().getWidth();
    return width > 360 ? null : cut;
  }

  private Geometry withHole() {
    double radius = Math.min(size(), 25);
    Polygon shell = ring(between(-150, 150), between(-60, 60), radius);
    Coordinate centre = shell.getEnvelopeInternal().centre();
    double scale = between(0.1, 0.9);
    AffineTransformation shrink =
        AffineTransformation.scaleInstance(scale, scale, centre.x, centre.y);
    LinearRing hole = ((Polygon) shrink.transform(shell)).getExteriorRing();
    Polygon result = FACTORY.createPolygon(shell.getExteriorRing(), new LinearRing[] {hole});
    return result.isValid() ? result : shell;
  }

  private Geometry several() {
    List<Geometry> parts = new ArrayList<>();
    double size = size() / 4;
    double longitude = between(-180, 180);
    double latitude = between(-60, 60);
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      Geometry part =
          onEarth(ring(longitude + between(-3, 3) * size, latitude + between(-2, 2) * size, size));
      if (part != null && part.getArea() > 0) {
        parts.add(part);
      }
    }
    return FACTORY.buildGeometry(parts);
  }

  private Geometry cap() {
    int steps = 4 + random.nextInt(60);
    double edge = between(40, 89.99);
    List<Coordinate> ring = new ArrayList<>();
    double first = between(edge - 5, edge);
    for (int i = 0; i <= steps; i++) {
      double latitude = i == 0 || i == steps ? first : between(edge - 5, edge);
      ring.add(new Coordinate(-180 + 360.0 * i / steps, latitude));
    }
    ring.add(new Coordinate(180, 90));
    ring.add(new Coordinate(-180, 90));
    ring.add(ring.get(0).copy());
    Geometry cap = FACTORY.createPolygon(ring.toArray(new Coordinate[0]));
    return random.nextBoolean() ? cap : AffineTransformation.scaleInstance(1, -1).transform(cap);
  }

  private Geometry sliver() {
    double x = between(-170, 170);
    double y = between(-80, 80);
    double length = Math.min(size(), 60);
    double angle = between(0, 2 * Math.PI);
    double x2 = x + length * Math.cos(angle);
    double y2 = Math.max(-90, Math.min(90, y + length * Math.sin(angle)));
    double width = Math.pow(10, between(-8, -3));
    return FACTORY.createPolygon(
        new Coordinate[] {
          new Coordinate(x, y), new Coordinate(x2, y2),
          new Coordinate(x2 + width, y2), new Coordinate(x, y)
        });
  }

  private Geometry box() {
    if (random.nextInt(10) == 0) {
      return FACTORY.toGeometry(new Envelope(-180, 180, -90, 90));
    }
    double west = between(-180, 180);
    double south = between(-90, 90);
    return FACTORY.toGeometry(
        new Envelope(
            west,
            Math.min(180, west + 3 * size()),
            south,
            random.nextInt(5) == 0 ? 90 : Math.min(90, south + size())));
  }

  private Geometry acrossTheSeam() {
    double size = Math.min(size(), 80);
    double longitude = (random.nextBoolean() ? 180 : -180) + size * between(-1, 1);
    return onEarth(ring(longitude, between(-85, 85), size));
  }

  /** Some points inside an area: anywhere, at its vertices, and about its edges. */
  public List<Coordinate> pointsIn(Aoi aoi, int count) {
    List<Coordinate> points = new ArrayList<>();
    Geometry geometry = aoi.geometry();
    for (int tries = 0; tries < 20 * count && points.size() < count; tries++) {
      Geometry part = geometry.getGeometryN(random.nextInt(geometry.getNumGeometries()));
      Coordinate point = near((Polygon) part);
      if (aoi.contains(point.x, point.y)) {
        points.add(point);
      }
    }
    return points;
  }

  /** A point that may well be inside a polygon, or on its edge, or close to it. */
  Coordinate near(Polygon part) {
    Envelope box = part.getEnvelopeInternal();
    int how = random.nextInt(10);
    if (how < 6) {
      double longitude = between(box.getMinX(), box.getMaxX());
      double latitude = between(box.getMinY(), box.getMaxY());
      if (how == 0) {
        longitude = random.nextBoolean() ? box.getMinX() : box.getMaxX();
      }
      if (how == 1) {
        latitude = random.nextBoolean() ? box.getMinY() : box.getMaxY();
      }
      return new Coordinate(longitude, latitude);
    }
    Coordinate[] vertices = part.getExteriorRing().getCoordinates();
    if (part.getNumInteriorRing() > 0 && random.nextInt(3) == 0) {
      vertices = part.getInteriorRingN(random.nextInt(part.getNumInteriorRing())).getCoordinates();
    }
    int i = random.nextInt(vertices.length - 1);
    Coordinate a = vertices[i];
    Coordinate b = vertices[i + 1];
    if (how == 6) {
      return a.copy();
    }
    double t = random.nextDouble();
    double shake = how == 7 ? 0 : 1e-3 * Math.pow(random.nextDouble(), 8);
    return new Coordinate(
        a.x + t * (b.x - a.x) + shake * between(-1, 1) * box.getWidth(),
        a.y + t * (b.y - a.y) + shake * between(-1, 1) * box.getHeight());
  }
}
