package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;

/**
 * What a document holds: features of polygons, lines and points, in the numbers that stand there.
 * Features are made into areas while the next are read, so that of a large document only what it
 * becomes is held. Collected by one thread.
 */
final class AreaDocument {
  /** The CRS of formats that have but one. */
  static final String LONGITUDE_LATITUDE = "OGC:CRS84";

  /** Geometries of packed numbers: those of coordinates as objects take three times as much. */
  static final GeometryFactory FACTORY =
      new GeometryFactory(
          new PrecisionModel(),
          0,
          new PackedCoordinateSequenceFactory(PackedCoordinateSequenceFactory.DOUBLE));

  /** Features wait until they have so many vertices together, and are made by several threads. */
  private static final int WAITING_VERTICES = 200_000;

  private final String name;
  private final AoiSettings settings;
  private final FeatureIds featureIds;
  private final String presetCrs;
  private final List<AreaFeature> features = new ArrayList<>();
  private AreaMaker maker;
  private InvalidAoiException deferred;
  private int made;
  private String crs;
  private boolean crsUnknown;
  private long vertices;
  private int waiting;
  private int withoutGeometry;

  AreaDocument(String name, AoiSettings settings) {
    this(name, settings, null);
  }

  /**
   * A document that is read again.
   *
   * @param name for messages
   * @param settings whether and how features are told apart
   * @param presetCrs what the document is known to state, or {@code null}
   */
  AreaDocument(String name, AoiSettings settings, String presetCrs) {
    this.name = name;
    this.settings = settings;
    this.presetCrs = presetCrs;
    this.crs = presetCrs;
    this.featureIds = settings.perFeature() ? new FeatureIds(this, settings.featureId()) : null;
  }

  /** The name for messages. */
  String name() {
    return name;
  }

  AoiSettings settings() {
    return settings;
  }

  /** How features are told apart; {@code null} if they are not. */
  FeatureIds featureIds() {
    return featureIds;
  }

  /** Begins the next feature: what is added is part of it. */
  void beginFeature(String where) {
    if (waiting >= WAITING_VERTICES) {
      make(false);
    }
    features.add(new AreaFeature(features.size() + 1, where));
  }

  /** Whether a feature was begun. */
  boolean hasFeature() {
    return !features.isEmpty();
  }

  /** Gives the last feature an id, or {@code null} for none. */
  void setFeatureId(String id) {
    last().setId(id);
  }

  /** The feature, of which there is but one. */
  AreaFeature only() {
    return features.get(0);
  }

  private AreaFeature last() {
    return features.get(features.size() - 1);
  }

  /** Tells whether anything was added that is not empty. */
  boolean hasParts() {
    return vertices > 0;
  }

  /** Tells whether there was a feature without a geometry. */
  boolean isWithoutGeometry() {
    return withoutGeometry > 0;
  }

  /** Counts a feature without a geometry, which is passed over. */
  void addNothing() {
    withoutGeometry++;
  }

  /** The CRS that the document states, in its words; {@code null} if it states none. */
  String crs() {
    return crs;
  }

  /**
   * Notes the CRS that the document states.
   *
   * @throws LateCrsException if geometries were made into areas in ignorance of it
   */
  void setCrs(String stated) {
    if (maker != null && presetCrs == null && crs == null) {
      throw new LateCrsException(stated);
    }
    crs = stated;
  }

  /** Whether the document says that nobody knows its CRS. */
  boolean isCrsUnknown() {
    return crsUnknown;
  }

  void setCrsUnknown() {
    crsUnknown = true;
  }

  /** Adds a geometry that is all there is; the members of a collection are features. */
  void addAlone(Geometry geometry) {
    int members = geometry.getNumGeometries();
    if (!geometry.getGeometryType().equals(Geometry.TYPENAME_GEOMETRYCOLLECTION) || members < 2) {
      add(geometry, "");
      return;
    }
    for (int i = 0; i < members; i++) {
      String where = "part %s: ".formatted(i + 1);
      beginFeature(where);
      add(geometry.getGeometryN(i), where);
    }
  }

  /**
   * Adds a geometry, or the members of a collection.
   *
   * @param where for messages, such as {@code "feature 2: "}, or nothing
   */
  void add(Geometry geometry, String where) {
    count(geometry.getNumPoints());
    if (features.isEmpty()) {
      beginFeature(where);
    }
    addParts(geometry, where);
  }

  private void addParts(Geometry geometry, String where) {
    if (geometry.isEmpty()) {
      return;
    }
    int members = geometry.getNumGeometries();
    if (!(geometry instanceof GeometryCollection)) {
      Geometry part = geometry instanceof Polygon polygon ? withoutEmptyHoles(polygon) : geometry;
      part.setUserData(where);
      last().parts().add(part);
      return;
    }
    for (int i = 0; i < members; i++) {
      String part = members == 1 ? where : "%spart %s: ".formatted(where, i + 1);
      addParts(geometry.getGeometryN(i), part);
    }
  }

  /** A ring without positions encloses nothing. */
  private static Polygon withoutEmptyHoles(Polygon polygon) {
    List<LinearRing> holes = new ArrayList<>();
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      if (!polygon.getInteriorRingN(i).isEmpty()) {
        holes.add(polygon.getInteriorRingN(i));
      }
    }
    return holes.size() == polygon.getNumInteriorRing()
        ? polygon
        : FACTORY.createPolygon(polygon.getExteriorRing(), holes.toArray(LinearRing[]::new));
  }

  /**
   * Counts vertices, before or after they are read.
   *
   * @throws InvalidAoiException if there are more than an area may have
   */
  private void count(int more) {
    vertices += more;
    waiting += more;
    if (vertices > Aoi.maxVertices()) {
      throw invalid(
          "has more than %s vertices, the limit%s: simplify it, or cut it into several areas"
              .formatted(Aoi.maxVertices(), " in this memory"));
    }
  }

  /** Makes areas of the features that were read. */
  private void make(boolean last) {
    if (maker == null) {
      maker = new AreaMaker(this);
    }
    List<AreaFeature> more = features.subList(made, features.size());
    try {
      if (deferred == null) {
        maker.make(more, last);
      }
    } catch (InvalidAoiException e) {
      if (last || crs != null) {
        throw e;
      }
      // The CRS may stand behind the features: then this is wrong.
      deferred = e;
    }
    if (deferred != null) {
      more.forEach(feature -> feature.setArea(null));
    }
    made = features.size();
    waiting = 0;
  }

  /** The area of all that was added. */
  Aoi finish() {
    if (vertices == 0) {
      throw invalid(
          withoutGeometry > 0
              ? "has %s without a geometry and none with one: give a polygon"
                  .formatted(withoutGeometry == 1 ? "a feature" : withoutGeometry + " features")
              : "is empty: give a polygon");
    }
    make(true);
    if (deferred != null) {
      throw deferred;
    }
    return maker.finish(features);
  }

  InvalidAoiException invalid(String what) {
    return new InvalidAoiException("[%s] %s".formatted(name, what));
  }

  InvalidAoiException invalid(String what, Throwable cause) {
    return new InvalidAoiException("[%s] %s".formatted(name, what), cause);
  }
}
