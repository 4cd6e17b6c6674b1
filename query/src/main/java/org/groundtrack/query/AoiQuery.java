package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellCover;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.ProductLayout;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.RowRun;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.source.Location;
import org.locationtech.jts.geom.Envelope;

/**
 * Asks an index for the points in an area. Immutable: each refinement is a new query, and a query
 * may be shared between threads. No granule is touched.
 *
 * <pre>{@code
 * ExportPlan plan = AoiQuery.of(index).within(aoi).beams(List.of("gt1l")).plan();
 * }</pre>
 */
public final class AoiQuery {
  private final SpatialIndex index;
  private final Aoi aoi;
  private final TimeRange time;
  private final Set<String> beams;
  private final List<String> variables;
  private final UnaryOperator<CoalescePolicy> policy;

  private AoiQuery(
      SpatialIndex index,
      Aoi aoi,
      TimeRange time,
      Set<String> beams,
      List<String> variables,
      UnaryOperator<CoalescePolicy> policy) {
    this.index = index;
    this.aoi = aoi;
    this.time = time;
    this.beams = beams;
    this.variables = variables;
    this.policy = policy;
  }

  /** A query of everything in an index; it needs an area before it can be planned. */
  public static AoiQuery of(SpatialIndex index) {
    return new AoiQuery(
        Objects.requireNonNull(index, "index"),
        null,
        TimeRange.ALL,
        Set.of(),
        List.of(),
        UnaryOperator.identity());
  }

  /** Only points in an area; a point on its edge is in it. */
  public AoiQuery within(Aoi area) {
    return new AoiQuery(index, area, time, beams, variables, policy);
  }

  /** Only points of a time range. */
  public AoiQuery during(TimeRange range) {
    return new AoiQuery(index, aoi, range, beams, variables, policy);
  }

