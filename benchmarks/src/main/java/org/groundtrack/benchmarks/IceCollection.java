package org.groundtrack.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.granule.Positions;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.GeneratedIndex;
import org.groundtrack.index.IndexTotals;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.locationtech.jts.geom.Envelope;

/**
 * The index of a collection like all of ATL06: each track of {@link IceTracks} in some repeat
 * cycles. Of the granules a share is left out, but none that comes near the Greenland tile: so the
 * tile's answer is the same, however large the collection is.
 */
final class IceCollection {
  private static final ProductLayout LAYOUT = ProductLayouts.shipped().of("ATL06").orElseThrow();
  private static final String RATE = "land_ice_segments";
  private static final List<String> BEAMS = List.of("gt1l", "gt1r", "gt2l", "gt2r", "gt3l", "gt3r");
  private static final Instant EPOCH = Instant.parse("2018-01-01T00:00:00Z");
  private static final Instant FIRST_CYCLE = Instant.parse("2018-10-14T00:00:00Z");
  private static final double CYCLE_SECONDS = IceTracks.TRACKS * IceTracks.REVOLUTION_SECONDS;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int COVERAGE_PART_ROWS = 1_500_000;
  private static final int PART_GRANULES = 20_000;
  private static final int SHARES = 1 << 20;
  private static final double ROWS_PER_SECOND = 350;
  private static final double NEAR_DEGREES = 0.5;

  private final IceTracks tracks;
  private final int cycles;
  private final double share;
  private final boolean[] nearTile = new boolean[IceTracks.TRACKS * IceTracks.REGIONS];
  private final float[] trackSeconds = new float[IceTracks.TRACKS * IceTracks.REGIONS];
  private final String[][] ids;

  /** What of a granule all its rows share. */
  private record Of(int track, int cycle) {}

  /**
   * @param cycles from 1
   * @param share of the granules that are kept, up to 1
   */
  IceCollection(IceTracks tracks, int cycles, double share) {
    this.tracks = tracks;
    this.cycles = cycles;
    this.share = share;
    Envelope near = new Envelope(BenchmarkData.greenlandTile().bounds());
    near.expandBy(NEAR_DEGREES);
    Arrays.fill(trackSeconds, Float.NaN);
    for (int run = 0; run < tracks.size; run++) {
      int track = tracks.track[run];
      nearTile[track] |= near.contains(tracks.startLon[run], tracks.startLat[run]);
      if (Float.isNaN(trackSeconds[track])) {
        trackSeconds[track] = tracks.seconds[run];
      }
    }
    this.ids = new String[nearTile.length][];
    for (int track = 0; track < ids.length; track++) {
      if (!Float.isNaN(trackSeconds[track])) {
        ids[track] = new String[cycles];
        for (int cycle = 0; cycle < cycles; cycle++) {
          if (isKept(track, cycle)) {
            ids[track][cycle] = id(track, cycle);
          }
        }
      }
    }
  }

  private boolean isKept(int track, int cycle) {
    return nearTile[track] || Hash.of(track, cycle) % SHARES < share * SHARES;
  }

  private String id(int track, int cycle) {
    return String.format(
        Locale.ROOT,
        "ATL06_%s_%04d%02d%02d_006_01.h5",
        STAMP.format(instant(trackSeconds[track], cycle)),
        track / IceTracks.REGIONS + 1,
        cycle + 1,
        track % IceTracks.REGIONS + 1);
  }

  private static Instant instant(double seconds, int cycle) {
    return FIRST_CYCLE.plusNanos((long) ((seconds + cycle * CYCLE_SECONDS) * 1e9));
  }

