package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiFeatures;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.IndexSearch;
import org.groundtrack.index.SearchGaps;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.layout.NearestName;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.Operands;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.Tasks;
import org.groundtrack.plan.TimeRange;

/**
 * Asks an index for the points in an area. Immutable: each refinement is a new query, and a query
 * may be shared between threads. No granule is touched.
 *
 * <pre>{@code
 * ExportPlan plan = AoiQuery.of(index).within(aoi).beams(List.of("gt1l")).plan();
 * }</pre>
 */
public final class AoiQuery {
  /** A granule of ATL06 takes some 90 kB of a plan. */
  private static final int GRANULES_AT_ONCE = 1000;

  private final SpatialIndex index;
  private final Options options;

  /** What was asked for so far. */
  private record Options(
      String product,
      String rate,
      Aoi aoi,
      Filters filters,
      List<String> variables,
      UnaryOperator<CoalescePolicy> policy,
      int atOnce) {
    static final Options NONE =
        new Options(
            null, null, null, Filters.NONE, List.of(), UnaryOperator.identity(), GRANULES_AT_ONCE);
  }

  /** Options while one of them changes. */
  private static final class Draft {
    String product;
    String rate;
    Aoi aoi;
    Filters filters;
    List<String> variables;
    UnaryOperator<CoalescePolicy> policy;
    int atOnce;

    Draft(Options options) {
      product = options.product();
      rate = options.rate();
      aoi = options.aoi();
      filters = options.filters();
      variables = options.variables();
      policy = options.policy();
      atOnce = options.atOnce();
    }

    Options options() {
      return new Options(product, rate, aoi, filters, variables, policy, atOnce);
    }
  }

  private AoiQuery(SpatialIndex index, Options options) {
    this.index = index;
    this.options = options;
  }

  /** A query of everything in an index; it needs an area before it can be planned. */
  public static AoiQuery of(SpatialIndex index) {
    return new AoiQuery(Objects.requireNonNull(index, "index"), Options.NONE);
  }

  private AoiQuery with(Consumer<Draft> change) {
    Draft draft = new Draft(options);
    change.accept(draft);
    return new AoiQuery(index, draft.options());
  }

  /**
   * Only points of a product; needed where the index holds several.
   *
   * @param name short name such as {@code ATL06}, in any case
   * @throws UsageException if the index holds none of it
   */
  public AoiQuery product(String name) {
    return with(draft -> draft.product = index.layout(name).product());
  }

  /**
   * Rows of another rate than the product's main one.
   *
   * @param name such as {@code segments}
   */
  public AoiQuery rate(String name) {
    return with(draft -> draft.rate = name);
  }

  /** Only points in an area; a point on its edge is in it. */
  public AoiQuery within(Aoi area) {
    return with(draft -> draft.aoi = area);
  }

  /**
   * Only points that filters want; they take the place of all filters before. Without any, of each
   * granule that was indexed in several versions the newest is taken.
   */
  public AoiQuery matching(Filters filters) {
    return with(draft -> draft.filters = Objects.requireNonNull(filters, "filters"));
  }

  /** Only points of a time range; other filters stay. */
  public AoiQuery during(TimeRange range) {
    return with(draft -> draft.filters = draft.filters.with(range));
  }

  /**
   * Only points of some beams; other filters stay.
   *
   * @param names such as {@code gt1l}; none means all
   */
  public AoiQuery beams(Collection<String> names) {
    return with(draft -> draft.filters = draft.filters.with(draft.filters.beams().named(names)));
  }

  /**
   * Further variables beside the default ones.
   *
   * @param names short names such as {@code dh_fit_dx}, paths within the beam or from the root,
   *     wildcards such as {@code geophysical/*}, aliases, and elements of variables with several
   *     values per row: {@code rh[98]}, {@code rh[50:100:10]}
   */
  public AoiQuery variables(List<String> names) {
    return with(draft -> draft.variables = List.copyOf(names));
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
    return with(draft -> draft.policy = adjustment);
  }

