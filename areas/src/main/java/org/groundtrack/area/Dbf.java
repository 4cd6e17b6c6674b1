package org.groundtrack.area;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the records of a dBASE table, in which a shapefile keeps its attributes. */
final class Dbf implements AutoCloseable {
  private static final int HEADER_BYTES = 32;
  private static final int FIELD_BYTES = 32;
  private static final int NAME_BYTES = 11;

  private final InputStream in;
  private final AreaDocument document;
  private final Charset charset;
  private final List<Field> fields = new ArrayList<>();
  private final int recordBytes;
  private int record;

  private record Field(String name, char type, int offset, int length, int decimals) {}

  /**
   * @param encoding what the file .cpg says, or {@code null}
   */
  Dbf(InputStream in, String encoding, AreaDocument document) throws IOException {
    this.in = in;
    this.document = document;
    ByteBuffer header = read(HEADER_BYTES);
    int headerBytes = Short.toUnsignedInt(header.getShort(8));
    recordBytes = Short.toUnsignedInt(header.getShort(10));
    charset = charset(encoding, Byte.toUnsignedInt(header.get(29)));
    ByteBuffer described = read(Math.max(0, headerBytes - HEADER_BYTES));
    int offset = 1;
    for (int at = 0; at + FIELD_BYTES <= described.limit() && described.get(at) != '\r'; ) {
      int length = Byte.toUnsignedInt(described.get(at + 16));
      char type = (char) described.get(at + NAME_BYTES);
      int decimals = Byte.toUnsignedInt(described.get(at + 17));
      if (type == 'C') {
        // Long texts keep the upper byte of their length there.
        length += decimals << 8;
      }
      fields.add(new Field(name(described, at), type, offset, length, decimals));
      offset += length;
      at += FIELD_BYTES;
    }
    if (offset > recordBytes) {
      throw document.invalid("has a damaged file .dbf beside it: its columns are wider than rows");
    }
  }

  private String name(ByteBuffer described, int at) {
    int length = 0;
    while (length < NAME_BYTES && described.get(at + length) != 0) {
      length++;
    }
    byte[] name = new byte[length];
    described.get(at, name);
    return new String(name, charset).strip();
  }

  /** By .cpg, else by dBASE's number of a code page, else as most programs have it. */
  private Charset charset(String encoding, int codePage) {
    if (encoding == null || encoding.isBlank()) {
      return switch (codePage) {
        case 0x57, 0x03, 0x58, 0x59 -> Charset.forName("windows-1252");
        case 0xC8 -> Charset.forName("windows-1250");
        case 0xC9 -> Charset.forName("windows-1251");
        default -> StandardCharsets.ISO_8859_1;
      };
    }
    String name = encoding.strip().toUpperCase(Locale.ROOT);
    name = name.matches("\\d{3,4}") ? "windows-" + name : name;
    name = name.matches("ANSI[ _-]?\\d{4}") ? "windows-" + name.replaceAll("\\D", "") : name;
    name = name.matches("8859\\d{1,2}") ? "ISO-8859-" + name.substring(4) : name;
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw document.invalid(
          "has a file .cpg beside it that names the encoding '%s', which is not known: write UTF-8 or another into it"
              .formatted(Rings.shortened(encoding)),
          e);
    }
  }

  private ByteBuffer read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Names of the columns. */
  List<String> columns() {
    return fields.stream().map(Field::name).toList();
  }

  /** A value of the next record as text; {@code null} if there is none. */
  String next(int column) throws IOException {
    record++;
    byte[] bytes = in.readNBytes(recordBytes);
    if (bytes.length < recordBytes) {
      throw document.invalid(
          "has a shape %s, but its file .dbf has only %s rows: are they of one shapefile?"
              .formatted(record, record - 1));
    }
    Field field = fields.get(column);
    String text = new String(bytes, field.offset(), field.length(), charset);
    text = text.replace("\0", "").strip();
    if (text.isEmpty() || text.startsWith("*")) {
      return field.type() == 'C' ? text : null;
    }
    return switch (field.type()) {
      case 'N', 'F' -> number(text, field);
      case 'L' -> text.matches("[YyTt]") ? "true" : text.matches("[NnFf]") ? "false" : null;
      default -> text;
    };
  }

  private String number(String text, Field field) {
    try {
      return field.decimals() == 0 && text.matches("-?\\d+")
          ? text
          : Double.toString(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw document.invalid(
          "row %s: its column '%s' is '%s', expected a number"
              .formatted(record, field.name(), Rings.shortened(text)),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
