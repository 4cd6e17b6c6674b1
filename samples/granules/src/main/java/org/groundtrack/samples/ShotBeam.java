package org.groundtrack.samples;

import java.util.Arrays;

/**
 * Shots of GEDI every 60 m along a beam, with some that are missing, and their waveforms.
 *
 * <p>Shots lie on the orbit of ICESat-2, not on that of the space station, whose latitudes end at
 * 52°. The first and the last sample of a waveform are some tens of metres apart at most, and the
 * lowest mode lies between. Between the samples of two shots there may be some of neither.
 */
final class ShotBeam implements BeamModel {
  private static final double SHOT_METRES = 60;
  private static final int TX_SAMPLES = 128;
  private static final double SAMPLE_METRES = 0.149896229;
  private static final String[] STRATA = {"EBT", "DBT", "ENT", "GSW"};

  private final GranuleSpec spec;
  private final BeamLine line;
  private final Noise noise;
  private final int shots;
  private final double[] metres;
  private final int[] rxStart;
  private final int[] rxCount;
  private final int rxSamples;
  private final int[] txStart;
  private final double[][] first = new double[2][];
  private final double[][] last = new double[2][];
  private final double[][] mode = new double[2][];
  private final double[] trueLon;
  private final double[] trueLat;
  private final double[] ground;

  ShotBeam(GranuleSpec spec, BeamLine line) {
    this.spec = spec;
    this.line = line;
    this.noise = new Noise(spec.seed()).stream(line.id());
    double begin = spec.firstSegment() * GroundTrack.SEGMENT_METRES;
    double end = begin + spec.segments() * GroundTrack.SEGMENT_METRES;
    double[] places = new double[2 + (int) ((end - begin) / SHOT_METRES)];
    Noise gap = noise.stream("gap");
    int n = 0;
    for (double at = begin + 30 * noise.uniform(-1); at < end || n == 0; at += SHOT_METRES) {
      if (n == 0 || gap.uniform(Math.round(at)) > 0.02) {
        places[n++] = at;
      }
    }
    this.shots = n;
    this.metres = Arrays.copyOf(places, n);
    this.rxStart = new int[n];
    this.rxCount = new int[n];
    this.txStart = new int[n];
    Noise samples = noise.stream("samples" + spec.product());
    long next = 1;
    for (int i = 0; i < n; i++) {
      // Some samples that belong to no shot.
      next += samples.uniform(~(long) i) < 0.2 ? 1 + (int) (20 * samples.uniform(2L * n + i)) : 0;
      rxStart[i] = Math.toIntExact(next);
      // Now and then a shot has no waveform.
      rxCount[i] =
          samples.uniform(3L * n + i) < 0.01
              ? 0
              : (int) Math.max(1, meanSamples() * (0.7 + 0.6 * samples.uniform(i)));
      next += rxCount[i];
      txStart[i] = Math.addExact(1, Math.multiplyExact(i, TX_SAMPLES));
    }
    this.rxSamples = Math.toIntExact(next + 5 - 1);
    for (double[][] at : new double[][][] {first, last, mode}) {
      at[0] = new double[n];
      at[1] = new double[n];
    }
    this.ground = new double[n];
    place();
    this.trueLon = mode[0].clone();
    this.trueLat = mode[1].clone();
    Noise invalid = noise.stream("invalid");
    for (double[][] at : new double[][][] {first, mode}) {
      InvalidPositions.spoil(at[0], at[1], spec.invalidPositionFraction(), invalid);
    }
  }

  private int meanSamples() {
    // A profile has a tenth of the samples of a waveform.
    return spec.product() == SampleProduct.GEDI02_B
        ? Math.max(1, spec.waveformSamples() / 10)
        : spec.waveformSamples();
  }

  private void place() {
    Noise tilt = noise.stream("tilt");
    for (int i = 0; i < shots; i++) {
      double forward = 30 * (tilt.uniform(i) - 0.5);
      double side = 30 * (tilt.uniform(~(long) i) - 0.5);
      set(first, i, metres[i], line.leftMetres());
      set(mode, i, metres[i] + 0.6 * forward, line.leftMetres() + 0.6 * side);
      set(last, i, metres[i] + forward, line.leftMetres() + side);
      ground[i] = Surface.height(mode[0][i], mode[1][i]);
    }
  }

