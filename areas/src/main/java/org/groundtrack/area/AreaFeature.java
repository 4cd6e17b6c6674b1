package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.Geometry;

/** A feature of a document while it is read: where it stands, what it is called, what it covers. */
final class AreaFeature {
  private final int position;
  private final String where;
  private List<Geometry> parts = new ArrayList<>(1);
  private String id;
  private Aoi area;

  /**
   * A feature without parts.
   *
   * @param position in the document, from 1
   * @param where for messages, such as {@code "feature 2: "}, or nothing
   */
  AreaFeature(int position, String where) {
    this.position = position;
    this.where = where;
  }

  int position() {
    return position;
  }

  String where() {
    return where;
  }

  /** Polygons, lines and points, none of them empty. */
  List<Geometry> parts() {
    return parts;
  }

  /** What the document calls it; {@code null} if it does not. */
  String id() {
    return id;
  }

  void setId(String text) {
    id = text;
  }

  /** The shape that it covers; {@code null} while it is not known, and if it covers nothing. */
  Aoi area() {
    return area;
  }

  /** Takes the place of the parts. */
  void setArea(Aoi made) {
    area = made;
    parts = List.of();
  }
}