  /**
   * Only points of some beams.
   *
   * @param names such as {@code gt1l}; none means all
   * @throws UsageException if the index's product has no beam of a name
   */
  public AoiQuery beams(Collection<String> names) {
    List<String> known = index.layout().beams().names();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new UsageException(
            "No beam is called '%s': %s has %s"
                .formatted(name, index.layout().product(), String.join(", ", known)));
      }
    }
    return new AoiQuery(index, aoi, time, Set.copyOf(names), variables, policy);
  }

  /**
   * Further variables of the rate beside the default ones.
   *
   * @param names short names such as {@code dh_fit_dx}, or paths within the beam
   */
  public AoiQuery variables(List<String> names) {
    return new AoiQuery(index, aoi, time, beams, List.copyOf(names), policy);
  }

  /** How chunks become requests, wherever the granules are. */
  public AoiQuery coalescing(CoalescePolicy other) {
    return adjusting(policy -> other);
  }

  /**
   * How chunks become requests.
   *
   * @param adjustment of the default policy, which depends on where a granule is
   */
  public AoiQuery adjusting(UnaryOperator<CoalescePolicy> adjustment) {
    return new AoiQuery(index, aoi, time, beams, variables, adjustment);
  }

  /**
   * The plan: which rows may lie inside, and which bytes hold them.
   *
   * @throws UsageException if no area was given, or a variable is in no granule
   * @throws BadIndexException if the index contradicts itself
   */
  public ExportPlan plan() {
    if (aoi == null) {
      throw new UsageException("A query needs an area of interest: give one to within()");
    }
    ProductLayout layout = index.layout();
    ProductLayout.Rate rate = layout.defaultRate();
    Map<String, Map<String, List<RowRun>>> runs = candidateRuns(rate);
    Map<String, Granule> granules = new HashMap<>();
    for (Granule granule : index.granules(runs.keySet())) {
      granules.put(granule.id(), granule);
    }
    // Where no granule is near, any granule still says what variables there are, and their types.
    Set<String> described = runs.isEmpty() ? index.firstGranule() : runs.keySet();
    Map<String, Map<String, Dataset>> datasets = datasets(described, rate);
    List<OutputColumn> columns =
        new VariableNames(layout, rate, datasets.values()).columns(variables);
    List<Task> tasks = new ArrayList<>();
    runs.forEach(
        (id, beamRuns) ->
            tasks.add(
                task(
                    known(granules.get(id), id),
                    beamRuns,
                    datasets.getOrDefault(id, Map.of()),
                    rate,
                    columns)));
    tasks.sort(Comparator.comparing(task -> task.granule().id()));
    return new ExportPlan(
        index.name(), layout, rate, aoi, time, columns, tasks, index.granuleCount());
  }

  private Granule known(Granule granule, String id) {
    if (granule == null) {
      throw new BadIndexException(
          "[%s] its coverage names granule %s, which its granules table lacks: build the index again"
              .formatted(index.name(), id));
    }
    return granule;
  }

  /** Rows that may lie inside, by granule and beam. */
  private Map<String, Map<String, List<RowRun>>> candidateRuns(ProductLayout.Rate rate) {
    CellCover cover = CellCover.of(aoi, index.resolution());
    Map<String, Map<String, List<RowRun>>> runs = new TreeMap<>();
    index.coverage(
        cover,
        row -> {
          if (row.rate().equals(rate.name())
              && (beams.isEmpty() || beams.contains(row.beam()))
              && mayBeDuring(row)
              && mayBeInside(row)) {
            runs.computeIfAbsent(row.granule(), id -> new HashMap<>())
                .computeIfAbsent(row.beam(), name -> new ArrayList<>())
                .add(new RowRun(row.firstRow(), row.firstRow() + row.rowCount()));
          }
        });
    return runs;
  }

  private boolean mayBeDuring(CoverageTable.Row row) {
    if (time.isAll()) {
      return true;
    }
    return row.startNanos() != CoverageTable.NO_TIME
        && time.overlaps(row.startNanos(), row.endNanos());
  }

  private boolean mayBeInside(CoverageTable.Row row) {
    Envelope bounds = new Envelope(row.west(), row.east(), row.south(), row.north());
    return aoi.relation(bounds) != Aoi.Relation.DISJOINT;
  }

  private Map<String, Map<String, Dataset>> datasets(Set<String> ids, ProductLayout.Rate rate) {
    Map<String, Map<String, Dataset>> datasets = new HashMap<>();
    index.datasets(
        ids,
        path -> isWanted(path, rate),
        (id, dataset) ->
            datasets.computeIfAbsent(id, k -> new LinkedHashMap<>()).put(dataset.path(), dataset));
    return datasets;
  }

  /** Whether a dataset is of the rate; only the default ones if no others were asked for. */
  private boolean isWanted(String path, ProductLayout.Rate rate) {
    String within = path.substring(path.indexOf('/') + 1);
    return variables.isEmpty()
        ? rate.defaultPaths().contains(within)
        : within.startsWith(rate.group() + "/");
  }

  private Task task(
      Granule granule,
      Map<String, List<RowRun>> runs,
      Map<String, Dataset> datasets,
      ProductLayout.Rate rate,
      List<OutputColumn> columns) {
    List<BeamTask> tasks = new ArrayList<>();
    for (Beam beam : granule.beams()) {
      if (!runs.containsKey(beam.name())) {
        continue;
      }
      List<RowRun> rows = RowRun.union(runs.get(beam.name()));
      checkRows(granule, beam, rows);
      BeamTask task =
          new BeamTask(
              beam,
              position(granule, beam, rate.longitude(), datasets),
              position(granule, beam, rate.latitude(), datasets),
              position(granule, beam, rate.time(), datasets),
              rows,
              variables(granule, beam, datasets, columns));
      tasks.add(task);
    }
    Set<String> unknown = new HashSet<>(runs.keySet());
    granule.beams().forEach(b -> unknown.remove(b.name()));
    if (!unknown.isEmpty()) {
      throw new BadIndexException(
          "[%s] its coverage names beams %s of granule %s, which has none: build the index again"
              .formatted(index.name(), unknown, granule.id()));
    }
    return Task.of(granule, tasks, policy.apply(defaultPolicy(granule)));
  }

  /** The dataset of each column, or null where the granule lacks it. */
  private static List<Dataset> variables(
      Granule granule, Beam beam, Map<String, Dataset> datasets, List<OutputColumn> columns) {
    List<Dataset> variables = new ArrayList<>();
    for (OutputColumn column : columns) {
      Dataset dataset = datasets.get(beam.name() + "/" + column.path());
      if (dataset != null) {
        ChunkDecoder.checkSupported(granule.id(), dataset);
      }
      variables.add(dataset);
    }
    return variables;
  }

  private static CoalescePolicy defaultPolicy(Granule granule) {
    return Location.of(granule.uri()).isLocal() ? CoalescePolicy.LOCAL : CoalescePolicy.REMOTE;
  }

  private void checkRows(Granule granule, Beam beam, List<RowRun> rows) {
    long end = rows.get(rows.size() - 1).end();
    if (end > beam.rows()) {
      throw new BadIndexException(
          "[%s] its coverage names row %s of %s %s, which has %s rows: build the index again"
              .formatted(index.name(), end - 1, granule.id(), beam.name(), beam.rows()));
    }
  }

  private Dataset position(Granule granule, Beam beam, String path, Map<String, Dataset> datasets) {
    Dataset dataset = datasets.get(beam.name() + "/" + path);
    if (dataset == null || dataset.rows() != beam.rows() || dataset.rank() != 1) {
      throw new BadIndexException(
          "[%s] its manifest has no dataset /%s/%s of %s rows for granule %s: build the index again"
              .formatted(index.name(), beam.name(), path, beam.rows(), granule.id()));
    }
    ChunkDecoder.checkSupported(granule.id(), dataset);
    return dataset;
  }
}
