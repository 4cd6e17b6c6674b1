package org.groundtrack.indexer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/** What one beam of a granule adds to an index. */
final class BeamScan {
  private final String beam;
  private final BeamDatasets datasets;
  private final List<Rate> rates = new ArrayList<>();
  private final Map<String, RateScan> scans = new LinkedHashMap<>();
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private final ChunkManifest file;
  private final Map<String, Dataset> keyed = new LinkedHashMap<>();

  /**
   * Prepares a scan: nothing is read.
   *
   * @param epoch from which times count, or {@code null} if their units say it
   * @throws BadGranuleException if the beam does not fit the layout
   */
  BeamScan(
      String granule,
      ProductLayout layout,
      String beam,
      BeamDatasets datasets,
      List<Rate> indexed,
      Instant epoch,
      String origin,
      ChunkManifest file) {
    this.beam = beam;
    this.datasets = datasets;
    this.file = file;
    for (Rate rate : indexed) {
      try {
        if (!datasets.has(rate)) {
          continue;
        }
        rates.add(rate);
        if (rate.isPositioned()) {
          RateScan scan =
              new RateScan(granule, layout, rate, margin(rate, indexed), beam, epoch, datasets);
          scans.put(rate.name(), scan);
          rows.put(rate.name(), scan.rows());
        } else {
          rows.put(rate.name(), key(rate, rate.keys().get(0)).rows());
        }
      } catch (IllegalArgumentException e) {
        throw new BadGranuleException(
            "[%s] does not fit the layout of %s%s, rate %s: %s"
                .formatted(
                    file.name(),
                    layout.product(),
                    beam.isEmpty() ? "" : ", beam " + beam,
                    rate.name(),
                    e.getMessage()),
            e);
      }
    }
    checkParents(indexed);
    if (!origin.equals("hdf5")) {
      scans.values().stream()
          .flatMap(scan -> scan.positionDatasets().stream())
          .forEach(d -> SidecarCheck.complete(file, d));
    }
  }

  /** Rows are found by those of the parent, where there is any. */
  private void checkParents(List<Rate> indexed) {
    for (Rate parent : indexed) {
      for (Rate rate : rates) {
        if (parent.name().equals(rate.parent())
            && !scans.containsKey(parent.name())
            && rows.get(rate.name()) > 0) {
          throw new BadGranuleException(
              "[%s %s] has %s rows of %s, but none of %s that lead to them"
                  .formatted(file.name(), beam, rows.get(rate.name()), rate.name(), parent.name()));
        }
      }
    }
  }

  /** How far rows of rates to which these rows lead may lie from them. */
  private static double margin(Rate parent, List<Rate> rates) {
    return rates.stream()
        .filter(rate -> parent.name().equals(rate.parent()))
        .mapToDouble(Rate::marginMetres)
        .max()
        .orElse(0);
  }

  private Dataset key(Rate rate, String path) {
    Dataset dataset = datasets.get(path);
    if (dataset == null || dataset.rank() != 1 || !dataset.type().isInteger()) {
      throw new IllegalArgumentException(
          "%s is %s, expected one whole number per row"
              .formatted(
                  path,
                  dataset == null
                      ? "absent"
                      : dataset.type().label() + " of shape " + dataset.shape()));
    }
    if (rows.containsKey(rate.name()) && rows.get(rate.name()) != dataset.rows()) {
      throw new IllegalArgumentException(
          "%s has %s rows, expected %s".formatted(path, dataset.rows(), rows.get(rate.name())));
    }
    return dataset;
  }

  /** Whether the beam has any rate that is indexed. */
  boolean hasRates() {
    return !rates.isEmpty();
  }

  /** Rows of each rate. */
  Map<String, Long> rows() {
    return rows;
  }

