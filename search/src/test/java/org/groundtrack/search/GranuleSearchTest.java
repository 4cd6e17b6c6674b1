package org.groundtrack.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.groundtrack.testing.CmrAnswers.COLLECTIONS;
import static org.groundtrack.testing.CmrAnswers.GRANULES;
import static org.groundtrack.testing.CmrAnswers.archived;
import static org.groundtrack.testing.CmrAnswers.collection;
import static org.groundtrack.testing.CmrAnswers.errors;
import static org.groundtrack.testing.CmrAnswers.granule;
import static org.groundtrack.testing.CmrAnswers.page;
import static org.groundtrack.testing.CmrAnswers.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.http.HttpSettings;
import org.groundtrack.http.RetryPolicy;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.Numbers;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.plan.TrackNumber;
import org.groundtrack.source.Location;
import org.groundtrack.source.SourceSettings;
import org.groundtrack.source.Sources;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.SeenRequest;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches of a catalogue on this machine, which answers as CMR documents it. */
@Timeout(60)
class GranuleSearchTest {
  private static final String ARCHIVE = "https://data.nsidc.earthdatacloud.nasa.gov/ATLAS/";
  private static final String FIRST = "ATL06_20190203040506_05800206_006_01.h5";
  private static final String SECOND = "ATL06_20190204040506_05950206_006_01.h5";
  private static final String THIRD = "ATL06_20190205040506_06100306_006_02.h5";
  private static final ObjectNode CLOUD = collection("C2-NSIDC_CPRD", "ATL06", "006", true);

