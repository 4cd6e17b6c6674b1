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
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.wololo.flatgeobuf.generated.ColumnType;
import org.wololo.flatgeobuf.generated.Crs;
import org.wololo.flatgeobuf.generated.Feature;
import org.wololo.flatgeobuf.generated.GeometryType;
import org.wololo.flatgeobuf.generated.Header;

/** Reads the features of a FlatGeobuf file, one after the other; its index is passed over. */
final class FlatGeobufAreas {
  private static final int MAGIC_BYTES = 8;
  private static final int MAX_HEADER_BYTES = 64 << 20;
  private static final int MAX_FEATURE_BYTES = 512 << 20;
  private static final int NODE_BYTES = 40;
  private static final int MAX_DEPTH = 20;

  private final InputStream in;
  private final AreaDocument document;
  private int type;

  private FlatGeobufAreas(InputStream in, AreaDocument document) {
    this.in = in;
    this.document = document;
  }

  static void read(AreaInput input, AreaDocument document) throws IOException {
    String where = "";
    try (InputStream in = input.open()) {
      new FlatGeobufAreas(in, document).read();
    } catch (EOFException e) {
      throw document.invalid("is a FlatGeobuf file that is cut off", e);
    } catch (GroundtrackException e) {
      throw e;
    } catch (RuntimeException e) {
      // Damaged offsets end the reader in more than one way.
      throw document.invalid(where + "is a damaged FlatGeobuf file", e);
    }
  }

