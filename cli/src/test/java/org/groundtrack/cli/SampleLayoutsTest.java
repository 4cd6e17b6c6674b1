package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated granules have what the layouts of their products name. */
class SampleLayoutsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aGranuleHasEveryPathOfItsLayout(SampleProduct product) throws Exception {
    ProductLayout layout = ProductLayouts.shipped().of(product.name()).orElseThrow();
    Path granule = GranuleGenerator.write(folder, spec(product));
    try (WholeArrays arrays = WholeArrays.of(granule)) {
      for (Rate rate : layout.rates()) {
        for (String path : paths(rate)) {
          assertThat(rate.placesOf(path))
              .as("%s of rate %s", path, rate.name())
              .anyMatch(place -> arrays.has(product.beams().get(0), place));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGranuleIsRecognisedWithAllOfItsRates(SampleProduct product) throws Exception {
    ProductLayout layout = ProductLayouts.shipped().of(product.name()).orElseThrow();
    Path granule = GranuleGenerator.write(folder, spec(product));
    CommandRun run = CommandRun.of("inspect", granule, "--json");
    assertThat(run.err()).isEmpty();
    JsonNode found = new ObjectMapper().readTree(run.out());
    assertThat(found.get("problems")).isEmpty();
    assertThat(found.get("product").asText()).isEqualTo(layout.product());
    assertThat(layout.versions()).contains(found.get("version").asText());
    assertThat(found.get("rates").findValuesAsText("name"))
        .isEqualTo(layout.rates().stream().map(Rate::name).toList());
    for (JsonNode beam : found.get("beams")) {
      // A pair of beams is neither strong nor weak.
      assertThat(beam.get("strength").isNull()).isEqualTo(product == SampleProduct.ATL11);
    }
    assertThat(found.get("beams").findValuesAsText("name")).isEqualTo(product.beams());
    if (product == SampleProduct.ATL11) {
      assertThat(found.get("rgt").asInt()).isPositive();
    } else if (!product.name().startsWith("GEDI")) {
      assertThat(found.get("cycle").asInt()).isEqualTo(3);
    } else {
      assertThat(found.get("orbit").asInt()).isPositive();
    }
  }

  private static GranuleSpec spec(SampleProduct product) {
    return GranuleSpec.builder(product)
        .segments(product == SampleProduct.ATL12 ? 20_000 : 200)
        .photonsPerSegment(5)
        .waveformSamples(20)
        .deflateLevel(1)
        .build();
  }

  private static Set<String> paths(Rate rate) {
    Set<String> named = new LinkedHashSet<>(rate.positionPaths());
    named.addAll(rate.keys());
    named.addAll(rate.variables());
    named.addAll(rate.trailingVariables());
    named.addAll(rate.transposed());
    named.addAll(rate.aliases().values());
    rate.links()
        .forEach(
            link -> {
              named.add(link.first());
              named.addAll(link.count() == null ? List.of() : List.of(link.count()));
              named.addAll(link.datasets());
            });
    rate.fillValues().keySet().stream()
        // Others are types.
        .filter(of -> of.contains("/"))
        .forEach(named::add);
    Set<String> paths = new TreeSet<>();
    named.forEach(path -> paths.add(path.replaceFirst("\\[.*$", "")));
    return paths;
  }
}
