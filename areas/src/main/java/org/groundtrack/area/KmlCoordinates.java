package org.groundtrack.area;

import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/** Reads the coordinates of a KML geometry piece by piece, however many there are. */
final class KmlCoordinates {
  /** No number, nor name, is longer. */
  private static final int MAX_TUPLE = 1000;

  private static final int MAX_TEXT = 100_000;

  private final String where;
  private final AreaDocument document;
  private final StringBuilder tuple = new StringBuilder();
  private boolean comma;
  private boolean space;
  private double[] xy = new double[16];
  private int size;

  /**
   * @param where for messages
   */
  KmlCoordinates(String where, AreaDocument document) {
    this.where = where;
    this.document = document;
  }

  /** Reads up to the end of the element that begins. */
  CoordinateSequence read(XMLStreamReader xml) throws XMLStreamException {
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      switch (event) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            add(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw document.invalid("has a document type or entities: KML needs none, remove them");
        default -> throw document.invalid(where + "has an element among coordinates");
      }
    }
    finish();
    return new PackedCoordinateSequence.Double(Arrays.copyOf(xy, size), 2, 0);
  }

  /** The text of the element that begins, to its end; of a very long one the beginning. */
  static String shortText(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    int depth = 1;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(
                xml.getTextCharacters(),
                xml.getTextStart(),
                Math.min(xml.getTextLength(), MAX_TEXT - text.length()));
        default -> {}
      }
    }
    return text.toString();
  }

  private void add(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      char c = text[i];
      if (c == ',') {
        // White space may stand before and after commas, too.
        append(c);
        comma = true;
        space = false;
      } else if (Character.isWhitespace(c)) {
        space = true;
      } else {
        if (space && !comma) {
          finish();
        }
        append(c);
        comma = false;
        space = false;
      }
    }
  }

  private void append(char c) {
    if (tuple.length() >= MAX_TUPLE) {
      throw noTuple();
    }
    tuple.append(c);
  }

  private void finish() {
    if (tuple.length() == 0) {
      return;
    }
    int first = tuple.indexOf(",");
    int second = first < 0 ? -1 : tuple.indexOf(",", first + 1);
    int end = second < 0 ? tuple.length() : second;
    if (first < 0 || second >= 0 && tuple.indexOf(",", second + 1) >= 0) {
      throw noTuple();
    }
    if (size == xy.length) {
      if (size / 2 > Aoi.maxVertices()) {
        throw document.invalid(
            "%shas more than %s vertices: simplify it".formatted(where, Aoi.maxVertices()));
      }
      xy = Arrays.copyOf(xy, size * 2);
    }
    try {
      xy[size] = Double.parseDouble(tuple.substring(0, first));
      xy[size + 1] = Double.parseDouble(tuple.substring(first + 1, end));
    } catch (NumberFormatException e) {
      throw document.invalid(words(), e);
    }
    size += 2;
    tuple.setLength(0);
    comma = false;
    space = false;
  }

  private RuntimeException noTuple() {
    return document.invalid(words());
  }

  private String words() {
    return "%svertex %s: expected longitude,latitude[,height], found '%s'"
        .formatted(where, size / 2 + 1, Rings.shortened(tuple.toString()));
  }
}
