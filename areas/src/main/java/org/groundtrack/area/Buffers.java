package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;

/**
 * What lies within a distance of points, lines and polygons, along geodesics of WGS 84.
 *
 * <p>Lines and boundaries are taken in short pieces, each on the azimuthal equidistant plane round
 * its middle, where a buffer of the plane is one of the earth to a hundred thousandth. What is not
 * exact errs to the outside: no point within the distance is left out, and none is let in that lies
 * more than a two thousandth and 0.1 m beyond it.
 */
final class Buffers {
  /** Arcs of a quarter: chords lie within 0.03 % of the radius, by which it is enlarged. */
  private static final int ARCS = 32;

  /** How much JTS may move the line, as a part of the distance. */
  private static final double SIMPLIFY = 1e-4;

  /** Planar distances are right to 3e-6 on a piece of the size below; to be sure. */
  private static final double PLANE = 1e-5;

  private static final double TOLERANCE_METRES = 0.01;

  private final AreaDocument document;
  private final double metres;
  private final double tolerance;
  private final List<Polygon> pieces = new ArrayList<>();

  /**
   * @param metres distance, above 0
   */
  Buffers(AreaDocument document, double metres) {
    this.document = document;
    this.metres = metres;
    this.tolerance = Math.max(TOLERANCE_METRES, metres * PLANE);
  }

  /**
   * The union of an area, lines and points, and what is round them.
   *
   * @param aoi may be {@code null}
   * @param others lines and points in degrees; edges go the short way round
   */
  Aoi of(Aoi aoi, List<Geometry> others) {
    ShortPieces shortPieces = new ShortPieces(document);
    for (Geometry other : others) {
      shortPieces.addShortWay(other);
    }
    if (aoi != null) {
      Geometry area = aoi.geometry();
      for (int i = 0; i < area.getNumGeometries(); i++) {
        Polygon polygon = (Polygon) area.getGeometryN(i);
        addRing(polygon.getExteriorRing(), shortPieces);
        for (int k = 0; k < polygon.getNumInteriorRing(); k++) {
          addRing(polygon.getInteriorRingN(k), shortPieces);
        }
      }
    }
    shortPieces.pieces().forEach(this::buffer);
    GeometryFactory factory = AreaDocument.FACTORY;
    Aoi round =
        Aoi.ofShortEdges(
            document.name(), factory.createGeometryCollection(pieces.toArray(Geometry[]::new)));
    return aoi == null
        ? round
        : Aoi.of(
            document.name(),
            factory.createGeometryCollection(new Geometry[] {aoi.geometry(), round.geometry()}));
  }

  private static void addRing(LinearRing ring, ShortPieces shortPieces) {
    shortPieces.addAsWritten(ring.getCoordinates());
  }

  private void buffer(Coordinate[] piece) {
    LocalPlane plane = new LocalPlane(piece[piece.length / 2]);
    Coordinate[] places = new Coordinate[piece.length];
    for (int i = 0; i < piece.length; i++) {
      places[i] = plane.place(piece[i]);
    }
    Geometry line =
        places.length == 1
            ? AreaDocument.FACTORY.createPoint(places[0])
            : AreaDocument.FACTORY.createLineString(places);
    BufferParameters parameters = new BufferParameters(ARCS);
    parameters.setSimplifyFactor(SIMPLIFY);
    double radius =
        (metres * (1 + PLANE + SIMPLIFY) + tolerance + 2 * TOLERANCE_METRES)
            / Math.cos(Math.PI / (4 * ARCS));
    Geometry round = BufferOp.bufferOp(line, radius, parameters);
    CurvedEdges edges = new CurvedEdges(plane, tolerance, document);
    for (int i = 0; i < round.getNumGeometries(); i++) {
      pieces.add(ProjectedAreas.mapped((Polygon) round.getGeometryN(i), edges, "buffer: "));
    }
  }
}
