package org.groundtrack.dmrpp;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.AttributeValue;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.sidecar.BoundedInputStream;
import org.groundtrack.sidecar.SidecarManifest;
import org.groundtrack.sidecar.SidecarReading;

/**
 * Reads DMR++ documents, hierarchical or flattened, of any age.
 *
 * <p>A document is not trusted. A DOCTYPE is refused, so nothing but the document itself is ever
 * opened; its depth, size and numbers have limits. A variable that can be read only by a guess is
 * left out.
 */
public final class DmrppFile {
  private static final String ORIGIN = "dmrpp";
  private static final int MAX_DEPTH = 200;
  private static final Set<String> ROOT_CONTAINERS = Set.of("HDF5_GLOBAL", "NC_GLOBAL");

  /** No path of a group: stands for two groups that are flattened to one name. */
  private static final String AMBIGUOUS = "/";

  private DmrppFile() {}

  /**
   * Reads a document to its end. The stream stays the caller's to close.
   *
   * @param xml the document
   * @param granuleName name for messages
   * @throws BadGranuleException if it is no DMR++, damaged or hostile
   */
  public static ChunkManifest read(InputStream xml, String granuleName) {
    return read(xml, granuleName, BoundedInputStream.MAX_BYTES);
  }

  static ChunkManifest read(InputStream xml, String granule, long maxBytes) {
    return SidecarReading.guarded(
        granule,
        "DMR++",
        () -> manifest(granule, parse(new BoundedInputStream(xml, granule, maxBytes), granule)));
  }

  private static DmrppDocument parse(InputStream in, String granule)
      throws XMLStreamException, IOException {
    XMLStreamReader xml = factory().createXMLStreamReader(DmrppText.reader(in, granule));
    DmrppParser parser = new DmrppParser(granule);
    int depth = 0;
    try {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (++depth > MAX_DEPTH) {
              throw refused(granule, "is nested deeper than " + MAX_DEPTH);
            }
            parser.start(xml);
          }
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            parser.end();
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> parser.characters(xml);
          case XMLStreamConstants.DTD ->
              throw refused(granule, "has a DOCTYPE, which no DMR++ needs");
          case XMLStreamConstants.ENTITY_REFERENCE ->
              throw refused(granule, "refers to an entity, which no DMR++ needs");
          default -> {}
        }
      }
    } finally {
      xml.close();
    }
    return parser.document();
  }

  /** The platform's own factory: another on the class path might not know these settings. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    return factory;
  }

  private static ChunkManifest manifest(String granule, DmrppDocument document) {
    SidecarManifest manifest = new SidecarManifest(granule, ORIGIN);
    for (DmrppVariable variable : document.variables) {
      manifest.addDataset(
          variable.path(),
          variable.attributes,
          () -> DmrppStorage.read(granule, document, variable));
    }
    document.groups.forEach(manifest::addGroupAttributes);
    Set<String> groups = manifest.groups();
    Map<String, String> flattened = flattened(groups);
    for (DmrppDocument.Container container : document.containers) {
      String group = group(container, groups, flattened);
      if (group != null) {
        manifest.addGroupAttributes(group, container.attributes());
      }
    }
    return manifest;
  }

  /** The group that a container describes, or {@code null} if that is not certain. */
  private static String group(
      DmrppDocument.Container container, Set<String> groups, Map<String, String> flattened) {
    AttributeValue full = container.attributes().get("fullnamepath");
    if (full != null && full.text().startsWith("/")) {
      String path = full.text().substring(1);
      return groups.contains(path) ? path : null;
    }
    if (container.group().isEmpty() && ROOT_CONTAINERS.contains(container.names().get(0))) {
      return container.names().size() == 1 ? "" : null;
    }
    String names = String.join("/", container.names());
    String path = container.group().isEmpty() ? names : container.group() + "/" + names;
    String unique = flattened.get(flat(path));
    return groups.contains(path) ? path : AMBIGUOUS.equals(unique) ? null : unique;
  }

  private static Map<String, String> flattened(Set<String> groups) {
    Map<String, String> flattened = new HashMap<>();
    for (String group : groups) {
      flattened.merge(flat(group), group, (one, other) -> AMBIGUOUS);
    }
    return flattened;
  }

  private static String flat(String path) {
    return path.replace('/', '_');
  }

  private static BadGranuleException refused(String granule, String what) {
    return new BadGranuleException(
        "[%s] its DMR++ %s: it is not read; index the granule without it".formatted(granule, what));
  }
}
