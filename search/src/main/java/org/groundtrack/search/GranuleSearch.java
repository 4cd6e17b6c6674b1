package org.groundtrack.search;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.groundtrack.error.UsageException;
import org.groundtrack.index.IndexSearch;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.plan.TrackNumber;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import org.locationtech.jts.geom.Geometry;

/**
 * Finds granules in NASA's Common Metadata Repository. What it finds are candidates: the catalogue
 * knows footprints, not positions. An index of them has the positions. No granule is opened, and no
 * credentials are sent.
 */
public final class GranuleSearch {
  /** Of an area that is kept as it was given: some 800 kB of text. */
  private static final int MAX_TOLD_POINTS = 20_000;

  /** The catalogue's times are rounded to seconds, up or down. */
  private static final Duration TIME_MARGIN = Duration.ofSeconds(1);

  private final Sources sources;
  private final SearchSettings settings;
  private final ProductLayouts layouts;

  /** A search with the layouts that ship. */
  public GranuleSearch(Sources sources, SearchSettings settings) {
    this(sources, settings, ProductLayouts.shipped());
  }

  /**
   * A search.
   *
   * @param sources ask the catalogue, and know which places may be named by it
   * @param layouts what is known of products: their other names, what their granules' names say,
   *     what footprints miss
   */
  public GranuleSearch(Sources sources, SearchSettings settings, ProductLayouts layouts) {
    this.sources = sources;
    this.settings = settings;
    this.layouts = layouts;
  }

  /**
   * Finds granules: all that the catalogue has, or none.
   *
   * @throws UsageException if the catalogue has no such collection, or granules of the product
   *     can't be told apart as asked
   * @throws org.groundtrack.error.SourceUnavailableException if the catalogue does not answer,
   *     answers what can't be understood, or gives fewer granules than it says there are
   * @throws org.groundtrack.error.LimitExceededException if there are more than the limit
   * @throws org.groundtrack.error.RefusedException if it names a granule that lies at no known
   *     archive, nor where the user allowed it
   */
  public SearchResult find(SearchQuery query) {
    ProductLayout layout =
        (query.version() == null
                ? layouts.of(query.product())
                : layouts
                    .of(query.product(), query.version())
                    .or(() -> layouts.of(query.product())))
            .orElse(null);
    check(query.granules(), query.product(), layout);
    Instant began = Instant.now();
    CmrClient client = new CmrClient(sources);
    CollectionChoice choice = CollectionChoice.of(client, settings.cmr(), query, layout);
    FootprintMargin margin = FootprintMargin.of(layout);
    SearchArea area = area(query, margin);
    Location url = url(query, layout, choice.chosen(), area);
    GranuleReader reader = new GranuleReader(sources, settings.cmr(), query, layout);
    AllPages.Found<GranuleReader.Entry> found =
        AllPages.of(client, url, settings.maxGranules(), reader::read);
    Answer answer = new Answer();
    found.items().forEach(answer::add);
    return new SearchResult(
        choice.chosen(),
        List.copyOf(answer.granules.values()),
        answer.leftOut,
        area == null ? "" : area.words(),
        query.generous() && query.aoi() != null,
        notes(query, layout, choice, margin, found, answer),
        client.requests(),
        asked(query, layout, choice.chosen(), area, began).missing(answer.leftOut.size()));
  }

  private static IndexSearch asked(
      SearchQuery query,
      ProductLayout layout,
      CmrCollection collection,
      SearchArea area,
      Instant asked) {
    Map<String, String> filters = new LinkedHashMap<>();
    query.granules().addWords(filters);
    return new IndexSearch(
        // As an index calls it.
        layout == null ? collection.shortName() : layout.product(),
        ProductLayout.asArchived(collection.version()),
        region(query, area),
        query.time().start() == null ? null : query.time().start().toString(),
        query.time().end() == null ? null : query.time().end().toString(),
        filters.entrySet().stream()
            .map(filter -> filter.getKey() + " " + filter.getValue())
            .collect(Collectors.joining(", ")),
        asked.truncatedTo(ChronoUnit.SECONDS).toString(),
        0);
  }

  /** An area of which all granules were asked for, as WKT; {@code null} for the whole earth. */
  private static String region(SearchQuery query, SearchArea area) {
    if (area == null) {
      return null;
    }
    Geometry given = query.aoi().geometry();
    return (given.getNumPoints() <= MAX_TOLD_POINTS ? given : area.region()).toText();
  }

  private static SearchArea area(SearchQuery query, FootprintMargin margin) {
    if (query.aoi() == null) {
      return null;
    }
    return query.generous() ? SearchArea.of(query.aoi(), margin) : SearchArea.of(query.aoi());
  }

