package org.groundtrack.area;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.Reason;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.util.AssertionFailedException;

/** Reads WKT, and PostGIS's EWKT, which begins with its CRS: {@code SRID=3413;POLYGON(...)}. */
final class WktAreas {
  private static final int MAX_DEPTH = 100;
  private static final Pattern SRID = Pattern.compile("(?is)^SRID\\s*=\\s*(\\d{1,9})\\s*;(.*)$");

  private WktAreas() {}

  static void read(String text, AreaDocument document) {
    Matcher srid = SRID.matcher(text);
    boolean stated = srid.matches();
    String plain = stated ? srid.group(2).strip() : text;
    if (stated) {
      document.setCrs("EPSG:" + srid.group(1));
    }
    checkBrackets(plain, document);
    try {
      document.addAlone(new WKTReader(AreaDocument.FACTORY).read(plain));
    } catch (ParseException | IllegalArgumentException | AssertionFailedException e) {
      // The last one is how the reader ends a point with several positions.
      throw document.invalid(
          "is no area in a known format: give GeoJSON, WKT, WKB, KML, GeoParquet or a box west,south,east,north (read as WKT: %s)"
              .formatted(Rings.plain(Reason.of(e))),
          e);
    }
  }

  /** The WKT reader recurses without a limit, and stops after the first of several geometries. */
  private static void checkBrackets(String text, AreaDocument document) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' && ++depth > MAX_DEPTH) {
        throw document.invalid(
            "has brackets more than %s deep: give polygons".formatted(MAX_DEPTH));
      }
      if (c == ')' && --depth == 0 && !text.substring(i + 1).isBlank()) {
        throw document.invalid("goes on after its first geometry: join several in a MULTIPOLYGON");
      }
    }
  }
}
