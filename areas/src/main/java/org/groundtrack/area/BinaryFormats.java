package org.groundtrack.area;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.groundtrack.error.InvalidAoiException;

/** Tells binary formats apart by their first bytes. */
final class BinaryFormats {
  /** Entries that are passed over are unpacked, however large they are. */
  private static final long MAX_UNPACKED_BYTES = 4L << 30;

  private static final int MAX_ENTRIES = 1000;

  private BinaryFormats() {}

  /** Reads a document in a binary format; whether it is one. */
  static boolean read(byte[] start, AreaInput input, AreaDocument document) throws IOException {
    if (begins(start, "PAR1")) {
      GeoParquetAreas.read(input, document);
    } else if (begins(start, "PK\u0003\u0004")) {
      zip(input, document);
    } else if (begins(start, "SQLite format 3\0")) {
      throw convert(document, "a GeoPackage or another SQLite database");
    } else if (begins(start, "\0\0\u0027\n")) {
      throw convert(document, "a shapefile");
    } else if (WkbAreas.isBinary(start)) {
      WkbAreas.read(input.all(AreaFormats.ONE_GEOMETRY_BYTES, document), document);
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
  private static void zip(AreaInput input, AreaDocument document) throws IOException {
    try (InputStream in = input.open();
        ZipInputStream zip = new ZipInputStream(in)) {
      InputStream bounded = bounded(zip, document);
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".kml")) {
          KmlAreas.read(new BufferedInputStream(bounded), document);
          return;
        }
        bounded.skip(Long.MAX_VALUE);
        if (++entries > MAX_ENTRIES) {
          break;
        }
      }
    } catch (ZipException | java.io.EOFException | IllegalArgumentException e) {
      throw document.invalid("is a damaged ZIP file: " + Rings.plain(e.getMessage()), e);
    }
    throw document.invalid("is a ZIP file without a KML document: unpack it first");
  }

  private static InputStream bounded(InputStream zip, AreaDocument document) {
    return new FilterInputStream(zip) {
      private long left = MAX_UNPACKED_BYTES;

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        left -= Math.max(0, count);
        if (left < 0) {
          throw document.invalid(
              "unpacks to more than %s bytes: give what it holds alone"
                  .formatted(MAX_UNPACKED_BYTES));
        }
        return count;
      }

      @Override
      public long skip(long count) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long skipped = 0;
        for (int more = read(buffer, 0, buffer.length);
            more >= 0;
            more = read(buffer, 0, buffer.length)) {
          skipped += more;
        }
        return skipped;
      }

      @Override
      public void close() {
        // The ZIP file is closed by its owner.
      }
    };
  }
}
