package org.groundtrack.area;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.groundtrack.error.InvalidAoiException;

/** Tells binary formats apart by their first bytes. */
final class BinaryFormats {
  private static final int MAX_UNPACKED_BYTES = 64 << 20;
  private static final int MAX_ENTRIES = 1000;

  private BinaryFormats() {}

  /** Reads a document in a binary format; whether it is one. */
  static boolean read(byte[] bytes, AreaDocument document) {
    if (begins(bytes, "PAR1")) {
      GeoParquetAreas.read(bytes, document);
    } else if (begins(bytes, "PK\u0003\u0004")) {
      zip(bytes, document);
    } else if (begins(bytes, "SQLite format 3\0")) {
      throw convert(document, "a GeoPackage or another SQLite database");
    } else if (begins(bytes, "\0\0\u0027\n")) {
      throw convert(document, "a shapefile");
    } else if (WkbAreas.isBinary(bytes)) {
      WkbAreas.read(bytes, document);
    } else {
      return false;
    }
    return true;
  }

  private static InvalidAoiException convert(AreaDocument document, String what) {
    return document.invalid(
        "is %s, which is not read: convert it with ogr2ogr -f GeoJSON -t_srs EPSG:4326 area.geojson INPUT"
            .formatted(what));
  }

  private static boolean begins(byte[] bytes, String magic) {
    byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < start.length; i++) {
      if (bytes.length <= i || bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** A KMZ: the first KML document in it. */
  private static void zip(byte[] bytes, AreaDocument document) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".kml")) {
          KmlAreas.read(unpacked(zip, document), document);
          return;
        }
        // Skipping an entry unpacks it, however large it is.
        unpacked(zip, document);
        if (++entries > MAX_ENTRIES) {
          break;
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw document.invalid("is a damaged ZIP file: " + e.getMessage(), e);
    }
    throw document.invalid("is a ZIP file without a KML document: unpack it first");
  }

  private static byte[] unpacked(ZipInputStream zip, AreaDocument document) throws IOException {
    byte[] content = zip.readNBytes(MAX_UNPACKED_BYTES + 1);
    if (content.length > MAX_UNPACKED_BYTES) {
      throw document.invalid(
          "unpacks to more than %s bytes: give what it holds alone".formatted(MAX_UNPACKED_BYTES));
    }
    return content;
  }
}
