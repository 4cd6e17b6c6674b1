package org.groundtrack.indexer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.RowReader;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.ProductLayout;
import org.groundtrack.granule.ProductLayouts;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.PrefetchedRangeReader;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.ReadCounters;

/** Scans one granule: its chunk manifest, and the position and time datasets of its beams. */
final class GranuleScanner {
  /** Rows of a pseudo-chunk of a contiguous dataset: as many as NASA's usual chunks have. */
  static final int PSEUDO_CHUNK_ROWS = 10_000;

  /**
   * Positions of a granule that are fetched ahead: those of a granule of 600,000 rows have 8 MB.
   */
  private static final long WINDOW_BYTES = 16 << 20;

  private static final long SMALL_BYTES = 64 << 10;

  private final int resolution;

  GranuleScanner(int resolution) {
    this.resolution = resolution;
  }

  /**
   * Scans a granule.
   *
   * @param id the producer's name of it
   * @param uri where it is
   * @param reader of the granule
   * @param counters of what the reader costs
   * @param manifest of the granule
   * @param fetching how positions are fetched ahead
   * @throws BadGranuleException if it is damaged, of no known product, or does not fit its layout
   */
  GranuleScan scan(
      String id,
      String uri,
      RangeReader reader,
      ReadCounters counters,
      ChunkManifest manifest,
      Fetching fetching) {
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      RangeReader small =
          new PrefetchedRangeReader(reader, smallRanges(manifest), fetching, WINDOW_BYTES);
      GranuleMetadata metadata =
          GranuleMetadata.of(manifest, new SmallValues(manifest, small, decoder), id);
      return new Scan(id, uri, reader, counters, decoder, manifest, metadata).run(fetching);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadGranuleException("[%s] %s".formatted(reader.name(), e.getMessage()), e);
    }
  }

  /** The chunks of what describes the granule: a few bytes here and there, asked for at once. */
  private static List<ByteRange> smallRanges(ChunkManifest manifest) {
    List<ByteRange> ranges = new ArrayList<>();
    for (ProductLayout layout : ProductLayouts.all()) {
      for (List<String> paths : layout.metadata().values()) {
        for (String path : paths) {
          if (manifest.exists(path)) {
            ChunkTable chunks = manifest.dataset(path).chunks();
            if (chunks.count() > 0 && chunks.isAllocated(0) && chunks.size(0) <= SMALL_BYTES) {
              ranges.add(new ByteRange(chunks.offset(0), chunks.size(0)));
            }
          }
        }
      }
    }
    return ranges;
  }

  private final class Scan {
    private final String id;
    private final String uri;
    private final RangeReader reader;
    private PrefetchedRangeReader positions;
    private final ReadCounters counters;
    private final ChunkDecoder decoder;
    private final ChunkManifest file;
    private final GranuleMetadata metadata;
    private final ProductLayout.Rate rate;
    private final Instant epoch;
    private final CoverageTable coverage = new CoverageTable();
    private final ChunkCoverage chunkCoverage = new ChunkCoverage(resolution);
    private long invalidPositions;

    Scan(
        String id,
        String uri,
        RangeReader reader,
        ReadCounters counters,
        ChunkDecoder decoder,
        ChunkManifest file,
        GranuleMetadata metadata) {
      this.id = id;
      this.uri = uri;
      this.reader = reader;
      this.counters = counters;
      this.decoder = decoder;
      this.file = file;
      this.metadata = metadata;
      this.rate = metadata.layout().defaultRate();
      this.epoch = metadata.epoch();
    }

    GranuleScan run(Fetching fetching) {
      Map<String, List<Dataset>> found = new LinkedHashMap<>();
      for (String beam : metadata.layout().beams().names()) {
        if (file.exists(beam + "/" + rate.group())) {
          List<Dataset> datasets = file.datasetsUnder(beam + "/" + rate.group());
          found.put(beam, datasets);
        }
      }
      if (found.isEmpty()) {
        throw new BadGranuleException(
            "[%s] does not fit the layout of %s: no beam has a group %s; it has %s"
                .formatted(
                    file.name(), metadata.layout().product(), rate.group(), file.children("")));
      }
      if (!file.origin().equals("hdf5")) {
        SidecarCheck.noOverlaps(file, found.values().stream().flatMap(List::stream).toList());
      }
      long manifestRequests = counters.requests();
      long manifestBytes = counters.bytes();
      positions = prefetched(found, fetching);
      try {
        return scanned(found, manifestRequests, manifestBytes);
      } finally {
        // What a scan that failed has not read is not to be fetched.
        positions.forget();
      }
    }

    private GranuleScan scanned(
        Map<String, List<Dataset>> found, long manifestRequests, long manifestBytes) {
      List<Beam> beams = new ArrayList<>();
      List<Dataset> kept = new ArrayList<>();
      found.forEach(
          (beam, datasets) -> {
            long rows = scanBeam(beam, datasets);
            checkVariables(beam, datasets, rows);
            // Now, since reading the positions told how long the granule is.
            datasets.forEach(this::checkWithin);
            datasets.stream().filter(d -> d.rank() > 0 && d.rows() == rows).forEach(kept::add);
            beams.add(new Beam(beam, metadata.strength(beam), metadata.spot(beam), rows));
          });
      return new GranuleScan(
          granule(beams),
          kept,
          coverage,
          new GranuleScan.Cost(
              manifestRequests, manifestBytes, counters.requests(), counters.bytes()));
    }

    /** A sidecar may describe another version, which was longer. */
    private void checkWithin(Dataset dataset) {
      for (int i = 0; i < dataset.chunks().count(); i++) {
        long size = dataset.chunks().size(i);
        if (dataset.chunks().isAllocated(i)
            && dataset.chunks().offset(i) > reader.identity().size() - size) {
          throw new BadGranuleException(
              "[%s /%s chunk %s] lies at bytes %s to %s, but the granule ends at %s: its manifest, from %s, is of another version, or the granule is truncated"
                  .formatted(
                      file.name(),
                      dataset.path(),
                      i,
                      dataset.chunks().offset(i),
                      dataset.chunks().offset(i) + size,
                      reader.identity().size(),
                      file.origin()));
        }
      }
    }

    private PrefetchedRangeReader prefetched(Map<String, List<Dataset>> found, Fetching fetching) {
      List<ByteRange> ranges = new ArrayList<>();
      found.forEach(
          (beam, datasets) ->
              datasets.stream()
                  .filter(d -> isPosition(beam, d.path()))
                  .map(Dataset::chunks)
                  .forEach(
                      chunks -> {
                        for (int i = 0; i < chunks.count(); i++) {
                          if (chunks.isAllocated(i)) {
                            ranges.add(new ByteRange(chunks.offset(i), chunks.size(i)));
                          }
                        }
                      }));
      return new PrefetchedRangeReader(reader, ranges, fetching, WINDOW_BYTES);
    }

    private boolean isPosition(String beam, String path) {
      return List.of(rate.longitude(), rate.latitude(), rate.time()).stream()
          .anyMatch(name -> path.equals(beam + "/" + name));
    }

    private long scanBeam(String beam, List<Dataset> datasets) {
      Map<String, Dataset> byPath = new HashMap<>();
      datasets.forEach(d -> byPath.put(d.path(), d));
      Dataset longitude = position(byPath, beam, rate.longitude());
      Dataset latitude = position(byPath, beam, rate.latitude());
      Dataset time = position(byPath, beam, rate.time());
      if (!file.origin().equals("hdf5")) {
        List.of(longitude, latitude, time).forEach(d -> SidecarCheck.complete(file, d));
      }
      long rows = latitude.rows();
      for (Dataset dataset : List.of(longitude, time)) {
        if (dataset.rows() != rows) {
          throw new BadGranuleException(
              "[%s] /%s has %s rows, but /%s has %s: the granule does not fit the layout of %s"
                  .formatted(
                      file.name(),
                      dataset.path(),
                      dataset.rows(),
                      latitude.path(),
                      rows,
                      metadata.layout().product()));
        }
      }
      long chunkRows =
          latitude.layout() == StorageLayout.CHUNKED ? latitude.chunkRows() : PSEUDO_CHUNK_ROWS;
      int buffer = Math.toIntExact(Math.min(rows, chunkRows));
      double[] longitudes = new double[buffer];
      double[] latitudes = new double[buffer];
      double[] times = new double[buffer];
      RowReader longitudeRows = rows(longitude);
      RowReader latitudeRows = rows(latitude);
      RowReader timeRows = rows(time);
      for (long first = 0; first < rows; first += chunkRows) {
        int count = Math.toIntExact(Math.min(chunkRows, rows - first));
        longitudeRows.doubles(first, count, longitudes);
        latitudeRows.doubles(first, count, latitudes);
        timeRows.doubles(first, count, times);
        invalidPositions +=
            chunkCoverage.add(
                new ChunkCoverage.ChunkRows(
                    id, beam, rate.name(), Math.toIntExact(first / chunkRows), first, count),
                longitudes,
                latitudes,
                times,
                GpsTime.nanos(epoch),
                coverage);
      }
      return rows;
    }

    /** A variable that is there but can't be exported would come out as missing values. */
    private void checkVariables(String beam, List<Dataset> found, long rows) {
      for (String path : rate.defaultPaths()) {
        String full = beam + "/" + path;
        Dataset dataset =
            found.stream().filter(d -> d.path().equals(full)).findFirst().orElse(null);
        if (dataset == null && file.exists(full)) {
          throw new BadGranuleException(
              "[%s] /%s is of a type that is not supported: expected numbers or fixed-length strings"
                  .formatted(file.name(), full));
        }
        if (dataset != null && (dataset.rank() != 1 || dataset.rows() != rows)) {
          throw new BadGranuleException(
              "[%s] /%s has shape %s, but /%s/%s has %s rows: the granule does not fit the layout of %s"
                  .formatted(
                      file.name(),
                      full,
                      dataset.shape(),
                      beam,
                      rate.latitude(),
                      rows,
                      metadata.layout().product()));
        }
      }
    }

    private Dataset position(Map<String, Dataset> byPath, String beam, String path) {
      Dataset dataset = byPath.get(beam + "/" + path);
      if (dataset == null || dataset.rank() != 1 || !dataset.type().isFloat()) {
        throw new BadGranuleException(
            "[%s] does not fit the layout of %s: /%s/%s is %s, expected one number per row"
                .formatted(
                    file.name(),
                    metadata.layout().product(),
                    beam,
                    path,
                    dataset == null
                        ? file.exists(beam + "/" + path)
                            ? "stored in a way that is not supported"
                            : "absent"
                        : dataset.type().label() + " of shape " + dataset.shape()));
      }
      return dataset;
    }

    private RowReader rows(Dataset dataset) {
      return new RowReader(
          file.name(),
          dataset,
          decoder,
          chunk ->
              positions.read(
                  new ByteRange(dataset.chunks().offset(chunk), dataset.chunks().size(chunk))));
    }

    private Granule granule(List<Beam> beams) {
      long start = Long.MAX_VALUE;
      long end = Long.MIN_VALUE;
      for (int i = 0; i < coverage.size(); i++) {
        CoverageTable.Row row = coverage.row(i);
        if (row.startNanos() != CoverageTable.NO_TIME) {
          start = Math.min(start, row.startNanos());
          end = Math.max(end, row.endNanos());
        }
      }
      boolean timed = end != Long.MIN_VALUE;
      return new Granule(
          id,
          uri,
          metadata.layout().product(),
          metadata.version(),
          reader.identity(),
          rate.name(),
          epoch,
          timed ? GpsTime.instant(start) : null,
          timed ? GpsTime.instant(end) : null,
          metadata.integer("rgt"),
          metadata.integer("cycle"),
          metadata.integer("region"),
          metadata.integer("orbit"),
          metadata.orientation(),
          beams,
          invalidPositions,
          file.origin(),
          metadata.citation(),
          metadata.license());
    }
  }
}
