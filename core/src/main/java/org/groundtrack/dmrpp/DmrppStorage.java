package org.groundtrack.dmrpp;

import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.sidecar.ChunkGrid;
import org.groundtrack.sidecar.UnsupportedStorageException;

/** Turns what a DMR++ document says of a variable into its chunk manifest. */
final class DmrppStorage {
  private static final int MAX_COMPACT_BYTES = 1 << 16;

  private final DmrppDocument document;
  private final DmrppVariable variable;
  private final String path;
  private final String where;
  private final DmrppShape shapes;

  private DmrppStorage(String granule, DmrppDocument document, DmrppVariable variable) {
    this.document = document;
    this.variable = variable;
    this.path = variable.path();
    this.where = granule + " /" + path;
    this.shapes = new DmrppShape(where, document, variable);
  }

  static Dataset read(String granule, DmrppDocument document, DmrppVariable variable)
      throws UnsupportedStorageException {
    if (variable.unsupported != null) {
      throw new UnsupportedStorageException(variable.unsupported);
    }
    DmrppStorage storage = new DmrppStorage(granule, document, variable);
    if (variable.compact != null) {
      return storage.compact();
    }
    if (variable.chunks == null && variable.chunkCount() == 0) {
      throw new UnsupportedStorageException("has no storage in the sidecar");
    }
    return variable.chunkShape == null ? storage.contiguous() : storage.chunked();
  }

