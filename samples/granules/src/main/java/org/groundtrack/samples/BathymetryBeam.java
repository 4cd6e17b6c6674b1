package org.groundtrack.samples;

import java.util.Arrays;

/** Those photons of ATL03 that ATL24 classifies: most of those that are no noise. */
final class BathymetryBeam implements BeamModel {
  private final PhotonBeam photons;
  private final int[] rows;

  BathymetryBeam(PhotonBeam photons) {
    this.photons = photons;
    Noise choice = photons.noise.stream("bathymetry");
    int[] kept = new int[photons.photons()];
    int n = 0;
    for (int p = 0; p < kept.length; p++) {
      if (photons.photonClass[p] >= 0 && choice.uniform(p) < 0.7) {
        kept[n++] = p;
      }
    }
    this.rows = Arrays.copyOf(kept, n);
  }

  @Override
  public int rows(String rate) {
    if (!rate.equals("photons")) {
      throw BeamModel.unknown("rate", rate);
    }
    return rows.length;
  }

  @Override
  public Series series(String name) {
    return switch (name) {
      case "lat_ph" -> (k, e) -> photons.lat(rows[k]);
      case "lon_ph" -> (k, e) -> photons.lon(rows[k]);
      case "time_ph" -> (k, e) -> photons.time[rows[k]];
      case "h_ph" -> (k, e) -> photons.height[rows[k]];
      case "across" -> (k, e) -> photons.left[rows[k]];
      case "x_ph" ->
          (k, e) ->
              photons.ids[photons.segment[rows[k]]] * GroundTrack.SEGMENT_METRES
                  + photons.along[rows[k]];
      case "index_ph" -> Series.of(rows);
      case "index_seg" -> (k, e) -> photons.segment[rows[k]];
      default -> throw BeamModel.unknown("series", name);
    };
  }

  @Override
  public void addTo(GranuleExtent extent) {
    photons.addTo(extent);
  }
}
