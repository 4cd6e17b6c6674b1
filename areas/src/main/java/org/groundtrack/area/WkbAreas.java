package org.groundtrack.area;

import java.util.regex.Pattern;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** Reads WKB, and PostGIS's EWKB, which may hold the number of its CRS (SRID). */
final class WkbAreas {
  /** Byte order, type and the number of members: nothing that is any shorter has a position. */
  private static final int LEAST_DIGITS = 18;

  private static final Pattern HEX = Pattern.compile("(?:0[01])(?:[0-9A-Fa-f]{2})+");

  private WkbAreas() {}

  /** Whether a text looks like WKB in hexadecimal digits. */
  static boolean isHex(String text) {
    return text.length() >= LEAST_DIGITS && HEX.matcher(text).matches();
  }

  /** Whether a file looks like WKB: byte order, then a type of which two bytes are always 0. */
  static boolean isBinary(byte[] bytes) {
    return bytes.length * 2 >= LEAST_DIGITS
        && (bytes[0] == 0 && bytes[2] == 0 || bytes[0] == 1 && bytes[3] == 0);
  }

  static void read(byte[] wkb, AreaDocument document) {
    Geometry geometry = geometry(wkb, document, "");
    if (geometry.getSRID() != 0) {
      document.setCrs("EPSG:" + geometry.getSRID());
    }
    document.addAlone(geometry);
  }

  /**
   * One geometry.
   *
   * @param where for messages
   */
  static Geometry geometry(byte[] wkb, AreaDocument document, String where) {
    try {
      return new WKBReader(AreaDocument.FACTORY).read(wkb);
    } catch (ParseException | RuntimeException | StackOverflowError e) {
      // Damaged counts and types end the reader in more than one way.
      throw document.invalid(
          "%sis damaged or no WKB: %s".formatted(where, Rings.plain(e.getMessage())), e);
    }
  }

  static byte[] fromHex(String text) {
    return WKBReader.hexToBytes(text);
  }
}