  /**
   * Of how many granules a plan is held in memory; 1000 by default. What is read of the index for
   * more is read again whenever the plan's tasks are gone through.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public AoiQuery granulesAtOnce(int granules) {
    if (granules < 1) {
      throw new IllegalArgumentException(
          "%s granules at once, expected 1 or more".formatted(granules));
    }
    return with(draft -> draft.atOnce = granules);
  }

  /**
   * The plan: which rows may lie inside, and which bytes hold them. A plan of many granules reads
   * the index as its {@linkplain org.groundtrack.plan.Tasks tasks} are gone through: it must stay
   * open until then.
   *
   * @throws UsageException if no area was given, or the product has no rate of a name, or a filter
   *     makes no sense for it, or the rate was not indexed, or a variable, be it of a condition, is
   *     in no granule
   * @throws BadIndexException if the index contradicts itself
   */
  public ExportPlan plan() {
    ProductLayout layout = checked();
    Rate rate = rate(layout);
    Wishes wishes = new Wishes(layout, rate, options.variables(), options.filters().conditions());
    CoverageSearch.Found found =
        CoverageSearch.of(
            index, layout, options.aoi(), options.filters(), wishes, options.atOnce());
    Map<String, Map<String, Candidates>> candidates = found.candidates();
    // A rate with a parent is found by the parent's rows, be it indexed or not.
    if (candidates.isEmpty() || !found.allHoldRate()) {
      checkIndexed(index, layout, rate);
    }
    GranuleReader reader = new GranuleReader(index, rate, wishes);
    boolean few = candidates.size() <= options.atOnce();
    GranuleData all = null;
    KnownVariables known = new KnownVariables(layout, rate);
    Map<String, KnownVariables.Joined> joined = new LinkedHashMap<>();
    if (candidates.isEmpty()) {
      // Where no granule is near, any granule still says what variables there are, and their types.
      reader.read(index.firstGranule(layout.product())).describe(known, joined);
    } else if (few) {
      all =
          found.granules().isEmpty()
              ? reader.read(candidates.keySet())
              : reader.read(found.granules());
      all.describe(known, joined);
    } else {
      for (List<String> slice : GranuleReader.slices(candidates.keySet(), options.atOnce())) {
        reader.read(slice).describe(known, joined);
      }
    }
    VariableNames names = new VariableNames(layout, rate, known, joined.values());
    List<OutputColumn> columns = names.columns(options.variables());
    Operands operands =
        ConditionNames.operands(layout, names, columns, options.filters().conditions());
    List<OutputColumn> read = new ArrayList<>(columns);
    read.addAll(operands.columns());
    candidates = byZones(layout, wishes, found, read, operands);
    TaskPlanner planner =
        new TaskPlanner(index.name(), layout, rate, read, candidates, options.policy());
    // Rows that a newer version has count, even if by their zones none of them is wanted.
    CopyPlanner copies = new CopyPlanner(layout, rate, found.choice(), found.candidates());
    List<String> ids = List.copyOf(candidates.keySet());
    Tasks tasks =
        few
            ? Tasks.of(all == null ? List.of() : planner.tasks(ids, all, copies))
            : new SlicedTasks(
                ids,
                options.atOnce(),
                slice -> planner.tasks(slice, reader.read(copies.with(slice)), copies),
                index::checkUnchanged);
    return new ExportPlan(
        index.name(),
        layout,
        rate,
        options.aoi(),
        options.filters(),
        columns,
        operands,
        tasks,
        index.granuleCount(),
        found.choice());
  }

  /**
   * Candidates without those that zones rule out. Only now: which variables the conditions mean,
   * and of which type they are, is decided by all granules that were found, so that a plan gives
   * the same points with zones and without.
   */
  private Map<String, Map<String, Candidates>> byZones(
      ProductLayout layout,
      Wishes wishes,
      CoverageSearch.Found found,
      List<OutputColumn> columns,
      Operands operands) {
    if (options.filters().conditions().isEmpty()
        || index.zones().isEmpty()
        || found.candidates().isEmpty()) {
      return found.candidates();
    }
    ZoneTest test =
        new ZoneTest(
            index.zones(),
            layout,
            wishes.rate(),
            columns,
            operands,
            options.filters().conditions());
    return test.zones().isEmpty()
        ? found.candidates()
        : CoverageSearch.byZones(
            index, layout, options.aoi(), options.filters(), wishes, options.atOnce(), found, test);
  }

  /**
   * How many rows each H3 cell of the area may hold; cells without any are left out. Conditions on
   * values do not count: what they leave is known only when granules are read.
   *
   * @return by the ids of the cells
   * @throws UsageException as {@link #plan()} does
   * @throws BadIndexException if the index contradicts itself
   */
  public List<CellRows> cells() {
    return sums(CellSums::new, CellSums::add).cells();
  }

