package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellCover;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.layout.NearestName;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.TimeRange;
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
  private final Options options;

  /** What was asked for so far. */
  private record Options(
      String product,
      String rate,
      Aoi aoi,
      TimeRange time,
      Set<String> beams,
      List<String> variables,
      UnaryOperator<CoalescePolicy> policy) {}

  private AoiQuery(SpatialIndex index, Options options) {
    this.index = index;
    this.options = options;
  }

  /** A query of everything in an index; it needs an area before it can be planned. */
  public static AoiQuery of(SpatialIndex index) {
    return new AoiQuery(
        Objects.requireNonNull(index, "index"),
        new Options(
            null, null, null, TimeRange.ALL, Set.of(), List.of(), UnaryOperator.identity()));
  }

  /**
   * Only points of a product; needed where the index holds several.
   *
   * @param name short name such as {@code ATL06}, in any case
   * @throws UsageException if the index holds none of it
   */
  public AoiQuery product(String name) {
    return new AoiQuery(
        index,
        new Options(
            index.layout(name).product(),
            options.rate(),
            options.aoi(),
            options.time(),
            options.beams(),
            options.variables(),
            options.policy()));
  }

  /**
   * Rows of another rate than the product's main one.
   *
   * @param name such as {@code segments}
   */
  public AoiQuery rate(String name) {
    return new AoiQuery(
        index,
        new Options(
            options.product(),
            name,
            options.aoi(),
            options.time(),
            options.beams(),
            options.variables(),
            options.policy()));
  }

  /** Only points in an area; a point on its edge is in it. */
  public AoiQuery within(Aoi area) {
    return new AoiQuery(
        index,
        new Options(
            options.product(),
            options.rate(),
            area,
            options.time(),
            options.beams(),
            options.variables(),
            options.policy()));
  }

  /** Only points of a time range. */
  public AoiQuery during(TimeRange range) {
    return new AoiQuery(
        index,
        new Options(
            options.product(),
            options.rate(),
            options.aoi(),
            range,
            options.beams(),
            options.variables(),
            options.policy()));
  }

  /**
   * Only points of some beams.
   *
   * @param names such as {@code gt1l}; none means all
   */
  public AoiQuery beams(Collection<String> names) {
    return new AoiQuery(
        index,
        new Options(
            options.product(),
            options.rate(),
            options.aoi(),
            options.time(),
            Set.copyOf(names),
            options.variables(),
            options.policy()));
  }

  /**
   * Further variables beside the default ones.
   *
   * @param names short names such as {@code dh_fit_dx}, paths within the beam or from the root,
   *     wildcards such as {@code geophysical/*}, aliases, and elements of variables with several
   *     values per row: {@code rh[98]}, {@code rh[50:100:10]}
   */
  public AoiQuery variables(List<String> names) {
    return new AoiQuery(
        index,
        new Options(
            options.product(),
            options.rate(),
            options.aoi(),
            options.time(),
            options.beams(),
            List.copyOf(names),
            options.policy()));
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
    return new AoiQuery(
        index,
        new Options(
            options.product(),
            options.rate(),
            options.aoi(),
            options.time(),
            options.beams(),
            options.variables(),
            adjustment));
  }

  /**
   * The plan: which rows may lie inside, and which bytes hold them.
   *
   * @throws UsageException if no area was given, or the product has no beam or rate of a name, or
   *     the rate was not indexed, or a variable is in no granule
   * @throws BadIndexException if the index contradicts itself
   */
  public ExportPlan plan() {
    if (options.aoi() == null) {
      throw new UsageException("A query needs an area of interest: give one to within()");
    }
    ProductLayout layout = index.layout(options.product());
    checkBeams(layout);
    Rate rate = rate(layout);
    Wishes wishes = new Wishes(layout, rate, options.variables());
    Map<String, Map<String, Candidates>> candidates = candidates(layout, wishes);
    Map<String, Granule> granules = new HashMap<>();
    for (Granule granule : index.granules(candidates.keySet())) {
      granules.put(granule.id(), granule);
    }
    // A rate with a parent is found by the parent's rows, be it indexed or not.
    if (candidates.isEmpty() || !allHold(granules.values(), rate)) {
      checkIndexed(layout, rate);
    }
    // Where no granule is near, any granule still says what variables there are, and their types.
    Set<String> described =
        candidates.isEmpty() ? index.firstGranule(layout.product()) : candidates.keySet();
    Map<String, Map<String, Dataset>> datasets = datasets(described, wishes);
    List<Partners> partners = Partners.of(index, rate, granules.values());
    List<OutputColumn> columns =
        new VariableNames(layout, rate, datasets.values(), partners).columns(options.variables());
    TaskPlanner planner =
        new TaskPlanner(index.name(), layout, rate, columns, partners, options.policy());
    List<Task> tasks = new ArrayList<>();
    candidates.forEach(
        (id, beams) ->
            planner
                .task(known(granules.get(id), id), beams, datasets.getOrDefault(id, Map.of()))
                .ifPresent(tasks::add));
    tasks.sort(Comparator.comparing(task -> task.granule().id()));
    return new ExportPlan(
        index.name(),
        layout,
        rate,
        options.aoi(),
        options.time(),
        columns,
        tasks,
        index.granuleCount());
  }

  private void checkBeams(ProductLayout layout) {
    List<String> known = layout.beams().names();
    for (String name : options.beams()) {
      if (!known.contains(name)) {
        throw new UsageException(
            "No beam is called '%s': %s has %s"
                .formatted(
                    name,
                    layout.product(),
                    known.isEmpty() ? "no beams" : String.join(", ", known)));
      }
    }
  }

  private Rate rate(ProductLayout layout) {
    if (options.rate() == null) {
      return layout.defaultRate();
    }
    List<String> known =
        layout.rates().stream().filter(Rate::isPositioned).map(Rate::name).toList();
    return layout
        .rate(options.rate())
        .filter(Rate::isPositioned)
        .orElseThrow(
            () ->
                new UsageException(
                    "%s has no rate with positions '%s': %s"
                        .formatted(
                            layout.product(),
                            options.rate(),
                            NearestName.hint(options.rate(), known))));
  }

  /** That nothing was found must not be because nothing was indexed. */
  private void checkIndexed(ProductLayout layout, Rate rate) {
    Set<String> first = index.firstGranule(layout.product());
    if (first.isEmpty() || holds(index.granules(first), rate)) {
      return;
    }
    List<Granule> granules =
        index.granules().stream().filter(g -> g.product().equals(layout.product())).toList();
    if (!holds(granules, rate)) {
      List<String> held =
          layout.rates().stream()
              .filter(Rate::isPositioned)
              .map(Rate::name)
              .filter(name -> granules.stream().anyMatch(g -> g.rates().contains(name)))
              .toList();
      List<String> wanted = new ArrayList<>(held);
      wanted.add(rate.name());
      throw new UsageException(
          "[%s] holds no rate '%s' of %s, only %s: ask for one of these, or build the index with --rates %s"
              .formatted(
                  index.name(),
                  rate.name(),
                  layout.product(),
                  String.join(", ", held),
                  String.join(",", wanted)));
    }
  }

  private static boolean allHold(Collection<Granule> granules, Rate rate) {
    return granules.stream().allMatch(granule -> granule.rates().contains(rate.name()));
  }

  private static boolean holds(List<Granule> granules, Rate rate) {
    return granules.stream().anyMatch(granule -> granule.rates().contains(rate.name()));
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
  private Map<String, Map<String, Candidates>> candidates(ProductLayout layout, Wishes wishes) {
    CellCover cover = CellCover.of(options.aoi(), layout.h3Resolution());
    Rate covered = wishes.covered();
    Map<String, Map<String, Candidates>> found = new TreeMap<>();
    index.coverage(
        cover,
        wishes.needsLinks(),
        row -> {
          if (row.rate().equals(covered.name())
              && row.product().equals(layout.product())
              && (options.beams().isEmpty() || options.beams().contains(row.beam()))
              && mayBeDuring(row)
              && mayBeInside(row)) {
            found
                .computeIfAbsent(row.granule(), id -> new HashMap<>())
                .computeIfAbsent(row.beam(), name -> new Candidates())
                .add(row);
          }
        });
    return found;
  }

  private boolean mayBeDuring(CoverageTable.Row row) {
    if (options.time().isAll()) {
      return true;
    }
    return row.startNanos() != CoverageTable.NO_TIME
        && options.time().overlaps(row.startNanos(), row.endNanos());
  }

  private boolean mayBeInside(CoverageTable.Row row) {
    Envelope bounds = new Envelope(row.west(), row.east(), row.south(), row.north());
    return options.aoi().relation(bounds) != Aoi.Relation.DISJOINT;
  }

  private Map<String, Map<String, Dataset>> datasets(Set<String> ids, Wishes wishes) {
    Map<String, Map<String, Dataset>> datasets = new HashMap<>();
    index.datasets(
        ids,
        wishes::wants,
        (id, dataset) ->
            datasets.computeIfAbsent(id, k -> new LinkedHashMap<>()).put(dataset.path(), dataset));
    return datasets;
  }
}
