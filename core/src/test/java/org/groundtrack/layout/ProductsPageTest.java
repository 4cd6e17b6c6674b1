package org.groundtrack.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProductsPageTest {
  private static final Path PAGE = Path.of("../docs/products.md");

  @Test
  void pageOfProductsSaysWhatTheLayoutsSay() throws Exception {
    String page = ProductsPage.of(ProductLayouts.shipped());
    if (Boolean.getBoolean("groundtrack.rewriteDocs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as(
            "docs/products.md is made from the layouts. To make it again: mvn -Dquick -pl core -am"
                + " test -Dtest=ProductsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dgroundtrack.rewriteDocs=true")
        .isEqualTo(page);
  }

  @Test
  void everyProductAndRateIsOnThePage() {
    String page = ProductsPage.of(ProductLayouts.shipped());
    for (ProductLayout layout : ProductLayouts.shipped().all()) {
      assertThat(page).contains("## " + layout.product(), layout.testedOn());
      for (Rate rate : layout.rates()) {
        assertThat(page)
            .contains("### " + layout.product() + ", rate `" + rate.name() + "`")
            .contains(rate.groups().get(0));
      }
    }
  }
}