  /** The instant from which the times of the first rate with positions count. */
  Instant epoch() {
    return scans.values().stream()
        .map(RateScan::epoch)
        .filter(epoch -> epoch != null)
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  /** An indexed rate that the beam has, or {@code null}. */
  Rate rate(String name) {
    return rates.stream().filter(rate -> rate.name().equals(name)).findFirst().orElse(null);
  }

  /** The dataset at a path within the beam, or what stands for it here, or {@code null}. */
  Dataset dataset(String path) {
    return datasets.get(stored(path));
  }

  /** Where the granule's version has what the layout knows by a path. */
  private String stored(String path) {
    return datasets.exists(path)
        ? path
        : rates.stream()
            .flatMap(rate -> rate.renamed().getOrDefault(path, List.of()).stream())
            .filter(datasets::exists)
            .findFirst()
            .orElse(path);
  }

  /** Whether nothing is at a path within the beam, be it of a type that can be read or not. */
  boolean lacks(String path) {
    return !datasets.exists(stored(path));
  }

  /**
   * Whether a path within the beam is of numbers that each row of a rate has, no cell of a grid.
   */
  boolean hasVariable(Rate rate, String path) {
    Dataset dataset = dataset(path);
    return dataset != null
        && !dataset.type().isText()
        && dataset.rank() > 0
        && scans.containsKey(rate.name())
        && !scans.get(rate.name()).isGrid()
        && rate.holds(path)
        && rate.linkTo(path).isEmpty()
        && hasRows(rate, path, dataset);
  }

  /** The paths of all such numbers. */
  List<String> variables(Rate rate) {
    return datasets.all().keySet().stream().filter(path -> hasVariable(rate, path)).toList();
  }

  /** Whether a row of the coverage is of rows to which none of the rate's rows leads. */
  boolean isOrphan(String rate, int coverageRow) {
    return scans.get(rate).isOrphan(coverageRow);
  }

  /** Every dataset that was found. */
  List<Dataset> datasets() {
    return List.copyOf(datasets.all().values());
  }

  /** The stored bytes that a scan reads, in its order. */
  List<ByteRange> ranges() {
    Set<ByteRange> ranges = new LinkedHashSet<>();
    for (Rate rate : rates) {
      if (scans.containsKey(rate.name()) && rate.parent() == null) {
        ranges.addAll(scans.get(rate.name()).ranges());
      }
      for (String path : rate.keys()) {
        Dataset dataset = key(rate, path);
        ranges.addAll(
            RowView.of(dataset)
                .ranges(
                    dataset.rows() == 0 ? List.of() : List.of(new RowRun(0, dataset.rows())),
                    Slice.Elements.ONE));
      }
    }
    return List.copyOf(ranges);
  }

  /**
   * Reads positions and keys, and adds the cells that they touch to a table.
   *
   * @param invalid counts rows whose position is not valid
   */
  void cover(
      RangeReader reader,
      ChunkDecoder decoder,
      CoverageTable table,
      InvalidPositions.Count invalid) {
    RowReader.Stored stored = (offset, size) -> reader.read(new ByteRange(offset, size));
    for (Rate rate : rates) {
      if (scans.containsKey(rate.name()) && rate.parent() == null) {
        RateScan scan = scans.get(rate.name());
        List<RateScan> children =
            scans.values().stream().filter(other -> other.isChildOf(scan)).toList();
        try {
          scan.cover(file.name(), children, decoder, stored, table, invalid);
        } catch (IllegalArgumentException e) {
          throw new BadGranuleException(
              "[%s %s] %s: the granule is damaged".formatted(file.name(), beam, e.getMessage()), e);
        }
      }
      for (String path : rate.keys()) {
        Dataset dataset = key(rate, path);
        keyed.put(path, KeyScan.withKeys(file.name(), dataset, decoder, stored));
      }
    }
  }

  /** The datasets that an export of one of the rates may want. */
  List<Dataset> kept() {
    Map<String, Dataset> kept = new LinkedHashMap<>();
    for (Rate rate : rates) {
      checkVariables(rate);
      datasets
          .all()
          .forEach(
              (path, dataset) -> {
                if (isOf(rate, path, dataset)) {
                  kept.put(path, keyed.getOrDefault(path, dataset));
                }
              });
    }
    return List.copyOf(kept.values());
  }

  private boolean isOf(Rate rate, String path, Dataset dataset) {
    if (rate.positionPaths().contains(path)
        || rate.dimensions().contains(path)
        || rate.keys().contains(path)) {
      return true;
    }
    for (Link link : rate.links()) {
      if (path.equals(link.first())
          || path.equals(link.count())
          || link.datasets().contains(path)) {
        return true;
      }
    }
    return rate.holds(path) && dataset.rank() > 0 && hasRows(rate, path, dataset);
  }

  private boolean hasRows(Rate rate, String path, Dataset dataset) {
    RateScan scan = scans.get(rate.name());
    if (scan != null && scan.isGrid()) {
      return scan.isOnGrid(path, dataset);
    }
    long count = rows.get(rate.name());
    return rate.transposed().contains(path)
        ? dataset.rank() == 2 && dataset.shape().get(1) == count
        : dataset.rows() == count;
  }

  /** A variable that is there but can't be exported would come out as missing values. */
  private void checkVariables(Rate rate) {
    for (List<String> variables : List.of(rate.variables(), rate.trailingVariables())) {
      for (String path : variables.stream().flatMap(v -> rate.placesOf(v).stream()).toList()) {
        boolean parents = rate.parent() != null && !rate.holds(path);
        if (parents || rate.linkTo(path).isPresent() || !datasets.exists(path)) {
          continue;
        }
        Dataset dataset = datasets.get(path);
        if (dataset == null) {
          throw new BadGranuleException(
              "[%s] /%s/%s is of a type that is not supported: expected numbers or strings"
                  .formatted(file.name(), beam, path));
        }
        if (dataset.rank() == 0 || !hasRows(rate, path, dataset)) {
          throw new BadGranuleException(
              "[%s] /%s has shape %s, but rate %s has %s rows: the granule does not fit its layout"
                  .formatted(
                      file.name(),
                      dataset.path(),
                      dataset.shape(),
                      rate.name(),
                      rows.get(rate.name())));
        }
      }
    }
  }
}
