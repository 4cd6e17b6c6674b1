package org.groundtrack.samples;

import java.util.Arrays;

/**
 * Photons of a beam, and the 20 m segments that lead to them.
 *
 * <p>Segments come in runs without photons, as under clouds, and a few are missing. Photons lie
 * anywhere along their segment and up to some tens of metres across. Most are signal near the
 * surface, the others noise in a window of kilometres, and what is high up lies further from nadir.
 */
final class PhotonBeam implements BeamModel {
  private static final int MAX_GAP_SEGMENTS = 25;
  private static final int CLOUD_SEGMENTS = 30;
  private static final int PULSES_PER_SEGMENT = 28;
  private static final double ALTITUDE_METRES = 496_000;

  final GranuleSpec spec;
  final BeamLine line;
  final Noise noise;

  /** By segment: its number, the row of its first photon, its number of photons. */
  final int[] ids;

  final int[] first;
  final int[] count;

  /** By segment: to how many of its photons it leads. */
  private final int[] led;

  /** By segment: which of its photons is the reference photon, from 0. */
  final int[] reference;

  /** By photon: its segment, from 0. */
  final int[] segment;

  final double[] along;
  final double[] left;
  final double[] trueLon;
  final double[] trueLat;
  final double[] time;
  final float[] height;

  /** By photon: 0 noise, 1 ground, 2 canopy, 3 top of canopy; -1 what no product classifies. */
  final byte[] photonClass;

  private final double[] lon;
  private final double[] lat;

  PhotonBeam(GranuleSpec spec, BeamLine line) {
    this.spec = spec;
    this.line = line;
    this.noise = new Noise(spec.seed()).stream(line.id());
    this.ids = ids();
    this.count = counts();
    this.first = new int[ids.length];
    int photons = 0;
    for (int i = 0; i < ids.length; i++) {
      first[i] = photons;
      photons = Math.addExact(photons, count[i]);
    }
    this.led = count.clone();
    Noise stray = noise.stream("stray");
    for (int i = 0; i < ids.length; i++) {
      if (count[i] > 3 && stray.uniform(i) < spec.strayFraction()) {
        led[i] -= 1 + (int) (2 * stray.uniform(~(long) i));
      }
    }
    this.reference = new int[ids.length];
    this.segment = new int[photons];
    this.along = new double[photons];
    this.left = new double[photons];
    this.trueLon = new double[photons];
    this.trueLat = new double[photons];
    this.time = new double[photons];
    this.height = new float[photons];
    this.photonClass = new byte[photons];
    fill();
    this.lon = trueLon.clone();
    this.lat = trueLat.clone();
    InvalidPositions.spoil(
        lon, lat, spec.invalidPositionFraction(), noise.stream("invalid photons"));
  }

  private int[] ids() {
    Noise gap = noise.stream("segment gaps");
    int[] found = new int[spec.segments()];
    int n = 0;
    int last = spec.firstSegment() + spec.segments();
    for (int id = spec.firstSegment(); id < last; n++) {
      found[n] = id++;
      if (gap.uniform(id) < 0.004) {
        id += 1 + (int) (gap.uniform(~(long) id) * MAX_GAP_SEGMENTS);
      }
    }
    return Arrays.copyOf(found, n);
  }