  /**
   * How many rows each feature of the area may hold.
   *
   * @return in the order of the features, those without any too
   * @throws UsageException as {@link #plan()} does, or if the area's features are not told apart
   * @throws BadIndexException if the index contradicts itself
   */
  public List<FeatureRows> features() {
    checked();
    AoiFeatures features =
        options
            .aoi()
            .features()
            .orElseThrow(
                () ->
                    new UsageException(
                        "[%s] is an area whose features are not told apart: make it with Aoi.ofFeatures"
                            .formatted(options.aoi())));
    return sums(link -> new FeatureSums(features, link), FeatureSums::add).features();
  }

  /**
   * The parts of the area and the time for which no search of the catalogue was made whose granules
   * the index holds: there the archive may have more than the index.
   *
   * @return none where all was searched, and where nothing is known of searches
   * @throws UsageException as {@link #plan()} does
   */
  public List<SearchGaps.Gap> notSearched() {
    return SearchGaps.of(
        index.searches(), checked().product(), options.aoi(), options.filters().time());
  }

  /** The searches whose granules of the product the index holds, the latest last. */
  public List<IndexSearch> searches() {
    String product = checked().product();
    return index.searches().stream()
        .filter(search -> search.product().equalsIgnoreCase(product))
        .toList();
  }

  /**
   * Finds out why nothing is found: which filter leaves no row, or that none is near the area, and
   * what the index spans then.
   *
   * @return a sentence for each reason; none if some rows may be wanted, by all but conditions on
   *     values
   * @throws UsageException as {@link #plan()} does
   */
  public List<String> whyNothing() {
    ProductLayout layout = checked();
    Wishes wishes = new Wishes(layout, rate(layout), List.of(), List.of());
    return new NothingFound(
            index,
            layout,
            (aoi, filters) -> {
              long[] rows = {0};
              CoverageSearch.eachWanted(
                  index,
                  layout,
                  aoi,
                  filters,
                  wishes,
                  options.atOnce(),
                  row -> rows[0] += row.rowCount());
              return rows[0];
            })
        .reasons(options.aoi(), options.filters());
  }

  /**
   * Adds up the rows of the coverage that may be wanted.
   *
   * @param none no rows yet, of the link that leads to the rows that count, or of -1
   */
  private <T> T sums(IntFunction<T> none, BiConsumer<T, CoverageTable.Row> add) {
    ProductLayout layout = checked();
    Rate rate = rate(layout);
    Wishes wishes = new Wishes(layout, rate, List.of(), List.of());
    int link =
        rate.parent() == null
            ? -1
            : wishes.covered().links().indexOf(wishes.covered().link(rate.name()).orElseThrow());
    T sums = none.apply(link);
    boolean[] any = {false};
    CoverageSearch.eachWanted(
        index,
        layout,
        options.aoi(),
        options.filters(),
        wishes,
        options.atOnce(),
        row -> {
          any[0] = true;
          add.accept(sums, row);
        });
    if (!any[0]) {
      checkIndexed(index, layout, rate);
    }
    return sums;
  }

  /** The layout of the product, if the query makes sense for it. */
  private ProductLayout checked() {
    if (options.aoi() == null) {
      throw new UsageException("A query needs an area of interest: give one to within()");
    }
    ProductLayout layout = index.layout(options.product());
    options.filters().check(layout);
    return layout;
  }

  /** The rate that is asked for, if the query makes sense for it. */
  private Rate rate(ProductLayout layout) {
    Rate rate = options.rate() == null ? layout.defaultRate() : rate(layout, options.rate());
    options.filters().check(layout, rate);
    return rate;
  }

  /**
   * The rate of a name.
   *
   * @throws UsageException if the product has none with positions
   */
  static Rate rate(ProductLayout layout, String name) {
    List<String> known =
        layout.rates().stream().filter(Rate::isPositioned).map(Rate::name).toList();
    return layout
        .rate(name)
        .filter(Rate::isPositioned)
        .orElseThrow(
            () ->
                new UsageException(
                    "%s has no rate with positions '%s': %s"
                        .formatted(layout.product(), name, NearestName.hint(name, known))));
  }

  /** That nothing was found must not be because nothing was indexed. */
  static void checkIndexed(SpatialIndex index, ProductLayout layout, Rate rate) {
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
          "[%s] holds no rate '%s' of %s, only %s: ask for one of these, or build the index with --rates %s, if the granules have rows of it"
              .formatted(
                  index.name(),
                  rate.name(),
                  layout.product(),
                  String.join(", ", held),
                  String.join(",", wanted)));
    }
  }

  private static boolean holds(List<Granule> granules, Rate rate) {
    return granules.stream().anyMatch(granule -> granule.rates().contains(rate.name()));
  }
}
