package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.PrefetchedRangeReader;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Tells what is in a granule as an indexer sees it, without reading positions or values, and also
 * of a granule that can't be indexed. Immutable.
 */
public final class GranuleInspector {
  private final ProductLayouts layouts;
  private final String product;
  private final Sidecars sidecars;
  private final Sources sources;

  /**
   * An inspector.
   *
   * @param layouts by which products are recognised
   * @param product what granules are taken for that say nothing of one, or {@code null}
   * @param sidecars where chunk manifests may come from beside the granules themselves
   * @param sources open granules and sidecars
   */
  public GranuleInspector(
      ProductLayouts layouts, String product, Sidecars sidecars, Sources sources) {
    this.layouts = layouts;
    this.product = product;
    this.sidecars = sidecars;
    this.sources = sources;
  }

  /**
   * Inspects a granule.
   *
   * @param id the producer's name of it
   * @param all whether datasets are told that belong to no rate
   * @throws GroundtrackException if the granule can't be reached or read, or its metadata are
   *     damaged; that it is of no known product, or does not fit its layout, is told instead
   */
  public Inspection inspect(String id, Location location, boolean all) {
    GranuleMetadata.checkKnown(layouts, product);
    ReadCounters counters = new ReadCounters();
    Sources counted = sources.counting(counters);
    String unusable = null;
    ChunkManifest sidecar = null;
    try {
      sidecar = sidecars.manifest(location, null, counted).orElse(null);
    } catch (BadGranuleException | LimitExceededException e) {
      unusable = reason(e);
    }
    try (RangeReader reader = counted.open(location)) {
      if (sidecar != null) {
        try {
          Inspection inspection = inspect(id, location, all, reader, counters, sidecar, null);
          if (inspection.problems().isEmpty() || !sidecars.isOptional()) {
            return inspection;
          }
          unusable = inspection.problems().get(0);
        } catch (BadGranuleException | LimitExceededException e) {
          unusable = reason(e);
        }
      }
      ChunkManifest own = Hdf5File.open(reader, () -> GranuleOpener.policy(location, sources));
      return inspect(id, location, all, reader, counters, own, unusable);
    }
  }

  /** Why a sidecar is not used, where it need not be. */
  private String reason(GroundtrackException bad) {
    if (!sidecars.isOptional()) {
      throw bad;
    }
    return bad.getMessage();
  }

