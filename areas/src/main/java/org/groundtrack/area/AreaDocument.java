package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What a document holds: features of polygons, lines and points, in the numbers that stand there.
 * Collected by one thread.
 */
final class AreaDocument {
  /** The CRS of formats that have but one. */
  static final String LONGITUDE_LATITUDE = "OGC:CRS84";

  static final GeometryFactory FACTORY = new GeometryFactory();
  private static final int MAX_VERTICES = 1_000_000;

  private final String name;
  private final FeatureIds featureIds;
  private final List<AreaFeature> features = new ArrayList<>();
  private final List<Geometry> parts = new ArrayList<>();
  private String crs;
  private boolean crsUnknown;
  private int vertices;

  /**
   * @param name for messages
   * @param settings whether and how features are told apart
   */
  AreaDocument(String name, AoiSettings settings) {
    this.name = name;
    this.featureIds = settings.perFeature() ? new FeatureIds(this, settings.featureId()) : null;
  }

  /** The name for messages. */
  String name() {
    return name;
  }

  /** How features are told apart; {@code null} if they are not. */
  FeatureIds featureIds() {
    return featureIds;
  }

  /** Begins the next feature: what is added is part of it. */
  void beginFeature(String where) {
    features.add(new AreaFeature(features.size() + 1, where));
  }

  /** Whether a feature was begun. */
  boolean hasFeature() {
    return !features.isEmpty();
  }

  /** Gives the last feature an id, or {@code null} for none. */
  void setFeatureId(String id) {
    features.get(features.size() - 1).setId(id);
  }

  /** The features in their order. */
  List<AreaFeature> features() {
    return features;
  }

  /** Polygons, lines and points, none of them empty; user data say where each stands. */
  List<Geometry> parts() {
    return parts;
  }

  /** The CRS that the document states, in its words; {@code null} if it states none. */
  String crs() {
    return crs;
  }

  void setCrs(String stated) {
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
      geometry.setUserData(where);
      parts.add(geometry);
      features.get(features.size() - 1).parts().add(geometry);
      return;
    }
    for (int i = 0; i < members; i++) {
      String part = members == 1 ? where : "%spart %s: ".formatted(where, i + 1);
      addParts(geometry.getGeometryN(i), part);
    }
  }

  private void count(int more) {
    vertices = Math.addExact(vertices, more);
    if (vertices > MAX_VERTICES) {
      throw invalid(
          "has %s vertices, the limit is %s: simplify it".formatted(vertices, MAX_VERTICES));
    }
  }

  InvalidAoiException invalid(String what) {
    return new InvalidAoiException("[%s] %s".formatted(name, what));
  }

  InvalidAoiException invalid(String what, Throwable cause) {
    return new InvalidAoiException("[%s] %s".formatted(name, what), cause);
  }
}
