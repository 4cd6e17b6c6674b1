package org.groundtrack.area;

import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a placemark of KML is called: its attribute {@code id}, its {@code name}, and its extended
 * data. Of one thread.
 */
final class KmlNames {
  private final FeatureIds ids;
  private final Map<String, String> values = new LinkedHashMap<>();
  private String data;

  KmlNames(FeatureIds ids) {
    this.ids = ids;
  }

  /**
   * Looks at an element that starts; whether its text was read up to its end.
   *
   * @param open the elements that are open, it first
   */
  boolean start(XMLStreamReader xml, Deque<String> open) throws XMLStreamException {
    String element = open.peek();
    if (element.equals("Placemark")) {
      values.clear();
      put("id", xml.getAttributeValue(null, "id"));
      return false;
    }
    if (!open.contains("Placemark")) {
      return false;
    }
    String parent = open.stream().skip(1).findFirst().orElse("");
    if (element.equals("name") && parent.equals("Placemark")) {
      put("name", KmlCoordinates.shortText(xml));
      return true;
    }
    if (element.equals("Data") && parent.equals("ExtendedData")) {
      data = xml.getAttributeValue(null, "name");
    } else if (element.equals("value") && parent.equals("Data")) {
      put(data, KmlCoordinates.shortText(xml));
      return true;
    } else if (element.equals("SimpleData") && parent.equals("SchemaData")) {
      put(xml.getAttributeValue(null, "name"), KmlCoordinates.shortText(xml));
      return true;
    }
    return false;
  }

  private void put(String name, String value) {
    if (name != null && value != null) {
      values.put(name, value.strip());
    }
  }

  /** The id of the placemark that ends; {@code null} if it has none and none is asked for. */
  String id(String where) {
    String property = ids.property();
    if (property == null) {
      String id = values.getOrDefault("id", "");
      String name = values.getOrDefault("name", "");
      return !id.isEmpty() ? id : name.isEmpty() ? null : name;
    }
    String value = values.get(property);
    if (value == null) {
      throw ids.missing(where, values.keySet());
    }
    return ids.checked(value, where, "'%s'".formatted(property));
  }
}
