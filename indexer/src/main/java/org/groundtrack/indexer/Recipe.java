package org.groundtrack.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;

/** How granules are indexed, as a text: rows that two runs make are alike if it is. */
final class Recipe {
  private Recipe() {}

  static String of(
      ProductLayouts layouts, IndexOptions options, RateChoice rates, List<String> zones) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
    for (ProductLayout layout : layouts.all()) {
      JsonNode json = LayoutReader.write(layout);
      digest.update(json.toString().getBytes(StandardCharsets.UTF_8));
    }
    // A change of what rows are is one of the program's version.
    String program = Recipe.class.getPackage().getImplementationVersion();
    String values = zones.isEmpty() ? "" : "zones %s%n".formatted(zones);
    return "layouts %s%nrates %s%nproduct %s%nsidecars %s%nversion %s%n"
            .formatted(
                HexFormat.of().formatHex(digest.digest()),
                rates.names(),
                options.product(),
                options.sidecars(),
                program)
        + values;
  }
}
