package org.groundtrack.geo;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

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

  /** Measured: up to so many vertices a look at each takes no longer than an index, nor memory. */
  private static final int FEW_VERTICES = 24;

  private final String name;
  private final AoiFeatures features;
  private final Geometry geometry;
  private final Envelope bounds;
  private final boolean rectangle;
  private final boolean northPole;
  private final boolean southPole;
  private final PointOnGeometryLocator locator;
  private final PreparedGeometry prepared;

  private Aoi(String name, Geometry geometry) {
    this.name = name;
    this.features = null;
    this.geometry = geometry;
    this.bounds = geometry.getEnvelopeInternal();
    this.rectangle = geometry.isRectangle();
    this.northPole = bounds.getMaxY() == 90;
    this.southPole = bounds.getMinY() == -90;
    this.locator =
        geometry.getNumPoints() <= FEW_VERTICES
            ? new SimplePointInAreaLocator(geometry)
            : new IndexedPointInAreaLocator(geometry);
    // The first call builds the locator's index.
    locator.locate(geometry.getCoordinate());
    this.prepared = PreparedGeometryFactory.prepare(geometry);
  }

  private Aoi(String name, AoiFeatures features) {
    this.name = name;
    this.features = features;
    this.geometry = features.polygons();
    this.bounds = geometry.getEnvelopeInternal();
    this.rectangle = false;
    this.northPole = bounds.getMaxY() == 90;
    this.southPole = bounds.getMinY() == -90;
    this.locator = null;
    this.prepared = null;
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
    Objects.requireNonNull(polygons, "polygons");
    return new Aoi(name, new AoiNormaliser(name, Edges.AS_WRITTEN).normalise(polygons));
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
    Objects.requireNonNull(polygons, "polygons");
    return new Aoi(name, new AoiNormaliser(name, Edges.TEXT).normalise(polygons));
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
    Objects.requireNonNull(polygons, "polygons");
    return new Aoi(name, new AoiNormaliser(name, Edges.SHORT).normalise(polygons));
  }

  /**
   * The area of features that are told apart. A point is inside if it is in one of them, by that
   * one's rule: nothing is merged, so that no edge moves.
   *
   * @param name for messages, such as the name of a file
   * @param features in the order of their rows in exports, at least one; up to 1,000,000 vertices
   * @throws org.groundtrack.error.InvalidAoiException if two have one id, or there are none or too
   *     many vertices
   */
  public static Aoi ofFeatures(String name, List<AoiFeatures.Feature> features) {
    return new Aoi(name, new AoiFeatures(name, features));
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

  /** The area's name. */
  public String name() {
    return name;
  }

  /** The features, if they are told apart. */
  public Optional<AoiFeatures> features() {
    return Optional.ofNullable(features);
  }

  /**
   * Valid polygons within [-180, 180] and [-90, 90]; not to be changed. Those of features may
   * overlap; then it is a collection of them.
   */
  public Geometry geometry() {
    return geometry;
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
    return features == null
        ? contains(longitude, latitude, new Coordinate())
        : features.finder().find(longitude, latitude) > 0;
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
    if (features != null) {
      return features.finder().select(longitude, latitude, from, to, inside);
    }
    Coordinate point = new Coordinate();
    int count = 0;
    for (int i = from; i < to; i++) {
      if (contains(longitude[i], latitude[i], point)) {
        inside[count++] = i;
      }
    }
    return count;
  }

  /** Whether a point is in this area, which has no features; {@code point} is for its use. */
  boolean contains(double longitude, double latitude, Coordinate point) {
    // Comparisons are written so that NaN fails them.
    if (!(latitude >= bounds.getMinY() && latitude <= bounds.getMaxY())) {
      return false;
    }
    if (Math.abs(longitude) < 180) {
      return latitude == 90 || latitude == -90
          ? touchesPole(latitude)
          : locate(longitude, latitude, point);
    }
    if (Math.abs(longitude) != 180) {
      return false;
    }
    return touchesPole(latitude)
        || locate(longitude, latitude, point)
        || locate(-longitude, latitude, point);
  }

  private boolean touchesPole(double latitude) {
    return (northPole && latitude == 90) || (southPole && latitude == -90);
  }

  private boolean locate(double longitude, double latitude, Coordinate point) {
    if (!(longitude >= bounds.getMinX() && longitude <= bounds.getMaxX())) {
      return false;
    }
    if (rectangle) {
      return true;
    }
    point.x = longitude;
    point.y = latitude;
    return locator.locate(point) != Location.EXTERIOR;
  }

  /**
   * How a box lies to the area. {@link Relation#DISJOINT} and {@link Relation#COVERS} hold for
   * every point of the box by the rule of {@link #contains}; where it is not sure the answer is
   * {@link Relation#INTERSECTS}.
   *
   * @param box degrees; may be a point or a line; its edges belong to it
   */
  public Relation relation(Envelope box) {
    if (features != null) {
      return features.relation(box);
    }
    boolean polar = (northPole && box.getMaxY() >= 90) || (southPole && box.getMinY() <= -90);
    boolean seam = box.getMaxX() >= 180 || box.getMinX() <= -180;
    if (polar || seam) {
      // On the antimeridian and at a pole a position has several longitudes: points decide.
      boolean near =
          polar || box.getMaxY() >= bounds.getMinY() && box.getMinY() <= bounds.getMaxY();
      return near ? Relation.INTERSECTS : Relation.DISJOINT;
    }
    if (!bounds.intersects(box)) {
      return Relation.DISJOINT;
    }
    if (rectangle) {
      return bounds.covers(box) ? Relation.COVERS : Relation.INTERSECTS;
    }
    Geometry geometryOfBox = geometry.getFactory().toGeometry(box);
    if (!prepared.intersects(geometryOfBox)) {
      return Relation.DISJOINT;
    }
    return prepared.covers(geometryOfBox) ? Relation.COVERS : Relation.INTERSECTS;
  }

  @Override
  public String toString() {
    return name;
  }
}