  /** Writes the index with so many threads. */
  IndexTotals write(Path folder, int threads) {
    GeneratedIndex index = new GeneratedIndex(folder);
    List<Runnable> parts = new ArrayList<>(coverageParts(index));
    parts.addAll(granuleParts(index));
    ExecutorService writers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> pending = new ArrayList<>();
      parts.forEach(part -> pending.add(writers.submit(part)));
      for (Future<?> part : pending) {
        part.get();
      }
      return index.commit(LAYOUT);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The index can't be written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      writers.shutdownNow();
    }
  }

  private List<Runnable> coverageParts(GeneratedIndex index) {
    List<Runnable> parts = new ArrayList<>();
    int from = 0;
    for (int to : coverageEnds()) {
      int number = parts.size();
      int first = from;
      parts.add(() -> index.coverage(number, coverage(first, to)));
      from = to;
    }
    return parts;
  }

  private List<Runnable> granuleParts(GeneratedIndex index) {
    List<Of> granules = granules();
    List<Runnable> parts = new ArrayList<>();
    for (int first = 0; first < granules.size(); first += PART_GRANULES) {
      int number = parts.size();
      List<Of> those = granules.subList(first, Math.min(granules.size(), first + PART_GRANULES));
      parts.add(
          () -> {
            index.manifest(number, out -> those.forEach(g -> out.add(id(g), datasets(g))));
            index.granules(number, those.stream().map(this::granule).toList());
          });
    }
    return parts;
  }

  /** Where parts of the coverage end, in the order of runs: between two cells. */
  private List<Integer> coverageEnds() {
    List<Integer> ends = new ArrayList<>();
    long rows = 0;
    for (int at = 0; at < tracks.size; at++) {
      int run = tracks.order[at];
      if (rows >= COVERAGE_PART_ROWS && tracks.cell[run] != tracks.cell[tracks.order[at - 1]]) {
        ends.add(at);
        rows = 0;
      }
      for (String id : ids[tracks.track[run]]) {
        rows += id == null ? 0 : 1;
      }
    }
    ends.add(tracks.size);
    return ends;
  }

  /** Rows of each cell in the order of granules: of each track, cycle by cycle. */
  private CoverageTable coverage(int from, int to) {
    CoverageTable table = new CoverageTable();
    int start = from;
    while (start < to) {
      int end = start;
      while (end < to && isTogether(start, end)) {
        end++;
      }
      for (int cycle = 0; cycle < cycles; cycle++) {
        for (int at = start; at < end; at++) {
          add(table, tracks.order[at], cycle);
        }
      }
      start = end;
    }
    return table;
  }

  private boolean isTogether(int at, int other) {
    int run = tracks.order[at];
    int next = tracks.order[other];
    return tracks.cell[run] == tracks.cell[next] && tracks.track[run] == tracks.track[next];
  }

  private void add(CoverageTable table, int run, int cycle) {
    int track = tracks.track[run];
    String id = ids[track][cycle];
    if (id == null) {
      return;
    }
    // A repeated track is some hundred metres beside the first.
    float aside = (Hash.of(track, cycle) % 1000 - 500) * 4e-6f;
    float west = clamped(Math.min(tracks.startLon[run], tracks.endLon[run]) + aside, 180);
    float east = clamped(Math.max(tracks.startLon[run], tracks.endLon[run]) + aside, 180);
    float south = Math.min(tracks.startLat[run], tracks.endLat[run]);
    float north = Math.max(tracks.startLat[run], tracks.endLat[run]);
    int first = tracks.firstRow[run];
    int count = tracks.rowCount[run];
    Instant since = instant(tracks.seconds[run], cycle);
    long start = since.getEpochSecond() * 1_000_000_000L + since.getNano();
    table.add(
        new CoverageTable.Row(
            tracks.cell[run],
            LAYOUT.product(),
            id,
            BEAMS.get(tracks.beam[run]),
            RATE,
            first / IceTracks.CHUNK_ROWS,
            first,
            count,
            count - Hash.of(run, cycle) % 20,
            List.of(),
            start,
            start + (long) (count / ROWS_PER_SECOND * 1e9),
            west,
            south,
            east,
            north),
        line(run, aside));
  }

  private static float clamped(float degrees, float most) {
    return Math.max(-most, Math.min(most, degrees));
  }

  private byte[] line(int run, float aside) {
    ByteBuffer wkb = ByteBuffer.allocate(41).order(ByteOrder.LITTLE_ENDIAN);
    wkb.put((byte) 1).putInt(2).putInt(2);
    wkb.putDouble(rounded(clamped(tracks.startLon[run] + aside, 180)));
    wkb.putDouble(rounded(tracks.startLat[run]));
    wkb.putDouble(rounded(clamped(tracks.endLon[run] + aside, 180)));
    wkb.putDouble(rounded(tracks.endLat[run]));
    return wkb.array();
  }

  private static double rounded(double degrees) {
    return Math.rint(degrees * (1 << 20)) / (1 << 20);
  }

  /** All granules, in their order: by track and cycle. */
  private List<Of> granules() {
    List<Of> granules = new ArrayList<>();
    for (int track = 0; track < ids.length; track++) {
      for (int cycle = 0; ids[track] != null && cycle < cycles; cycle++) {
        if (ids[track][cycle] != null) {
          granules.add(new Of(track, cycle));
        }
      }
    }
    return granules;
  }

  private String id(Of granule) {
    return ids[granule.track()][granule.cycle()];
  }

  private int rows(Of granule, int beam) {
    return tracks.rows[granule.track() * IceTracks.BEAMS + beam];
  }

  private Granule granule(Of granule) {
    List<Beam> beams = new ArrayList<>();
    for (int b = 0; b < IceTracks.BEAMS; b++) {
      if (rows(granule, b) > 0) {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put(RATE, (long) rows(granule, b));
        beams.add(new Beam(BEAMS.get(b), b % 2 == 0 ? "strong" : "weak", b + 1, rows));
      }
    }
    String id = id(granule);
    Instant start = instant(trackSeconds[granule.track()], granule.cycle());
    int hash = Hash.of(granule.track(), granule.cycle());
    return new Granule(
        id,
        "https://data.nsidc.earthdatacloud.nasa.gov/ATL06/006/%s/%s"
            .formatted(id.substring(6, 14), id),
        LAYOUT.product(),
        "006",
        new SourceIdentity(
            10_000_000 + hash % 50_000_000,
            String.format(Locale.ROOT, "\"%08x%08x\"", hash, Hash.of(hash, 1)),
            start.plusSeconds(86_400 + hash % 1_000_000)),
        List.of(RATE),
        EPOCH,
        start,
        start.plusSeconds(404),
        granule.track() / IceTracks.REGIONS + 1,
        granule.cycle() + 1,
        granule.track() % IceTracks.REGIONS + 1,
        granule.cycle() * IceTracks.TRACKS + granule.track() / IceTracks.REGIONS,
        "forward",
        List.of(),
        beams,
        InvalidPositions.of(Positions.Flaw.FILL, hash % 100),
        "dmrpp",
        "Smith, B. et al. ATLAS/ICESat-2 L3A Land Ice Height, Version 6",
        null);
  }

  private List<Dataset> datasets(Of granule) {
    List<Dataset> datasets = new ArrayList<>();
    for (int b = 0; b < IceTracks.BEAMS; b++) {
      int rows = rows(granule, b);
      if (rows > 0) {
        long offset = 100_000L + b * 8_000_000L + Hash.of(granule.track(), b) % 1000;
        for (Variable variable : Variable.values()) {
          Dataset dataset = dataset(granule, BEAMS.get(b), rows, variable, offset);
          datasets.add(dataset);
          offset += rows * (long) variable.type.bytes() + 5_000;
        }
      }
    }
    return datasets;
  }

  private static Dataset dataset(
      Of granule, String beam, int rows, Variable variable, long firstOffset) {
    int chunks = (rows + IceTracks.CHUNK_ROWS - 1) / IceTracks.CHUNK_ROWS;
    long[] offsets = new long[chunks];
    long[] sizes = new long[chunks];
    long offset = firstOffset;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int held = Math.min(IceTracks.CHUNK_ROWS, rows - chunk * IceTracks.CHUNK_ROWS);
      int noise = Hash.of(granule.track() * 31 + granule.cycle(), variable.ordinal() + chunk * 10);
      offsets[chunk] = offset;
      sizes[chunk] = 100 + held * (long) variable.type.bytes() * (40 + noise % 40) / 100;
      offset += sizes[chunk];
    }
    int bytes = variable.type.bytes();
    return new Dataset(
        beam + "/" + RATE + "/" + variable.path,
        variable.type,
        bytes,
        ByteOrder.LITTLE_ENDIAN,
        List.of((long) rows),
        StorageLayout.CHUNKED,
        List.of(IceTracks.CHUNK_ROWS),
        List.of(
            FilterStep.ofLabel("shuffle(%s)".formatted(bytes)), FilterStep.ofLabel("deflate(6)")),
        null,
        new ValueAttributes(variable.fill, null, null, variable.units, variable.description),
        new ChunkTable(offsets, sizes, new int[chunks]),
        null);
  }

  private enum Variable {
    DELTA_TIME("delta_time", ElementType.FLOAT64, null, "seconds since 2018-01-01", "time"),
    DEM("dem/dem_h", ElementType.FLOAT32, "3.4028235e+38", "meters", "height of the DEM"),
    BSNOW("geophysical/bsnow_conf", ElementType.INT8, "127", "1", "confidence of blowing snow"),
    X_ATC("ground_track/x_atc", ElementType.FLOAT64, null, "meters", "along the track"),
    H_LI("h_li", ElementType.FLOAT32, "3.4028235e+38", "meters", "standard land-ice height"),
    SIGMA("h_li_sigma", ElementType.FLOAT32, "3.4028235e+38", "meters", "error of h_li"),
    QUALITY("atl06_quality_summary", ElementType.INT8, null, "1", "0: no problems"),
    LATITUDE("latitude", ElementType.FLOAT64, null, "degrees_north", "of the segment's centre"),
    LONGITUDE("longitude", ElementType.FLOAT64, null, "degrees_east", "of the segment's centre"),
    SEGMENT("segment_id", ElementType.INT32, "2147483647", "1", "number of the segment");

    private final String path;
    private final ElementType type;
    private final String fill;
    private final String units;
    private final String description;

    Variable(String path, ElementType type, String fill, String units, String description) {
      this.path = path;
      this.type = type;
      this.fill = fill;
      this.units = units;
      this.description = description;
    }
  }
}
