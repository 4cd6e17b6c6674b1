package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Areas of all sizes and shapes around given places. */
final class RandomAreas {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final double METRES_PER_DEGREE = 111_200;
  private static final double HEMISPHERE_METRES = 1e7;
  private static final Geometry WORLD = FACTORY.toGeometry(new Envelope(-180, 180, -90, 90));

  private final Random random;

  RandomAreas(Random random) {
    this.random = random;
  }

  /** An area about a place: 10 m to a hemisphere, concave, some with holes or several parts. */
  Geometry around(double longitude, double latitude) {
    double metres = 10 * Math.pow(HEMISPHERE_METRES / 10, random.nextDouble());
    Geometry area = star(longitude, latitude, metres);
    if (random.nextInt(3) == 0) {
      area = area.difference(star(longitude, latitude, metres * 0.4));
    }
    int more = random.nextInt(3);
    for (int i = 0; i < more; i++) {
      double far = metres / METRES_PER_DEGREE * 2;
      area =
          area.union(
              star(
                  longitude + far * random.nextGaussian(),
                  latitude + far * random.nextGaussian(),
                  metres * random.nextDouble()));
    }
    return area.intersection(WORLD);
  }

  /** A polygon whose vertices go round its centre at random distances. */
  private Geometry star(double longitude, double latitude, double metres) {
    int vertices = 3 + random.nextInt(20);
    double radius = metres / METRES_PER_DEGREE;
    double stretch = 1 / Math.max(0.05, Math.cos(Math.toRadians(latitude)));
    List<Coordinate> ring = new ArrayList<>();
    for (int i = 0; i < vertices; i++) {
      double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / vertices;
      double distance = radius * (0.2 + 0.8 * random.nextDouble());
      ring.add(
          new Coordinate(
              longitude + stretch * distance * Math.cos(angle),
              latitude + distance * Math.sin(angle)));
    }
    ring.add(ring.get(0).copy());
    Polygon polygon = FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    // With three vertices the angles may all lie on one side, which is no error but may be thin.
    return polygon.isValid() ? polygon : polygon.buffer(0);
  }
}
