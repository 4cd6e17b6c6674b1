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
 */
public record AoiSettings(String crs, double bufferMetres) {
  /** Farther than this a buffer is no neighbourhood: a tenth of the way to the antipode. */
  public static final double MAX_BUFFER_METRES = 2_000_000;

  /** Longitude and latitude unless a document says otherwise; no buffer. */
  public static final AoiSettings DEFAULT = new AoiSettings(null, 0);

  public AoiSettings {
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
    return new AoiSettings(other, bufferMetres);
  }

  /** The same with another buffer in metres. */
  public AoiSettings withBufferMetres(double metres) {
    return new AoiSettings(crs, metres);
  }
}
