package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/** The geometry of a coverage row: for maps, not for decisions. */
final class TrackLine {
  /** About 200 m: on a map of cells 17 km wide nobody sees less. */
  private static final double TOLERANCE_DEGREES = 0.002;

  /** A power of two, about 0.1 m: mantissas that end in zeros compress to half. */
  private static final double GRID_DEGREES = 1.0 / (1 << 20);

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private TrackLine() {}

  /** A Point, a LineString, or a MultiLineString where the track crosses the antimeridian. */
  static byte[] wkb(List<Coordinate> track) {
    List<LineString> lines = new ArrayList<>();
    List<Coordinate> line = new ArrayList<>();
    for (Coordinate position : track) {
      Coordinate next = new Coordinate(onGrid(position.x), onGrid(position.y));
      if (!line.isEmpty() && Math.abs(line.get(line.size() - 1).x - next.x) > 180) {
        addLine(line, lines);
        line = new ArrayList<>();
      }
      line.add(next);
    }
    if (lines.isEmpty() && line.size() == 1) {
      return write(FACTORY.createPoint(line.get(0)));
    }
    addLine(line, lines);
    Geometry geometry =
        lines.size() == 1
            ? DouglasPeuckerSimplifier.simplify(lines.get(0), TOLERANCE_DEGREES)
            : FACTORY.createMultiLineString(lines.toArray(LineString[]::new));
    return write(geometry);
  }

  private static void addLine(List<Coordinate> line, List<LineString> lines) {
    if (line.size() == 1) {
      // A line needs two positions; a lone one beyond the antimeridian is drawn as a dot.
      line.add(line.get(0).copy());
    }
    lines.add(FACTORY.createLineString(line.toArray(Coordinate[]::new)));
  }

  private static byte[] write(Geometry geometry) {
    return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(geometry);
  }

  private static double onGrid(double degrees) {
    return Math.rint(degrees / GRID_DEGREES) * GRID_DEGREES;
  }
}
