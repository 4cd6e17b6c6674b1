package org.groundtrack.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * An area as the catalogue takes it: polygons or boxes that together hold all of it, of which a
 * granule has to touch one. Immutable.
 *
 * @param parameter {@code polygon} or {@code bounding_box}
 * @param values of the parameter, one for each polygon or box
 */
record SearchArea(String parameter, List<String> values) {
  /** With all their points some 5 kB of a URL; CMR recommends at most 6 kB. */
  private static final int MAX_POINTS = 150;

  private static final int MAX_POLYGONS = 10;
  private static final int MAX_BOXES = 20;

  SearchArea {
    values = List.copyOf(values);
  }

  /** Polygons around the parts of an area, or boxes if these do as well. */
  static SearchArea of(Aoi aoi) {
    List<Polygon> parts = parts(aoi);
    boolean boxes = parts.stream().allMatch(Geometry::isRectangle);
    if (!boxes && parts.size() <= MAX_POLYGONS) {
      List<List<Coordinate>> rings = new ArrayList<>();
      int points = 0;
      for (Polygon part : parts) {
        Optional<List<Coordinate>> ring =
            OutwardPolygon.around(
                part,
                Math.max(8, MAX_POINTS / 2 / parts.size()),
                FootprintMargin.ROUNDING.latitudeDegrees());
        ring.ifPresent(rings::add);
        points += ring.map(List::size).orElse(0);
      }
      if (rings.size() == parts.size() && points <= MAX_POINTS) {
        return new SearchArea("polygon", rings.stream().map(OutwardPolygon::text).toList());
      }
    }
    return boxes(parts, FootprintMargin.ROUNDING);
  }

  /** Boxes around the parts of an area with a margin. */
  static SearchArea of(Aoi aoi, FootprintMargin margin) {
    return boxes(parts(aoi), margin);
  }

  @SuppressWarnings("unchecked")
  private static List<Polygon> parts(Aoi aoi) {
    return PolygonExtracter.getPolygons(aoi.geometry());
  }

  private static SearchArea boxes(List<Polygon> parts, FootprintMargin margin) {
    List<Envelope> bounds = parts.stream().map(Polygon::getEnvelopeInternal).toList();
    Set<Box> boxes = new LinkedHashSet<>();
    for (Envelope envelope : Envelopes.joined(bounds, MAX_BOXES)) {
      Box box = Box.around(envelope, margin);
      boxes.add(box);
      boolean all = box.east() - box.west() == 360;
      if (!all && box.north() == 90) {
        boxes.add(Box.cap(true));
      }
      if (!all && box.south() == -90) {
        boxes.add(Box.cap(false));
      }
    }
    return new SearchArea("bounding_box", boxes.stream().map(Box::toString).toList());
  }

  /** As the catalogue is asked. */
  void addTo(CmrRequest request) {
    values.forEach(value -> request.add(parameter + "[]", value));
    if (values.size() > 1) {
      request.add("options[%s][or]".formatted(parameter), "true");
    }
  }

  /** The polygons or boxes, degrees, cut at the antimeridian. */
  Geometry region() {
    GeometryFactory factory = new GeometryFactory();
    List<Geometry> parts = new ArrayList<>();
    for (String value : values) {
      double[] numbers =
          Arrays.stream(value.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      if (parameter.equals("bounding_box")) {
        parts.add(Aoi.ofBox("searched", numbers[0], numbers[1], numbers[2], numbers[3]).geometry());
      } else {
        Coordinate[] ring = new Coordinate[numbers.length / 2];
        for (int i = 0; i < ring.length; i++) {
          ring[i] = new Coordinate(numbers[2 * i], numbers[2 * i + 1]);
        }
        parts.add(Aoi.ofText("searched", factory.createPolygon(ring)).geometry());
      }
    }
    return UnaryUnionOp.union(parts);
  }

  /** In words: {@code a box -45.4,62.6,-44.6,63}, {@code 3 polygons of 46 points}. */
  String words() {
    if (parameter.equals("polygon")) {
      int points = values.stream().mapToInt(v -> v.split(",", -1).length / 2).sum();
      return "%s of %s points"
          .formatted(values.size() == 1 ? "a polygon" : values.size() + " polygons", points);
    }
    return values.size() == 1
        ? "the box " + values.get(0)
        : values.stream().collect(Collectors.joining("; ", values.size() + " boxes ", ""));
  }
}
