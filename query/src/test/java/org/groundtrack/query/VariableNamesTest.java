package org.groundtrack.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.OutputColumn.Place;
import org.groundtrack.plan.OutputColumn.Source;
import org.groundtrack.rows.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableNamesTest {
  static final ProductLayout LAYOUT =
      LayoutReader.read(
          "layout.json",
          """
          {
            "product": "SHOTS",
            "beams": {"names": ["b1", "b2"], "strengthColumn": "power",
                      "strengthByName": {"b1": "full", "b2": "half"}},
            "rates": [
              {
                "name": "shots",
                "groups": ["shots", "extra"],
                "longitude": "shots/lon",
                "latitude": "shots/lat",
                "time": "shots/delta_time",
                "parent": "segments",
                "marginMetres": 10,
                "variables": ["shots/height", "shots/rh[98]"],
                "trailingVariables": ["segments/segment_id"],
                "transposed": ["shots/five"],
                "aliases": {"rh98": "shots/rh[98]", "median": "shots/rh[50]", "h": "shots/height"}
              },
              {
                "name": "segments",
                "groups": ["segments"],
                "longitude": "segments/lon",
                "latitude": "segments/lat",
                "time": "segments/delta_time",
                "links": [
                  {"name": "shots", "first": "segments/first", "base": 1, "count": "segments/count"},
                  {
                    "name": "waves",
                    "first": "segments/wave_first",
                    "base": 1,
                    "count": "segments/wave_count",
                    "datasets": ["wave"]
                  }
                ],
                "variables": ["segments/segment_id"]
              }
            ]
          }
          """
              .getBytes(StandardCharsets.UTF_8));

  static Dataset dataset(String path, ElementType type, Long... shape) {
    return new Dataset(
        path,
        type,
        type.bytes(),
        ByteOrder.LITTLE_ENDIAN,
        List.of(shape),
        StorageLayout.CONTIGUOUS,
        List.of(),
        List.of(),
        null,
        new ValueAttributes(null, null, null, "m of " + path, null),
        ChunkTable.EMPTY,
        null);
  }

  private static Map<String, Dataset> granule(Dataset... datasets) {
    Map<String, Dataset> granule = new LinkedHashMap<>();
    for (Dataset dataset : datasets) {
      granule.put(dataset.path(), dataset);
    }
    return granule;
  }

  static Map<String, Dataset> granule() {
    return granule(
        dataset("b1/shots/lon", ElementType.FLOAT64, 9L),
        dataset("b1/shots/lat", ElementType.FLOAT64, 9L),
        dataset("b1/shots/delta_time", ElementType.FLOAT64, 9L),
        dataset("b1/shots/height", ElementType.FLOAT32, 9L),
        dataset("b1/shots/rh", ElementType.FLOAT32, 9L, 101L),
        dataset("b1/shots/five", ElementType.INT8, 5L, 9L),
        dataset("b1/shots/flag_land", ElementType.UINT8, 9L),
        dataset("b1/shots/flag_sea", ElementType.UINT8, 9L),
        dataset("b1/extra/flag_ice", ElementType.UINT8, 9L),
        dataset("b1/extra/deep/quality", ElementType.INT16, 9L),
        dataset("b1/shots/time", ElementType.FLOAT32, 9L),
        dataset("b1/shots/power", ElementType.FLOAT32, 9L),
        dataset("b1/shots/deep/twice", ElementType.INT16, 9L),
        dataset("b1/extra/deep/twice", ElementType.INT32, 9L),
        dataset("b2/shots/height", ElementType.FLOAT32, 7L),
        dataset("b1/segments/segment_id", ElementType.INT32, 3L),
        dataset("b1/segments/delta_time", ElementType.FLOAT64, 3L),
        dataset("b1/segments/snow", ElementType.INT8, 3L),
        dataset("b1/wave", ElementType.FLOAT32, 99L));
  }

  @SafeVarargs
  private static VariableNames names(
      ProductLayout layout, String rate, Map<String, Dataset>... granules) {
    Rate named = layout.rate(rate).orElseThrow();
    KnownVariables known = new KnownVariables(layout, named);
    for (Map<String, Dataset> granule : granules) {
      known.add(granule);
    }
    return new VariableNames(layout, named, known, List.of());
  }

  private static List<OutputColumn> columns(String rate, String... extra) {
    return names(LAYOUT, rate, granule()).columns(List.of(extra));
  }

  /** The columns beside the default ones. */
  private static List<OutputColumn> extra(String... names) {
    return columns("shots", names).stream().filter(c -> c.place() == Place.EXTRA).toList();
  }

  private static OutputColumn one(String name) {
    List<OutputColumn> columns = extra(name);
    assertThat(columns).as(name).hasSize(1);
    return columns.get(0);
  }

  @Test
  void defaultVariablesAreThereInTheirPlaces() {
    List<OutputColumn> columns = columns("shots");
    assertThat(columns)
        .extracting(OutputColumn::name)
        .containsExactly("height", "rh_98", "segment_id");
    assertThat(columns)
        .extracting(OutputColumn::place)
        .containsExactly(Place.MAIN, Place.MAIN, Place.TRAILING);
    assertThat(columns)
        .extracting(OutputColumn::source)
        .containsExactly(Source.ROWS, Source.ROWS, Source.PARENT);
    assertThat(columns.get(1).slice()).isEqualTo(Slice.element(98));
    assertThat(columns.get(1).list()).isFalse();
    assertThat(columns.get(0).units()).isEqualTo("m of b1/shots/height");
  }

  @Test
  void aMinusTakesAVariableOutOfTheDefaults() {
    for (String name : List.of("-height", "-shots/height", "-heig*")) {
      assertThat(columns("shots", name, "flag_land"))
          .as(name)
          .extracting(OutputColumn::name)
          .containsExactly("rh_98", "segment_id", "flag_land");
    }
    assertThatThrownBy(() -> columns("shots", "-flag_land"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'-flag_land' leaves nothing out")
        .hasMessageContaining("height, rh_98, segment_id");
  }

  @ParameterizedTest
  @CsvSource({
    "flag_land, shots/flag_land",
    "shots/flag_land, shots/flag_land",
    "/shots/flag_land, shots/flag_land",
    "b1/shots/flag_land, shots/flag_land",
    "/b2/shots/flag_land, shots/flag_land",
    "flag_ice, extra/flag_ice",
    "quality, extra/deep/quality",
    "deep/quality, extra/deep/quality",
    "snow, segments/snow",
    "segments/snow, segments/snow",
    "segments/delta_time, segments/delta_time"
  })
  void namesAreShortOrPathsWithinTheBeamOrFromTheRoot(String name, String path) {
    assertThat(one(name).path()).isEqualTo(path);
  }

  @Test
  void theRatesOwnVariableComesBeforeThatOfItsParent() {
    assertThat(one("delta_time").path()).isEqualTo("shots/delta_time");
    assertThat(one("delta_time").source()).isEqualTo(Source.ROWS);
    assertThat(one("segments/delta_time").source()).isEqualTo(Source.PARENT);
  }

  @Test
  void aVariableWithSeveralValuesPerRowIsAListUnlessAnElementIsAskedFor() {
    assertThat(one("rh").list()).isTrue();
    assertThat(one("rh").name()).isEqualTo("rh");
    assertThat(one("rh").slice()).isEqualTo(Slice.ALL);
    assertThat(one("rh[:]").name()).isEqualTo("rh");
    assertThat(one("rh[50:100:10]").list()).isTrue();
    assertThat(one("rh[50:100:10]").name()).isEqualTo("rh_50_100_10");
    assertThat(one("rh[50:]").name()).isEqualTo("rh_50_end");
    assertThat(one("rh[:50]").name()).isEqualTo("rh_0_50");
    assertThat(one("rh[::10]").name()).isEqualTo("rh_0_end_10");
    assertThat(one("rh[-3:-1]").name()).isEqualTo("rh_m3_m1");
    assertThat(one("rh[25]").list()).isFalse();
    assertThat(one("rh[25]").name()).isEqualTo("rh_25");
    assertThat(one("rh[0]").name()).isEqualTo("rh_0");
    assertThat(one("rh[-2]").name()).isEqualTo("rh_m2");
    assertThat(one("rh[-2]").slice()).isEqualTo(Slice.element(-2));
  }

  @Test
  void anElementThatRowsLackIsRefusedWithThoseTheyHave() {
    for (String name : List.of("rh[101]", "rh[-102]", "b1/shots/rh[101]")) {
      assertThatThrownBy(() -> extra(name))
          .isInstanceOf(UsageException.class)
          .hasMessageContainingAll("'shots/rh' has no element [", "101 in each row, [0] to [100]");
    }
    assertThat(one("five[4]").name()).isEqualTo("five_4");
    assertThatThrownBy(() -> extra("five[5]"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("5 in each row, [0] to [4]");
  }

  @Test
  void anElementThatSomeGranulesLackIsRefusedWithTheWidthsThereAre() {
    VariableNames names =
        names(
            LAYOUT,
            "shots",
            granule(),
            granule(dataset("b1/shots/rh", ElementType.FLOAT32, 9L, 18L)));
    assertThatThrownBy(() -> names.columns(List.of("rh[20]")))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("'shots/rh' has no element [", "elements: export them apart")
        .hasMessageContaining("18 or 101");
  }

  @Test
  void aSliceThatNoRowHasElementsOfIsRefused() {
    for (String name : List.of("rh[98:50]", "rh[5:5]", "rh[101:]", "rh[-1:-2]", "five[:0]")) {
      assertThatThrownBy(() -> extra(name))
          .isInstanceOf(UsageException.class)
          .hasMessageContainingAll("names no element: rows have ", "a slice ends before");
    }
    assertThat(one("rh[100:200]").list()).isTrue();
  }

  @Test
  void bracketsOnAVariableWithOneValuePerRowAreRefused() {
    for (String name : List.of("flag_land[0]", "flag_land[:]", "snow[1:2]")) {
      assertThatThrownBy(() -> extra(name))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("has one value per row: leave the brackets out");
    }
  }

  @Test
  void aliasesNameTheirColumns() {
    OutputColumn median = one("median");
    assertThat(median.name()).isEqualTo("median");
    assertThat(median.path()).isEqualTo("shots/rh");
    assertThat(median.slice()).isEqualTo(Slice.element(50));
    assertThat(median.list()).isFalse();
  }

  @Test
  void whatIsThereByDefaultIsNotThereTwice() {
    assertThat(extra("rh98", "h", "height", "shots/rh[98]", "segment_id")).isEmpty();
    assertThat(extra("rh[50]", "rh[50]", "b1/shots/rh[50]")).hasSize(1);
  }

  @Test
  void wildcardsNameTheVariablesOfTheRateButNotItsPositions() {
    assertThat(extra("flag_*"))
        .extracting(OutputColumn::path)
        .containsExactly("extra/flag_ice", "shots/flag_land", "shots/flag_sea");
    assertThat(extra("shots/flag_*"))
        .extracting(OutputColumn::path)
        .containsExactly("shots/flag_land", "shots/flag_sea");
    assertThat(extra("b1/shots/*"))
        .extracting(OutputColumn::path)
        .containsExactly(
            "shots/five",
            "shots/flag_land",
            "shots/flag_sea",
            "shots/power",
            "shots/rh",
            "shots/time");
    // An asterisk stays within one name.
    assertThat(extra("extra/*")).extracting(OutputColumn::path).containsExactly("extra/flag_ice");
    assertThat(extra("*/flag_l*d"))
        .extracting(OutputColumn::path)
        .containsExactly("shots/flag_land");
    assertThat(extra("r*[3]")).extracting(OutputColumn::name).containsExactly("rh_3");
  }

  @Test
  void aWildcardIsNoPatternOfAnotherKind() {
    for (String name : List.of("flag_.*x", "f(*", "\\E*")) {
      assertThatThrownBy(() -> extra(name))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("matches '%s' at the rate of shots".formatted(name));
    }
  }

  @Test
  void anAmbiguousNameIsRefusedWithWhatItMayBe() {
    assertThatThrownBy(() -> extra("twice"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Variable 'twice' is ambiguous: it may be extra/deep/twice or shots/deep/twice");
    assertThat(one("extra/deep/twice").type()).isEqualTo(ElementType.INT32);
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearestOnes() {
    assertThatThrownBy(() -> extra("hieght"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'hieght' at the rate of shots; the nearest names are height, ");
    assertThatThrownBy(() -> extra("rh97"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the nearest names are rh98, ");
    assertThatThrownBy(() -> extra("b3/shots/height")).isInstanceOf(UsageException.class);
  }

  @Test
  void aVariableOfTheRateThatGranulesLackIsNotSentToAnotherRateThatKnowsIt() {
    ProductLayout layout =
        LayoutReader.read(
            "layout.json",
            """
            {"product": "SHOTS", "beams": {"names": ["b1"]}, "rates": [
              {"name": "shots", "groups": ["shots"], "longitude": "shots/lon", "latitude": "shots/lat",
               "variables": ["shots/id"]},
              {"name": "pieces", "groups": ["shots"], "longitude": "shots/lon_20m",
               "latitude": "shots/lat_20m", "variables": ["shots/id"]}]}
            """
                .getBytes(StandardCharsets.UTF_8));
    VariableNames names = names(layout, "shots", granule());
    assertThatThrownBy(() -> names.columns(List.of("shots/id")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("No granule of the plan has a variable 'shots/id'");
  }

  @Test
  void namesThatAreTakenGiveWayToThePath() {
    assertThat(one("time").name()).isEqualTo("shots.time");
    assertThat(one("power").name()).isEqualTo("shots.power");
    assertThat(extra("extra/deep/twice", "shots/deep/twice"))
        .extracting(OutputColumn::name)
        .containsExactly("extra.deep.twice", "shots.deep.twice");
  }

  @Test
  void noTwoColumnsHaveOneNameWhateverSlicesAreAskedFor() {
    List<OutputColumn> columns =
        columns(
            "shots", "rh", "rh[3]", "rh[:3]", "rh[3:]", "rh[::3]", "rh[-3:]", "rh[:-3]", "time");
    assertThat(columns).hasSize(11);
    assertThat(columns).extracting(OutputColumn::name).doesNotHaveDuplicates();
    assertThat(columns)
        .filteredOn(column -> column.name().equals("rh"))
        .extracting(OutputColumn::slice)
        .containsExactly(Slice.ALL);
    assertThat(columns("shots", "rh[98:]", "rh[50:]", "rh[50]"))
        .extracting(OutputColumn::name)
        .contains("rh_98_end", "rh_50_end", "rh_50")
        .doesNotContain("rh");
  }

  @Test
  void flatDatasetsOfALinkAreListsOfVariousLengths() {
    OutputColumn wave =
        columns("segments", "wave").stream()
            .filter(column -> column.name().equals("wave"))
            .findFirst()
            .orElseThrow();
    assertThat(wave.source()).isEqualTo(Source.FLAT);
    assertThat(wave.list()).isTrue();
    assertThatThrownBy(() -> columns("segments", "wave[3]"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has lists of various lengths: leave the brackets out");
  }

  @Test
  void typesOfSeveralGranulesBecomeOneThatHoldsAll() {
    assertThat(common(ElementType.INT8, ElementType.INT32)).isEqualTo(ElementType.INT64);
    assertThat(common(ElementType.FLOAT32, ElementType.INT16)).isEqualTo(ElementType.FLOAT64);
    assertThat(common(ElementType.FLOAT32, ElementType.FLOAT32)).isEqualTo(ElementType.FLOAT32);
    assertThatThrownBy(() -> common(ElementType.INT64, ElementType.FLOAT32))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is int64 in some granules and float32 in others");
  }

  private static ElementType common(ElementType a, ElementType b) {
    return names(
            LAYOUT,
            LAYOUT.defaultRate().name(),
            granule(dataset("b1/shots/height", a, 9L)),
            granule(dataset("b2/shots/height", b, 9L)))
        .columns(List.of())
        .get(0)
        .type();
  }
}
