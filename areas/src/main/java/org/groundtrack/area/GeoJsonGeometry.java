package org.groundtrack.area;

import java.util.List;
import org.groundtrack.area.GeoJsonNumbers.Nest;
import org.groundtrack.area.GeoJsonNumbers.Position;
import org.groundtrack.area.GeoJsonNumbers.Run;
import org.groundtrack.area.GeoJsonNumbers.Value;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/** Makes geometries of the coordinates of GeoJSON. */
final class GeoJsonGeometry {
  private final AreaDocument document;

  GeoJsonGeometry(AreaDocument document) {
    this.document = document;
  }

  /**
   * Adds a geometry.
   *
   * @param coordinates {@code null} if there are none
   */
  void add(String type, Value coordinates, String where) {
    switch (type) {
      case "Polygon" -> polygon(present(coordinates, where), where);
      case "LineString" -> line(present(coordinates, where), where);
      case "Point" -> point(present(coordinates, where), where);
      case "MultiPolygon", "MultiLineString", "MultiPoint" -> {
        List<Value> parts = members(present(coordinates, where));
        for (int i = 0; i < parts.size(); i++) {
          String part = where + "part %s: ".formatted(i + 1);
          switch (type) {
            case "MultiPolygon" -> polygon(parts.get(i), part);
            case "MultiLineString" -> line(parts.get(i), part);
            default -> point(parts.get(i), part);
          }
        }
      }
      default ->
          throw document.invalid(
              "%shas the type \"%s\", which GeoJSON lacks".formatted(where, Rings.shortened(type)));
    }
  }

  private Value present(Value coordinates, String where) {
    if (coordinates == null) {
      throw document.invalid(where + "has no array \"coordinates\"");
    }
    return coordinates;
  }

  /** The values of an array, whatever they are. */
  private List<Value> members(Value value) {
    if (value instanceof Nest nest) {
      return nest.values();
    }
    if (value instanceof Run run) {
      Value[] positions = new Value[run.xy().length / 2 + (run.wrong() > 0 ? 1 : 0)];
      for (int i = 0; i < run.xy().length / 2; i++) {
        positions[i] = new Position(run.xy()[2 * i], run.xy()[2 * i + 1]);
      }
      if (run.wrong() > 0) {
        positions[positions.length - 1] = new GeoJsonNumbers.Other(run.found());
      }
      return List.of(positions);
    }
    return List.of(value);
  }

  private void polygon(Value value, String where) {
    if (value instanceof GeoJsonNumbers.Other || value instanceof Position) {
      throw document.invalid(where + "expected an array of rings");
    }
    List<Value> rings = members(value);
    if (rings.isEmpty() || rings.size() == 1 && isEmpty(rings.get(0))) {
      return;
    }
    LinearRing shell = ring(rings.get(0), where + "outer ring");
    LinearRing[] holes = new LinearRing[rings.size() - 1];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = ring(rings.get(i + 1), where + "hole %s".formatted(i + 1));
    }
    document.add(AreaDocument.FACTORY.createPolygon(shell, holes), where);
  }

  private static boolean isEmpty(Value value) {
    return value instanceof Nest nest && nest.values().isEmpty();
  }

  private LinearRing ring(Value positions, String where) {
    return Rings.closed(positions(positions, where), where, document);
  }

  private void line(Value positions, String where) {
    document.add(Rings.line(positions(positions, where + "line"), where, document), where);
  }

  private void point(Value value, String where) {
    if (isEmpty(value)) {
      return;
    }
    if (!(value instanceof Position position)) {
      throw noPosition(where + "point", GeoJsonNumbers.words(value));
    }
    document.add(
        AreaDocument.FACTORY.createPoint(sequence(new double[] {position.x(), position.y()})),
        where);
  }

  private CoordinateSequence positions(Value value, String where) {
    if (value instanceof Run run) {
      if (run.wrong() > 0) {
        throw noPosition("%s, vertex %s".formatted(where, run.wrong()), run.found());
      }
      return sequence(run.xy());
    }
    if (value instanceof Nest nest) {
      if (!nest.values().isEmpty()) {
        throw noPosition(where + ", vertex 1", GeoJsonNumbers.words(nest.values().get(0)));
      }
      return sequence(new double[0]);
    }
    throw document.invalid(where + ": expected an array of positions");
  }

  private RuntimeException noPosition(String where, String found) {
    return document.invalid(
        "%s: expected a position [longitude, latitude], found %s".formatted(where, found));
  }

  private static CoordinateSequence sequence(double[] xy) {
    return new PackedCoordinateSequence.Double(xy, 2, 0);
  }
}
