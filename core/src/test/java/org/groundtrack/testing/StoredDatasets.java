package org.groundtrack.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import org.groundtrack.codec.Encoder;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.io.ByteRange;

/**
 * Datasets of any shape with their stored bytes, made up for tests; notes what is read of them.
 * Elements are whole numbers, given by their place in row-major order.
 */
public final class StoredDatasets {
  /** What lies in edge chunks beyond the shape: no test asks for it. */
  public static final long OUTSIDE = -77;

  /** What elements of chunks that were never written are. */
  public static final long UNWRITTEN = 42;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<ByteRange> reads = new ArrayList<>();
  private final ElementType type;
  private final ByteOrder order;

  /** Datasets of a type. */
  public StoredDatasets(ElementType type, ByteOrder order) {
    this.type = type;
    this.order = order;
    // Offset 0 would hide a mistake.
    bytes.writeBytes(new byte[13]);
  }

  /** The ranges that were read, in order. */
  public List<ByteRange> reads() {
    return reads;
  }

  /** Gives stored bytes as a range read does: in the middle of a longer array. */
  public ByteBuffer read(long offset, long size) {
    reads.add(new ByteRange(offset, size));
    byte[] all = bytes.toByteArray();
    byte[] longer = new byte[Math.toIntExact(size) + 10];
    System.arraycopy(all, Math.toIntExact(offset), longer, 5, Math.toIntExact(size));
    return ByteBuffer.wrap(longer, 5, Math.toIntExact(size));
  }

  /** A compact dataset. */
  public Dataset compact(List<Long> shape, LongUnaryOperator value) {
    return dataset(
        shape,
        StorageLayout.COMPACT,
        List.of(),
        List.of(),
        ChunkTable.EMPTY,
        new StoredBytes(all(shape, value)));
  }

  /** A contiguous dataset. */
  public Dataset contiguous(List<Long> shape, LongUnaryOperator value) {
    byte[] stored = all(shape, value);
    ChunkTable table =
        new ChunkTable(new long[] {bytes.size()}, new long[] {stored.length}, new int[] {0});
    bytes.writeBytes(stored);
    return dataset(shape, StorageLayout.CONTIGUOUS, List.of(), List.of(), table, null);
  }

  /** A chunked dataset all of whose chunks are there, without filters. */
  public Dataset chunked(List<Long> shape, List<Integer> chunk, LongUnaryOperator value) {
    return chunked(shape, chunk, List.of(), i -> true, value);
  }

  /** A chunked dataset. */
  public Dataset chunked(
      List<Long> shape,
      List<Integer> chunk,
      List<FilterStep> filters,
      IntPredicate written,
      LongUnaryOperator value) {
    int rank = shape.size();
    long[] grid = new long[rank];
    int count = 1;
    for (int i = 0; i < rank; i++) {
      grid[i] = (shape.get(i) + chunk.get(i) - 1) / chunk.get(i);
      count = Math.toIntExact(count * grid[i]);
    }
    long[] offsets = new long[count];
    long[] sizes = new long[count];
    for (int number = 0; number < count; number++) {
      if (!written.test(number)) {
        offsets[number] = ChunkTable.UNALLOCATED;
        continue;
      }
      byte[] stored =
          Encoder.encode(
              chunk(shape, chunk, places(number, grid), value), filters, 0, type.bytes());
      offsets[number] = bytes.size();
      sizes[number] = stored.length;
      bytes.writeBytes(stored);
      // Chunks that touch would hide a read that is too long.
      bytes.writeBytes(new byte[3]);
    }
    return dataset(
        shape,
        StorageLayout.CHUNKED,
        chunk,
        filters,
        new ChunkTable(offsets, sizes, new int[count]),
        null);
  }

  private Dataset dataset(
      List<Long> shape,
      StorageLayout layout,
      List<Integer> chunk,
      List<FilterStep> filters,
      ChunkTable table,
      StoredBytes compact) {
    ByteBuffer fill = ByteBuffer.allocate(type.bytes()).order(order);
    put(fill, UNWRITTEN);
    return new Dataset(
        "gt1l/group/values",
        type,
        type.bytes(),
        order,
        shape,
        layout,
        chunk,
        filters,
        new StoredBytes(fill.array()),
        ValueAttributes.NONE,
        table,
        compact);
  }

  private byte[] all(List<Long> shape, LongUnaryOperator value) {
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(count * type.bytes())).order(order);
    for (long i = 0; i < count; i++) {
      put(out, value.applyAsLong(i));
    }
    return out.array();
  }

  private byte[] chunk(
      List<Long> shape, List<Integer> chunk, long[] places, LongUnaryOperator value) {
    long[] lengths = chunk.stream().mapToLong(Integer::longValue).toArray();
    int count = Math.toIntExact(Arrays.stream(lengths).reduce(1, Math::multiplyExact));
    ByteBuffer out = ByteBuffer.allocate(count * type.bytes()).order(order);
    for (int i = 0; i < count; i++) {
      long[] within = places(i, lengths);
      long element = 0;
      boolean outside = false;
      for (int d = 0; d < lengths.length; d++) {
        long place = places[d] * lengths[d] + within[d];
        outside |= place >= shape.get(d);
        element = element * shape.get(d) + place;
      }
      put(out, outside ? OUTSIDE : value.applyAsLong(element));
    }
    return out.array();
  }

  /** The places on each axis of a number in row-major order. */
  private static long[] places(long number, long[] lengths) {
    long[] places = new long[lengths.length];
    long left = number;
    for (int d = lengths.length - 1; d >= 0; d--) {
      places[d] = left % lengths[d];
      left /= lengths[d];
    }
    return places;
  }

  private void put(ByteBuffer out, long value) {
    switch (type) {
      case INT8, UINT8 -> out.put((byte) value);
      case INT16, UINT16 -> out.putShort((short) value);
      case INT32, UINT32 -> out.putInt((int) value);
      case INT64, UINT64 -> out.putLong(value);
      case FLOAT32 -> out.putFloat(value);
      case FLOAT64 -> out.putDouble(value);
      case STRING -> throw new IllegalArgumentException("Numbers only");
    }
  }
}