  private void read() throws IOException {
    in.skipNBytes(MAGIC_BYTES);
    Header header = Header.getRootAsHeader(table(size(), MAX_HEADER_BYTES, "header"));
    type = header.geometryType();
    crs(header.crs());
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < header.columnsLength(); i++) {
      columns.add(header.columns(i).name());
    }
    Attribute attribute = Attribute.of(document, columns);
    in.skipNBytes(indexBytes(header.featuresCount(), header.indexNodeSize()));
    for (int row = 1; ; row++) {
      int first = in.read();
      if (first < 0) {
        break;
      }
      String where = "row %s: ".formatted(row);
      Feature feature =
          Feature.getRootAsFeature(table(size(first), MAX_FEATURE_BYTES, where + "feature"));
      document.beginFeature(where);
      if (feature.geometry() == null) {
        document.addNothing();
        continue;
      }
      document.add(geometry(feature.geometry(), type, where, 0), where);
      if (attribute != null) {
        document.setFeatureId(attribute.id(value(feature, header, attribute.column()), where));
      }
    }
  }

  private void crs(Crs crs) {
    if (crs == null) {
      return;
    }
    String authority = crs.org() == null || crs.org().isEmpty() ? "EPSG" : crs.org();
    if (crs.code() > 0) {
      document.setCrs(authority + ":" + crs.code());
    } else if (crs.codeString() != null && !crs.codeString().isEmpty()) {
      document.setCrs(authority + ":" + crs.codeString());
    } else if (crs.wkt() != null && !crs.wkt().isBlank()) {
      WktCrs.state(crs.wkt(), document);
    }
  }

  private int size() throws IOException {
    return size(in.read());
  }

  private int size(int first) throws IOException {
    byte[] rest = in.readNBytes(3);
    if (first < 0 || rest.length < 3) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(new byte[] {(byte) first, rest[0], rest[1], rest[2]})
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt();
  }

  private ByteBuffer table(int size, int limit, String what) throws IOException {
    if (size < 4 || size > limit) {
      throw document.invalid(
          "is a damaged FlatGeobuf file: a %s of %s bytes"
              .formatted(what, Integer.toUnsignedString(size)));
    }
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long indexBytes(long features, int nodeSize) {
    if (features <= 0 || nodeSize < 2) {
      return 0;
    }
    long nodes = features;
    long level = features;
    do {
      level = (level + nodeSize - 1) / nodeSize;
      nodes += level;
    } while (level > 1);
    return nodes * NODE_BYTES;
  }

  private Geometry geometry(
      org.wololo.flatgeobuf.generated.Geometry stored, int known, String where, int depth) {
    int kind = stored.type() == GeometryType.Unknown ? known : stored.type();
    if (depth > MAX_DEPTH) {
      throw document.invalid(where + "has collections more than %s deep".formatted(MAX_DEPTH));
    }
    return switch (kind) {
      case GeometryType.Point -> AreaDocument.FACTORY.createPoint(positions(stored, 0, -1));
      case GeometryType.LineString -> Rings.line(positions(stored, 0, -1), where, document);
      case GeometryType.MultiPoint ->
          AreaDocument.FACTORY.createMultiPoint(positions(stored, 0, -1));
      case GeometryType.Polygon -> polygon(stored, where);
      case GeometryType.MultiLineString -> {
        List<Geometry> lines = new ArrayList<>();
        for (CoordinateSequence line : runs(stored)) {
          lines.add(Rings.line(line, where, document));
        }
        yield AreaDocument.FACTORY.buildGeometry(lines);
      }
      case GeometryType.MultiPolygon, GeometryType.GeometryCollection -> {
        int inner = kind == GeometryType.MultiPolygon ? GeometryType.Polygon : GeometryType.Unknown;
        Geometry[] parts = new Geometry[stored.partsLength()];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = geometry(stored.parts(i), inner, where, depth + 1);
        }
        yield AreaDocument.FACTORY.createGeometryCollection(parts);
      }
      default ->
          throw document.invalid(
              "%shas geometries of type %s, expected points, lines or polygons"
                  .formatted(where, kind));
    };
  }

  private Polygon polygon(org.wololo.flatgeobuf.generated.Geometry stored, String where) {
    List<LinearRing> rings = new ArrayList<>();
    for (CoordinateSequence run : runs(stored)) {
      String what = where + (rings.isEmpty() ? "outer ring" : "hole " + rings.size());
      if (run.size() > 0) {
        rings.add(Rings.closed(run, what, document));
      }
    }
    return rings.isEmpty()
        ? AreaDocument.FACTORY.createPolygon()
        : AreaDocument.FACTORY.createPolygon(
            rings.get(0), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  private List<CoordinateSequence> runs(org.wololo.flatgeobuf.generated.Geometry stored) {
    List<CoordinateSequence> runs = new ArrayList<>();
    if (stored.endsLength() == 0) {
      runs.add(positions(stored, 0, -1));
    }
    int from = 0;
    for (int i = 0; i < stored.endsLength(); i++) {
      int to = Math.toIntExact(stored.ends(i));
      runs.add(positions(stored, from, to));
      from = to;
    }
    return runs;
  }

  /** Positions of a range; to -1 for all. */
  private static CoordinateSequence positions(
      org.wololo.flatgeobuf.generated.Geometry stored, int from, int to) {
    int end = to < 0 ? stored.xyLength() / 2 : to;
    // A damaged length is beyond what is there, and would take memory first.
    if (end < from || end > stored.xyLength() / 2) {
      throw new IndexOutOfBoundsException();
    }
    if (end > 0) {
      stored.xy(2 * end - 1);
    }
    double[] xy = new double[2 * (end - from)];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = stored.xy(2 * from + i);
    }
    return new PackedCoordinateSequence.Double(xy, 2, 0);
  }

  /** A value as text; {@code null} if there is none. */
  private String value(Feature feature, Header header, int wanted) {
    ByteBuffer values = feature.propertiesAsByteBuffer();
    if (values == null) {
      return null;
    }
    values.order(ByteOrder.LITTLE_ENDIAN);
    while (values.remaining() >= 2) {
      int column = Short.toUnsignedInt(values.getShort());
      String text = text(values, header.columns(column).type());
      if (column == wanted) {
        return text;
      }
    }
    return null;
  }

  private String text(ByteBuffer values, int column) {
    return switch (column) {
      case ColumnType.Byte -> Byte.toString(values.get());
      case ColumnType.UByte -> Integer.toString(Byte.toUnsignedInt(values.get()));
      case ColumnType.Bool -> Boolean.toString(values.get() != 0);
      case ColumnType.Short -> Short.toString(values.getShort());
      case ColumnType.UShort -> Integer.toString(Short.toUnsignedInt(values.getShort()));
      case ColumnType.Int -> Integer.toString(values.getInt());
      case ColumnType.UInt -> Integer.toUnsignedString(values.getInt());
      case ColumnType.Long -> Long.toString(values.getLong());
      case ColumnType.ULong -> Long.toUnsignedString(values.getLong());
      case ColumnType.Float -> Float.toString(values.getFloat());
      case ColumnType.Double -> Double.toString(values.getDouble());
      case ColumnType.String, ColumnType.Json, ColumnType.DateTime, ColumnType.Binary -> {
        int length = values.getInt();
        if (length < 0 || length > values.remaining()) {
          throw new IndexOutOfBoundsException();
        }
        byte[] bytes = new byte[length];
        values.get(bytes);
        yield new String(bytes, StandardCharsets.UTF_8);
      }
      default -> throw document.invalid("has a column of the unknown type %s".formatted(column));
    };
  }
}
