package org.groundtrack.samples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Values of the datasets of {@code land_ice_segments}: plausible, in NASA's ranges, consistent with
 * each other.
 */
final class LandIceValues {
  private static final int PULSES = 57;

  private final BeamRows beam;
  private final double strength;
  private final double sunHours;
  private final double declination;
  private double[] sinSun;
  private double[] heading;

  /** Value of a row as a double, exact for all types of the product. */
  @FunctionalInterface
  interface RowValue {
    double at(int row);
  }

  LandIceValues(BeamRows beam) {
    this.beam = beam;
    Instant middle = GroundTrack.utc(beam.deltaTime[beam.rows / 2]);
    ZonedDateTime utc = middle.atZone(ZoneOffset.UTC);
    this.sunHours = utc.toLocalTime().toSecondOfDay() / 3600.0;
    // Cosine approximation of the sun's declination: right to about a degree.
    this.declination =
        StrictMath.toRadians(-23.44)
            * StrictMath.cos(2 * StrictMath.PI * (utc.getDayOfYear() + 10) / 365.24);
    this.strength = beam.beam.strong(beam.spec.orientation()) ? 1 : 0.25;
  }

  /** The dataset's values: {@code double[]}, {@code float[]}, {@code int[]} or {@code byte[]}. */
  Object of(Variable variable) {
    Noise noise = beam.noise.stream(variable.path());
    RowValue value = function(variable.name(), noise);
    RowValue written = value;
    if (variable.filledWithHeight()) {
      double fill = variable.fill().doubleValue();
      written = row -> beam.filled[row] ? fill : value.at(row);
    }
    return Columns.of(variable.type(), beam.rows, written);
  }

  private RowValue function(String name, Noise noise) {
    return switch (name) {
      case "delta_time" -> row -> beam.deltaTime[row];
      case "latitude" -> row -> beam.lat[row];
      case "longitude" -> row -> beam.lon[row];
      case "segment_id" -> row -> beam.segments[row];
      case "x_atc" -> row -> beam.segments[row] * GroundTrack.SEGMENT_METRES;
      case "h_li" -> this::heightMeasured;
      case "h_mean" -> row -> heightMeasured(row) - 0.002 * noise.normal(row);
      case "h_li_sigma", "sigma_h_mean", "fpb_mean_corr_sigma" -> beam::sigma;
      case "fpb_med_corr_sigma", "dh_fit_dx_sigma" -> row -> 1.3 * beam.sigma(row);
      case "sigma_geo_h" -> row -> 0.3 + 0.05 * noise.smooth(row, 50);
      case "sigma_geo_at", "sigma_geo_xt" -> row -> 3.5;
      case "atl06_quality_summary", "cloud_flg_atm", "layer_flag" ->
          row -> beam.filled[row] ? 1 : 0;
      case "cloud_flg_asr" -> row -> beam.filled[row] ? 5 : 0;
      case "msw_flag" -> row -> beam.filled[row] ? 2 : 0;
      case "signal_selection_source" -> row -> beam.filled[row] ? 3 : 0;
      case "signal_selection_source_status" -> row -> beam.filled[row] ? 4 : 0;
      case "dem_flag" -> row -> 1;
      case "dem_h" -> row -> Surface.reference(beam.trueLon[row], beam.trueLat[row]);
      case "dh_fit_dx" -> this::slope;
      case "dh_fit_dy" -> row -> 0.01 * StrictMath.sin(beam.segments[row] * 0.002);
      case "n_fit_photons" -> row -> photons(row);
      case "fpb_n_corr" -> row -> photons(row) * 1.02;
      case "n_seg_pulses" -> row -> PULSES;
      case "snr" -> row -> 8 * strength + noise.normal(row) * 0.5;
      case "snr_significance" -> row -> noise.uniform(row) < 0.98 ? 0 : 0.04 * noise.uniform(~row);
      case "w_surface_window_final" -> row -> 3;
      case "h_rms_misfit", "h_robust_sprd", "h_expected_rms" ->
          row -> 0.1 + 0.05 * noise.smooth(row, 20) + 0.01 * noise.uniform(row);
      case "ref_azimuth" -> row -> StrictMath.toRadians(heading(row)) + StrictMath.PI / 2;
      case "ref_coelv" -> row -> StrictMath.PI / 2 - beam.beam.leftMetres() / 496_000;
      case "seg_azimuth" -> this::heading;
      case "y_atc" -> row -> beam.beam.leftMetres() + noise.normal(row / 100) * 0.5;
      default -> environment(name, noise);
    };
  }

