package org.groundtrack.granule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The layouts that ship with Groundtrack. */
public final class ProductLayouts {
  private static final List<String> RESOURCES = List.of("atl06");

  private static final List<ProductLayout> ALL = load();

  private ProductLayouts() {}

  /** Every known layout. */
  public static List<ProductLayout> all() {
    return ALL;
  }

  /** The layout of a product, by its short name in any case. */
  public static Optional<ProductLayout> of(String product) {
    return ALL.stream().filter(l -> l.product().equalsIgnoreCase(product)).findFirst();
  }

  /** The known products and versions in one line, for messages. */
  public static String known() {
    return ALL.stream()
        .map(l -> l.product() + " " + String.join(", ", l.versions()))
        .collect(Collectors.joining("; "));
  }

  private static List<ProductLayout> load() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    List<ProductLayout> layouts = new ArrayList<>();
    for (String name : RESOURCES) {
      String resource = "layouts/" + name + ".json";
      try (InputStream in = ProductLayouts.class.getResourceAsStream(resource)) {
        layouts.add(mapper.readValue(in, ProductLayout.class));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Layout " + resource + ": " + e.getMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException("Layout " + resource, e);
      }
    }
    return List.copyOf(layouts);
  }
}
