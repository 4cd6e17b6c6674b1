package org.groundtrack.dmrpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.AttributeValue;

/**
 * Gathers the elements of a DMR++ document. It keeps a stack of its own, so that no nesting is deep
 * enough for the thread's.
 */
final class DmrppParser {
  private enum Kind {
    GROUP,
    VARIABLE,
    CHUNKS,
    ATTRIBUTE,
    CONTAINER,
    TEXT,
    IGNORED
  }

  /**
   * What an open element is about.
   *
   * @param attributes where the attributes right inside it belong
   */
  private record Frame(
      Kind kind, String name, String type, Map<String, AttributeValue> attributes) {}

  private static final Frame IGNORED = new Frame(Kind.IGNORED, null, null, Map.of());
  private static final int MAX_TEXT = 1 << 20;
  private static final Set<String> DECLARATIONS = Set.of("Dimension", "Enumeration");

  private final String granule;
  private final DmrppDocument document = new DmrppDocument();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private final DmrppChunks storage;
  private DmrppVariable variable;
  private final List<String> attributeValues = new ArrayList<>();

  DmrppParser(String granule) {
    this.granule = granule;
    this.storage = new DmrppChunks(granule, document);
  }

  DmrppDocument document() {
    return document;
  }

  void start(XMLStreamReader xml) {
    Frame parent = frames.peek();
    Frame frame = parent == null ? root(xml) : child(parent, xml);
    frames.push(frame);
    if (frame.kind() == Kind.TEXT) {
      text.setLength(0);
    }
  }

  void characters(XMLStreamReader xml) {
    Frame frame = frames.peek();
    if (frame != null && frame.kind() == Kind.TEXT) {
      if (text.length() + xml.getTextLength() > MAX_TEXT) {
        throw damaged("has a text of more than %s characters".formatted(MAX_TEXT));
      }
      text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }
  }

  void end() {
    Frame frame = frames.pop();
    switch (frame.kind()) {
      case VARIABLE -> variable = null;
      case ATTRIBUTE -> {
        if (!attributeValues.isEmpty()) {
          frames
              .peek()
              .attributes()
              .putIfAbsent(frame.name(), DmrppNumbers.attribute(frame.type(), attributeValues));
        }
        attributeValues.clear();
      }
      case TEXT -> text(frame.name(), text.toString());
      default -> {}
    }
  }

