package org.groundtrack.hdf5;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a DMR++ document says of the chunks of its numeric variables: an oracle for tests. */
final class DmrppChunks {
  record Chunk(long offset, long bytes, String position) {}

  record Variable(
      String path, String type, List<String> filters, String chunkShape, List<Chunk> chunks) {}

  private static final String DMRPP = "http://xml.opendap.org/dap/dmrpp/1.0.0#";
  private static final Set<String> NUMERIC =
      Set.of(
          "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Byte", "Char",
          "Float32", "Float64");

  private DmrppChunks() {}

  static Map<String, Variable> read(Path document) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setNamespaceAware(true);
    Map<String, Variable> variables = new LinkedHashMap<>();
    walk(factory.newDocumentBuilder().parse(document.toFile()).getDocumentElement(), "", variables);
    return variables;
  }

  private static void walk(Element parent, String path, Map<String, Variable> variables) {
    for (Element child : children(parent)) {
      String name = path + child.getAttribute("name");
      if (child.getLocalName().equals("Group")) {
        walk(child, name + "/", variables);
      } else if (NUMERIC.contains(child.getLocalName())) {
        variable(child, name).ifPresent(v -> variables.put(name, v));
      }
    }
  }

  private static java.util.Optional<Variable> variable(Element element, String path) {
    List<String> filters = List.of();
    String shape = "";
    List<Chunk> chunks = new ArrayList<>();
    boolean stored = false;
    for (Element child : children(element)) {
      if (!DMRPP.equals(child.getNamespaceURI())) {
        continue;
      }
      switch (child.getLocalName()) {
        case "chunks" -> {
          stored = true;
          String types = child.getAttribute("compressionType").trim();
          filters = types.isEmpty() ? List.of() : List.of(types.split(" +"));
          for (Element inner : children(child)) {
            if (inner.getLocalName().equals("chunkDimensionSizes")) {
              shape = inner.getTextContent().trim();
            } else if (inner.getLocalName().equals("chunk")) {
              chunks.add(chunk(inner));
            }
          }
        }
        case "chunk" -> {
          stored = true;
          chunks.add(chunk(child));
        }
        default -> {}
      }
    }
    return stored
        ? java.util.Optional.of(new Variable(path, element.getLocalName(), filters, shape, chunks))
        : java.util.Optional.empty();
  }

  private static Chunk chunk(Element element) {
    return new Chunk(
        Long.parseLong(element.getAttribute("offset")),
        Long.parseLong(element.getAttribute("nBytes")),
        element.getAttribute("chunkPositionInArray").replaceAll("[\\[\\] ]", ""));
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
