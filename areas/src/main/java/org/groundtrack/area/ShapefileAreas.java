package org.groundtrack.area;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.GroundtrackException;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * Reads the shapes of a shapefile: .shp, and what stands beside it: .prj (CRS), .dbf (attributes)
 * and .cpg (their encoding). By ESRI's technical description of July 1998.
 */
final class ShapefileAreas {
  private static final int HEADER_BYTES = 100;
  private static final int MAX_RECORD_BYTES = 512 << 20;
  private static final int MAX_SMALL_BYTES = 1 << 16;
  private static final int BOX_BYTES = 32;

  private final InputStream shapes;
  private final AreaDocument document;

  /** The files of a shapefile. */
  interface Files {
    /** Opens one by its ending, such as {@code "dbf"}; {@code null} if it is absent. */
    InputStream open(String ending) throws IOException;
  }

  private ShapefileAreas(InputStream shapes, AreaDocument document) {
    this.shapes = shapes;
    this.document = document;
  }

  static void read(Files files, AreaDocument document) throws IOException {
    String prj = small(files, "prj");
    if (prj != null && !prj.isBlank()) {
      WktCrs.state(prj, document);
    }
    try (InputStream shp = files.open("shp");
        Dbf dbf = dbf(files, document)) {
      new ShapefileAreas(shp, document).read(dbf);
    } catch (EOFException | java.nio.BufferUnderflowException e) {
      throw document.invalid("is a shapefile that is cut off or damaged", e);
    } catch (GroundtrackException e) {
      throw e;
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw document.invalid("is a damaged shapefile", e);
    }
  }

  private static Dbf dbf(Files files, AreaDocument document) throws IOException {
    if (document.featureIds() == null || document.featureIds().property() == null) {
      return null;
    }
    InputStream in = files.open("dbf");
    if (in == null) {
      throw document.invalid(
          "has no attributes to tell its features apart by '%s': the file .dbf that should be beside it is absent"
              .formatted(document.featureIds().property()));
    }
    return new Dbf(in, small(files, "cpg"), document);
  }

  private static String small(Files files, String ending) throws IOException {
    try (InputStream in = files.open(ending)) {
      return in == null
          ? null
          : new String(in.readNBytes(MAX_SMALL_BYTES), StandardCharsets.UTF_8)
              .replace("\uFEFF", "")
              .strip();
    }
  }

  private ByteBuffer read(int count) throws IOException {
    byte[] bytes = shapes.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes);
  }

  private void read(Dbf dbf) throws IOException {
    // 16-bit words, of which a file of 4 GB has as many as an int can say.
    long left = 2 * Integer.toUnsignedLong(read(HEADER_BYTES).getInt(24)) - HEADER_BYTES;
    Attribute attribute = dbf == null ? null : Attribute.of(document, dbf.columns());
    for (int row = 1; left > 0; row++) {
      String where = "row %s: ".formatted(row);
      long length = 2 * Integer.toUnsignedLong(read(8).getInt(4));
      if (length < 4 || length > MAX_RECORD_BYTES) {
        throw document.invalid("%sis damaged: a shape of %s bytes".formatted(where, length));
      }
      left -= 8 + length;
      String id = dbf == null ? null : dbf.next(attribute.column());
      ByteBuffer shape = read((int) length).order(ByteOrder.LITTLE_ENDIAN);
      document.beginFeature(where);
      Geometry geometry = geometry(shape, where);
      if (geometry == null) {
        document.addNothing();
        continue;
      }
      document.add(geometry, where);
      if (attribute != null) {
        document.setFeatureId(attribute.id(id, where));
      }
    }
  }

  /** A shape; {@code null} if there is none. */
  private Geometry geometry(ByteBuffer shape, String where) {
    int type = shape.getInt();
    // The same with heights and measures, which follow what is read here.
    return switch (type) {
      case 0 -> null;
      case 1, 11, 21 -> AreaDocument.FACTORY.createPoint(positions(shape, 1));
      case 8, 18, 28 -> {
        shape.position(shape.position() + BOX_BYTES);
        yield AreaDocument.FACTORY.createMultiPoint(positions(shape, shape.getInt()));
      }
      case 3, 13, 23 -> {
        List<Geometry> lines = new ArrayList<>();
        for (CoordinateSequence line : parts(shape)) {
          lines.add(Rings.line(line, where, document));
        }
        yield AreaDocument.FACTORY.buildGeometry(lines);
      }
      case 5, 15, 25 -> new ShapeRings(document, where).polygons(parts(shape));
      default ->
          throw document.invalid(
              "%sis a shape of type %s, expected points, lines or polygons".formatted(where, type));
    };
  }

  private static CoordinateSequence positions(ByteBuffer shape, int count) {
    if (count < 0 || 16L * count > shape.remaining()) {
      throw new IndexOutOfBoundsException();
    }
    double[] xy = new double[2 * count];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = shape.getDouble();
    }
    return new PackedCoordinateSequence.Double(xy, 2, 0);
  }

  private static List<CoordinateSequence> parts(ByteBuffer shape) {
    shape.position(shape.position() + BOX_BYTES);
    int count = shape.getInt();
    int points = shape.getInt();
    if (count < 0 || 4L * count > shape.remaining()) {
      throw new IndexOutOfBoundsException();
    }
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i] = shape.getInt();
    }
    starts[count] = points;
    List<CoordinateSequence> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i == 0 && starts[0] != 0) {
        throw new IndexOutOfBoundsException();
      }
      parts.add(positions(shape, starts[i + 1] - starts[i]));
    }
    return parts;
  }
}
