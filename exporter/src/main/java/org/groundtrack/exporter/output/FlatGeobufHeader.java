package org.groundtrack.exporter.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.Map;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.parquet.WrittenCrs;
import org.wololo.flatgeobuf.Constants;
import org.wololo.flatgeobuf.generated.Column;
import org.wololo.flatgeobuf.generated.ColumnType;
import org.wololo.flatgeobuf.generated.Crs;
import org.wololo.flatgeobuf.generated.GeometryType;
import org.wololo.flatgeobuf.generated.Header;

/** What a FlatGeobuf file begins with. It is of the same size whatever is in it. */
final class FlatGeobufHeader {
  private FlatGeobufHeader() {}

  /**
   * The first bytes of a file, up to its first feature.
   *
   * @param words what is known of the whole, by key
   * @param bounds least longitude and latitude, greatest longitude and latitude, degrees
   * @param count of features
   */
  static ByteBuffer of(
      PointSchema schema, boolean hasZ, Map<String, String> words, double[] bounds, long count) {
    // Numbers take their place even where they are what they are anyhow.
    FlatBufferBuilder header = new FlatBufferBuilder(4096).forceDefaults(true);
    int[] columns = new int[schema.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(header, schema.columns().get(i));
    }
    int allColumns = Header.createColumnsVector(header, columns);
    int name = header.createString("points");
    int envelope = Header.createEnvelopeVector(header, bounds);
    int crs = crs(header, WrittenCrs.of(hasZ));
    int metadata = header.createString(json(words));
    Header.startHeader(header);
    Header.addName(header, name);
    Header.addEnvelope(header, envelope);
    Header.addGeometryType(header, GeometryType.Point);
    Header.addHasZ(header, hasZ);
    Header.addColumns(header, allColumns);
    Header.addFeaturesCount(header, count);
    // No index: features are in the order in which they were exported.
    Header.addIndexNodeSize(header, 0);
    Header.addCrs(header, crs);
    Header.addMetadata(header, metadata);
    Header.finishSizePrefixedHeaderBuffer(header, Header.endHeader(header));
    ByteBuffer table = header.dataBuffer();
    return ByteBuffer.allocate(Constants.MAGIC_BYTES.length + table.remaining())
        .put(Constants.MAGIC_BYTES)
        .put(table)
        .flip();
  }

  /** Coordinates are longitude, then latitude, as always in FlatGeobuf. */
  private static int crs(FlatBufferBuilder header, WrittenCrs system) {
    int authority = header.createString("EPSG");
    int name = header.createString("WGS 84");
    Crs.startCrs(header);
    Crs.addOrg(header, authority);
    Crs.addCode(header, system.epsg());
    Crs.addName(header, name);
    return Crs.endCrs(header);
  }

  private static int column(FlatBufferBuilder header, PointColumn column) {
    int name = header.createString(column.name());
    String about = column.description();
    if (column.units() != null) {
      about = about == null ? column.units() : "%s [%s]".formatted(about, column.units());
    }
    int description = about == null ? 0 : header.createString(about);
    Column.startColumn(header);
    Column.addName(header, name);
    Column.addType(header, type(column));
    if (about != null) {
      Column.addDescription(header, description);
    }
    Column.addNullable(header, !column.required());
    // Not known: with defaults forced, 0 would be a width of no digits.
    Column.addWidth(header, -1);
    Column.addPrecision(header, -1);
    Column.addScale(header, -1);
    return Column.endColumn(header);
  }

  /**
   * How FlatGeobuf calls the type of a column; lists are their text. Of whole numbers only types
   * that GDAL writes itself: it misreads others, of 8 bits for one. It has none for 64 bits without
   * a sign.
   */
  private static int type(PointColumn column) {
    if (column.instant()) {
      return ColumnType.DateTime;
    }
    if (column.list()) {
      return ColumnType.String;
    }
    return switch (column.type()) {
      case INT8, UINT8, INT16 -> ColumnType.Short;
      case UINT16, INT32 -> ColumnType.Int;
      case UINT32, INT64 -> ColumnType.Long;
      case UINT64 -> ColumnType.ULong;
      case FLOAT32 -> ColumnType.Float;
      case FLOAT64 -> ColumnType.Double;
      case STRING, VLEN_STRING -> ColumnType.String;
    };
  }

  private static String json(Map<String, String> words) {
    try {
      return JsonMapper.builder().build().writeValueAsString(words);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts by key are always JSON", e);
    }
  }
}