  private RowValue environment(String name, Noise noise) {
    return switch (name) {
      case "bckgrd" -> row -> background(row) * (0.9 + 0.2 * noise.uniform(row));
      case "e_bckgrd" -> this::background;
      case "solar_elevation" -> row -> StrictMath.toDegrees(StrictMath.asin(sinSun(row)));
      case "solar_azimuth" -> this::solarAzimuth;
      case "r_eff" -> row -> 0.8 + 0.1 * noise.normal(row) / 3;
      case "bsnow_conf" -> row -> -3;
      case "bsnow_h", "bsnow_od", "tide_ocean", "tide_equilibrium" -> row -> Float.MAX_VALUE;
      case "neutat_delay_total" -> row -> 2.3 * StrictMath.exp(-beam.height[row] / 8000);
      case "geoid_h" -> row -> 30 + 10 * StrictMath.sin(beam.trueLat[row] * 0.3);
      case "geoid_free2mean" -> row -> -0.15;
      case "tide_earth_free2mean" -> row -> -0.06;
      case "dac" -> row -> -0.1 + 0.02 * noise.smooth(row, 5000);
      case "tide_earth", "tide_load", "tide_pole" -> row -> 0.02 * (noise.smooth(row, 5000) - 0.5);
      case "fpb_mean_corr", "fpb_med_corr", "tx_mean_corr", "tx_med_corr" ->
          row -> -0.001 + 0.0005 * noise.normal(row);
      case "med_r_fit" -> row -> 0.01 * noise.normal(row);
      default -> throw new IllegalStateException("No values are defined for " + name);
    };
  }

  private double heightMeasured(int row) {
    return beam.height[row] + beam.sigma(row) * beam.noise.stream("height").normal(row);
  }

  private int photons(int row) {
    double share = 0.8 + 0.4 * beam.noise.stream("photons").uniform(row);
    return (int) Math.round(8 * PULSES * strength * share);
  }

  private double slope(int row) {
    int from = Math.max(0, Math.min(row, beam.rows - 2));
    int to = Math.min(beam.rows - 1, from + 1);
    double metres = (beam.segments[to] - beam.segments[from]) * GroundTrack.SEGMENT_METRES;
    return metres == 0 ? 0 : (beam.height[to] - beam.height[from]) / metres;
  }

  private double heading(int row) {
    if (heading == null) {
      heading = new double[beam.rows];
      for (int i = 0; i < beam.rows; i++) {
        heading[i] = beam.spec.track().headingDegrees(beam.segments[i]);
      }
    }
    return heading[row];
  }

  private double background(int row) {
    return 2e4 + 3e6 * Math.max(0, sinSun(row));
  }

  private double hourAngle(int row) {
    return StrictMath.toRadians((sunHours - 12) * 15 + beam.trueLon[row]);
  }

  private double sinSun(int row) {
    if (sinSun == null) {
      double sinDeclination = StrictMath.sin(declination);
      double cosDeclination = StrictMath.cos(declination);
      sinSun = new double[beam.rows];
      for (int i = 0; i < beam.rows; i++) {
        double lat = StrictMath.toRadians(beam.trueLat[i]);
        sinSun[i] =
            StrictMath.sin(lat) * sinDeclination
                + StrictMath.cos(lat) * cosDeclination * StrictMath.cos(hourAngle(i));
      }
    }
    return sinSun[row];
  }

  private double solarAzimuth(int row) {
    double lat = StrictMath.toRadians(beam.trueLat[row]);
    double hour = hourAngle(row);
    double south =
        StrictMath.cos(hour) * StrictMath.sin(lat)
            - StrictMath.tan(declination) * StrictMath.cos(lat);
    double azimuth = StrictMath.toDegrees(StrictMath.atan2(StrictMath.sin(hour), south)) + 180;
    return azimuth % 360;
  }
}
