package org.groundtrack.kerchunk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.AttributeValue;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.sidecar.ChunkGrid;
import org.groundtrack.sidecar.UnsupportedStorageException;

/** Turns the metadata and references of an array into its chunk manifest. */
final class ZarrStorage {
  /** Writers inline what is smaller than a request is worth: some hundred bytes. */
  private static final long MAX_INLINE_BYTES = 16L << 20;

  private final String granule;
  private final String path;
  private final ZarrArray array;
  private final ChunkReferences references;
  private final ValueAttributes attributes;
  private final String unsigned;

  private ZarrStorage(
      String granule, String path, ZarrArray array, JsonNode zattrs, ChunkReferences references) {
    this.granule = granule;
    this.path = path;
    this.array = array;
    this.references = references;
    Map<String, AttributeValue> values = ZarrValues.ofDataset(zattrs, array);
    this.attributes = ValueAttributes.of(array.type(), values);
    this.unsigned = ValueAttributes.unsigned(values);
  }

  static Dataset read(
      String granule, String path, ZarrArray array, JsonNode zattrs, ChunkReferences references)
      throws UnsupportedStorageException {
    ZarrStorage storage = new ZarrStorage(granule, path, array, zattrs, references);
    if (array.shape().size() != array.chunkShape().size()) {
      throw storage.damaged("has shape %s in chunks of %s", array.shape(), array.chunkShape());
    }
    byte[] inline = references.inlineOrNull();
    if (inline != null) {
      return storage.compact(inline);
    }
    // One chunk as large as the dataset, with no filters, is what HDF5 calls contiguous.
    boolean whole = array.shape().equals(array.chunkShape().stream().map(Long::valueOf).toList());
    if (array.shape().contains(0L) && array.chunkShape().contains(0)) {
      return storage.contiguous();
    }
    if (whole && array.filters().isEmpty()) {
      return storage.contiguous();
    }
    if (array.shape().isEmpty()) {
      throw new UnsupportedStorageException("is a scalar with filters");
    }
    return storage.chunked();
  }

  private Dataset contiguous() throws UnsupportedStorageException {
    long bytes = array.elementBytes();
    for (long length : array.shape()) {
      bytes = Math.multiplyExact(bytes, length);
    }
    if (references.count() > 1 || (references.count() == 1 && references.size(0) != bytes)) {
      throw damaged(
          "has %s chunks, the first of %s bytes, expected one of %s",
          references.count(), references.size(0), bytes);
    }
    boolean allocated = references.count() == 1;
    ChunkTable chunks =
        ChunkTable.block(allocated ? references.offset(0) : ChunkTable.UNALLOCATED, bytes);
    boolean needed = !allocated && bytes > 0;
    return dataset(StorageLayout.CONTIGUOUS, List.of(), fill(needed), chunks, null);
  }

  private Dataset chunked() throws UnsupportedStorageException {
    ChunkGrid grid = new ChunkGrid(granule + " /" + path, array.shape(), array.chunkShape());
    references.place(grid, array.chunkShape());
    return dataset(
        StorageLayout.CHUNKED, array.chunkShape(), fill(!grid.isComplete()), grid.table(), null);
  }

  /** Writers put small chunks into the references as they are stored, filters and all. */
  private Dataset compact(byte[] inline) throws UnsupportedStorageException {
    if (!startsWithDataset()) {
      throw new UnsupportedStorageException(
          "is in the references themselves, in chunks of another shape than its own");
    }
    long elements = 1;
    long stored = array.elementBytes();
    for (int i = 0; i < array.shape().size(); i++) {
      elements = Math.multiplyExact(elements, array.shape().get(i));
      stored = Math.multiplyExact(stored, (long) array.chunkShape().get(i));
    }
    if (stored > MAX_INLINE_BYTES || inline.length > MAX_INLINE_BYTES) {
      throw new UnsupportedStorageException(
          "has %s bytes in the references themselves, the limit is %s"
              .formatted(Math.max(stored, inline.length), MAX_INLINE_BYTES));
    }
    byte[] values =
        array.filters().isEmpty() || inline.length == 0 ? inline : decoded(inline, (int) stored);
    int bytes = (int) (elements * array.elementBytes());
    // A string that is too short is left out: kerchunk writes 001 as 1.
    if (values.length != stored && values.length != bytes) {
      throw new UnsupportedStorageException(
          "has %s bytes in the references themselves, expected %s"
              .formatted(values.length, stored));
    }
    return dataset(
        StorageLayout.COMPACT,
        List.of(),
        null,
        ChunkTable.EMPTY,
        new StoredBytes(Arrays.copyOf(values, bytes)));
  }

  /** Whether the only chunk has the dataset's rows at its start, and other rows if any after. */
  private boolean startsWithDataset() {
    for (int i = 0; i < array.shape().size(); i++) {
      long length = array.shape().get(i);
      long side = array.chunkShape().get(i);
      if (side < length || (i > 0 && side != length)) {
        return false;
      }
    }
    return true;
  }

  private byte[] decoded(byte[] inline, int stored) {
    List<Integer> elements = List.of(stored / array.elementBytes());
    Dataset chunk =
        new Dataset(
            path,
            array.type(),
            array.elementBytes(),
            array.order(),
            List.of((long) elements.get(0)),
            StorageLayout.CHUNKED,
            elements,
            array.filters(),
            null,
            attributes,
            new ChunkTable(new long[1], new long[] {inline.length}, new int[1]),
            null);
    byte[] values = new byte[stored];
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      decoder.decode(granule, chunk, 0, inline, 0, inline.length, values);
    }
    return values;
  }

  /** A fill value that nothing needs may be unknown. */
  private StoredBytes fill(boolean needed) throws UnsupportedStorageException {
    try {
      return ZarrValues.fill(array);
    } catch (UnsupportedStorageException e) {
      if (needed) {
        throw e;
      }
      return null;
    }
  }

  private Dataset dataset(
      StorageLayout layout,
      List<Integer> chunkShape,
      StoredBytes fill,
      ChunkTable chunks,
      StoredBytes compact) {
    Dataset dataset =
        new Dataset(
            path,
            array.type(),
            array.elementBytes(),
            array.order(),
            array.shape(),
            layout,
            chunkShape,
            layout == StorageLayout.CHUNKED ? array.filters() : List.of(),
            fill,
            attributes,
            chunks,
            compact);
    return dataset.withSign(unsigned);
  }

  private BadGranuleException damaged(String what, Object... values) {
    return new BadGranuleException(
        "[%s /%s] %s: its references are damaged; index the granule without them"
            .formatted(granule, path, what.formatted(values)));
  }
}
