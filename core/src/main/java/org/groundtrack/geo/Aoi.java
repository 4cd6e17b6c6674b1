package org.groundtrack.geo;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * An area of interest: polygons on longitude and latitude in degrees, with holes and many parts.
 *
 * <p>Edges run straight in longitude and latitude, as GeoJSON says. A point on an edge is inside,
 * of a hole's edge too. Longitudes -180 and 180 are the same meridian, and at a pole all longitudes
 * are the same point. The geometry is cut at the antimeridian. Immutable and safe for use by many
 * threads at once. Module areas makes one from files of many formats.
 *
 * <p>An area may know its {@linkplain #ofFeatures features}; then exports say which of them holds
 * each point.
 */
public final class Aoi {
  /** How a box lies to an area. */
  public enum Relation {
    /** No point of the box is inside. */
    DISJOINT,
    /** Some points of the box may be inside. */
    INTERSECTS,
    /** All points of the box are inside. */
    COVERS
  }

  private static final double MAX_METRES = 2_000_000;

  /** A vertex takes some 18 bytes, and its feature's share of some 600. */
  private static final int MAX_VERTICES = 25_000_000;

  private static final int BYTES_PER_VERTEX = 40;

  private final String name;
  private final AoiFeatures features;
  private final Shape shape;
  private final ShapeTree tree;
  private final Envelope bounds;

  private Aoi(String name, Shape shape, AoiFeatures features) {
    this.name = name;
    this.features = features;
    this.shape = shape;
    this.tree = shape instanceof ShapeTree many ? many : null;
    this.bounds = shape.bounds();
  }

  private static Aoi of(String name, Geometry polygons, Edges edges) {
    Objects.requireNonNull(polygons, "polygons");
    return new Aoi(
        name, new PolygonShape(new AoiNormaliser(name, edges).normalise(polygons)), null);
  }

  /**
   * The area that some polygons cover together. Edges run as the coordinates say, however wide;
   * what lies beyond longitude 180 or -180 comes in on the other side.
   *
   * @param name for messages, such as the name of a file
   * @param polygons a Polygon, MultiPolygon, or collection of them; longitudes in [-360, 360]; a
   *     text as user data of one says in messages where it stands, such as {@code "feature 2: "}
   * @throws org.groundtrack.error.InvalidAoiException if it is no valid area
   */
  public static Aoi of(String name, Geometry polygons) {
    return of(name, polygons, Edges.AS_WRITTEN);
  }

  /**
   * The same for polygons that were written down as text, where 170, then -170 crosses the
   * antimeridian, and a ring may go round a pole: see docs/areas.md.
   *
   * @param name for messages, such as the name of a file
   * @param polygons degrees; a text as user data of one says in messages where it stands, such as
   *     {@code "feature 2: "}
   * @throws org.groundtrack.error.InvalidAoiException if it is no valid area
   */
  public static Aoi ofText(String name, Geometry polygons) {
    return of(name, polygons, Edges.TEXT);
  }

  /**
   * The same for polygons that come from elsewhere than a map of longitude and latitude, such as a
   * projection: each edge is taken the short way round, and each ring, of a hole too, encloses what
   * lies to its left, be it a pole. Where rounding has made rings touch they are mended.
   *
   * @param name for messages, such as the name of a file
   * @param polygons rings counter-clockwise as seen from above; edges of much less than 180°
   * @throws org.groundtrack.error.InvalidAoiException if it is no valid area
   */
  public static Aoi ofShortEdges(String name, Geometry polygons) {
    return of(name, polygons, Edges.SHORT);
  }

  /**
   * Everything within a distance of an area, lines and points, along geodesics of WGS 84, and the
   * area itself. Edges of lines run straight in longitude and latitude, the short way round.
   *
   * @param name for messages, such as the name of a file
   * @param area polygons, without features and not itself of this kind; {@code null} for none
   * @param lines lines and points in degrees, at most 360 and 90
   * @param metres above 0, at most 2,000,000
   * @param drawn gives polygons that stand for it in pictures, where it is asked for them; {@code
   *     null} for boxes
   */
  public static Aoi within(
      String name, Aoi area, List<Geometry> lines, double metres, Supplier<Geometry> drawn) {
    if (!(metres > 0 && metres <= MAX_METRES) || area == null && lines.isEmpty()) {
      throw new IllegalArgumentException("%s m of %s lines".formatted(metres, lines.size()));
    }
    List<EdgeRun> runs = lines.stream().map(Aoi::run).toList();
    PolygonShape inner = area == null ? null : (PolygonShape) area.shape;
    return new Aoi(name, new NearShape(inner, runs, metres, drawn), null);
  }

  /** The vertices of a line, whose longitudes go on beyond 180 where it crosses it. */
  private static EdgeRun run(Geometry line) {
    Coordinate[] written = line.getCoordinates();
    double[] xy = new double[2 * written.length];
    for (int i = 0; i < written.length; i++) {
      xy[2 * i] =
          i == 0
              ? written[0].x
              : xy[2 * i - 2] + Math.IEEEremainder(written[i].x - written[i - 1].x, 360);
      xy[2 * i + 1] = written[i].y;
    }
    return new EdgeRun(xy);
  }

  /**
   * The area that others cover together. A point is inside if it is in one of them, by that one's
   * rule: nothing is merged.
   *
   * @param name for messages, such as the name of a file
   * @param areas at least one, without features
   */
  public static Aoi ofAll(String name, List<Aoi> areas) {
    return areas.size() == 1
        ? new Aoi(name, areas.get(0).shape, null)
        : new Aoi(name, new ShapeTree(areas.stream().map(Aoi::shape).toList()), null);
  }

  /**
   * The area of features that are told apart. A point is inside if it is in one of them, by that
   * one's rule: nothing is merged, so that no edge moves.
   *
   * @param name for messages, such as the name of a file
   * @param features in the order of their rows in exports, at least one
   * @throws org.groundtrack.error.InvalidAoiException if two have one id, or there are none
   */
  public static Aoi ofFeatures(String name, List<AoiFeatures.Feature> features) {
    AoiFeatures known = new AoiFeatures(name, features);
    return new Aoi(name, known.tree(), known);
  }

  /**
   * A box in degrees. West beyond east means that it crosses the antimeridian.
   *
   * @param west in [-360, 360]
   * @param south in [-90, 90], below north
   * @param east in [-360, 360]
   * @param north in [-90, 90]
   * @throws org.groundtrack.error.InvalidAoiException if it is no valid area
   */
  public static Aoi ofBox(String name, double west, double south, double east, double north) {
    if (south > north) {
      throw new InvalidAoiException(
          "[%s] south %s is above north %s: a box is west,south,east,north in degrees"
              .formatted(name, south, north));
    }
    double until = west > east ? east + 360 : east;
    if (west == until || south == north) {
      throw new InvalidAoiException(
          "[%s] has no area: a box is west,south,east,north in degrees".formatted(name));
    }
    GeometryFactory factory = new GeometryFactory();
    if (west > east && west < 180 && east > -180) {
      // Two parts keep every digit of the edges, and have longitudes of at most 180.
      return of(
          name,
          factory.createGeometryCollection(
              new Geometry[] {
                factory.toGeometry(new Envelope(west, 180, south, north)),
                factory.toGeometry(new Envelope(-180, east, south, north))
              }));
    }
    return of(name, factory.toGeometry(new Envelope(west, until, south, north)));
  }

  /** Number of vertices that areas may have together: 25,000,000, fewer in a heap below 1 GB. */
  public static long maxVertices() {
    return Math.min(MAX_VERTICES, Runtime.getRuntime().maxMemory() / BYTES_PER_VERTEX);
  }

  /** The area's name. */
  public String name() {
    return name;
  }

  /** The features, if they are told apart. */
  public Optional<AoiFeatures> features() {
    return Optional.ofNullable(features);
  }

  /**
   * Valid polygons within [-180, 180] and [-90, 90]; not to be changed. Those of features, and of
   * areas of many, may overlap; then it is a collection of them. What lies within a distance is
   * drawn, a little larger than it is. Made anew at each call.
   */
  public Geometry geometry() {
    return shape.geometry();
  }

  /** Number of its vertices; what is within a distance has those of what it is round. */
  public long vertices() {
    return shape.vertices();
  }

  Shape shape() {
    return shape;
  }

  /** Least and greatest longitude and latitude. */
  public Envelope bounds() {
    return new Envelope(bounds);
  }

  /**
   * Whether a point is inside.
   *
   * @param longitude degrees; outside [-180, 180] no point is inside
   * @param latitude degrees; outside [-90, 90] no point is inside
   */
  public boolean contains(double longitude, double latitude) {
    // Comparisons are written so that NaN fails them.
    return Math.abs(longitude) <= 180
        && latitude >= bounds.getMinY()
        && latitude <= bounds.getMaxY()
        && shape.contains(longitude, latitude);
  }

  /**
   * Finds the points that are inside.
   *
   * @param longitude degrees
   * @param latitude degrees
   * @param from first point to look at
   * @param to the point after the last
   * @param inside receives the indices of points inside, ascending; at least {@code to - from} long
   * @return how many are inside
   */
  public int select(double[] longitude, double[] latitude, int from, int to, int[] inside) {
    ShapeTree.Finder finder = tree == null ? null : tree.new Finder();
    int count = 0;
    for (int i = from; i < to; i++) {
      if (finder == null
          ? contains(longitude[i], latitude[i])
          : finder.any(longitude[i], latitude[i])) {
        inside[count++] = i;
      }
    }
    return count;
  }

  /**
   * How a box lies to the area. {@link Relation#DISJOINT} and {@link Relation#COVERS} hold for
   * every point of the box by the rule of {@link #contains}; where it is not sure the answer is
   * {@link Relation#INTERSECTS}.
   *
   * @param box degrees; may be a point or a line; its edges belong to it
   */
  public Relation relation(Envelope box) {
    return shape.relation(box);
  }

  @Override
  public String toString() {
    return name;
  }
}
