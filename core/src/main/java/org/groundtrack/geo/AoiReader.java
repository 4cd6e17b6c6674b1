package org.groundtrack.geo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * Reads areas of interest from GeoJSON, WKT, or a box {@code west,south,east,north}, told apart by
 * their content. Coordinates are degrees, longitude first.
 */
public final class AoiReader {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_WKT_DEPTH = 100;
  private static final Pattern NUMBERS = Pattern.compile("[-+.0-9eE,\\s]+");

  private AoiReader() {}

  /**
   * Reads a file.
   *
   * @throws InvalidAoiException if it can't be read or holds no valid area
   */
  public static Aoi read(Path file) {
    String name = file.toString();
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new InvalidAoiException(
            "[%s] has %s bytes, the limit is %s: simplify it".formatted(name, size, MAX_BYTES));
      }
      return parse(Files.readString(file), name);
    } catch (NoSuchFileException e) {
      throw new InvalidAoiException(
          "[%s] does not exist: give a file of GeoJSON or WKT, or GeoJSON or WKT itself"
              .formatted(name),
          e);
    } catch (MalformedInputException e) {
      throw new InvalidAoiException(
          "[%s] is no UTF-8 text: GeoJSON and WKT are read".formatted(name), e);
    } catch (IOException e) {
      throw new InvalidAoiException("[%s] can't be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * Reads an area wherever it is.
   *
   * @throws InvalidAoiException if it holds no valid area
   * @throws org.groundtrack.error.GroundtrackException if it is remote and can't be read
   */
  public static Aoi read(Location location, Sources sources) {
    if (location.isLocal()) {
      return read(location.path());
    }
    byte[] bytes = sources.readAll(location, MAX_BYTES);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(text, location.toString());
    } catch (CharacterCodingException e) {
      throw new InvalidAoiException(
          "[%s] is no UTF-8 text: GeoJSON and WKT are read".formatted(location), e);
    }
  }

  /**
   * Parses text.
   *
   * @param name what messages call it, such as the name of a file or option
   * @throws InvalidAoiException if it holds no valid area
   */
  public static Aoi parse(String text, String name) {
    // Editors on Windows write a byte order mark.
    String content = text.startsWith("\uFEFF") ? text.substring(1).strip() : text.strip();
    if (content.isEmpty()) {
      throw new InvalidAoiException("[%s] is empty: give GeoJSON or WKT".formatted(name));
    }
    if (content.startsWith("{") || content.startsWith("[")) {
      return Aoi.ofText(name, new GeoJsonAreas(name).read(content));
    }
    if (NUMBERS.matcher(content).matches()) {
      return Aoi.of(name, box(content, name));
    }
    return Aoi.ofText(name, wkt(content, name));
  }

  private static Geometry wkt(String text, String name) {
    try {
      // "SRID=4326;" is PostGIS's way to name the CRS; another one is refused.
      String plain = text.replaceFirst("(?i)^SRID=4326;", "");
      if (plain.regionMatches(true, 0, "SRID=", 0, 5)) {
        throw new InvalidAoiException(
            "[%s] is in %s, expected longitude and latitude (SRID=4326)"
                .formatted(name, plain.substring(0, (plain + ";").indexOf(';'))));
      }
      checkBrackets(plain, name);
      return new WKTReader().read(plain);
    } catch (ParseException | IllegalArgumentException e) {
      throw new InvalidAoiException(
          "[%s] is neither GeoJSON, WKT nor a box west,south,east,north: %s"
              .formatted(name, e.getMessage().replaceAll("\\s+", " ")),
          e);
    }
  }

  /** The WKT reader recurses without a limit, and stops after the first of several geometries. */
  private static void checkBrackets(String text, String name) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' && ++depth > MAX_WKT_DEPTH) {
        throw new InvalidAoiException(
            "[%s] has brackets more than %s deep: give polygons".formatted(name, MAX_WKT_DEPTH));
      }
      if (c == ')' && --depth == 0 && !text.substring(i + 1).isBlank()) {
        throw new InvalidAoiException(
            "[%s] goes on after its first geometry: join several in a MULTIPOLYGON"
                .formatted(name));
      }
    }
  }

  private static Geometry box(String text, String name) {
    String[] numbers = text.split(",", -1);
    if (numbers.length != 4) {
      throw new InvalidAoiException(
          "[%s] has %s numbers: a box is west,south,east,north in degrees"
              .formatted(name, numbers.length));
    }
    double[] edges = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      try {
        edges[i] = Double.parseDouble(numbers[i].strip());
      } catch (NumberFormatException e) {
        throw new InvalidAoiException(
            "[%s] '%s' is no number: a box is west,south,east,north in degrees"
                .formatted(name, numbers[i].strip()),
            e);
      }
    }
    double west = edges[0];
    double south = edges[1];
    double east = edges[2];
    double north = edges[3];
    if (south > north) {
      throw new InvalidAoiException(
          "[%s] south %s is above north %s: a box is west,south,east,north in degrees"
              .formatted(name, south, north));
    }
    // West beyond east means a box across the antimeridian, as in GeoJSON.
    double until = west > east ? east + 360 : east;
    if (west == until || south == north) {
      throw new InvalidAoiException(
          "[%s] has no area: a box is west,south,east,north in degrees".formatted(name));
    }
    GeometryFactory factory = new GeometryFactory();
    if (west > east && west < 180 && east > -180) {
      // Two parts keep every digit of the edges, and have longitudes of at most 180.
      return factory.createGeometryCollection(
          new Geometry[] {
            factory.toGeometry(new Envelope(west, 180, south, north)),
            factory.toGeometry(new Envelope(-180, east, south, north))
          });
    }
    return factory.toGeometry(new Envelope(west, until, south, north));
  }
}
