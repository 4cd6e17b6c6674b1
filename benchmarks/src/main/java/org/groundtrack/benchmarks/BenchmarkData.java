package org.groundtrack.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.groundtrack.area.AoiReader;
import org.groundtrack.geo.Aoi;
import org.groundtrack.samples.SampleCollection;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Areas and tracks that the benchmarks share; the same in every run. */
final class BenchmarkData {
  static final double LON = SampleCollection.GREENLAND_LON;
  static final double LAT = SampleCollection.GREENLAND_LAT;

  private static final double KM_PER_DEGREE = 111.2;
  private static final double ROW_KM = 0.02;
  private static final double PASS_SPACING_KM = 3.3;
  private static final double TRACK_NOISE_DEGREES = 2e-6;

  private BenchmarkData() {}

  /** Positions along passes of a satellite. */
  record Track(double[] longitude, double[] latitude) {}

  /** The tile of the samples, about 38 km by 39 km. */
  static Aoi greenlandTile() {
    try (InputStream tile = SampleCollection.class.getResourceAsStream("greenland.geojson")) {
      String text = new String(tile.readAllBytes(), StandardCharsets.UTF_8);
      return AoiReader.parse(text, "greenland.geojson");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything on the earth. */
  static Aoi world() {
    return AoiReader.parse("-180,-90,180,90", "world");
  }

  /** A box round the centre of the tile. */
  static Aoi box(double widthKm, double heightKm) {
    double lon = widthKm / 2 / KM_PER_DEGREE / Math.cos(Math.toRadians(LAT));
    double lat = heightKm / 2 / KM_PER_DEGREE;
    String box = (LON - lon) + "," + (LAT - lat) + "," + (LON + lon) + "," + (LAT + lat);
    return AoiReader.parse(box, "box of %s km by %s km".formatted(widthKm, heightKm));
  }

  /**
   * A polygon round the centre of the tile, its edge in bays as a coast's.
   *
   * @param vertices at least 3
   */
  static Aoi coast(int vertices, double radiusKm) {
    Coordinate[] ring = new Coordinate[vertices + 1];
    for (int i = 0; i < vertices; i++) {
      double angle = 2 * Math.PI * i / vertices;
      double bays = 1 + 0.15 * Math.sin(11 * angle) + 0.05 * Math.sin(97 * angle + 1);
      double km = radiusKm * (vertices < 100 ? 1 : bays);
      double lon = LON + km * Math.cos(angle) / KM_PER_DEGREE / Math.cos(Math.toRadians(LAT));
      ring[i] = new Coordinate(lon, LAT + km * Math.sin(angle) / KM_PER_DEGREE);
    }
    ring[vertices] = ring[0].copy();
    return Aoi.of("%s vertices".formatted(vertices), new GeometryFactory().createPolygon(ring));
  }

  /**
   * Passes of 10,000 rows, 20 m apart along the track, side by side over the centre of the tile:
   * about a fifth of the rows lie within 20 km of it.
   */
  static Track track(int rows) {
    Random random = new Random(1);
    double[] longitude = new double[rows];
    double[] latitude = new double[rows];
    int passRows = 10_000;
    int passes = (rows + passRows - 1) / passRows;
    double lonPerKm = 1 / KM_PER_DEGREE / Math.cos(Math.toRadians(LAT));
    for (int i = 0; i < rows; i++) {
      int pass = i / passRows;
      double along = (i % passRows - passRows / 2) * ROW_KM;
      double across = (pass - (passes - 1) / 2.0) * PASS_SPACING_KM + along * 0.25;
      longitude[i] = LON + across * lonPerKm + TRACK_NOISE_DEGREES * random.nextGaussian();
      latitude[i] = LAT + along / KM_PER_DEGREE + TRACK_NOISE_DEGREES * random.nextGaussian();
    }
    return new Track(longitude, latitude);
  }
}
