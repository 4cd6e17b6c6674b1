package org.groundtrack.samples;

/** What the datasets of a beam tell of: rows of each rate, and series that they hold. */
interface BeamModel {
  /**
   * Rows of a rate.
   *
   * @throws IllegalArgumentException if the model has no such rate
   */
  int rows(String rate);

  /**
   * Values by the name that lists of datasets give them.
   *
   * @throws IllegalArgumentException if the model has no such series
   */
  Series series(String name);

  /** Adds the beam's true positions and times to those of the granule. */
  void addTo(GranuleExtent extent);

  /** The model of a beam. */
  static BeamModel of(GranuleSpec spec, BeamLine line) {
    return switch (spec.product()) {
      case ATL03 -> new PhotonBeam(spec, line);
      case ATL08 -> new LandBeam(new PhotonBeam(spec, line));
      case ATL24 -> new BathymetryBeam(new PhotonBeam(spec, line));
      case ATL07, ATL10, ATL12, ATL13 -> new SegmentBeam(spec, line);
      case ATL11 -> new TimeSeriesBeam(spec, line);
      case GEDI01_B, GEDI02_A, GEDI02_B, GEDI04_A -> new ShotBeam(spec, line);
    };
  }

  /** The failure of a list that names what a model does not have. */
  static IllegalArgumentException unknown(String kind, String name) {
    return new IllegalArgumentException("No " + kind + " is called " + name);
  }
}