  private void set(double[][] at, int shot, double along, double left) {
    double[] lonLat = new double[2];
    spec.track().positionAt(along, left, lonLat);
    at[0][shot] = lonLat[0];
    at[1][shot] = lonLat[1];
  }

  private double time(int shot) {
    return spec.track().deltaTimeAt(metres[shot]) + line.delaySeconds();
  }

  /** OOOOOBBRRGNNNNNNNN: orbit, beam, reserved, part of the orbit, shot. */
  private long shotNumber(int shot) {
    long number = spec.track().orbitNumber();
    number = number * 100 + beamNumber();
    number = number * 1000 + 1;
    return number * 100_000_000
        + Math.floorMod(Math.round(metres[shot] / SHOT_METRES), 100_000_000L);
  }

  /** {@code BEAM0101} is number 5. */
  private int beamNumber() {
    return Integer.parseInt(line.id().substring("BEAM".length()), 2);
  }

  /** Two beams share a channel. */
  private int channel() {
    return line.number() / 2;
  }

  private double relativeHeight(int shot, int percent) {
    double top = 3 + 30 * noise.stream("canopy").smooth(shot, 30);
    return (percent - 20) / 80.0 * top;
  }

  private double sample(int sample, String kind, double peak, int width) {
    return 200 + peak * noise.stream(kind).smooth(sample, width);
  }

  @Override
  public int rows(String rate) {
    return switch (rate) {
      case "shots" -> shots;
      case "rx_samples" -> rxSamples;
      case "tx_samples" -> Math.multiplyExact(shots, TX_SAMPLES);
      default -> throw BeamModel.unknown("rate", rate);
    };
  }

  @Override
  public Series series(String name) {
    return switch (name) {
      case "lon" -> Series.of(mode[0]);
      case "lat" -> Series.of(mode[1]);
      case "lon_bin0" -> Series.of(first[0]);
      case "lat_bin0" -> Series.of(first[1]);
      case "lon_lastbin" -> Series.of(last[0]);
      case "lat_lastbin" -> Series.of(last[1]);
      case "lon_instrument" -> (i, e) -> GroundTrack.wrapDegrees(trueLon[i] + 0.02);
      case "lat_instrument" -> (i, e) -> trueLat[i];
      case "elev" -> Series.of(ground);
      case "elev_high" -> (i, e) -> ground[i] + relativeHeight(i, 100);
      case "elev_bin0" -> (i, e) -> ground[i] + rxCount[i] * SAMPLE_METRES * 0.6;
      case "elev_lastbin" -> (i, e) -> ground[i] - rxCount[i] * SAMPLE_METRES * 0.4;
      case "rh" -> this::relativeHeight;
      case "rh100" -> (i, e) -> Math.round(100 * relativeHeight(i, 100));
      case "time" -> (i, e) -> time(i);
      case "master_int" -> (i, e) -> Math.floor(time(i));
      case "master_frac" -> (i, e) -> time(i) - Math.floor(time(i));
      case "shot" -> Series.whole(this::shotNumber);
      case "beam" -> (i, e) -> beamNumber();
      case "channel" -> (i, e) -> channel();
      case "rx_start" -> Series.of(rxStart);
      case "rx_count" -> Series.of(rxCount);
      case "tx_start" -> Series.of(txStart);
      case "tx_count" -> (i, e) -> TX_SAMPLES;
      case "rx_sample" -> (i, e) -> sample(i, "rx", 100, 12);
      case "tx_sample" -> (i, e) -> sample(i, "tx", 500, 20);
      case "pgap" -> (i, e) -> noise.stream("pgap").smooth(i, 40);
      case "stratum" -> text(i -> STRATA[(int) (noise.bits(i) & 3)]);
      default -> throw BeamModel.unknown("series", name);
    };
  }

  private interface TextRow {
    String at(int row);
  }

  private static Series text(TextRow values) {
    return new Series() {
      @Override
      public double at(int row, int element) {
        throw new IllegalStateException("Text is no number");
      }

      @Override
      public String textAt(int row, int element) {
        return values.at(row);
      }
    };
  }

  @Override
  public void addTo(GranuleExtent extent) {
    for (int i = 0; i < shots; i++) {
      extent.add(
          trueLon[i],
          trueLat[i],
          time(i),
          (int) Math.floor(metres[i] / GroundTrack.SEGMENT_METRES));
    }
  }
}
