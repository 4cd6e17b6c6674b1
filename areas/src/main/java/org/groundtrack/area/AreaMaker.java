package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiFeatures;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Makes an area of what a document holds: its CRS, its polygons, and what is round them. */
final class AreaMaker {
  private final AreaDocument document;
  private final AoiSettings settings;
  private final Crs crs;
  private ProjectedAreas projected;

  private AreaMaker(AreaDocument document, AoiSettings settings) {
    this.document = document;
    this.settings = settings;
    this.crs = crs(document, settings);
  }

  static Aoi make(AreaDocument document, AoiSettings settings) {
    return new AreaMaker(document, settings).make();
  }

  /** An area that is all there is, and what is round it, if that is asked for. */
  static Aoi alone(Aoi aoi, AoiSettings settings) {
    AreaDocument document = new AreaDocument(aoi.name(), settings);
    Aoi area =
        settings.bufferMetres() == 0
            ? aoi
            : new Buffers(document, settings.bufferMetres()).of(aoi, List.of());
    if (!settings.perFeature()) {
      return area;
    }
    document.add(aoi.geometry(), "");
    String id = document.featureIds().settled(document.features()).get(0).id();
    return Aoi.ofFeatures(aoi.name(), List.of(new AoiFeatures.Feature(id, area)));
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
    for (Geometry part : document.parts()) {
      if (!(part instanceof Polygon) && settings.bufferMetres() == 0) {
        throw document.invalid(
            "%sis a %s, which has no area: give polygons, or say how far round it with --buffer METRES"
                .formatted(part.getUserData(), part.getGeometryType()));
      }
    }
    if (document.parts().isEmpty()) {
      throw document.invalid("is empty: give a polygon");
    }
    projected = crs == null ? null : new ProjectedAreas(crs, document);
    return settings.perFeature() ? features() : area(document.parts());
  }

  private Aoi features() {
    List<AoiFeatures.Feature> features = new ArrayList<>();
    long vertices = 0;
    for (AreaFeature feature : document.featureIds().settled(document.features())) {
      Aoi area = area(feature.parts());
      features.add(new AoiFeatures.Feature(feature.id(), area));
      vertices += area.geometry().getNumPoints();
      // Buffers have vertices that the document has not: memory is not to run out first.
      AoiFeatures.checkVertices(document.name(), vertices);
    }
    return Aoi.ofFeatures(document.name(), features);
  }

  /** The area that some parts cover together, and what is round them. */
  private Aoi area(List<Geometry> parts) {
    List<Polygon> polygons = new ArrayList<>();
    List<Geometry> others = new ArrayList<>();
    for (Geometry part : parts) {
      if (part instanceof Polygon polygon) {
        polygons.add(polygon);
      } else {
        others.add(part);
      }
    }
    Aoi aoi = polygons.isEmpty() ? null : polygons(polygons);
    return settings.bufferMetres() == 0
        ? aoi
        : new Buffers(document, settings.bufferMetres()).of(aoi, lines(others));
  }

  private Aoi polygons(List<Polygon> polygons) {
    return projected == null
        ? Aoi.ofText(document.name(), collection(polygons))
        : Aoi.ofShortEdges(document.name(), collection(projected.polygons(polygons)));
  }

  /** Lines and points in longitude and latitude, in degrees. */
  private List<Geometry> lines(List<Geometry> others) {
    return projected == null ? others : projected.lines(others);
  }

  private static Geometry collection(List<Polygon> polygons) {
    return polygons.size() == 1
        ? polygons.get(0)
        : AreaDocument.FACTORY.createGeometryCollection(polygons.toArray(Geometry[]::new));
  }
}
