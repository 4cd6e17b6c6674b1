package org.groundtrack.area;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Reads areas of interest. Formats are told apart by their content, never by a name's ending:
 * docs/areas.md lists them, and says what a polygon's inside is. Safe for use by many threads.
 */
public final class AoiReader {
  /** The most bytes of an area on a server, which is held in memory. */
  private static final int MAX_REMOTE_BYTES = 256 << 20;

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
    if (!Files.exists(file)) {
      throw new InvalidAoiException(
          "[%s] does not exist: give a file with an area, or GeoJSON or WKT itself"
              .formatted(file));
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new InvalidAoiException(
          "[%s] can't be read: %s"
              .formatted(
                  file,
                  Files.isDirectory(file)
                      ? "it is a folder, name the file in it"
                      : "it may not be opened by this user"));
    }
    try (AreaInput input = AreaInput.of(file)) {
      return read(input, settings);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
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
    if (location.isLocal()) {
      return read(location.path(), settings);
    }
    byte[] bytes = sources.readAll(location, MAX_REMOTE_BYTES);
    try (AreaInput input = AreaInput.of(location.toString(), bytes)) {
      return read(input, settings);
    } catch (IOException e) {
      throw unreadable(location.toString(), e);
    }
  }

  /**
   * Reads a stream to its end; it stays the caller's to close.
   *
   * @param name what messages call it
   * @throws InvalidAoiException if it can't be read or holds no valid area
   */
  public static Aoi read(InputStream in, String name, AoiSettings settings) {
    try (AreaInput input = AreaInput.of(name, in)) {
      return read(input, settings);
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
    try (AreaInput input = AreaInput.of(name, text.getBytes(StandardCharsets.UTF_8))) {
      return read(input, settings);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static Aoi read(AreaInput input, AoiSettings settings) throws IOException {
    Objects.requireNonNull(settings, "settings");
    try {
      return AreaFormats.read(input, new AreaDocument(input.name(), settings, null));
    } catch (LateCrsException e) {
      // The CRS stands behind what it is of: now it is known.
      return AreaFormats.read(input, new AreaDocument(input.name(), settings, e.crs()));
    } catch (OutOfMemoryError e) {
      throw new InvalidAoiException(
          "[%s] does not fit in the memory of %s MB: simplify it, or give more by GROUNDTRACK_OPTS=-Xmx4g"
              .formatted(input.name(), Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
  }

  private static InvalidAoiException unreadable(String name, IOException e) {
    return new InvalidAoiException(
        "[%s] can't be read: %s"
            .formatted(name, e.getMessage() == null ? "reading failed" : e.getMessage()),
        e);
  }
}
