package org.groundtrack.dmrpp;

import java.util.HashMap;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.groundtrack.sidecar.ChunkGrid;

/**
 * Reads the elements that say where a variable is stored. An attribute that is not known may change
 * what the others mean, so it makes the variable one that can't be read.
 */
final class DmrppChunks {
  private static final Set<String> CHUNKS_ATTRIBUTES =
      Set.of("compressionType", "deflateLevel", "deflate_level", "fillValue", "byteOrder", "DIO");
  private static final Set<String> CHUNK_ATTRIBUTES =
      Set.of("offset", "nBytes", "chunkPositionInArray", "fm", "filterMask", "href");
  private static final long MAX_MASK = 0xFFFFFFFFL;

  private final String granule;
  private final DmrppDocument document;

  DmrppChunks(String granule, DmrppDocument document) {
    this.granule = granule;
    this.document = document;
  }

  void chunks(DmrppVariable variable, XMLStreamReader xml) {
    if (variable.chunks != null) {
      variable.refuse("has two lists of chunks");
    }
    variable.chunks = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = xml.getAttributeLocalName(i);
      if (!CHUNKS_ATTRIBUTES.contains(name)) {
        variable.refuse("has chunks with an attribute %s, which is not known".formatted(name));
      }
      variable.chunks.put(name, xml.getAttributeValue(i));
    }
  }

  void chunk(DmrppVariable variable, XMLStreamReader xml) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = xml.getAttributeLocalName(i);
      if (!CHUNK_ATTRIBUTES.contains(name)) {
        variable.refuse("has a chunk with an attribute %s, which is not known".formatted(name));
      }
    }
    checkHref(variable, xml);
    if (variable.unsupported != null) {
      return;
    }
    if (variable.chunkCount() >= ChunkGrid.MAX_CHUNKS) {
      throw DmrppXml.damaged(
          granule,
          "lists more than %s chunks of /%s, the limit"
              .formatted(ChunkGrid.MAX_CHUNKS, variable.path()));
    }
    String written = DmrppXml.attribute(xml, "fm");
    String mask = written == null ? DmrppXml.attribute(xml, "filterMask") : written;
    long bits = mask == null ? 0 : number(variable, mask, "filter mask");
    if (bits > MAX_MASK) {
      throw DmrppXml.damaged(granule, "has a filter mask %s".formatted(bits));
    }
    variable.addChunk(
        number(variable, DmrppXml.attribute(xml, "offset"), "offset"),
        number(variable, DmrppXml.attribute(xml, "nBytes"), "nBytes"),
        (int) bits,
        DmrppXml.attribute(xml, "chunkPositionInArray"));
  }

  /** Data in another file than the granule has offsets that mean nothing in the granule. */
  void checkHref(DmrppVariable variable, XMLStreamReader xml) {
    String href = DmrppXml.attribute(xml, "href");
    if (href != null && !href.equals(document.href)) {
      variable.refuse("has its data in another file than the granule");
    }
  }

  private long number(DmrppVariable variable, String value, String what) {
    try {
      long number = value == null ? -1 : Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, with the dataset and chunk that make the message useful.
    }
    return DmrppXml.number(
        granule,
        value,
        "%s of chunk %s of /%s".formatted(what, variable.chunkCount(), variable.path()));
  }
}
