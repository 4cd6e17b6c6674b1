package org.groundtrack.exporter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiFeatures;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;

/**
 * The area of an export as GeoJSON, with buffers drawn out: one feature, or each of those that are
 * told apart with its id. It is written as a stream: an area may have millions of vertices.
 */
public final class AreaFile {
  private static final JsonFactory JSON = new JsonFactory();

  private AreaFile() {}

  /**
   * Writes an area into a file of its own, whose digest the metadata of the points names where they
   * do not hold the area themselves. The file appears when it is complete, or not at all.
   *
   * @throws org.groundtrack.error.UsageException if the file exists and may not be replaced, or
   *     can't be written
   */
  public static void write(Aoi aoi, Path file, boolean overwrite) {
    try (StagedFile staged = StagedFile.of(file, overwrite)) {
      try (FileChannel channel =
          FileChannel.open(staged.path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(channel));
        write(aoi, bytes);
        bytes.flush();
        channel.force(true);
      } catch (IOException e) {
        throw new LimitExceededException(
            "[%s] can't be written: %s".formatted(file, e.getMessage()), e);
      }
      staged.publish();
    }
  }

  /** SHA-256 of what {@link #write} writes, in hexadecimal digits. */
  static String digest(Aoi aoi) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      OutputStream bytes =
          new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      write(aoi, bytes);
      bytes.flush();
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing is written to", e);
    }
  }

  private static void write(Aoi aoi, OutputStream bytes) throws IOException {
    JsonGenerator json = JSON.createGenerator(bytes);
    json.writeStartObject();
    json.writeStringField("type", "FeatureCollection");
    json.writeArrayFieldStart("features");
    Optional<AoiFeatures> features = aoi.features();
    if (features.isPresent()) {
      for (AoiFeatures.Feature feature : features.get().list()) {
        feature(json, feature.id(), feature.area().geometry());
      }
    } else {
      feature(json, null, aoi.geometry());
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private static void feature(JsonGenerator json, String id, Geometry area) throws IOException {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    if (id != null) {
      json.writeStringField("id", id);
    }
    json.writeObjectFieldStart("properties");
    json.writeEndObject();
    json.writeObjectFieldStart("geometry");
    json.writeStringField("type", "MultiPolygon");
    json.writeArrayFieldStart("coordinates");
    for (Object found : PolygonExtracter.getPolygons(area)) {
      Polygon polygon = (Polygon) found;
      json.writeStartArray();
      ring(json, polygon.getExteriorRing(), true);
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        ring(json, polygon.getInteriorRingN(i), false);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Outer rings are counterclockwise, as RFC 7946 has them. */
  private static void ring(JsonGenerator json, LinearRing ring, boolean counterclockwise)
      throws IOException {
    CoordinateSequence vertices = ring.getCoordinateSequence();
    boolean backward = Orientation.isCCW(vertices) != counterclockwise;
    json.writeStartArray();
    for (int i = 0; i < vertices.size(); i++) {
      int at = backward ? vertices.size() - 1 - i : i;
      json.writeStartArray();
      json.writeNumber(vertices.getX(at));
      json.writeNumber(vertices.getY(at));
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
