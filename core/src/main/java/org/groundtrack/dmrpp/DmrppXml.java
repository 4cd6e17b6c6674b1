package org.groundtrack.dmrpp;

import java.util.Locale;
import javax.xml.stream.XMLStreamReader;
import org.groundtrack.error.BadGranuleException;

/** What elements of a DMR++ document are, and have. */
final class DmrppXml {
  private DmrppXml() {}

  /** An attribute by its local name; {@code null} if it is absent. */
  static String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return null;
  }

  static boolean isDap(XMLStreamReader xml) {
    String namespace = xml.getNamespaceURI();
    return namespace == null || namespace.isEmpty() || namespace.contains("/ns/DAP/4");
  }

  /** Documents of different age differ in the namespace's version, and may in its prefix. */
  static boolean isDmrpp(String namespace) {
    return namespace != null && namespace.toLowerCase(Locale.ROOT).contains("/dap/dmrpp/");
  }

  /** A whole number of at least 0. */
  static long number(String granule, String value, String what) {
    try {
      long number = Long.parseLong(value == null ? "" : value.trim());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, with the same words as a number below 0.
    }
    throw damaged(granule, "says '%s' for the %s, expected a whole number".formatted(value, what));
  }

  static BadGranuleException damaged(String granule, String what) {
    return new BadGranuleException(
        "[%s] its DMR++ %s: index the granule without it".formatted(granule, what));
  }
}