  private final FaultServer server = new FaultServer();
  private final Sources sources =
      Sources.of(
          SourceSettings.standard()
              .withEnvironment(Map.of("EARTHDATA_TOKEN", "SENTINEL", "NETRC", "/nowhere"))
              .withHttp(
                  HttpSettings.DEFAULT.withRetries(
                      new RetryPolicy(
                          2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1)))));
  private final SearchSettings settings =
      SearchSettings.DEFAULT.at(Location.of(server.url("/search").toString())).withPageSize(2);
  private final SearchQuery query = SearchQuery.of("ATL06");

  @AfterEach
  void stop() {
    sources.close();
    server.close();
  }

  private void collections(ObjectNode... found) {
    server.on(COLLECTIONS).always(page(found.length, null, found));
  }

  private SearchResult find(SearchQuery asked) {
    return new GranuleSearch(sources, settings).find(asked);
  }

  private static List<String> ids(SearchResult found) {
    return found.granules().stream().map(FoundGranule::id).toList();
  }

  private void assertFails(SearchQuery asked, ErrorCode code, String... words) {
    Throwable thrown = catchThrowable(() -> find(asked));
    assertThat(thrown).isInstanceOf(GroundtrackException.class).hasMessageContainingAll(words);
    assertThat(((GroundtrackException) thrown).code()).isEqualTo(code);
  }

  /** The query of the only request for granules, decoded. */
  private String asked() {
    List<SeenRequest> requests = server.requests(GRANULES);
    assertThat(requests).hasSize(1);
    return URLDecoder.decode(requests.get(0).target(), StandardCharsets.UTF_8);
  }

  @Test
  void aSearchTellsForWhatItsGranulesAreComplete() {
    collections(CLOUD);
    server.on(GRANULES).always(page(1, null, archived(1, FIRST, ARCHIVE)));
    Instant before = Instant.now().minusSeconds(1);
    SearchResult found =
        find(
            query
                .within(Aoi.ofBox("area", -45.4, 62.6, -44.6, 63.0))
                .during(new TimeRange(Instant.parse("2019-01-01T00:00:00Z"), null)));
    assertThat(found.asked().product()).isEqualTo("ATL06");
    assertThat(found.asked().version()).isEqualTo("006");
    assertThat(found.asked().start()).isEqualTo("2019-01-01T00:00:00Z");
    assertThat(found.asked().end()).isNull();
    assertThat(found.asked().isComplete()).isTrue();
    assertThat(found.asked().askedAt()).isBetween(before, Instant.now());
    assertThat(found.asked().region().getEnvelopeInternal())
        .hasToString("Env[-45.4 : -44.6, 62.6 : 63.0]");
  }

  @Test
  void pagesAreFollowedByTheirMarksUntilOneHasNone() {
    collections(CLOUD);
    server
        .on(GRANULES)
        .request(
            1, page(3, "[\"a\", 1]", archived(1, FIRST, ARCHIVE), archived(2, SECOND, ARCHIVE)))
        .request(2, page(3, null, archived(3, THIRD, ARCHIVE)));
    SearchResult found = find(query);
    assertThat(ids(found)).containsExactly(FIRST, SECOND, THIRD);
    assertThat(found.requests()).isEqualTo(3);
    assertThat(found.notes()).isEmpty();
    assertThat(found.leftOut()).isEmpty();
    assertThat(found.bytes()).isEqualTo(3_000_006);
    assertThat(server.requests(GRANULES))
        .extracting(request -> request.header("CMR-Search-After"))
        .containsExactly(null, "[\"a\", 1]");
    assertThat(server.requests(GRANULES))
        .extracting(SeenRequest::target)
        .allMatch(target -> target.equals(server.requests(GRANULES).get(0).target()));
  }

  @Test
  void anEmptyPageIsTheEndToo() {
    collections(CLOUD);
    server
        .on(GRANULES)
        .request(1, page(2, "[1]", archived(1, FIRST, ARCHIVE)))
        .request(2, page(2, "[2]", archived(2, SECOND, ARCHIVE)))
        .request(3, page(2, null));
    assertThat(ids(find(query))).containsExactly(FIRST, SECOND);
  }

  @Test
  void aGranuleHasItsPlaceSizeTimesAndSidecar() {
    collections(CLOUD);
    server.on(GRANULES).always(page(1, null, archived(1, FIRST, ARCHIVE)));
    FoundGranule granule = find(query).granules().get(0);
    assertThat(granule)
        .isEqualTo(
            new FoundGranule(
                FIRST,
                "G1-NSIDC_CPRD",
                Location.of(ARCHIVE + FIRST),
                1_000_001,
                Location.of(ARCHIVE + FIRST + ".dmrpp"),
                Instant.parse("2019-02-03T04:05:06Z"),
                Instant.parse("2019-02-03T04:10:06Z")));
    FoundGranule direct = find(query.by(SearchQuery.Access.S3)).granules().get(0);
    assertThat(direct.location())
        .isEqualTo(Location.of("s3://nsidc-cumulus-prod-protected/ATLAS/" + FIRST));
    assertThat(direct.sidecar()).isNull();
  }

  @Test
  void nothingSecretIsSent() {
    collections(CLOUD);
    server.on(GRANULES).always(page(0, null));
    find(query);
    assertThat(server.requests())
        .allSatisfy(
            request -> {
              assertThat(request.header("Authorization")).isNull();
              assertThat(request.header("Client-Id")).isEqualTo("groundtrack");
              assertThat(request.target()).doesNotContain("SENTINEL");
            });
  }

  @Test
  void areaTimeAndTracksAreAskedOfTheCatalogue() {
    collections(CLOUD);
    server.on(GRANULES).always(page(0, null));
    SearchResult found =
        find(
            query
                .within(TestAreas.parse("-45.4,62.6,-44.6,63", "tile"))
                .during(
                    new TimeRange(
                        Instant.parse("2019-02-01T00:00:00.5Z"),
                        Instant.parse("2019-03-01T00:00:00Z")))
                .matching(GranuleFilter.NEWEST.of(TrackNumber.RGT, Numbers.of(580))));
    assertThat(found.granules()).isEmpty();
    assertThat(found.candidates()).isFalse();
    assertThat(asked())
        .contains(
            "?collection_concept_id=C2-NSIDC_CPRD&page_size=2&sort_key[]=start_date",
            "&temporal[]=2019-01-31T23:59:59Z,2019-03-01T00:00:01Z",
            "&readable_granule_name[]=ATL06_??????????????_0580????_???_??*",
            "&options[readable_granule_name][pattern]=true",
            "&bounding_box[]=-45.401,62.599,-44.599,63.001");
  }

  @Test
  void whatPatternsCouldNotSayIsLeftOutHere() {
    collections(CLOUD);
    server
        .on(GRANULES)
        .always(
            page(
                3,
                null,
                archived(1, FIRST, ARCHIVE),
                archived(2, SECOND, ARCHIVE),
                archived(3, THIRD, ARCHIVE)));
    GranuleFilter tracks =
        GranuleFilter.NEWEST
            .of(TrackNumber.RGT, Numbers.parse("rgt", "590-700"))
            .of(TrackNumber.CYCLE, Numbers.of(2));
    assertThat(ids(find(query.matching(tracks)))).containsExactly(SECOND);
    assertThat(ids(find(query.matching(GranuleFilter.NEWEST.named(List.of("*_02.h5"))))))
        .containsExactly(THIRD);
  }

  @Test
  void theBoxOfAGenerousSearchIsWiderByWhatTheLayoutSays() {
    collections(collection("C3-NSIDC_CPRD", "ATL13", "006", true));
    server.on(GRANULES).always(page(0, null));
    SearchQuery lakes = SearchQuery.of("ATL13").within(TestAreas.parse("117,48,118,49.5", "lake"));
    SearchResult plain = find(lakes);
    assertThat(plain.notes()).singleElement().asString().contains("90 degrees", "--generous");
    SearchResult wide = find(lakes.generously(true));
    assertThat(wide.candidates()).isTrue();
    assertThat(wide.area()).isEqualTo("the box 27,47,-152,50.5");
    assertThat(wide.notes())
        .singleElement()
        .asString()
        .contains("candidates", "1 degree of latitude and 90 degrees of longitude", "index");
  }

  @Test
  void aGenerousSearchOfOtherProductsIsWiderByADegreeOnTheGround() {
    collections(CLOUD);
    server.on(GRANULES).always(page(0, null));
    SearchResult wide = find(query.within(TestAreas.parse("10,58,11,59", "tile")).generously(true));
    assertThat(wide.area()).isEqualTo("the box 8,57,13,60");
    assertThat(wide.notes().get(0)).contains("as many kilometres of longitude");
  }

  @Test
  void aGranuleWithoutDataIsReportedAndNotPassedOver() {
    collections(CLOUD);
    ObjectNode bare = granule(2, SECOND);
    with(bare, ARCHIVE + SECOND + ".png", "GET DATA");
    with(bare, "ftp://old.example.org/" + SECOND, "GET DATA");
    server.on(GRANULES).always(page(2, null, archived(1, FIRST, ARCHIVE), bare));
    SearchResult found = find(query);
    assertThat(ids(found)).containsExactly(FIRST);
    assertThat(found.leftOut())
        .containsExactly(
            new SearchResult.LeftOut(
                SECOND,
                "the catalogue names no https: URL of HDF5 data: its URLs are of types [GET DATA]"));
  }

  @Test
  void ofSeveralFilesTheOneThatIsCalledLikeTheGranuleIsTaken() {
    collections(CLOUD);
    ObjectNode several = granule(1, FIRST);
    with(several, ARCHIVE + "browse_" + FIRST, "GET DATA");
    with(several, ARCHIVE + FIRST + ".met", "GET DATA");
    with(several, ARCHIVE + FIRST, "GET DATA");
    ObjectNode stem = granule(2, SECOND.replace(".h5", ""));
    with(stem, ARCHIVE + "QA_" + SECOND, "GET DATA");
    with(stem, ARCHIVE + SECOND, "GET DATA");
    server.on(GRANULES).always(page(2, null, several, stem));
    assertThat(ids(find(query))).containsExactly(FIRST, SECOND);
  }

  @Test
  void whatIsOnTwoPagesIsThereOnce() {
    collections(CLOUD);
    server
        .on(GRANULES)
        .request(1, page(3, "[1]", archived(1, FIRST, ARCHIVE), archived(2, SECOND, ARCHIVE)))
        .request(2, page(3, "[2]", archived(2, SECOND, ARCHIVE), archived(3, THIRD, ARCHIVE)));
    assertThat(ids(find(query))).containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void twoEntriesOfOneGranuleAreOneAndSaidToBe() {
    collections(CLOUD);
    server
        .on(GRANULES)
        .always(page(2, null, archived(1, FIRST, ARCHIVE), archived(9, FIRST, ARCHIVE)));
    SearchResult found = find(query);
    assertThat(ids(found)).containsExactly(FIRST);
    assertThat(found.notes()).singleElement().asString().startsWith("1 of the catalogue's entries");
  }

  @Test
  void aCatalogueThatChangesMeanwhileIsAskedAnewAndNothingIsLost() {
    collections(CLOUD);
    server
        .on(GRANULES)
        .request(1, page(2, "[1]", archived(1, FIRST, ARCHIVE)))
        .request(2, page(3, null, archived(2, SECOND, ARCHIVE)))
        .request(3, page(3, "[1]", archived(2, SECOND, ARCHIVE), archived(3, THIRD, ARCHIVE)))
        .request(4, page(3, null, archived(4, FIRST.replace("_01", "_02"), ARCHIVE)));
    SearchResult found = find(query);
    assertThat(ids(found)).containsExactly(FIRST, FIRST.replace("_01", "_02"), SECOND, THIRD);
    assertThat(found.notes()).singleElement().asString().contains("changed while it was asked");
  }

  @Test
  void fewerGranulesThanTheCatalogueSaysAreAFailure() {
    collections(CLOUD);
    server.on(GRANULES).always(page(3, null, archived(1, FIRST, ARCHIVE)));
    assertFails(
        query, ErrorCode.SOURCE_UNAVAILABLE, "says that there are 3, but gave 1, asked 3 times");
  }

  @Test
  void aCatalogueThatRepeatsItselfIsNotAskedForEver() {
    collections(CLOUD);
    server.on(GRANULES).always(page(3, "[1]", archived(1, FIRST, ARCHIVE)));
    assertFails(query, ErrorCode.SOURCE_UNAVAILABLE, "says that there are 3, but gave 1");
    assertThat(server.requests(GRANULES)).hasSize(6);
  }

  @Test
  void aRefusalIsToldInTheCataloguesWords() {
    collections(CLOUD);
    server
        .on(GRANULES)
        .always(
            errors(400, "The polygon boundary points are listed in the wrong order.\u001b[31m"));
    assertFails(
        query,
        ErrorCode.SOURCE_UNAVAILABLE,
        "/search/granules.umm_json] refuses the search: HTTP 400, 'The polygon boundary points are listed in the wrong order. [31m'");
  }

  @Test
  void aFailureThatPassesIsTriedAgain() {
    collections(CLOUD);
    server
        .on(GRANULES)
        .request(1, Fault.status(503, "busy"))
        .request(2, Fault.status(504, ""))
        .from(3, page(1, null, archived(1, FIRST, ARCHIVE)));
    assertThat(ids(find(query))).containsExactly(FIRST);
    assertThat(sources.counters().retries()).isEqualTo(2);
  }

  @Test
  void aPartOfTheGranulesThatATimeoutLeftIsNoAnswer() {
    collections(CLOUD);
    server.on(GRANULES).always(Fault.status(200, "{}", "CMR-Hits: 1", "CMR-Timed-Out: true"));
    assertFails(query, ErrorCode.SOURCE_UNAVAILABLE, "gave a part of the granules only", "smaller");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"items\": [",
        "{\"hits\": 1}",
        "{\"hits\": 1, \"items\": {}}",
        "{\"hits\": 1, \"items\": [7]}",
        "{\"hits\": 1, \"items\": [{}]}",
        "{\"hits\": 1, \"items\": [{\"meta\": {\"concept-id\": \"../../x\"}}]}",
        "{\"hits\": -1, \"items\": []}",
        "{\"items\": []}"
      })
  void whatIsNoPageIsRefusedWithWhatWasExpected(String body) {
    collections(CLOUD);
    server.on(GRANULES).always(Fault.status(200, body));
    assertFails(
        query,
        ErrorCode.SOURCE_UNAVAILABLE,
        "not as CMR documents it",
        "Expected UMM JSON",
        "--cmr");
  }

  @Test
  void jsonThatIsNestedWithoutEndIsRefused() {
    collections(CLOUD);
    server.on(GRANULES).always(Fault.status(200, "{\"items\":" + "[".repeat(100_000)));
    assertFails(query, ErrorCode.SOURCE_UNAVAILABLE, "not as CMR documents it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://data.nsidc.earthdatacloud.nasa.gov.evil.test/a/",
        "https://169.254.169.254/a/",
        "https://localhost/a/",
        "http://data.nsidc.earthdatacloud.nasa.gov/a/"
      })
  void aGranuleAtNoKnownArchiveIsRefused(String folder) {
    collections(CLOUD);
    server.on(GRANULES).always(page(1, null, archived(1, FIRST, folder)));
    assertFails(query, ErrorCode.REFUSED, FIRST, "refused");
  }

  @Test
  void whatIsNoPlainUrlOfAGranuleIsNotTaken() {
    collections(CLOUD);
    for (String url :
        new String[] {
          ARCHIVE + FIRST + "?X-Amz-Signature=abc",
          "https://name:password@data.nsidc.earthdatacloud.nasa.gov/" + FIRST,
          "file:///etc/" + FIRST,
          "/etc/" + FIRST,
          ARCHIVE + "a%0ab.h5",
          ARCHIVE + "a b.h5",
          ARCHIVE + "\n" + FIRST
        }) {
      server.on(GRANULES).lift();
      server.on(GRANULES).always(page(1, null, with(granule(1, FIRST), url, "GET DATA")));
      SearchResult found = find(query);
      assertThat(found.granules()).as(url).isEmpty();
      assertThat(found.leftOut()).hasSize(1);
    }
  }

  @Test
  void theCloudsCollectionOfTheNewestVersionIsSearchedAndTheOthersAreNamed() {
    collections(
        collection("C1-NSIDC_ECS", "ATL06", "006", false),
        collection("C9-NSIDC_CPRD", "ATL06", "005", true),
        CLOUD);
    server.on(GRANULES).always(page(0, null));
    SearchResult found = find(query);
    assertThat(found.collection().conceptId()).isEqualTo("C2-NSIDC_CPRD");
    assertThat(found.notes()).singleElement().asString().contains("ATL06 006 at NSIDC_ECS (C1");
    assertThat(find(query.ofVersion("6")).collection().version()).isEqualTo("006");
    assertThat(find(query.ofVersion("005")).collection().conceptId()).isEqualTo("C9-NSIDC_CPRD");
    assertThat(find(query.heldBy("NSIDC_ECS")).collection().conceptId()).isEqualTo("C1-NSIDC_ECS");
  }

  @Test
  void aProductIsAskedForByAllNamesThatItsLayoutKnows() {
    collections(collection("C5-ORNL_CLOUD", "GEDI_L4A_AGB_Density_V2_1_2056", "2.1", true));
    server.on(GRANULES).always(page(0, null));
    assertThat(find(SearchQuery.of("GEDI04_A")).collection().version()).isEqualTo("2.1");
    assertThat(server.requests(COLLECTIONS).get(0).target())
        .contains("short_name%5B%5D=GEDI04_A&short_name%5B%5D=GEDI_L4A&")
        .contains("short_name%5B%5D=GEDI_L4A_AGB_Density_V2_1_2056");
  }

  @Test
  void aCollectionThatIsNotThereIsToldWithThoseThatAre() {
    collections(CLOUD);
    assertFails(
        query.ofVersion("009"),
        ErrorCode.USAGE,
        "has no collection of ATL06 version 009. It has ATL06 006 at NSIDC_CPRD (C2-NSIDC_CPRD)");
    assertFails(query.heldBy("OTHER"), ErrorCode.USAGE, "no collection of ATL06 at OTHER");
    server.on(COLLECTIONS).lift();
    collections();
    assertFails(SearchQuery.of("ATL99"), ErrorCode.USAGE, "has no collection called ATL99");
  }

  @Test
  void tracksOfProductsWhoseNamesDoNotSayThemAreRefusedBeforeAnythingIsAsked() {
    GranuleFilter tracks = GranuleFilter.NEWEST.of(TrackNumber.RGT, Numbers.of(1));
    assertFails(SearchQuery.of("GEDI02_A").matching(tracks), ErrorCode.USAGE, "rgt");
    assertFails(SearchQuery.of("ATL13").matching(tracks), ErrorCode.USAGE, "rgt");
    assertFails(SearchQuery.of("MYDATA").matching(tracks), ErrorCode.USAGE, "no known product");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void moreGranulesThanTheLimitAreRefusedAtTheFirstPage() {
    collections(CLOUD);
    server.on(GRANULES).always(page(5, "[1]", archived(1, FIRST, ARCHIVE)));
    SearchSettings few = new SearchSettings(settings.cmr(), 2, 4);
    assertThat(catchThrowable(() -> new GranuleSearch(sources, few).find(query)))
        .hasMessageContaining("there are 5, the limit is 4");
    assertThat(server.requests(GRANULES)).hasSize(1);
  }
}
