package org.groundtrack.area;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.locationtech.jts.geom.Coordinate;
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

  static void read(byte[] xml, AreaDocument document) {
    KmlAreas areas = new KmlAreas(document);
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
      areas.walk(reader);
      reader.close();
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw document.invalid(
          "is no KML at line %s: %s"
              .formatted(line, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")),
          e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
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
            geometry(coordinates(xml.getElementText()));
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
    if (document.parts().isEmpty()) {
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

  private void geometry(Coordinate[] positions) {
    if (open.contains("outerBoundaryIs")) {
      shell = Rings.closed(positions, where() + "outer ring", document);
    } else if (open.contains("innerBoundaryIs")) {
      holes.add(
          Rings.closed(positions, "%shole %s".formatted(where(), holes.size() + 1), document));
    } else if (open.contains("LineString") || open.contains("LinearRing")) {
      document.add(Rings.line(positions, where(), document), where());
    } else if (open.contains("Point")) {
      if (positions.length != 1) {
        throw document.invalid(
            "%sis a Point of %s positions, expected one".formatted(where(), positions.length));
      }
      document.add(AreaDocument.FACTORY.createPoint(positions[0]), where());
    }
  }

  private Coordinate[] coordinates(String text) {
    // White space may stand after commas, too.
    String[] tuples = text.strip().replaceAll("\\s*,\\s*", ",").split("\\s+");
    List<Coordinate> positions = new ArrayList<>();
    for (String tuple : tuples) {
      if (!tuple.isEmpty()) {
        positions.add(position(tuple, positions.size() + 1));
      }
    }
    return positions.toArray(Coordinate[]::new);
  }

  private Coordinate position(String tuple, int number) {
    String[] numbers = tuple.split(",", -1);
    try {
      if (numbers.length == 2 || numbers.length == 3) {
        return new Coordinate(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
      }
    } catch (NumberFormatException e) {
      // Refused below, with what was found.
    }
    throw document.invalid(
        "%svertex %s: expected longitude,latitude[,height], found '%s'"
            .formatted(where(), number, Rings.shortened(tuple)));
  }

  private String where() {
    return "placemark %s: ".formatted(placemarks);
  }
}
