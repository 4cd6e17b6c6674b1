package org.groundtrack.samples;

import java.util.Arrays;

/**
 * Segments along a beam at distances that the product decides: sea ice by photons, with leads and
 * open water between; oceans by kilometres; water bodies one after the other, under up to three
 * reference ground tracks.
 */
final class SegmentBeam implements BeamModel {
  private static final int TRACKS = 3;
  private static final int ROWS_PER_LEAD = 40;
  private static final int ROWS_PER_ANOMALY = 7;
  private static final double SECTION_METRES = 10_000;

  private final GranuleSpec spec;
  private final BeamLine line;
  private final Noise noise;

  /** By row: distance of its middle from the ascending node, its length, its place in a body. */
  private final double[] metres;

  private final double[] length;
  private final int[] body;
  private final double[] trueLon;
  private final double[] trueLat;
  private final double[] lon;
  private final double[] lat;

  SegmentBeam(GranuleSpec spec, BeamLine line) {
    this.spec = spec;
    this.line = line;
    this.noise = new Noise(spec.seed()).stream(line.id()).stream(spec.product().name());
    double[] places = new double[1024];
    double[] lengths = new double[1024];
    int[] bodies = new int[1024];
    double begin = spec.firstSegment() * GroundTrack.SEGMENT_METRES;
    double end = begin + spec.segments() * GroundTrack.SEGMENT_METRES;
    int tracks = spec.product() == SampleProduct.ATL13 ? TRACKS : 1;
    int n = 0;
    int bodyNumber = 0;
    for (int t = 0; t < tracks; t++) {
      // What continues a revolution is the next reference ground track.
      double from = begin + t * Orbit.REVOLUTION_METRES;
      double to = from + (end - begin) / tracks;
      for (double at = from + 1000 * noise.uniform(~(long) t); at < to || n == 0; n++) {
        if (n == places.length) {
          places = Arrays.copyOf(places, 2 * n);
          lengths = Arrays.copyOf(lengths, 2 * n);
          bodies = Arrays.copyOf(bodies, 2 * n);
        }
        lengths[n] = length(n);
        places[n] = at + lengths[n] / 2;
        bodies[n] = bodyNumber;
        at += lengths[n];
        if (noise.stream("gap").uniform(n) < gapFraction()) {
          at += 3000 * noise.stream("gap").uniform(~(long) n);
          bodyNumber++;
        }
      }
    }
    this.metres = Arrays.copyOf(places, n);
    this.length = Arrays.copyOf(lengths, n);
    this.body = Arrays.copyOf(bodies, n);
    this.trueLon = new double[n];
    this.trueLat = new double[n];
    double[] lonLat = new double[2];
    for (int row = 0; row < n; row++) {
      spec.track().positionAt(metres[row], line.leftMetres(), lonLat);
      trueLon[row] = lonLat[0];
      trueLat[row] = lonLat[1];
    }
    this.lon = trueLon.clone();
    this.lat = trueLat.clone();
    InvalidPositions.spoil(lon, lat, spec.invalidPositionFraction(), noise.stream("invalid"));
  }

  private double length(int row) {
    double share = noise.stream("length").uniform(row);
    return switch (spec.product()) {
      case ATL12 -> 3000 + 4000 * share;
      case ATL13 -> 30 + 70 * share;
      default -> 10 + (line.strong() ? 50 : 150) * share;
    };
  }

  private double gapFraction() {
    return switch (spec.product()) {
      case ATL12 -> 0.05;
      case ATL13 -> 0.03;
      default -> 0.01;
    };
  }

  private double time(int row) {
    return spec.track().deltaTimeAt(metres[row]) + line.delaySeconds();
  }

  private int segmentAt(double at) {
    return (int) Math.floor(at / GroundTrack.SEGMENT_METRES);
  }

  private double[] bounds() {
    return new double[] {metres[0], metres[metres.length - 1]};
  }

  private int sectionRow(int section) {
    double at = bounds()[0] + section * SECTION_METRES;
    int row = Arrays.binarySearch(metres, at);
    return Math.min(metres.length - 1, row < 0 ? -row - 1 : row);
  }

  @Override
  public int rows(String rate) {
    return switch (rate) {
      case "main" -> metres.length;
      case "leads" -> 1 + (metres.length - 1) / ROWS_PER_LEAD;
      case "anomalies" -> 1 + (metres.length - 1) / ROWS_PER_ANOMALY;
      case "sections" -> 1 + (int) ((bounds()[1] - bounds()[0]) / SECTION_METRES);
      default -> throw BeamModel.unknown("rate", rate);
    };
  }

  @Override
  public Series series(String name) {
    return switch (name) {
      case "lat" -> Series.of(lat);
      case "lon" -> Series.of(lon);
      case "time" -> (row, e) -> time(row);
      case "id" -> (row, e) -> row + 1;
      case "row" -> (row, e) -> row + 1;
      case "x" -> Series.of(metres);
      case "left" -> (row, e) -> line.leftMetres();
      case "length" -> Series.of(length);
      case "h" -> (row, e) -> 0.3 + 0.5 * noise.smooth(row, 20) + 0.1 * noise.normal(row);
      case "h_body" -> (row, e) -> 100 * noise.stream("level").uniform(body[row]);
      case "geoseg" -> (row, e) -> segmentAt(metres[row] - length[row] / 2);
      case "geoseg_end" -> (row, e) -> segmentAt(metres[row] + length[row] / 2);
      case "refsurf_ndx" -> (row, e) -> 1 + (int) ((metres[row] - metres[0]) / SECTION_METRES);
      case "body" -> (row, e) -> body[row] + 1;
      case "refid" -> Series.whole(row -> row % 11 == 0 ? 0 : 1_230_000_000L + body[row]);
      case "transect" -> Series.whole(row -> 1_000_000_000_000L * spec.track().rgt() + body[row]);
      case "rgt" -> (row, e) -> rgt(row);
      case "cycle" -> (row, e) -> spec.track().cycle();
      case "lat_leads" -> (row, e) -> trueLat[row * ROWS_PER_LEAD];
      case "lon_leads" -> (row, e) -> trueLon[row * ROWS_PER_LEAD];
      case "time_leads" -> (row, e) -> time(row * ROWS_PER_LEAD);
      case "lat_anomalies" -> (row, e) -> trueLat[row * ROWS_PER_ANOMALY];
      case "lon_anomalies" -> (row, e) -> trueLon[row * ROWS_PER_ANOMALY];
      case "time_anomalies" -> (row, e) -> time(row * ROWS_PER_ANOMALY);
      case "lat_sections" -> (row, e) -> trueLat[sectionRow(row)];
      case "lon_sections" -> (row, e) -> trueLon[sectionRow(row)];
      case "time_sections" -> (row, e) -> time(sectionRow(row));
      default -> throw BeamModel.unknown("series", name);
    };
  }

  private int rgt(int row) {
    int further =
        (int)
            Math.round(
                (metres[row] - spec.firstSegment() * GroundTrack.SEGMENT_METRES)
                        / Orbit.REVOLUTION_METRES
                    - 0.5 * spec.segments() * GroundTrack.SEGMENT_METRES / Orbit.REVOLUTION_METRES);
    return 1 + Math.floorMod(spec.track().rgt() - 1 + Math.max(0, further), 1387);
  }

  @Override
  public void addTo(GranuleExtent extent) {
    for (int row = 0; row < metres.length; row++) {
      extent.add(trueLon[row], trueLat[row], time(row), segmentAt(metres[row]));
    }
  }
}
