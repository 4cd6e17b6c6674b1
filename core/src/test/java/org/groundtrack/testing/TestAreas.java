package org.groundtrack.testing;

import java.util.Arrays;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Areas for tests of what needs one; reading them properly is another module's business. */
public final class TestAreas {
  private TestAreas() {}

  /** An area of WKT, or of a box {@code west,south,east,north}. */
  public static Aoi parse(String text, String name) {
    if (Character.isLetter(text.charAt(0))) {
      try {
        return Aoi.ofText(name, new WKTReader().read(text));
      } catch (ParseException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
    double[] edges = Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    return Aoi.ofBox(name, edges[0], edges[1], edges[2], edges[3]);
  }
}