  private int[] counts() {
    Noise cloud = noise.stream("cloud");
    double[] cover = new double[ids.length];
    for (int i = 0; i < ids.length; i++) {
      cover[i] = cloud.smooth(ids[i], CLOUD_SEGMENTS);
    }
    double[] sorted = cover.clone();
    Arrays.sort(sorted);
    int empty = (int) Math.round(ids.length * spec.emptyFraction());
    double threshold = empty == 0 ? Double.POSITIVE_INFINITY : sorted[ids.length - empty];
    double mean = spec.photonsPerSegment() * (line.strong() ? 1 : 0.25);
    Noise share = noise.stream("photon counts");
    int[] counts = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      counts[i] =
          cover[i] >= threshold
              ? 0
              : (int) Math.max(1, Math.round(mean * (0.3 + 1.4 * share.uniform(ids[i]))));
    }
    return counts;
  }

  private void fill() {
    Noise kind = noise.stream("kind");
    Noise vertical = noise.stream("vertical");
    Noise across = noise.stream("across");
    double[] lonLat = new double[2];
    for (int i = 0; i < ids.length; i++) {
      double start = ids[i] * GroundTrack.SEGMENT_METRES;
      spec.track().positionAt(start, line.leftMetres(), lonLat);
      double surface = Surface.height(lonLat[0], lonLat[1]);
      double startTime = spec.track().deltaTimeAt(start) + line.delaySeconds();
      double endTime =
          spec.track().deltaTimeAt(start + GroundTrack.SEGMENT_METRES) + line.delaySeconds();
      for (int k = 0; k < count[i]; k++) {
        int p = first[i] + k;
        int pulse = k * PULSES_PER_SEGMENT / count[i];
        segment[p] = i;
        double share = (pulse + 0.9 * kind.uniform(~(long) p)) / PULSES_PER_SEGMENT;
        along[p] = share * GroundTrack.SEGMENT_METRES;
        time[p] = startTime + (double) pulse / PULSES_PER_SEGMENT * (endTime - startTime);
        double above = classify(p, kind.uniform(p), vertical.uniform(p));
        height[p] = (float) (surface + above);
        double scatter = across.uniform(p) < 0.02 ? 20 * across.normal(p) : 6 * across.normal(p);
        left[p] = line.leftMetres() * (1 + above / ALTITUDE_METRES) + scatter;
        spec.track().positionAt(start + along[p], left[p], lonLat);
        trueLon[p] = lonLat[0];
        trueLat[p] = lonLat[1];
      }
      reference[i] = led[i] / 2;
      for (int p = first[i] + led[i]; p < first[i] + count[i]; p++) {
        // What says of photons by their segment can't say anything of these.
        photonClass[p] = -1;
      }
    }
  }

  /** What a photon comes from, and so how high above the surface it seems to be, in metres. */
  private double classify(int photon, double kind, double vertical) {
    if (kind < 0.35) {
      photonClass[photon] = 1;
      return 0.6 * (vertical - 0.5);
    }
    if (kind < 0.6) {
      photonClass[photon] = 2;
      return 1 + 17 * vertical;
    }
    if (kind < 0.7) {
      photonClass[photon] = 3;
      return 18 + 4 * vertical;
    }
    if (kind < 0.75) {
      return -30 + 80 * vertical;
    }
    photonClass[photon] = -1;
    return -500 + 5500 * vertical;
  }

  int photons() {
    return segment.length;
  }

  /** Longitude and latitude as they are written. */
  double lon(int photon) {
    return lon[photon];
  }

  double lat(int photon) {
    return lat[photon];
  }

  /**
   * Where a segment lies: at its reference photon, even where that has no position, or on the
   * reference ground track.
   */
  private double referencePosition(int i, boolean longitude) {
    if (count[i] > 0) {
      return (longitude ? lon : lat)[first[i] + reference[i]];
    }
    double[] lonLat = new double[2];
    spec.track().positionAt((ids[i] + 0.5) * GroundTrack.SEGMENT_METRES, 0, lonLat);
    return lonLat[longitude ? 0 : 1];
  }

  @Override
  public int rows(String rate) {
    return switch (rate) {
      case "photons" -> photons();
      case "segments" -> ids.length;
        // 50 shots are 35 m; the signal finding works at several rates.
      case "background" -> Math.max(1, ids.length * 4 / 7);
      case "intervals" -> Math.max(1, ids.length / 4);
      default -> throw BeamModel.unknown("rate", rate);
    };
  }

  @Override
  public Series series(String name) {
    return switch (name) {
      case "lat_ph" -> Series.of(lat);
      case "lon_ph" -> Series.of(lon);
      case "time_ph" -> Series.of(time);
      case "h_ph" -> Series.of(height);
      case "along" -> Series.of(along);
      case "across" -> Series.of(left);
      case "conf" -> this::confidence;
      case "weight" -> (p, e) -> photonClass[p] < 0 ? 20 : 220;
      case "channel" -> (p, e) -> 1 + Math.floorMod(noise.bits(p), 120);
      case "ph_count" -> (p, e) -> 1 + Math.floorMod(noise.bits(p) >>> 8, 4);
      case "pulse" -> (p, e) -> 1 + (long) (time[p] * 1e4) % 200;
      case "mframe" -> (p, e) -> (long) (time[p] * 50) & 0xFFFFFFFFL;
      case "segment_id" -> Series.of(ids);
      case "x_seg" -> (i, e) -> ids[i] * GroundTrack.SEGMENT_METRES;
      case "ph_index_beg" -> (i, e) -> count[i] == 0 ? 0 : first[i] + 1;
      case "ph_cnt" -> Series.of(led);
      case "ref_index" -> (i, e) -> count[i] == 0 ? 0 : reference[i] + 1;
      case "lon_ref" -> (i, e) -> referencePosition(i, true);
      case "lat_ref" -> (i, e) -> referencePosition(i, false);
      case "time_seg" -> (i, e) -> segmentTime(i);
      case "time_background" -> (i, e) -> segmentTime(Math.min(ids.length - 1, i * 7 / 4));
      case "time_intervals" -> (i, e) -> segmentTime(Math.min(ids.length - 1, i * 4));
      default -> throw BeamModel.unknown("series", name);
    };
  }

  private double segmentTime(int i) {
    return count[i] > 0
        ? time[first[i] + reference[i]]
        : spec.track().deltaTimeAt((ids[i] + 0.5) * GroundTrack.SEGMENT_METRES)
            + line.delaySeconds();
  }

  /** Land and land ice are considered, sea ice is not; an echo now and then. */
  private double confidence(int photon, int surface) {
    if (surface == 2) {
      return -1;
    }
    if (noise.uniform(photon) < 0.002) {
      return -2;
    }
    return switch (photonClass[photon]) {
      case 1 -> 4;
      case 2 -> 3;
      case 3 -> 2;
      case 0 -> 1;
      default -> 0;
    };
  }

  @Override
  public void addTo(GranuleExtent extent) {
    for (int p = 0; p < photons(); p++) {
      extent.add(trueLon[p], trueLat[p], time[p], ids[segment[p]]);
    }
    if (photons() == 0) {
      extent.add(referencePosition(0, true), referencePosition(0, false), segmentTime(0), ids[0]);
    }
  }
}