  private Dataset compact() throws UnsupportedStorageException {
    if (variable.chunkCount() > 0 || chunksAttribute("compressionType") != null) {
      throw new UnsupportedStorageException("is compact and chunked at once");
    }
    // The builder reads compact values as its own processor has them, whatever the granule's order.
    if ("BE".equals(chunksAttribute("byteOrder"))) {
      throw new UnsupportedStorageException("is compact, in an order of bytes that is not sure");
    }
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(variable.compact);
    } catch (IllegalArgumentException e) {
      throw new BadGranuleException(
          "[%s] its compact data is no base64 (%s): its sidecar is damaged"
              .formatted(where, e.getMessage()),
          e);
    }
    if (bytes.length > MAX_COMPACT_BYTES) {
      throw damaged("has %s compact bytes, the limit is %s", bytes.length, MAX_COMPACT_BYTES);
    }
    List<Long> shape = shapes.shape();
    ElementType type = type();
    // Where there is one string only, all the bytes are its own.
    int elementBytes =
        type == ElementType.STRING && variable.stringLength == null && total(shape, 1) == 1
            ? Math.max(1, bytes.length)
            : elementBytes(type);
    if (bytes.length != total(shape, elementBytes)) {
      throw damaged(
          "has %s compact bytes, expected %s for shape %s",
          bytes.length, total(shape, elementBytes), shape);
    }
    return dataset(
        type,
        elementBytes,
        ByteOrder.LITTLE_ENDIAN,
        shape,
        StorageLayout.COMPACT,
        List.of(),
        List.of(),
        null,
        ChunkTable.EMPTY,
        new StoredBytes(bytes));
  }

  private Dataset contiguous() throws UnsupportedStorageException {
    if (chunksAttribute("compressionType") != null) {
      throw new UnsupportedStorageException("has filters, but no shape of chunks");
    }
    if (variable.chunkCount() > 1) {
      throw new UnsupportedStorageException("has several blocks, but no shape of chunks");
    }
    ElementType type = type();
    int elementBytes = elementBytes(type);
    List<Long> shape = shapes.shape();
    long bytes = total(shape, elementBytes);
    boolean allocated = variable.chunkCount() == 1 && variable.size(0) > 0;
    if (allocated && variable.size(0) != bytes) {
      throw damaged(
          "has %s stored bytes, expected %s for shape %s", variable.size(0), bytes, shape);
    }
    if (allocated && (variable.mask(0) != 0 || !isOrigin(variable.position(0)))) {
      throw damaged("is contiguous, but has a chunk at %s", variable.position(0));
    }
    ChunkTable chunks =
        ChunkTable.block(allocated ? variable.offset(0) : ChunkTable.UNALLOCATED, bytes);
    return dataset(
        type,
        elementBytes,
        order(),
        shape,
        StorageLayout.CONTIGUOUS,
        List.of(),
        List.of(),
        fill(type, allocated || bytes == 0),
        chunks,
        null);
  }

  private Dataset chunked() throws UnsupportedStorageException {
    ElementType type = type();
    int elementBytes = elementBytes(type);
    List<Long> shape = shapes.shape();
    List<Integer> chunkShape = shapes.chunkShape();
    List<FilterStep> filters = DmrppFilters.read(variable.chunks, document.versioned, elementBytes);
    ChunkGrid grid = new ChunkGrid(where, shape, chunkShape);
    for (int i = 0; i < variable.chunkCount(); i++) {
      // A chunk of no bytes stands for one that was never written.
      if (variable.size(i) > 0) {
        grid.put(shapes.position(i, shape), variable.offset(i), variable.size(i), variable.mask(i));
      }
    }
    return dataset(
        type,
        elementBytes,
        order(),
        shape,
        StorageLayout.CHUNKED,
        chunkShape,
        filters,
        fill(type, grid.isComplete()),
        grid.table(),
        null);
  }

  private Dataset dataset(
      ElementType type,
      int elementBytes,
      ByteOrder order,
      List<Long> shape,
      StorageLayout layout,
      List<Integer> chunkShape,
      List<FilterStep> filters,
      StoredBytes fill,
      ChunkTable chunks,
      StoredBytes compact) {
    Dataset dataset =
        new Dataset(
            path,
            type,
            elementBytes,
            order,
            shape,
            layout,
            chunkShape,
            filters,
            fill,
            ValueAttributes.of(type, variable.attributes),
            chunks,
            compact);
    return dataset.withSign(ValueAttributes.unsigned(variable.attributes));
  }

  /** A fill value that nothing needs may be unknown. */
  private StoredBytes fill(ElementType type, boolean complete) throws UnsupportedStorageException {
    try {
      return DmrppFill.read(
          type, order(), chunksAttribute("fillValue"), variable.attributes.get("_FillValue"));
    } catch (UnsupportedStorageException e) {
      if (complete) {
        return null;
      }
      throw e;
    }
  }

  private ElementType type() throws UnsupportedStorageException {
    if (variable.type.equals("String")) {
      return ElementType.STRING;
    }
    String name = variable.type;
    if (name.equals("Enum")) {
      String declared = variable.enumeration == null ? "" : variable.enumeration;
      name = document.enumerations.get(shapes.lookUp(declared, document.enumerations));
    }
    ElementType type = name == null ? null : DmrppNumbers.type(name);
    if (type == null) {
      throw new UnsupportedStorageException("is of a type that the sidecar does not define");
    }
    return type;
  }

  private int elementBytes(ElementType type) throws UnsupportedStorageException {
    if (type != ElementType.STRING) {
      return type.bytes();
    }
    if (variable.stringLength == null) {
      throw new UnsupportedStorageException("holds strings whose length the sidecar does not say");
    }
    return shapes.whole(variable.stringLength, "length of its strings");
  }

  /** Builders before the attribute existed worked on little-endian granules only. */
  private ByteOrder order() {
    String order = chunksAttribute("byteOrder");
    if (order == null || order.isEmpty() || order.equals("LE")) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    if (order.equals("BE")) {
      return variable.type.equals("String") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }
    throw damaged("has byte order '%s', expected LE or BE", order);
  }

  private static boolean isOrigin(String position) {
    return position == null || position.matches("[\\[\\]\\s0,]*");
  }

  private long total(List<Long> shape, int elementBytes) {
    long bytes = elementBytes;
    for (long length : shape) {
      bytes = Math.multiplyExact(bytes, length);
    }
    return bytes;
  }

  private String chunksAttribute(String name) {
    return variable.chunks == null ? null : variable.chunks.get(name);
  }

  private BadGranuleException damaged(String what, Object... values) {
    return new BadGranuleException(
        "[%s] %s: its sidecar is damaged; index the granule without it"
            .formatted(where, what.formatted(values)));
  }
}
