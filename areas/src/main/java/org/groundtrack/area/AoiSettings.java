package org.groundtrack.area;

import java.util.Locale;
import org.groundtrack.error.UsageException;

/**
 * How an area is read. Immutable.
 *
 * @param crs the CRS of documents that do not state one, such as {@code EPSG:3413}; {@code null}
 *     for longitude and latitude
 * @param bufferMetres how far round what is given the area reaches, 0 to {@value
 *     #MAX_BUFFER_METRES}; 0 for none
 * @param perFeature whether the document's features are told apart; else they are taken together
 * @param featureId the property by which they are; {@code null} for their ids, or if they have none
 *     their positions in the document
 * @param layer of a GeoPackage, or the shapefile in a ZIP file; {@code null} if there is but one
 */
public record AoiSettings(
    String crs, double bufferMetres, boolean perFeature, String featureId, String layer) {
  /** Farther than this a buffer is no neighbourhood: a tenth of the way to the antipode. */
  public static final double MAX_BUFFER_METRES = 2_000_000;

  /** Longitude and latitude unless a document says otherwise; no buffer. */
  public static final AoiSettings DEFAULT = new AoiSettings(null, 0, false, null, null);

  public AoiSettings {
    if (featureId != null && (featureId.isBlank() || !perFeature)) {
      throw new UsageException(
          "--feature-id is '%s', expected the name of a property by which --per-feature tells features apart"
              .formatted(featureId));
    }
    if (!(bufferMetres >= 0 && bufferMetres <= MAX_BUFFER_METRES)) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "A buffer of %s m, expected metres above 0, at most %.0f",
              bufferMetres,
              MAX_BUFFER_METRES));
    }
  }

  /** The same with another CRS for documents that do not state one. */
  public AoiSettings withCrs(String other) {
    return new AoiSettings(other, bufferMetres, perFeature, featureId, layer);
  }

  /** The same with another buffer in metres. */
  public AoiSettings withBufferMetres(double metres) {
    return new AoiSettings(crs, metres, perFeature, featureId, layer);
  }

  /** The same with features told apart by their ids, or by their positions if they have none. */
  public AoiSettings withFeatures() {
    return new AoiSettings(crs, bufferMetres, true, null, layer);
  }

  /** The same with features told apart by a property: of KML and GeoParquet too, see docs. */
  public AoiSettings withFeatures(String property) {
    return new AoiSettings(crs, bufferMetres, true, property, layer);
  }

  /** The same of another layer of a GeoPackage, or shapefile of a ZIP file. */
  public AoiSettings withLayer(String name) {
    return new AoiSettings(crs, bufferMetres, perFeature, featureId, name);
  }
}
