package org.groundtrack.granule;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One dataset of a granule: what its elements are, where its chunks are and how to decode them.
 * Immutable.
 *
 * @param path from the root of the granule, without a leading slash
 * @param type what one element is, as stored
 * @param elementBytes bytes of one element (at least 1)
 * @param byteOrder of the stored elements
 * @param shape length of each dimension (rank 0 for a scalar); rows first
 * @param layout how the elements are stored
 * @param chunkShape length of each dimension of a chunk; empty unless chunked
 * @param filters steps of the pipeline in the order in which they were applied when writing
 * @param storageFill what elements of chunks that were never written are; {@code null} is zero
 * @param attributes what the attributes say of the values
 * @param chunks where the chunks are; for a contiguous dataset one, for a compact one none
 * @param compact the stored bytes of a compact dataset, else {@code null}
 * @param keys least and greatest value of each chunk, where the index keeps them, else {@code null}
 */
public record Dataset(
    String path,
    ElementType type,
    int elementBytes,
    ByteOrder byteOrder,
    List<Long> shape,
    StorageLayout layout,
    List<Integer> chunkShape,
    List<FilterStep> filters,
    StoredBytes storageFill,
    ValueAttributes attributes,
    ChunkTable chunks,
    StoredBytes compact,
    ChunkKeys keys) {

  /** Largest chunk that is decoded, in bytes; a claim beyond it is taken for damage. */
  public static final long MAX_CHUNK_BYTES = 256L << 20;

  public Dataset {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(attributes, "attributes");
    shape = List.copyOf(shape);
    chunkShape = List.copyOf(chunkShape);
    filters = List.copyOf(filters);
    if (elementBytes < 1 || (type.bytes() != 0 && type.bytes() != elementBytes)) {
      throw invalid(path, "an element of type " + type.label() + " has " + elementBytes + " bytes");
    }
    long elements = 1;
    for (long length : shape) {
      if (length < 0) {
        throw invalid(path, "dimension of length " + length);
      }
      elements = multiply(path, elements, length);
    }
    multiply(path, elements, elementBytes);
    if (layout == StorageLayout.CHUNKED) {
      checkChunks(path, shape, chunkShape, elementBytes, chunks);
    } else if (chunks.count() > 1) {
      throw invalid(path, "is not chunked, but has " + chunks.count() + " chunks");
    } else if (chunks.count() == 1
        && chunks.isAllocated(0)
        && chunks.size(0) != elements * elementBytes) {
      throw invalid(
          path,
          "has %s stored bytes, expected %s".formatted(chunks.size(0), elements * elementBytes));
    }
    if (keys != null && keys.count() != chunks.count()) {
      throw invalid(path, "has %s chunks, but keys of %s".formatted(chunks.count(), keys.count()));
    }
    if (layout == StorageLayout.COMPACT
        && (compact == null || compact.length() < elements * elementBytes)) {
      throw invalid(path, "compact data shorter than its shape");
    }
  }

  /** A dataset without keys. */
  public Dataset(
      String path,
      ElementType type,
      int elementBytes,
      ByteOrder byteOrder,
      List<Long> shape,
      StorageLayout layout,
      List<Integer> chunkShape,
      List<FilterStep> filters,
      StoredBytes storageFill,
      ValueAttributes attributes,
      ChunkTable chunks,
      StoredBytes compact) {
    this(
        path,
        type,
        elementBytes,
        byteOrder,
        shape,
        layout,
        chunkShape,
        filters,
        storageFill,
        attributes,
        chunks,
        compact,
        null);
  }

  /** The same with the least and greatest value of each chunk. */
  public Dataset withKeys(ChunkKeys bounds) {
    return new Dataset(
        path,
        type,
        elementBytes,
        byteOrder,
        shape,
        layout,
        chunkShape,
        filters,
        storageFill,
        attributes,
        chunks,
        compact,
        bounds);
  }

  /**
   * The same with integers that have a sign or have none, as the attribute {@code _Unsigned} says
   * by which netCDF has types that its old formats lack. The fill value keeps its bits.
   *
   * @param unsigned {@code true} or {@code false}; {@code null} if nothing is said
   */
  public Dataset withSign(String unsigned) {
    ElementType meant =
        "true".equalsIgnoreCase(unsigned) || "false".equalsIgnoreCase(unsigned)
            ? type.withSign("false".equalsIgnoreCase(unsigned))
            : type;
    if (meant == type) {
      return this;
    }
    return new Dataset(
        path,
        meant,
        elementBytes,
        byteOrder,
        shape,
        layout,
        chunkShape,
        filters,
        storageFill,
        attributes.inType(meant),
        chunks,
        compact,
        keys);
  }

  /** The same with other attributes. */
  public Dataset withAttributes(ValueAttributes other) {
    return new Dataset(
        path,
        type,
        elementBytes,
        byteOrder,
        shape,
        layout,
        chunkShape,
        filters,
        storageFill,
        other,
        chunks,
        compact,
        keys);
  }

  /**
   * The same without its first dimensions, each of length 1, which say nothing of where an element
   * is; empty if chunks reach beyond them in such a way that the elements of a chunk are not those
   * of fewer dimensions.
   *
   * @param count how many dimensions are dropped, fewer than there are
   * @throws IllegalArgumentException if one of them has another length
   */
  public Optional<Dataset> withoutLeading(int count) {
    if (count == 0) {
      return Optional.of(this);
    }
    if (count >= rank() || shape.subList(0, count).stream().anyMatch(length -> length != 1)) {
      throw invalid(path, "shape %s without its first %s dimensions".formatted(shape, count));
    }
    List<Integer> chunk = new ArrayList<>(chunkShape);
    if (layout == StorageLayout.CHUNKED) {
      int beyond = 1;
      for (int i = 0; i < count; i++) {
        beyond *= chunk.remove(0);
      }
      if (beyond > 1 && shape.get(count) > chunk.get(0)) {
        return Optional.empty();
      }
      // What the chunks hold beyond the dataset comes behind its elements, as more of the next
      // dimension does.
      chunk.set(0, beyond * chunk.get(0));
    }
    return Optional.of(ofShape(shape.subList(count, rank()), chunk));
  }

  /** The same as a list of one element, where it is a scalar. */
  public Dataset withRows() {
    return rank() == 0 ? ofShape(List.of(1L), chunkShape) : this;
  }

  private Dataset ofShape(List<Long> lengths, List<Integer> chunkLengths) {
    return new Dataset(
        path,
        type,
        elementBytes,
        byteOrder,
        lengths,
        layout,
        chunkLengths,
        filters,
        storageFill,
        attributes,
        chunks,
        compact,
        keys);
  }

  private static void checkChunks(
      String path, List<Long> shape, List<Integer> chunkShape, int bytes, ChunkTable chunks) {
    if (chunkShape.size() != shape.size() || shape.isEmpty()) {
      throw invalid(path, "shape " + shape + " with chunks of shape " + chunkShape);
    }
    long chunkBytes = bytes;
    long count = 1;
    for (int i = 0; i < shape.size(); i++) {
      if (chunkShape.get(i) < 1) {
        throw invalid(path, "chunks of shape " + chunkShape);
      }
      chunkBytes = multiply(path, chunkBytes, chunkShape.get(i));
      count = multiply(path, count, gridLength(shape.get(i), chunkShape.get(i)));
    }
    if (chunkBytes > MAX_CHUNK_BYTES) {
      throw invalid(
          path,
          "chunks of shape %s are %s bytes, the limit is %s"
              .formatted(chunkShape, chunkBytes, MAX_CHUNK_BYTES));
    }
    if (chunks.count() != count) {
      throw invalid(
          path,
          "shape %s in chunks of %s makes %s chunks, found %s"
              .formatted(shape, chunkShape, count, chunks.count()));
    }
  }

  private static long gridLength(long length, int chunk) {
    return length / chunk + (length % chunk == 0 ? 0 : 1);
  }

  private static long multiply(String path, long a, long b) {
    try {
      return Math.multiplyExact(a, b);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "/%s: its shape claims more than 2^63 bytes".formatted(path), e);
    }
  }

  private static IllegalArgumentException invalid(String path, String what) {
    return new IllegalArgumentException("/%s: %s".formatted(path, what));
  }

  /** Rows: the length of the first dimension; 1 for a scalar. */
  public long rows() {
    return shape.isEmpty() ? 1 : shape.get(0);
  }

  /** Number of dimensions. */
  public int rank() {
    return shape.size();
  }

  /** Bytes of all elements of one row. */
  public long rowBytes() {
    long bytes = elementBytes;
    for (int i = 1; i < shape.size(); i++) {
      bytes *= shape.get(i);
    }
    return bytes;
  }

  /** Rows of a chunk: its first dimension; all rows where the dataset is not chunked. */
  public long chunkRows() {
    return layout == StorageLayout.CHUNKED ? chunkShape.get(0) : Math.max(1, rows());
  }

  /** Chunks that hold the same rows: 1 unless chunks split a row. */
  public int chunksPerRow() {
    long count = 1;
    for (int i = 1; i < chunkShape.size(); i++) {
      count *= gridLength(shape.get(i), chunkShape.get(i));
    }
    return Math.toIntExact(count);
  }

  /** Bytes of one chunk after decoding: edge chunks are stored at full size. */
  public int chunkBytes() {
    long bytes = elementBytes;
    for (int length : chunkShape) {
      bytes *= length;
    }
    return Math.toIntExact(bytes);
  }

  /** The last component of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
