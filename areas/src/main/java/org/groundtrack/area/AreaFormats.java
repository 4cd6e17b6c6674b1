package org.groundtrack.area;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.groundtrack.geo.Aoi;

/** Tells formats of areas apart by their first bytes. */
final class AreaFormats {
  /** One geometry is read whole, and takes several times as much while it is. */
  static final int ONE_GEOMETRY_BYTES = 64 << 20;

  private static final int START_BYTES = 4096;

  private AreaFormats() {}

  static Aoi read(AreaInput input, AreaDocument document) throws IOException {
    byte[] start = input.start(START_BYTES);
    if (BinaryFormats.read(start, input, document)) {
      return document.finish();
    }
    Charset unicode = charset(start);
    if (unicode == null) {
      return text(start, input, document);
    }
    // UTF-16, as Windows writes it: XML and JSON readers know it by themselves.
    String text = new String(start, unicode).replace("\uFEFF", "").strip();
    if (text.startsWith("<")) {
      KmlAreas.read(input, document);
    } else if (text.startsWith("{") || text.startsWith("[")) {
      GeoJsonAreas.read(input, document);
    } else {
      throw notRead(document, null);
    }
    return document.finish();
  }

  private static Aoi text(byte[] start, AreaInput input, AreaDocument document) throws IOException {
    String first = new String(start, StandardCharsets.ISO_8859_1);
    first = (first.startsWith("\u00EF\u00BB\u00BF") ? first.substring(3) : first).strip();
    if (first.startsWith("{") || first.startsWith("[") || first.startsWith("\u001E")) {
      GeoJsonAreas.read(input, document);
      return document.finish();
    }
    if (first.startsWith("<")) {
      KmlAreas.read(input, document);
      return document.finish();
    }
    String content = decoded(input, document);
    if (content.isEmpty()) {
      throw document.invalid("is empty: give GeoJSON or WKT");
    }
    if (Boxes.isBox(content)) {
      return Boxes.read(content, document);
    }
    if (WkbAreas.isHex(content)) {
      WkbAreas.read(WkbAreas.fromHex(content), document);
    } else {
      WktAreas.read(content, document);
    }
    return document.finish();
  }

  private static String decoded(AreaInput input, AreaDocument document) throws IOException {
    byte[] bytes = input.all(ONE_GEOMETRY_BYTES, document);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1).strip() : text.strip();
    } catch (CharacterCodingException e) {
      throw notRead(document, e);
    }
  }

  private static RuntimeException notRead(AreaDocument document, Exception cause) {
    return document.invalid(
        "is no UTF-8 text, and no binary format that is read: give GeoJSON, WKT, WKB, KML, GeoParquet, GeoPackage, FlatGeobuf or a shapefile; ogr2ogr -f GeoJSON converts most others",
        cause);
  }

  /** Unicode by its byte order mark, or by the zeros of a first character of XML or JSON. */
  private static Charset charset(byte[] start) {
    if (start.length < 4) {
      return null;
    }
    int a = start[0] & 0xFF;
    int b = start[1] & 0xFF;
    if (a == 0xFE && b == 0xFF || a == 0 && (b == '<' || b == '{' || b == '[')) {
      return StandardCharsets.UTF_16BE;
    }
    if (a == 0xFF && b == 0xFE || b == 0 && (a == '<' || a == '{' || a == '[')) {
      return StandardCharsets.UTF_16LE;
    }
    return null;
  }
}
