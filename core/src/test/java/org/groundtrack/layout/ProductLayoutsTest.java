package org.groundtrack.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class ProductLayoutsTest {
  private static final ProductLayouts SHIPPED = ProductLayouts.shipped();

  @Test
  void layoutOfLandIceHeightsIsKnownInAnyCase() {
    ProductLayout layout = SHIPPED.of("atl06").orElseThrow();
    assertThat(layout).isEqualTo(SHIPPED.of("ATL06").orElseThrow());
    assertThat(SHIPPED.all()).contains(layout);
    assertThat(SHIPPED.known()).contains("ATL06 001, 002");
    assertThat(SHIPPED.of("ATL99")).isEmpty();
    assertThat(layout.beams().names())
        .hasSize(6)
        .startsWith("gt1l")
        .containsAll(layout.beams().strongForward());
    Matcher name = layout.granuleName().matcher("ATL06_20181212095603_11420106_006_02.h5");
    assertThat(name.find()).isTrue();
    assertThat(name.group("rgt")).isEqualTo("1142");
    assertThat(name.group("cycle")).isEqualTo("01");
    assertThat(name.group("region")).isEqualTo("06");
    assertThat(name.group("version")).isEqualTo("006");
  }

  @Test
  void positionsAndVariablesOfShippedLayoutsLieInTheirRatesOrTheirParents() {
    for (ProductLayout layout : SHIPPED.all()) {
      for (Rate rate : layout.rates()) {
        Rate parent = rate.parent() == null ? rate : layout.rate(rate.parent()).orElseThrow();
        assertThat(rate.positionPaths())
            .as(layout.product())
            .allMatch(path -> rate.isGrid() || rate.holds(path));
        assertThat(rate.variables()).allMatch(path -> rate.holds(path) || parent.holds(path));
        assertThat(rate.trailingVariables())
            .allMatch(path -> rate.holds(path) || parent.holds(path));
      }
    }
  }
}
