package org.groundtrack.area;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Tells binary formats apart by their first bytes. */
final class BinaryFormats {
  private BinaryFormats() {}

  /** Reads a document in a binary format; whether it is one. */
  static boolean read(byte[] start, AreaInput input, AreaDocument document) throws IOException {
    if (begins(start, "PAR1")) {
      GeoParquetAreas.read(input, document);
    } else if (begins(start, "PK\u0003\u0004")) {
      zip(input, document);
    } else if (begins(start, "SQLite format 3\0")) {
      GeoPackageAreas.read(input, document);
    } else if (begins(start, "\0\0\u0027\n")) {
      ShapefileAreas.read(beside(input, document), document);
    } else if (begins(start, "fgb\u0003")) {
      FlatGeobufAreas.read(input, document);
    } else if (WkbAreas.isBinary(start)) {
      WkbAreas.read(input.all(AreaFormats.ONE_GEOMETRY_BYTES, document), document);
    } else {
      return false;
    }
    return true;
  }

  /** The files beside a shapefile, whose names differ by their endings. */
  private static ShapefileAreas.Files beside(AreaInput input, AreaDocument document)
      throws IOException {
    if (input.isFile() && input.name().toLowerCase(Locale.ROOT).endsWith(".shx")) {
      throw document.invalid("is the index of a shapefile: name the file .shp beside it");
    }
    return ending -> {
      if (ending.equals("shp")) {
        return input.open();
      }
      if (!input.isFile()) {
        return null;
      }
      String name = input.name().replaceFirst("\\.[^./\\\\]*$", "");
      for (String each : List.of(ending, ending.toUpperCase(Locale.ROOT))) {
        Path file = Path.of(name + "." + each);
        if (Files.isRegularFile(file)) {
          return new BufferedInputStream(Files.newInputStream(file));
        }
      }
      return null;
    };
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

  /** A KMZ, of which the first KML document is read, or a zipped shapefile. */
  private static void zip(AreaInput input, AreaDocument document) throws IOException {
    // Names in other encodings than UTF-8 are common, and need only end as they should.
    try (ZipFile zip = new ZipFile(input.file().toFile(), StandardCharsets.ISO_8859_1)) {
      List<String> names = new ArrayList<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (isNamed(entry, ".kml")) {
          KmlAreas.read(new BufferedInputStream(zip.getInputStream(entry)), document);
          return;
        }
        if (isNamed(entry, ".shp")) {
          names.add(entry.getName().substring(0, entry.getName().length() - 4));
        }
      }
      if (!names.isEmpty()) {
        ShapefileAreas.read(
            packed(zip, Rings.chosen("shapefile", names, "a ZIP file", document)), document);
        return;
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw document.invalid("is a damaged ZIP file: " + Rings.plain(e.getMessage()), e);
    }
    throw document.invalid(
        "is a ZIP file without a KML document or a shapefile: unpack what is in it");
  }

  private static boolean isNamed(ZipEntry entry, String ending) {
    return !entry.isDirectory() && entry.getName().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  private static ShapefileAreas.Files packed(ZipFile zip, String name) {
    return ending -> {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().equalsIgnoreCase(name + "." + ending)) {
          return new BufferedInputStream(zip.getInputStream(entry));
        }
      }
      return null;
    };
  }
}
