package org.groundtrack.fuzz;

import java.io.ByteArrayInputStream;
import org.groundtrack.area.AoiReader;
import org.groundtrack.area.AoiSettings;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellCover;

/** Areas in all formats: as they are, with a buffer, in a projected CRS, feature by feature. */
public final class AreaTarget {
  private static final double BUFFER_METRES = 500;

  /** Coarse, so that the cover of a continent is small. */
  private static final int RESOLUTION = 3;

  private AreaTarget() {}

  /** Reads an area; the first byte chooses how. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 1) {
      return;
    }
    AoiSettings settings = settings(data[0]);
    Refusals.allow(
        () -> {
          Aoi area =
              AoiReader.read(new ByteArrayInputStream(data, 1, data.length - 1), "area", settings);
          area.contains(-45, 62.8);
          CellCover.of(area, RESOLUTION);
        });
  }

  private static AoiSettings settings(byte choice) {
    return switch (choice & 3) {
      case 1 -> AoiSettings.DEFAULT.withBufferMetres(BUFFER_METRES);
      case 2 -> AoiSettings.DEFAULT.withCrs("EPSG:3413");
      case 3 -> AoiSettings.DEFAULT.withFeatures();
      default -> AoiSettings.DEFAULT;
    };
  }
}
