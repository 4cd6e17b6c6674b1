package org.groundtrack.area;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.io.TextFiles;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Reads areas of interest. Formats are told apart by their content, never by a name's ending:
 * docs/areas.md lists them, and says what a polygon's inside is. Safe for use by many threads.
 */
public final class AoiReader {
  private static final int MAX_BYTES = 64 << 20;

  private AoiReader() {}

  /**
   * Reads a file.
   *
   * @throws InvalidAoiException if it can't be read or holds no valid area
   */
  public static Aoi read(Path file) {
    return read(file, AoiSettings.DEFAULT);
  }

  /** The same, with settings. */
  public static Aoi read(Path file, AoiSettings settings) {
    String name = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, name, settings);
    } catch (NoSuchFileException e) {
      throw new InvalidAoiException(
          "[%s] does not exist: give a file with an area, or GeoJSON or WKT itself".formatted(name),
          e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads an area wherever it is.
   *
   * @throws InvalidAoiException if it holds no valid area
   * @throws org.groundtrack.error.GroundtrackException if it is remote and can't be read
   */
  public static Aoi read(Location location, Sources sources) {
    return read(location, sources, AoiSettings.DEFAULT);
  }

  /** The same, with settings. */
  public static Aoi read(Location location, Sources sources, AoiSettings settings) {
    return location.isLocal()
        ? read(location.path(), settings)
        : parse(sources.readAll(location, MAX_BYTES), location.toString(), settings);
  }

  /**
   * Reads a stream to its end; it stays the caller's to close.
   *
   * @param name what messages call it
   * @throws InvalidAoiException if it can't be read or holds no valid area
   */
  public static Aoi read(InputStream in, String name, AoiSettings settings) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InvalidAoiException(
            "[%s] has more than %s bytes: simplify it".formatted(name, MAX_BYTES));
      }
      return parse(bytes, name, settings);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Parses text.
   *
   * @param name what messages call it, such as the name of a file or option
   * @throws InvalidAoiException if it holds no valid area
   */
  public static Aoi parse(String text, String name) {
    return parse(text, name, AoiSettings.DEFAULT);
  }

  /** The same, with settings. */
  public static Aoi parse(String text, String name, AoiSettings settings) {
    Objects.requireNonNull(settings, "settings");
    // Editors on Windows write a byte order mark.
    String content = TextFiles.withoutMark(text).strip();
    if (content.isEmpty()) {
      throw new InvalidAoiException("[%s] is empty: give GeoJSON or WKT".formatted(name));
    }
    if (Boxes.isBox(content)) {
      return Boxes.read(content, name, settings);
    }
    AreaDocument document = new AreaDocument(name, settings);
    fill(document, content);
    return AreaMaker.make(document, settings);
  }

  private static void fill(AreaDocument document, String content) {
    if (content.startsWith("{") || content.startsWith("[")) {
      GeoJsonAreas.read(content, document);
    } else if (content.startsWith("<")) {
      KmlAreas.read(content.getBytes(StandardCharsets.UTF_8), document);
    } else if (WkbAreas.isHex(content)) {
      WkbAreas.read(WkbAreas.fromHex(content), document);
    } else {
      WktAreas.read(content, document);
    }
  }

  private static Aoi parse(byte[] bytes, String name, AoiSettings settings) {
    Objects.requireNonNull(settings, "settings");
    AreaDocument document = new AreaDocument(name, settings);
    return BinaryFormats.read(bytes, document)
        ? AreaMaker.make(document, settings)
        : parse(text(bytes, name), name, settings);
  }

  private static String text(byte[] bytes, String name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidAoiException(
          "[%s] is no UTF-8 text, and no binary format that is read: give GeoJSON, WKT, WKB, KML or GeoParquet; ogr2ogr -f GeoJSON converts most others"
              .formatted(name),
          e);
    }
  }

  private static InvalidAoiException unreadable(String name, IOException e) {
    return new InvalidAoiException("[%s] can't be read: %s".formatted(name, e.getMessage()), e);
  }
}