  /** Numbers are looked up in names: the catalogue has no other member that all products share. */
  private static void check(GranuleFilter filter, String product, ProductLayout layout) {
    if (filter.numbers().isEmpty()) {
      return;
    }
    if (layout == null) {
      throw new UsageException(
          "'%s' is no known product, so it is not known what its granules' names say: choose granules by time, area or --granules"
              .formatted(product));
    }
    Filters.NONE.with(filter).check(layout);
    for (TrackNumber item : filter.numbers().keySet()) {
      if (!isInName(layout, item)) {
        throw new UsageException(
            "Names of %s granules say no %s: choose granules by time, area or --granules, and filter by it when the index is asked"
                .formatted(layout.product(), item.item()));
      }
    }
  }

  private static boolean isInName(ProductLayout layout, TrackNumber item) {
    return layout.granuleName() != null
        && layout.granuleName().pattern().contains("(?<" + item.item() + ">");
  }

  private Location url(
      SearchQuery query, ProductLayout layout, CmrCollection collection, SearchArea area) {
    CmrRequest request =
        new CmrRequest(settings.cmr(), "granules.umm_json")
            .add("collection_concept_id", collection.conceptId())
            .add("page_size", Integer.toString(settings.pageSize()))
            .add("sort_key[]", "start_date");
    if (!query.time().isAll()) {
      request.add("temporal[]", temporal(query.time()));
    }
    List<String> names =
        NamePatterns.of(layout == null ? null : layout.granuleName(), query.granules());
    names.forEach(name -> request.add("readable_granule_name[]", name));
    if (!names.isEmpty()) {
      request.add("options[readable_granule_name][pattern]", "true");
    }
    if (area != null) {
      area.addTo(request);
    }
    return request.location();
  }

  private static String temporal(TimeRange time) {
    Instant start = time.start();
    Instant end = time.end();
    return "%s,%s"
        .formatted(
            start == null ? "" : start.minus(TIME_MARGIN).truncatedTo(ChronoUnit.SECONDS),
            end == null
                ? ""
                : end.plus(TIME_MARGIN).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS));
  }

  private List<String> notes(
      SearchQuery query,
      ProductLayout layout,
      CollectionChoice choice,
      FootprintMargin margin,
      AllPages.Found<?> found,
      Answer answer) {
    List<String> notes = new ArrayList<>();
    if (!choice.others().isEmpty()) {
      notes.add(
          "%s searched; others hold the same version: %s"
              .formatted(
                  choice.chosen().provider(),
                  choice.others().stream()
                      .map(CmrCollection::toString)
                      .collect(Collectors.joining(", "))));
    }
    if (layout == null) {
      notes.add(
          "'%s' is no product that Groundtrack knows: to index it, give a --layout"
              .formatted(query.product()));
    } else if (!layout.fits(choice.chosen().version())
        && choice.chosen().version().matches("\\d+")) {
      notes.add(
          "version %s is none of which the layout of %s is known to fit: %s"
              .formatted(
                  choice.chosen().version(),
                  layout.product(),
                  String.join(", ", layout.versions())));
    }
    if (query.aoi() != null && query.generous()) {
      notes.add(
          "these are candidates: the area was widened by %s, since footprints in the catalogue are rough. The index has the positions and decides exactly"
              .formatted(margin.words()));
    } else if (query.aoi() != null && !Double.isNaN(margin.longitudeDegrees())) {
      notes.add(
          "footprints of %s in the catalogue are known to miss data by up to %s degrees of longitude: --generous widens the area by that"
              .formatted(layout.product(), Math.round(margin.longitudeDegrees())));
    }
    if (found.changed()) {
      notes.add("the catalogue changed while it was asked: all that it named at any time is here");
    }
    if (answer.twice > 0) {
      notes.add(
          "%s of the catalogue's entries name a granule that another one names too: each is here once"
              .formatted(answer.twice));
    }
    return notes;
  }

  /** What becomes of the catalogue's entries. */
  private static final class Answer {
    private final Map<String, FoundGranule> granules = new TreeMap<>();
    private final List<SearchResult.LeftOut> leftOut = new ArrayList<>();
    private int twice;

    void add(GranuleReader.Entry entry) {
      if (entry.leftOut() != null) {
        leftOut.add(entry.leftOut());
      } else if (entry.granule() != null) {
        FoundGranule before = granules.putIfAbsent(entry.granule().id(), entry.granule());
        twice += before == null ? 0 : 1;
      }
    }
  }
}
