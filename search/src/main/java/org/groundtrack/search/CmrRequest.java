package org.groundtrack.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.groundtrack.source.Location;

/** The URL of a question to the catalogue, as it is put together. For one thread. */
final class CmrRequest {
  private final Location cmr;
  private final String path;
  private final StringJoiner parameters = new StringJoiner("&");

  /**
   * @param path such as {@code granules.umm_json}
   */
  CmrRequest(Location cmr, String path) {
    this.cmr = cmr;
    this.path = path;
  }

  CmrRequest add(String name, String value) {
    parameters.add(encoded(name) + "=" + encoded(value));
    return this;
  }

  private static String encoded(String text) {
    // Commas may stand as they are, and areas have many.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2C", ",").replace("+", "%20");
  }

  Location location() {
    return Location.of(cmr.uri() + "/" + path + "?" + parameters);
  }
}