  private Inspection inspect(
      String id,
      Location location,
      boolean all,
      RangeReader reader,
      ReadCounters counters,
      ChunkManifest file,
      String unusableSidecar) {
    Found found = new Found(file);
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      ProductLayout layout = found.recognised(id);
      Inspection.Facts facts = null;
      if (layout != null) {
        Fetching fetching = location.isLocal() ? Fetching.LOCAL : Fetching.remote();
        RangeReader small =
            new PrefetchedRangeReader(
                reader,
                GranuleScanner.smallRanges(file, layout),
                fetching,
                GranuleScanner.WINDOW_BYTES);
        GranuleMetadata metadata =
            GranuleMetadata.of(file, new SmallValues(file, small, decoder), id, layout, layouts);
        layout = metadata.layout();
        found.notes.addAll(metadata.notes());
        found.addBeams(id, layout, metadata);
        facts = facts(metadata);
      }
      if (all || found.variables.isEmpty()) {
        found.addOthers();
      }
      return new Inspection(
          id,
          location.toString(),
          reader.identity(),
          new Inspection.Manifest(
              file.origin(), counters.requests(), counters.bytes(), unusableSidecar),
          layout,
          facts,
          found.beams,
          found.rates(layout),
          found.others,
          found.notRead,
          List.copyOf(found.problems),
          found.notes(layout));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadGranuleException("[%s] %s".formatted(file.name(), e.getMessage()), e);
    }
  }

  private static Inspection.Facts facts(GranuleMetadata metadata) {
    return new Inspection.Facts(
        metadata.version(),
        metadata.integer("rgt"),
        metadata.integer("cycle"),
        metadata.integer("region"),
        metadata.integer("orbit"),
        metadata.orientation(),
        metadata.citation(),
        metadata.license());
  }

  /** What was found so far in a granule. */
  private final class Found {
    private final ChunkManifest file;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<Beam> beams = new ArrayList<>();

    /** By rate and path within the beam, the dataset of each beam. */
    private final Map<String, Map<String, Map<String, Dataset>>> variables = new LinkedHashMap<>();

    private final List<Dataset> others = new ArrayList<>();
    private final List<String> notRead = new ArrayList<>();

    Found(ChunkManifest file) {
      this.file = file;
    }

    ProductLayout recognised(String id) {
      try {
        return GranuleMetadata.layout(file, id, layouts, product);
      } catch (BadGranuleException e) {
        problems.add(e.getMessage());
        return null;
      }
    }

    void addBeams(String id, ProductLayout layout, GranuleMetadata metadata) {
      boolean fits = false;
      for (String beam : layout.beams().groups()) {
        if (beam.isEmpty() || file.exists(beam)) {
          BeamDatasets datasets = new BeamDatasets(file, beam, layout.rates());
          fits |= datasets.fits(layout);
          Map<String, Long> rows = new LinkedHashMap<>();
          // One by one: where one rate does not fit, the others may.
          for (Rate rate : layout.rates()) {
            addRate(id, layout, beam, datasets, rate, metadata, rows);
          }
          beams.add(new Beam(beam, metadata.strength(beam), metadata.spot(beam), rows));
        }
      }
      boolean none = layout.rates().stream().noneMatch(r -> r.indexed() && has(r));
      if (none && !fits && problems.isEmpty()) {
        problems.add(
            "[%s] does not fit the layout of %s: %s"
                .formatted(
                    file.name(),
                    layout.product(),
                    beams.isEmpty()
                        ? "none of the beams %s is there".formatted(layout.beams().names())
                        : "no beam has a rate that is indexed by default; the main one has groups "
                            + layout.defaultRate().groups()));
      }
    }

    private void addRate(
        String id,
        ProductLayout layout,
        String beam,
        BeamDatasets datasets,
        Rate rate,
        GranuleMetadata metadata,
        Map<String, Long> rows) {
      try {
        BeamScan scan =
            new BeamScan(
                id, layout, beam, datasets, List.of(rate), metadata.epoch(), file.origin(), file);
        if (!scan.hasRates()) {
          return;
        }
        rows.putAll(scan.rows());
        for (Dataset dataset : scan.kept()) {
          variables
              .computeIfAbsent(rate.name(), name -> new LinkedHashMap<>())
              .computeIfAbsent(
                  Beams.within(beam, dataset.path()).orElse(dataset.path()),
                  path -> new LinkedHashMap<>())
              .put(beam, dataset);
        }
      } catch (BadGranuleException e) {
        if (rate.indexed()) {
          problems.add(e.getMessage());
        } else {
          notes.add("not with --rates %s: %s".formatted(rate.name(), e.getMessage()));
        }
      }
    }

    private boolean has(Rate rate) {
      return beams.stream().anyMatch(beam -> beam.rowsByRate().containsKey(rate.name()));
    }

    List<String> notes(ProductLayout layout) {
      if (layout != null && !beams.isEmpty()) {
        List<String> absent =
            layout.rates().stream().filter(rate -> !has(rate)).map(Rate::name).toList();
        if (!absent.isEmpty()) {
          notes.add("rates of the layout without rows here: " + String.join(", ", absent));
        }
        Set<String> paths = new HashSet<>();
        variables.values().forEach(byPath -> paths.addAll(byPath.keySet()));
        notes.addAll(
            LayoutNotes.of(
                layout, layout.rates().stream().filter(this::has).map(Rate::name).toList(), paths));
      }
      return List.copyOf(notes);
    }

    List<Inspection.FoundRate> rates(ProductLayout layout) {
      List<Inspection.FoundRate> rates = new ArrayList<>();
      variables.forEach(
          (name, byPath) -> {
            List<Inspection.Variable> found = new ArrayList<>();
            byPath.forEach((path, byBeam) -> found.add(new Inspection.Variable(path, byBeam)));
            rates.add(new Inspection.FoundRate(layout.rate(name).orElseThrow(), found));
          });
      List<Rate> order = layout == null ? List.of() : layout.rates();
      rates.sort((a, b) -> Integer.compare(order.indexOf(a.rate()), order.indexOf(b.rate())));
      return rates;
    }

    void addOthers() {
      Set<String> ofRates = new HashSet<>();
      variables
          .values()
          .forEach(
              byPath ->
                  byPath
                      .values()
                      .forEach(
                          byBeam ->
                              byBeam.values().forEach(dataset -> ofRates.add(dataset.path()))));
      Set<String> known = new HashSet<>();
      Set<String> groups = new LinkedHashSet<>();
      groups.add("");
      for (Dataset dataset : file.datasetsUnder("")) {
        known.add(dataset.path());
        if (!ofRates.contains(dataset.path())) {
          others.add(dataset);
        }
        for (int end = dataset.path().lastIndexOf('/');
            end > 0;
            end = dataset.path().lastIndexOf('/', end - 1)) {
          groups.add(dataset.path().substring(0, end));
        }
      }
      for (String group : groups) {
        for (String child : file.children(group)) {
          String path = group.isEmpty() ? child : group + "/" + child;
          if (!known.contains(path) && !groups.contains(path)) {
            notRead.add(path);
          }
        }
      }
    }
  }
}
