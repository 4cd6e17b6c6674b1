package org.groundtrack.exporter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiFeatures;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.PolygonExtracter;

/**
 * What an export says of its area. A small area stands there as it is; of a large one there is what
 * tells it apart, since every reader of every file reads all that the metadata hold.
 */
final class AreaWords {
  /** Characters of the area's text, and of all ids of features, up to which they stand there. */
  static final int MAX_CHARACTERS = 1 << 16;

  /** Of a vertex as text, at least: two digits, a space and a comma. */
  private static final int MIN_VERTEX_CHARACTERS = 4;

  private final String name;
  private final String wkt;
  private final List<String> ids;
  private final int features;
  private final int polygons;
  private final long vertices;
  private final double[] bounds;
  private final String digest;

  private AreaWords(Aoi aoi) {
    // A path of somebody's machine has no place in a file that is passed on; its last name has.
    name = aoi.name().replaceFirst("^.*[/\\\\]", "");
    List<AoiFeatures.Feature> told = aoi.features().map(AoiFeatures::list).orElse(null);
    List<Geometry> parts =
        told == null
            ? List.of(aoi.geometry())
            : told.stream().map(feature -> feature.area().geometry()).toList();
    vertices = parts.stream().mapToLong(Geometry::getNumPoints).sum();
    polygons = parts.stream().mapToInt(part -> PolygonExtracter.getPolygons(part).size()).sum();
    Envelope box = new Envelope();
    parts.forEach(part -> box.expandToInclude(part.getEnvelopeInternal()));
    bounds = new double[] {box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()};
    features = told == null ? 0 : told.size();
    List<String> all = told == null ? null : told.stream().map(AoiFeatures.Feature::id).toList();
    long idCharacters = all == null ? 0 : all.stream().mapToLong(id -> id.length() + 3L).sum();
    ids = idCharacters <= MAX_CHARACTERS ? all : null;
    String text = null;
    if (vertices <= MAX_CHARACTERS / MIN_VERTEX_CHARACTERS) {
      Geometry whole =
          told == null
              ? aoi.geometry()
              : aoi.geometry()
                  .getFactory()
                  .createGeometryCollection(parts.toArray(Geometry[]::new));
      text = whole.toText();
    }
    wkt = text == null || text.length() > MAX_CHARACTERS ? null : text;
    digest = wkt == null || all != null && ids == null ? AreaFile.digest(aoi) : null;
  }

  static AreaWords of(Aoi aoi) {
    return new AreaWords(aoi);
  }

  void put(ObjectNode words) {
    words.put("area", name);
    if (wkt != null) {
      words.put("areaWkt", wkt);
    }
    if (digest != null) {
      words.put("areaSha256", digest);
      ArrayNode box = words.putArray("areaBounds");
      for (double bound : bounds) {
        box.add(bound);
      }
      words.put("areaPolygons", polygons);
      words.put("areaVertices", vertices);
    }
    if (ids != null) {
      ArrayNode array = words.putArray("features");
      ids.forEach(array::add);
    } else if (features > 0) {
      words.put("featureCount", features);
    }
  }
}
