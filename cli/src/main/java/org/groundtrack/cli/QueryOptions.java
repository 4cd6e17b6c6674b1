package org.groundtrack.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.plan.Filters;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.query.FeatureRows;
import org.groundtrack.query.UnknownVariableException;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What both {@code query} and {@code export} ask. */
final class QueryOptions {
  /** Readings of an index that others change. */
  private static final int ATTEMPTS = 3;

  @Parameters(
      index = "0",
      paramLabel = "INDEX",
      description = "The index: a folder, or its https: or s3: URI.")
  String index;

  @Mixin AreaOptions area = new AreaOptions();

  @Option(
      names = "--product",
      completionCandidates = Candidates.Products.class,
      paramLabel = "NAME",
      description = "The product, such as ATL06; needed where the index holds several.")
  String product;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description =
          "Rows of another rate than the product's main one, such as segments;"
              + " 'groundtrack products' lists them.")
  String rate;

  @Option(
      names = {"-v", "--variables"},
      split = ",",
      paramLabel = "NAME",
      description =
          "Further variables beside the default ones: dh_fit_dx, fit_statistics/dh_fit_dx,"
              + " 'geophysical/*', rh[98], rh[50:100:10]. A minus takes a"
              + " variable out of the default ones: -rxwaveform.")
  List<String> variables = List.of();

  @ArgGroup(validate = false, heading = FilterOptions.HEADING)
  FilterOptions filters = new FilterOptions();

  @ArgGroup(validate = false, heading = SourceOptions.HEADING)
  SourceOptions sources = new SourceOptions();

  @ArgGroup(validate = false, heading = RequestOptions.HEADING)
  RequestOptions requests = new RequestOptions();

  @Mixin HelpOption help;

  /** What each feature may hold; nothing if features are not told apart. */
  List<FeatureRows> features(AoiQuery query) {
    return area.areFeaturesAsked() ? query.features() : List.of();
  }

  /**
   * Asks the query, and uses the answer while the index is open.
   *
   * @param question is asked again if the index was replaced meanwhile
   */
  <A, T> T ask(Sources opener, Function<AoiQuery, A> question, Function<A, T> use) {
    Aoi aoi = area.read(opener);
    Filters wanted = filters.filters();
    for (int attempt = 1; ; attempt++) {
      try (SpatialIndex opened = SpatialIndex.open(Location.of(index), opener)) {
        A answer;
        try {
          answer = question.apply(query(opened, aoi, wanted));
        } catch (UsageException e) {
          throw pointing(e);
        } catch (SourceChangedException e) {
          // The index was added to or compacted meanwhile: the new one has the answer.
          if (attempt == ATTEMPTS) {
            throw e;
          }
          continue;
        }
        return use.apply(answer);
      }
    }
  }

  /** A failure for a name that no granule has says where names are listed. */
  private UsageException pointing(UsageException mistake) {
    for (Throwable cause = mistake; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownVariableException) {
        return new UsageException(
            "%s. 'groundtrack variables %s%s%s' lists all"
                .formatted(
                    mistake.getMessage(),
                    index,
                    product == null ? "" : " --product " + product,
                    rate == null ? "" : " --rate " + rate),
            mistake);
      }
    }
    return mistake;
  }

  private AoiQuery query(SpatialIndex opened, Aoi aoi, Filters wanted) {
    AoiQuery query = AoiQuery.of(opened);
    query = product == null ? query : query.product(product);
    query = rate == null ? query : query.rate(rate);
    return query
        .within(aoi)
        .matching(wanted)
        .variables(variables)
        .adjusting(policy -> requests.apply(policy, sources.parallel));
  }

  /** The options as they were given, for the output's word on how it was made. */
  Map<String, String> asGiven() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("index", AreaOptions.lastName(index));
    given.putAll(area.asGiven());
    filters.addGiven(given);
    if (product != null) {
      given.put("product", product);
    }
    if (rate != null) {
      given.put("rate", rate);
    }
    if (!variables.isEmpty()) {
      given.put("variables", String.join(",", variables));
    }
    return given;
  }
}