  private Frame root(XMLStreamReader xml) {
    if (!DmrppXml.isDap(xml) || !xml.getLocalName().equals("Dataset")) {
      throw damaged("starts with <%s>, expected <Dataset>".formatted(xml.getLocalName()));
    }
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (DmrppXml.isDmrpp(xml.getAttributeNamespace(i))) {
        document.versioned |= xml.getAttributeLocalName(i).equals("version");
        if (xml.getAttributeLocalName(i).equals("href")) {
          document.href = xml.getAttributeValue(i);
        }
      }
    }
    return group("");
  }

  private Frame child(Frame parent, XMLStreamReader xml) {
    String element = xml.getLocalName();
    return switch (parent.kind()) {
      case GROUP -> DmrppXml.isDap(xml) ? inGroup(parent, element, xml) : IGNORED;
      case VARIABLE -> inVariable(element, xml);
      case CHUNKS -> inChunks(element, xml);
      case CONTAINER -> element.equals("Attribute") ? attribute(xml) : IGNORED;
      case ATTRIBUTE -> inAttribute(element, xml);
      default -> IGNORED;
    };
  }

  private Frame inGroup(Frame group, String element, XMLStreamReader xml) {
    String name = DmrppXml.attribute(xml, "name");
    if (name == null || (name.contains("/") && !element.equals("Attribute"))) {
      if (element.equals("Attribute")) {
        return IGNORED;
      }
      throw damaged("has a <%s> with the name '%s'".formatted(element, name));
    }
    String path = group.name().isEmpty() ? name : group.name() + "/" + name;
    switch (element) {
      case "Dimension" ->
          document.dimensions.put(
              path,
              DmrppXml.number(
                  granule, DmrppXml.attribute(xml, "size"), "size of dimension " + path));
      case "Enumeration" -> document.enumerations.put(path, DmrppXml.attribute(xml, "basetype"));
      case "Group" -> {
        return group(path);
      }
      default -> {}
    }
    if (element.equals("Attribute")) {
      return attribute(xml);
    }
    if (DECLARATIONS.contains(element)) {
      return IGNORED;
    }
    String enumeration = DmrppXml.attribute(xml, "enum");
    variable = new DmrppVariable(group.name(), name, element);
    document.variables.add(variable);
    if (element.equals("Enum")) {
      variable.enumeration = enumeration;
    } else if (DmrppNumbers.type(element) == null && !element.equals("String")) {
      variable.refuse(
          "is of type %s, which is neither numbers nor fixed-length strings".formatted(element));
    }
    storage.checkHref(variable, xml);
    return new Frame(Kind.VARIABLE, path, null, variable.attributes);
  }

  private Frame group(String path) {
    Map<String, AttributeValue> attributes =
        document.groups.computeIfAbsent(path, p -> new LinkedHashMap<>());
    return new Frame(Kind.GROUP, path, null, attributes);
  }

  private Frame inVariable(String element, XMLStreamReader xml) {
    if (variable.isStructured()) {
      return IGNORED;
    }
    if (DmrppXml.isDap(xml)) {
      switch (element) {
        case "Attribute" -> {
          return attribute(xml);
        }
        case "Dim" ->
            variable.dims.add(
                new DmrppVariable.Dim(
                    DmrppXml.attribute(xml, "name"), DmrppXml.attribute(xml, "size")));
        case "Map" -> {}
        default -> variable.refuse("has an element <%s>, which is not known".formatted(element));
      }
      return IGNORED;
    }
    if (!DmrppXml.isDmrpp(xml.getNamespaceURI())) {
      return IGNORED;
    }
    switch (element) {
      case "chunks" -> {
        storage.chunks(variable, xml);
        return new Frame(Kind.CHUNKS, null, null, null);
      }
      case "chunk" -> storage.chunk(variable, xml);
      case "compact" -> {
        return new Frame(Kind.TEXT, "compact", null, null);
      }
      case "FixedLengthStringArray" ->
          variable.stringLength = DmrppXml.attribute(xml, "string_length");
      case "missingdata" -> variable.refuse("is not in the granule: only the sidecar has its data");
      case "vlsa" -> variable.refuse("holds strings of variable length");
      default -> variable.refuse("has an element <%s>, which is not known".formatted(element));
    }
    return IGNORED;
  }

  private Frame inChunks(String element, XMLStreamReader xml) {
    if (!DmrppXml.isDmrpp(xml.getNamespaceURI())) {
      return IGNORED;
    }
    if (element.equals("chunkDimensionSizes")) {
      return new Frame(Kind.TEXT, element, null, null);
    }
    if (element.equals("chunk")) {
      storage.chunk(variable, xml);
    } else {
      variable.refuse("has chunks with an element <%s>, which is not known".formatted(element));
    }
    return IGNORED;
  }

  private Frame attribute(XMLStreamReader xml) {
    String type = DmrppXml.attribute(xml, "type");
    String name = DmrppXml.attribute(xml, "name");
    if (name == null || type == null) {
      return IGNORED;
    }
    if (type.equals("Container")) {
      if (variable != null) {
        return IGNORED;
      }
      Map<String, AttributeValue> attributes = new LinkedHashMap<>();
      document.containers.add(
          new DmrppDocument.Container(groupPath(), containerNames(name), attributes));
      return new Frame(Kind.CONTAINER, name, null, attributes);
    }
    attributeValues.clear();
    return new Frame(Kind.ATTRIBUTE, name, type, null);
  }

  private Frame inAttribute(String element, XMLStreamReader xml) {
    if (!element.equals("Value")) {
      return IGNORED;
    }
    String value = DmrppXml.attribute(xml, "value");
    if (value != null) {
      attributeValues.add(value);
      return IGNORED;
    }
    return new Frame(Kind.TEXT, "Value", null, null);
  }

  private void text(String element, String found) {
    switch (element) {
      case "Value" -> attributeValues.add(found);
      case "chunkDimensionSizes" -> {
        if (variable.chunkShape != null) {
          variable.refuse("has two shapes of chunks");
        }
        variable.chunkShape = found.trim();
      }
      default -> {
        if (variable.compact != null) {
          variable.refuse("has compact data twice");
        }
        variable.compact = found;
      }
    }
  }

  private List<String> containerNames(String innermost) {
    List<String> names = new ArrayList<>();
    names.add(innermost);
    for (Frame frame : frames) {
      if (frame.kind() == Kind.CONTAINER) {
        names.add(frame.name());
      }
    }
    Collections.reverse(names);
    return List.copyOf(names);
  }

  private String groupPath() {
    for (Frame frame : frames) {
      if (frame.kind() == Kind.GROUP) {
        return frame.name();
      }
    }
    return "";
  }

  private BadGranuleException damaged(String what) {
    return DmrppXml.damaged(granule, what);
  }
}
