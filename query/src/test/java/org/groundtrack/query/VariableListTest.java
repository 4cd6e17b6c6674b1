package org.groundtrack.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.groundtrack.query.VariableNamesTest.LAYOUT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.OutputColumn.Source;
import org.junit.jupiter.api.Test;

class VariableListTest {
  private static final Rate SHOTS = LAYOUT.rate("shots").orElseThrow();
  private static final VariableList LIST =
      VariableList.of(LAYOUT, SHOTS, "001", VariableNamesTest.granule().values());

  private static Variable of(VariableList list, String path) {
    return list.variables().stream().filter(v -> v.path().equals(path)).findFirst().orElseThrow();
  }

  private static List<String> names(String pattern) {
    return LIST.matching(pattern).variables().stream().map(Variable::name).toList();
  }

  @Test
  void everyNameIsTheShortestThatMeansItsVariable() {
    assertThat(LIST.variables())
        .extracting(Variable::name)
        .contains("height", "delta_time", "segments/delta_time", "extra/deep/twice", "snow")
        .doesNotHaveDuplicates();
    KnownVariables known = new KnownVariables(LAYOUT, SHOTS);
    known.add(VariableNamesTest.granule());
    VariableNames names = new VariableNames(LAYOUT, SHOTS, known, List.of());
    for (Variable variable : LIST.variables()) {
      assertThat(names.named(variable.name())).hasSize(1);
      assertThat(names.named(variable.name()).get(0).path()).isEqualTo(variable.path());
      assertThat(names.named(variable.name()).get(0).source())
          .isEqualTo(variable.origin().source());
    }
  }

  @Test
  void defaultsAreMarkedWithTheElementsThatAreTaken() {
    assertThat(of(LIST, "shots/height").exported()).containsExactly("height");
    assertThat(of(LIST, "shots/rh").exported()).containsExactly("rh[98]");
    assertThat(of(LIST, "segments/segment_id").isDefault()).isTrue();
    assertThat(of(LIST, "shots/flag_land").isDefault()).isFalse();
    assertThat(LIST.aliases())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("rh98", "shots/rh[98]", "median", "shots/rh[50]", "h", "shots/height"));
  }

  @Test
  void valuesHaveTypesShapesAndTheirRate() {
    assertThat(of(LIST, "shots/rh").values().rowShapes()).containsExactly(List.of(101L));
    assertThat(of(LIST, "shots/five").values().rowShapes()).containsExactly(List.of(5L));
    assertThat(of(LIST, "shots/height").values().rowShapes()).containsExactly(List.of());
    assertThat(of(LIST, "segments/snow").origin())
        .isEqualTo(new Variable.Origin(Source.PARENT, "segments"));
    assertThat(of(LIST, "extra/deep/quality").values().types()).containsExactly(ElementType.INT16);
    VariableList segments =
        VariableList.of(
            LAYOUT,
            LAYOUT.rate("segments").orElseThrow(),
            "001",
            VariableNamesTest.granule().values());
    assertThat(of(segments, "wave").origin().source()).isEqualTo(Source.FLAT);
    assertThat(of(segments, "wave").values().rowShapes()).isEmpty();
  }

  @Test
  void typesOfVersionsThatDifferAreAllTold() {
    VariableFinder finder = new VariableFinder(LAYOUT, SHOTS);
    finder.add("001", VariableNamesTest.granule());
    List<Dataset> later = new ArrayList<>(VariableNamesTest.granule().values());
    later.removeIf(dataset -> dataset.path().matches(".*/(height|flag_sea)"));
    later.add(VariableNamesTest.dataset("b1/shots/height", ElementType.UINT64, 9L));
    Map<String, Dataset> held = new LinkedHashMap<>();
    later.forEach(dataset -> held.put(dataset.path(), dataset));
    finder.add("002", held);
    VariableList list = finder.list(Map.of());
    assertThat(of(list, "shots/height").values().types())
        .containsExactly(ElementType.FLOAT32, ElementType.UINT64);
    assertThat(of(list, "shots/height").versions()).containsExactly("001", "002");
    assertThat(of(list, "shots/flag_sea").versions()).containsExactly("001");
  }

  @Test
  void aPatternFitsNamesAliasesAndPathsInAnyCase() {
    assertThat(names("FLAG*")).containsExactlyInAnyOrder("flag_land", "flag_sea", "flag_ice");
    assertThat(names("extra/*"))
        .containsExactlyInAnyOrder("flag_ice", "quality", "extra/deep/twice");
    assertThat(names("snow")).containsExactly("snow");
    assertThat(LIST.matching("medi?n").aliases()).containsOnlyKeys("median");
    assertThat(LIST.matching("nothing").isEmpty()).isTrue();
    assertThatThrownBy(() -> LIST.matching(" ")).isInstanceOf(UsageException.class);
  }
}
