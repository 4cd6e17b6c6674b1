package org.groundtrack.area;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.groundtrack.error.GroundtrackException;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;

/**
 * Reads the geometries of a KML document's placemarks, wherever in folders they are. Coordinates
 * are longitude, latitude and height; heights are not looked at. Of one thread.
 */
final class KmlAreas {
  private static final int MAX_DEPTH = 200;

  private final AreaDocument document;
  private final KmlNames names;
  private final Deque<String> open = new ArrayDeque<>();
  private final List<LinearRing> holes = new ArrayList<>();
  private LinearRing shell;
  private int placemarks;
  private boolean other;

  private KmlAreas(AreaDocument document) {
    this.document = document;
    this.names = document.featureIds() == null ? null : new KmlNames(document.featureIds());
    document.setCrs(AreaDocument.LONGITUDE_LATITUDE);
  }

  static void read(AreaInput input, AreaDocument document) throws IOException {
    Charset encoding = XmlEncoding.of(input.start(XmlEncoding.START_BYTES), document);
    try (InputStream in = input.open()) {
      read(in, encoding, document);
    }
  }

  /** The same of a stream that can be marked. */
  static void read(BufferedInputStream in, AreaDocument document) throws IOException {
    in.mark(XmlEncoding.START_BYTES);
    byte[] start = in.readNBytes(XmlEncoding.START_BYTES);
    in.reset();
    read(in, XmlEncoding.of(start, document), document);
  }

  private static void read(InputStream in, Charset encoding, AreaDocument document)
      throws IOException {
    KmlAreas areas = new KmlAreas(document);
    try {
      XMLStreamReader reader =
          factory().createXMLStreamReader(new InputStreamReader(in, encoding.newDecoder()));
      areas.walk(reader);
      reader.close();
    } catch (XMLStreamException e) {
      if (isOfEncoding(e)) {
        throw document.invalid(
            "is KML whose text is not in %s, which it says".formatted(encoding), e);
      }
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw document.invalid("is no KML at line %s: %s".formatted(line, words(e)), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      if (e instanceof GroundtrackException) {
        throw e;
      }
      // The parser of the JDK ends in exceptions of its own at damaged markup.
      throw document.invalid("is no KML: its markup is damaged", e);
    }
  }

  private static boolean isOfEncoding(XMLStreamException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return true;
      }
    }
    return e.getNestedException() instanceof CharacterCodingException;
  }

  private static String words(XMLStreamException e) {
    // ParseError at [row,col]:[1,7] Message: ...
    String message = e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s+", " ");
    return Rings.plain(
        message.isEmpty() ? null : message.replaceFirst("^ParseError at .*?Message: ", ""));
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  private void walk(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          start(xml.getLocalName());
          // Those that read the text read up to the element's end, which is not seen to end below.
          if (xml.getLocalName().equals("coordinates") && open.contains("Placemark")) {
            geometry(new KmlCoordinates(where(), document).read(xml));
            open.pop();
          } else if (names != null && names.start(xml, open)) {
            open.pop();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw document.invalid("has a document type or entities: KML needs none, remove them");
        default -> {}
      }
    }
    if (!document.hasParts()) {
      throw document.invalid(
          other
              ? "refers to other documents by NetworkLink: give those"
              : "has no placemark with a polygon, line or point");
    }
  }

  private void start(String element) {
    if (open.isEmpty() && !element.equals("kml")) {
      throw document.invalid("is XML with the root %s, expected kml".formatted(element));
    }
    if (open.size() >= MAX_DEPTH) {
      throw document.invalid("has elements more than %s deep".formatted(MAX_DEPTH));
    }
    open.push(element);
    switch (element) {
      case "Placemark" -> {
        placemarks++;
        document.beginFeature(where());
      }
      case "Polygon" -> {
        shell = null;
        holes.clear();
      }
      case "NetworkLink" -> other = true;
      default -> {}
    }
  }

  private void end() {
    String element = open.pop();
    if (names != null && element.equals("Placemark")) {
      document.setFeatureId(names.id(where()));
    }
    if (element.equals("Polygon") && open.contains("Placemark")) {
      if (shell == null) {
        throw document.invalid(where() + "has a Polygon without an outer boundary");
      }
      document.add(
          AreaDocument.FACTORY.createPolygon(shell, holes.toArray(LinearRing[]::new)), where());
    }
  }

  private void geometry(CoordinateSequence positions) {
    if (open.contains("outerBoundaryIs")) {
      shell = Rings.closed(positions, where() + "outer ring", document);
    } else if (open.contains("innerBoundaryIs")) {
      holes.add(
          Rings.closed(positions, "%shole %s".formatted(where(), holes.size() + 1), document));
    } else if (open.contains("LineString") || open.contains("LinearRing")) {
      document.add(Rings.line(positions, where(), document), where());
    } else if (open.contains("Point")) {
      if (positions.size() != 1) {
        throw document.invalid(
            "%sis a Point of %s positions, expected one".formatted(where(), positions.size()));
      }
      document.add(AreaDocument.FACTORY.createPoint(positions), where());
    }
  }

  private String where() {
    return "placemark %s: ".formatted(placemarks);
  }
}
