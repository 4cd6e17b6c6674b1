package org.groundtrack.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.source.Location;

/**
 * Which of the catalogue's collections is meant: a product may be there in several versions, and a
 * version with several providers.
 *
 * @param chosen the one to search
 * @param others those of the same version that other providers hold
 */
record CollectionChoice(CmrCollection chosen, List<CmrCollection> others) {
  private static final int MAX_COLLECTIONS = 2000;

  /** Numbers are compared by value, so that 2.1 is newer than 002, and 10 than 9. */
  private static final Comparator<CmrCollection> NEWEST_FIRST =
      Comparator.comparing(
              (CmrCollection c) ->
                  c.version().matches("\\d{1,9}(\\.\\d{1,9})?")
                      ? Double.parseDouble(c.version())
                      : -1)
          .thenComparing(CmrCollection::version)
          .reversed();

  /**
   * Asks the catalogue for the collections of a product and chooses.
   *
   * @param layout what is known of the product, or {@code null}
   * @throws UsageException if there is none of that name, version and provider
   */
  static CollectionChoice of(
      CmrClient client, Location cmr, SearchQuery query, ProductLayout layout) {
    CmrRequest request = new CmrRequest(cmr, "collections.umm_json");
    List<String> names =
        layout == null
            ? List.of(query.product())
            : Stream.concat(Stream.of(layout.product()), layout.names().stream()).toList();
    names.forEach(name -> request.add("short_name[]", name));
    request.add("page_size", "200");
    List<CmrCollection> all =
        AllPages.of(client, request.location(), MAX_COLLECTIONS, CollectionChoice::collection)
            .items();
    if (all.isEmpty()) {
      throw new UsageException(
          "[%s] has no collection called %s: give the short name that Earthdata Search shows"
              .formatted(cmr, String.join(" or ", names)));
    }
    List<CmrCollection> fitting =
        all.stream()
            .filter(c -> query.version() == null || c.isOf(query.version()))
            .filter(c -> query.provider() == null || c.provider().equals(query.provider()))
            .toList();
    if (fitting.isEmpty()) {
      throw new UsageException(
          "[%s] has no collection of %s%s%s. It has %s"
              .formatted(
                  cmr,
                  query.product(),
                  query.version() == null ? "" : " version " + query.version(),
                  query.provider() == null ? "" : " at " + query.provider(),
                  all.stream()
                      .map(CmrCollection::toString)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    return choose(calledLike(query.product(), fitting));
  }

  /** A layout may be that of several products, such as early and late runs: the name decides. */
  private static List<CmrCollection> calledLike(String product, List<CmrCollection> collections) {
    List<CmrCollection> alike =
        collections.stream().filter(c -> c.shortName().equalsIgnoreCase(product)).toList();
    return alike.isEmpty() ? collections : alike;
  }

  private static CollectionChoice choose(List<CmrCollection> fitting) {
    String newest = fitting.stream().sorted(NEWEST_FIRST).findFirst().orElseThrow().version();
    List<CmrCollection> same =
        fitting.stream()
            .filter(c -> c.isOf(newest))
            .sorted(
                Comparator.comparing((CmrCollection c) -> !c.cloud())
                    .thenComparing(CmrCollection::provider)
                    .thenComparing(CmrCollection::conceptId))
            .toList();
    return new CollectionChoice(same.get(0), same.subList(1, same.size()));
  }

  private static CmrCollection collection(JsonNode item) {
    JsonNode meta = item.path("meta");
    JsonNode umm = item.path("umm");
    return new CmrCollection(
        meta.path("concept-id").asText(),
        CmrClient.shown(umm.path("ShortName").asText("")),
        CmrClient.shown(umm.path("Version").asText("")),
        CmrClient.shown(meta.path("provider-id").asText("")),
        umm.path("DirectDistributionInformation").isObject());
  }
}
