package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code groundtrack products} answers. */
class ProductsCommandTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void everyShippedProductIsListedWithItsRates() {
    CommandRun run = CommandRun.of("products").succeeded();
    for (ProductLayout layout : ProductLayouts.shipped().all()) {
      assertThat(run.out())
          .contains(layout.product() + ": " + layout.title(), layout.defaultRate().name());
    }
    assertThat(run.out())
        .contains("photons (default), segments", "segment_quality (indexed if named)")
        .doesNotContain("your own");
  }

  @Test
  void everyShippedProductIsShownWithAllOfItsRates() {
    for (ProductLayout layout : ProductLayouts.shipped().all()) {
      CommandRun run = CommandRun.of("products", layout.product().toLowerCase(Locale.ROOT));
      assertThat(run.err()).isEmpty();
      for (Rate rate : layout.rates()) {
        assertThat(run.out()).contains("Rate " + rate.name());
        rate.aliases()
            .forEach((alias, path) -> assertThat(run.out()).contains(alias + " = " + path));
        rate.variables().forEach(path -> assertThat(run.out()).contains(path));
        rate.joins().forEach(join -> assertThat(run.out()).contains(join.product()));
        rate.fillValues()
            .forEach((path, value) -> assertThat(run.out()).contains(path + " = " + value));
      }
    }
  }

  @Test
  void aProductShowsWhatItsRatesHold() {
    CommandRun run = CommandRun.of("products", "ATL03");
    assertThat(run.out())
        .contains(
            "Rate photons (default): geolocated photons",
            "position    heights/lon_ph, heights/lat_ph",
            "parent      segments, whose positions find rows up to",
            "exported    heights/h_ph, heights/signal_conf_ph",
            "alias       signal_conf_land = heights/signal_conf_ph[0]",
            "join        ATL08 signal_photons by signal_photons/ph_segment_id",
            "link        photons: geolocation/ph_index_beg, as many as geolocation/segment_ph_cnt,"
                + " counted from 1",
            "needs       photons");
  }

  @Test
  void theJsonOfAProductIsALayoutThatIsReadAgain() throws IOException {
    for (ProductLayout layout : ProductLayouts.shipped().all()) {
      CommandRun run = CommandRun.of("products", layout.product(), "--json");
      Path file = Files.writeString(folder.resolve(layout.product() + ".json"), run.out());
      CommandRun again = CommandRun.of("products", layout.product(), "--layout", file, "--json");
      assertThat(again.err()).isEmpty();
      assertThat(again.out()).isEqualTo(run.out());
    }
  }

  @Test
  void aProductWhoseGranulesChangedIsShownByVersion() throws IOException {
    assertThat(CommandRun.of("products", "ATL10").out())
        .contains("freeboard_segment/longitude", "beam_freeboard/longitude");
    assertThat(CommandRun.of("products", "ATL10", "005").out())
        .contains("beam_freeboard/longitude")
        .doesNotContain("freeboard_segment/longitude");
    JsonNode newest = MAPPER.readTree(CommandRun.of("products", "ATL10", "--json").out());
    assertThat(newest.at("/rates/0/name").asText()).isEqualTo("freeboard_segment");
    assertThat(newest.get("versions").toString()).contains("006").doesNotContain("005");
    assertRefused(CommandRun.of("products", "ATL10", "099"), "No layout for ATL10 099", "ATL10 00");
  }

  @Test
  void theListAsJsonNamesTheDefaultRate() throws IOException {
    JsonNode list = MAPPER.readTree(CommandRun.of("products", "--json").out()).get("products");
    assertThat(list).hasSize(ProductLayouts.shipped().all().size());
    for (JsonNode product : list) {
      assertThat(product.get("defaultRate")).isEqualTo(product.at("/rates/0/name"));
      assertThat(product.get("own").asBoolean()).isFalse();
    }
  }

  @Test
  void layoutsOfYourOwnComeFirstAndHideThoseOfTheSameProduct() throws IOException {
    ObjectNode own =
        (ObjectNode) MAPPER.readTree(CommandRun.of("products", "ATL06", "--json").out());
    own.put("title", "my land ice \u001b[31mred");
    Path sameProduct = Files.writeString(folder.resolve("same.json"), own.toString());
    Path other =
        Files.writeString(folder.resolve("other.json"), own.put("product", "MY01").toString());
    CommandRun run = CommandRun.of("products", "--layout", sameProduct, "--layout", other);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("ATL06: my land ice ?[31mred")
        .contains("MY01: my land ice", "layout      your own")
        .doesNotContain("\u001b")
        .containsOnlyOnce("ATL06: ");
    assertThat(CommandRun.of("products", "my01", "--layout", other).out()).startsWith("MY01: ");
  }

  @Test
  void anUnsoundLayoutIsRefusedWithTheReason() throws IOException {
    ObjectNode own =
        (ObjectNode) MAPPER.readTree(CommandRun.of("products", "ATL06", "--json").out());
    ((ObjectNode) own.at("/rates/0")).remove("longitude");
    Path file = Files.writeString(folder.resolve("bad.json"), own.toString());
    assertRefused(
        CommandRun.of("products", "--layout", file),
        file.toString(),
        "rate 'land_ice_segments': longitude is missing");
    assertRefused(
        CommandRun.of("products", "--layout", Files.writeString(file, "{")), "is no layout");
    assertRefused(
        CommandRun.of("products", "--layout", Files.writeString(file, "{\"colour\":1}")),
        "is no layout",
        "colour");
    assertRefused(
        CommandRun.of("products", "--layout", folder.resolve("none.json")), "can't be read");
  }

  @Test
  void anUnknownProductIsRefusedWithTheKnownOnes() {
    assertRefused(
        CommandRun.of("products", "ATL99"),
        "No product is called 'ATL99': describe it with --layout, or did you mean",
        "ATL06",
        "ATL03");
  }

  private static void assertRefused(CommandRun run, String... words) {
    assertThat(run.err()).hasLineCount(1).startsWith("groundtrack: error[USAGE]").contains(words);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }
}
