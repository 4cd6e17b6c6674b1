package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Makes an area of what a document holds: its CRS, its polygons, and what is round them. */
final class AreaMaker {
  private final AreaDocument document;
  private final AoiSettings settings;
  private final Crs crs;

  private AreaMaker(AreaDocument document, AoiSettings settings) {
    this.document = document;
    this.settings = settings;
    this.crs = crs(document, settings);
  }

  static Aoi make(AreaDocument document, AoiSettings settings) {
    return new AreaMaker(document, settings).make();
  }

  /** An area and what is round it, if that is asked for. */
  static Aoi buffered(Aoi aoi, AoiSettings settings) {
    return settings.bufferMetres() == 0
        ? aoi
        : new Buffers(new AreaDocument(aoi.name()), settings.bufferMetres()).of(aoi, List.of());
  }

  private static Crs crs(AreaDocument document, AoiSettings settings) {
    String stated = document.crs();
    String given = settings.crs();
    if (stated != null && given != null && !isSame(stated, given)) {
      throw document.invalid(
          "says that it is in %s: leave out --aoi-crs %s, which is for formats that do not say"
              .formatted(Rings.shortened(stated), given));
    }
    if (document.isCrsUnknown() && given == null) {
      throw document.invalid("says that its CRS is not known: give it with --aoi-crs EPSG:<code>");
    }
    return Crs.of(stated == null ? given : stated, document);
  }

  private static boolean isSame(String stated, String given) {
    return stated.equalsIgnoreCase(given)
        || Crs.isLongitudeLatitude(stated) && Crs.isLongitudeLatitude(given);
  }

  private Aoi make() {
    List<Polygon> polygons = new ArrayList<>();
    List<Geometry> others = new ArrayList<>();
    for (Geometry part : document.parts()) {
      if (part instanceof Polygon polygon) {
        polygons.add(polygon);
      } else if (settings.bufferMetres() > 0) {
        others.add(part);
      } else {
        throw document.invalid(
            "%sis a %s, which has no area: give polygons, or say how far round it with --buffer METRES"
                .formatted(part.getUserData(), part.getGeometryType()));
      }
    }
    if (polygons.isEmpty() && others.isEmpty()) {
      throw document.invalid("is empty: give a polygon");
    }
    Aoi aoi = polygons.isEmpty() ? null : area(polygons);
    if (settings.bufferMetres() == 0) {
      return aoi;
    }
    return new Buffers(document, settings.bufferMetres()).of(aoi, lines(others));
  }

  private Aoi area(List<Polygon> polygons) {
    if (crs == null) {
      return Aoi.ofText(document.name(), collection(polygons));
    }
    return Aoi.ofShortEdges(
        document.name(), collection(new ProjectedAreas(crs, document).polygons(polygons)));
  }

  /** Lines and points in longitude and latitude, in degrees. */
  private List<Geometry> lines(List<Geometry> others) {
    return crs == null ? others : new ProjectedAreas(crs, document).lines(others);
  }

  private static Geometry collection(List<Polygon> polygons) {
    return polygons.size() == 1
        ? polygons.get(0)
        : AreaDocument.FACTORY.createGeometryCollection(polygons.toArray(Geometry[]::new));
  }
}
