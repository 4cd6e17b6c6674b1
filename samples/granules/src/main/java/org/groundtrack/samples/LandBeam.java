package org.groundtrack.samples;

import java.util.Arrays;

/**
 * Segments of 100 m with signal, and the classes of photons: five segments of ATL03 make one of
 * these, counted so that the first ends at a multiple of five.
 */
final class LandBeam implements BeamModel {
  private static final int PIECES = 5;
  private static final int LEAST_PHOTONS = 5;
  private static final float NONE = Float.MAX_VALUE;

  private final PhotonBeam photons;
  private final Noise noise;

  /** Photons that have a class, by their row in ATL03. */
  private final int[] classed;

  /** By row: first segment, first of its photons in {@code classed} and their number. */
  private final int[] begin;

  private final int[] firstClassed;
  private final int[] classedCount;

  /** By row and piece: the segment of ATL03, or -1. */
  private final int[][] pieces;

  private final double[] lon;
  private final double[] lat;

  LandBeam(PhotonBeam photons) {
    this.photons = photons;
    this.noise = photons.noise.stream("land");
    int[] ids = photons.ids;
    int[] kept = new int[photons.photons()];
    int[] starts = new int[ids.length];
    int[] firsts = new int[ids.length];
    int[] counts = new int[ids.length];
    int[][] parts = new int[ids.length][];
    int rows = 0;
    int n = 0;
    for (int i = 0; i < ids.length; ) {
      int start = Math.floorDiv(ids[i] - 1, PIECES) * PIECES + 1;
      int[] part = new int[PIECES];
      Arrays.fill(part, -1);
      int before = n;
      for (; i < ids.length && ids[i] < start + PIECES; i++) {
        part[ids[i] - start] = i;
        for (int p = photons.first[i]; p < photons.first[i] + photons.count[i]; p++) {
          if (photons.photonClass[p] >= 0) {
            kept[n++] = p;
          }
        }
      }
      if (n - before >= LEAST_PHOTONS) {
        starts[rows] = start;
        firsts[rows] = before;
        counts[rows] = n - before;
        parts[rows++] = part;
      } else {
        n = before;
      }
    }
    this.classed = Arrays.copyOf(kept, n);
    this.begin = Arrays.copyOf(starts, rows);
    this.firstClassed = Arrays.copyOf(firsts, rows);
    this.classedCount = Arrays.copyOf(counts, rows);
    this.pieces = Arrays.copyOf(parts, rows);
    this.lon = new double[rows];
    this.lat = new double[rows];
    for (int row = 0; row < rows; row++) {
      lon[row] = photons.trueLon[middle(row)];
      lat[row] = photons.trueLat[middle(row)];
    }
    InvalidPositions.spoil(
        lon, lat, photons.spec.invalidPositionFraction(), noise.stream("invalid"));
  }

  /** The photon in the middle of a row. */
  private int middle(int row) {
    return classed[firstClassed[row] + classedCount[row] / 2];
  }

  private int count(int row, int least, int most) {
    int n = 0;
    for (int k = 0; k < classedCount[row]; k++) {
      byte kind = photons.photonClass[classed[firstClassed[row] + k]];
      n += kind >= least && kind <= most ? 1 : 0;
    }
    return n;
  }

  /** The position of the middle photon of a piece; fill without one. */
  private double piece(int row, int piece, boolean longitude) {
    int i = pieces[row][piece];
    if (i < 0 || photons.count[i] == 0) {
      return NONE;
    }
    int p = photons.first[i] + photons.reference[i];
    return longitude ? photons.trueLon[p] : photons.trueLat[p];
  }

  private double canopy(int row) {
    return 4 + 20 * noise.smooth(begin[row], 50);
  }

  @Override
  public int rows(String rate) {
    return switch (rate) {
      case "land" -> begin.length;
      case "classes" -> classed.length;
      default -> throw BeamModel.unknown("rate", rate);
    };
  }

  @Override
  public Series series(String name) {
    return switch (name) {
      case "lat" -> Series.of(lat);
      case "lon" -> Series.of(lon);
      case "time" -> (row, e) -> photons.time[middle(row)];
      case "time_beg" -> (row, e) -> photons.time[classed[firstClassed[row]]];
      case "time_end" ->
          (row, e) -> photons.time[classed[firstClassed[row] + classedCount[row] - 1]];
      case "lat_20m" -> (row, e) -> piece(row, e, false);
      case "lon_20m" -> (row, e) -> piece(row, e, true);
      case "id_beg" -> Series.of(begin);
      case "id_end" -> (row, e) -> begin[row] + PIECES - 1;
      case "ph_ndx_beg" -> (row, e) -> firstClassed[row] + 1;
      case "n_seg_ph" -> Series.of(classedCount);
      case "n_te" -> (row, e) -> count(row, 1, 1);
      case "n_ca" -> (row, e) -> count(row, 2, 3);
      case "h_te" ->
          (row, e) -> Surface.height(photons.trueLon[middle(row)], photons.trueLat[middle(row)]);
      case "h_canopy" -> (row, e) -> canopy(row);
      case "h_metrics" -> (row, e) -> canopy(row) * (e + 1) / 19;
      case "rgt" -> (row, e) -> photons.spec.track().rgt();
      case "ph_segment_id" -> (k, e) -> photons.ids[photons.segment[classed[k]]];
      case "pc_indx" -> (k, e) -> classed[k] - photons.first[photons.segment[classed[k]]] + 1;
      case "pc_flag" -> (k, e) -> photons.photonClass[classed[k]];
      case "d_flag" -> (k, e) -> photons.photonClass[classed[k]] > 0 ? 1 : 0;
      case "time_class" -> (k, e) -> photons.time[classed[k]];
      case "h_class" -> (k, e) -> photons.height[classed[k]] - 1500;
      default -> throw BeamModel.unknown("series", name);
    };
  }

  @Override
  public void addTo(GranuleExtent extent) {
    photons.addTo(extent);
  }
}
