package org.groundtrack.indexer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.ZoneColumn;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.PrefetchedRangeReader;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;

/** Scans one granule: its chunk manifest, and the position and time datasets of its beams. */
final class GranuleScanner {
  /**
   * Positions of a granule that are fetched ahead: those of a granule of 600,000 rows have 8 MB.
   */
  static final long WINDOW_BYTES = 16 << 20;

  private static final long SMALL_BYTES = 64 << 10;

  private final ProductLayouts layouts;
  private final String product;
  private final RateChoice rates;
  private final List<String> zones;

  /**
   * A scanner.
   *
   * @param layouts by which products are recognised
   * @param product what granules are taken for that say nothing of one, or {@code null}
   * @param rates which rates of a product are indexed
   * @param zones variables between whose values the coverage is to tell
   */
  GranuleScanner(ProductLayouts layouts, String product, RateChoice rates, List<String> zones) {
    this.product = product;
    this.layouts = layouts;
    this.rates = rates;
    this.zones = List.copyOf(zones);
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
      ProductLayout recognised = GranuleMetadata.layout(manifest, id, layouts, product);
      RangeReader small =
          new PrefetchedRangeReader(
              reader, smallRanges(manifest, recognised), fetching, WINDOW_BYTES);
      GranuleMetadata metadata =
          GranuleMetadata.of(
              manifest, new SmallValues(manifest, small, decoder), id, recognised, layouts);
      return new Scan(id, uri, reader, counters, decoder, manifest, metadata).run(fetching);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadGranuleException("[%s] %s".formatted(reader.name(), e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw new LimitExceededException(
          "[%s] takes more memory than is left of the %s bytes that Java may use: give Java more, or scan fewer granules at once"
              .formatted(reader.name(), Runtime.getRuntime().maxMemory()),
          e);
    }
  }

  /** The chunks of what describes the granule: a few bytes here and there, asked for at once. */
  static List<ByteRange> smallRanges(ChunkManifest manifest, ProductLayout layout) {
    List<ByteRange> ranges = new ArrayList<>();
    for (List<String> places : layout.metadata().values()) {
      for (String place : places) {
        if (place.indexOf('@') < 0 && manifest.exists(place)) {
          ChunkTable chunks = manifest.dataset(place).chunks();
          if (chunks.count() > 0 && chunks.isAllocated(0) && chunks.size(0) <= SMALL_BYTES) {
            ranges.add(new ByteRange(chunks.offset(0), chunks.size(0)));
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
    private final ReadCounters counters;
    private final ChunkDecoder decoder;
    private final ChunkManifest file;
    private final GranuleMetadata metadata;
    private final ProductLayout layout;
    private final List<Rate> indexed;
    private final CoverageTable coverage = new CoverageTable();
    private final Map<String, ZoneScan> zoneScans = new LinkedHashMap<>();
    private Map<String, ZoneColumn.Place> places = Map.of();
    private long zoneBytes;

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
      this.layout = metadata.layout();
      this.indexed = rates.of(layout);
    }

    GranuleScan run(Fetching fetching) {
      Map<String, BeamScan> beams = new LinkedHashMap<>();
      boolean fits = false;
      for (String beam : layout.beams().groups()) {
        if (beam.isEmpty() || file.exists(beam)) {
          BeamDatasets datasets = new BeamDatasets(file, beam, indexed);
          fits |= datasets.fits(layout);
          BeamScan scan =
              new BeamScan(
                  id, layout, beam, datasets, indexed, metadata.epoch(), file.origin(), file);
          if (scan.hasRates()) {
            beams.put(beam, scan);
          }
        }
      }
      // A granule may be without rows, as subsetters leave some, but not without their groups.
      if (beams.isEmpty() && !fits) {
        throw new BadGranuleException(
            "[%s] does not fit the layout of %s: %s has a group %s; it has %s"
                .formatted(
                    file.name(),
                    layout.product(),
                    layout.beams().exist() ? "no beam" : "it nowhere",
                    layout.defaultRate().groups(),
                    file.children("")));
      }
      if (!file.origin().equals("hdf5")) {
        SidecarCheck.noOverlaps(
            file, beams.values().stream().flatMap(b -> b.datasets().stream()).toList());
      }
      long manifestRequests = counters.requests();
      long manifestBytes = counters.bytes();
      List<ByteRange> wanted = new ArrayList<>();
      places = ZonePlaces.of(zones, indexed, beams.values());
      beams.forEach(
          (name, beam) -> {
            wanted.addAll(beam.ranges());
            ZoneScan values = new ZoneScan(file.name(), beam, zones, places);
            zoneScans.put(name, values);
            values
                .ranges()
                .forEach(
                    range -> {
                      wanted.add(range);
                      zoneBytes += range.length();
                    });
          });
      PrefetchedRangeReader positions =
          new PrefetchedRangeReader(reader, wanted, fetching, WINDOW_BYTES);
      try {
        return scanned(beams, positions, manifestRequests, manifestBytes);
      } finally {
        // What a scan that failed has not read is not to be fetched.
        positions.forget();
      }
    }

    private GranuleScan scanned(
        Map<String, BeamScan> scans,
        RangeReader positions,
        long manifestRequests,
        long manifestBytes) {
      List<Beam> beams = new ArrayList<>();
      List<Dataset> kept = new ArrayList<>();
      InvalidPositions.Count invalid = new InvalidPositions.Count();
      for (Map.Entry<String, BeamScan> entry : scans.entrySet()) {
        String name = entry.getKey();
        BeamScan scan = entry.getValue();
        int first = coverage.size();
        scan.cover(positions, decoder, coverage, invalid);
        if (!zones.isEmpty()) {
          zoneScans
              .get(name)
              .fill(
                  coverage,
                  first,
                  decoder,
                  (offset, size) -> positions.read(new ByteRange(offset, size)));
        }
        // Now, since reading the positions told how long the granule is.
        scan.datasets().forEach(this::checkWithin);
        kept.addAll(scan.kept());
        beams.add(new Beam(name, metadata.strength(name), metadata.spot(name), scan.rows()));
      }
      return new GranuleScan(
          layout,
          granule(beams, epoch(scans.values()), invalid.sum()),
          List.copyOf(kept),
          coverage,
          new GranuleScan.Cost(
              manifestRequests, manifestBytes, counters.requests(), counters.bytes(), zoneBytes),
          places,
          notes(beams, kept));
    }

    /** What of the layout, and of the rates that were asked for, the granule does without. */
    private List<String> notes(List<Beam> beams, List<Dataset> kept) {
      Set<String> held = new HashSet<>();
      beams.forEach(beam -> held.addAll(beam.rowsByRate().keySet()));
      List<String> notes = new ArrayList<>(metadata.notes());
      for (Rate rate : indexed) {
        if (!held.contains(rate.name())) {
          notes.add("%s, rate %s: no rows".formatted(layout.product(), rate.name()));
        }
      }
      notes.addAll(LayoutNotes.of(layout, beams, held, kept));
      unreadable(beams)
          .forEach(
              (path, why) ->
                  notes.add(
                      "%s: %s can't be read and is left out: %s"
                          .formatted(layout.product(), path, why)));
      undecodable(beams, kept)
          .forEach(
              (path, why) ->
                  notes.add(
                      "%s: %s can't be exported: it %s".formatted(layout.product(), path, why)));
      return notes;
    }

    /** Variables that can be read of no chunk, by their path within a beam, and why. */
    private Map<String, String> undecodable(List<Beam> beams, List<Dataset> kept) {
      Map<String, String> found = new TreeMap<>();
      for (Dataset dataset : kept) {
        try {
          ChunkDecoder.checkSupported(file.name(), dataset);
        } catch (BadGranuleException e) {
          String name = "[%s /%s] ".formatted(file.name(), dataset.path());
          found.putIfAbsent(within(beams, dataset.path()), e.getMessage().replace(name, ""));
        }
      }
      return found;
    }

    private static String within(List<Beam> beams, String path) {
      return beams.stream()
          .flatMap(beam -> Beams.within(beam.name(), path).stream())
          .findFirst()
          .orElse(path);
    }

    /** What is left out, by its path within a beam, and without what the message says again. */
    private Map<String, String> unreadable(List<Beam> beams) {
      Map<String, String> within = new TreeMap<>();
      file.unreadable()
          .forEach(
              (path, why) ->
                  within.putIfAbsent(
                      within(beams, path),
                      why.replace("[" + file.name() + "]", "")
                          .replace("[" + file.name() + " /" + path + "]", "")
                          .replace("/" + path, "it")
                          .strip()));
      return within;
    }

    /** A sidecar may describe another version, which was longer. */
    private void checkWithin(Dataset dataset) {
      ChunkTable chunks = dataset.chunks();
      for (int i = chunks.nextAllocated(0); i < chunks.count(); i = chunks.nextAllocated(i + 1)) {
        long size = chunks.size(i);
        if (dataset.chunks().offset(i) > reader.identity().size() - size) {
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

    /** From when times count, by their units if the granule does not say it for all. */
    private Instant epoch(Collection<BeamScan> scans) {
      return Optional.ofNullable(metadata.epoch())
          .or(() -> scans.stream().map(BeamScan::epoch).findFirst())
          .orElse(Instant.EPOCH);
    }

    private Granule granule(List<Beam> beams, Instant epoch, InvalidPositions invalid) {
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
      Set<String> held = new HashSet<>();
      beams.forEach(beam -> held.addAll(beam.rowsByRate().keySet()));
      List<String> known = new ArrayList<>();
      layout.rates().stream().map(Rate::name).filter(held::contains).forEach(known::add);
      return new Granule(
          id,
          uri,
          layout.product(),
          metadata.version(),
          reader.identity(),
          known,
          epoch,
          timed ? GpsTime.instant(start) : null,
          timed ? GpsTime.instant(end) : null,
          metadata.integer("rgt"),
          metadata.integer("cycle"),
          metadata.integer("region"),
          metadata.integer("orbit"),
          metadata.orientation(),
          metadata.turns(),
          beams,
          invalid,
          file.origin(),
          metadata.citation(),
          metadata.license());
    }
  }
}
