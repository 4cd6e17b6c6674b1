package org.groundtrack.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.groundtrack.granule.ElementType;

/**
 * Writes small HDF5 granules byte by byte, with what jHDF's writer has not: big-endian and unsigned
 * numbers, compact datasets, soft links, variable-length strings, and mistakes. Superblock 0,
 * version-1 object headers, version-1 chunk B-trees.
 */
public final class SmallHdf5 {
  private static final long UNDEFINED = -1;
  private static final int SUPERBLOCK_BYTES = 96;

  /** Entries of a chunk B-tree's node where the superblock says nothing. */
  private static final int NODE_ENTRIES = 64;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Group root = new Group();

  public SmallHdf5() {
    out.writeBytes(new byte[SUPERBLOCK_BYTES]);
  }

  /** The root group. */
  public Group root() {
    return root;
  }

  /** Puts bytes somewhere; returns their address. */
  public long put(byte[] bytes) {
    while (out.size() % 8 != 0) {
      out.write(0);
    }
    long address = out.size();
    out.writeBytes(bytes);
    return address;
  }

  /** Writes the granule. */
  public Path write(Path path) throws IOException {
    long rootAddress = root.finish();
    byte[] bytes = out.toByteArray();
    ByteBuffer superblock = little(bytes);
    superblock.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'});
    superblock.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0});
    superblock.putShort((short) 4).putShort((short) 16).putInt(0);
    superblock.putLong(0).putLong(UNDEFINED).putLong(bytes.length).putLong(UNDEFINED);
    superblock.putLong(0).putLong(rootAddress).putInt(0);
    return Files.write(path, bytes);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer little(int size) {
    return little(new byte[size]);
  }

  /** Numbers as they are stored. */
  public static byte[] numbers(ElementType type, ByteOrder order, Number... values) {
    ByteBuffer bytes = ByteBuffer.allocate(type.bytes() * values.length).order(order);
    for (Number value : values) {
      switch (type) {
        case FLOAT32 -> bytes.putFloat(value.floatValue());
        case FLOAT64 -> bytes.putDouble(value.doubleValue());
        default -> {
          switch (type.bytes()) {
            case 1 -> bytes.put(value.byteValue());
            case 2 -> bytes.putShort(value.shortValue());
            case 4 -> bytes.putInt(value.intValue());
            default -> bytes.putLong(value.longValue());
          }
        }
      }
    }
    return bytes.array();
  }

  /** An element of a variable-length string. */
  public static byte[] pointer(long length, long address, int object) {
    return little(16).putInt((int) length).putLong(address).putInt(object).array();
  }

  /** A collection of the global heap: objects 1, 2, ... with some texts, then free space. */
  public static byte[] heap(int size, String... texts) {
    ByteBuffer heap = little(size);
    heap.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(size);
    for (int i = 0; i < texts.length; i++) {
      byte[] text = texts[i].getBytes(StandardCharsets.UTF_8);
      heap.putShort((short) (i + 1)).putShort((short) 0).putInt(0).putLong(text.length);
      heap.put(Arrays.copyOf(text, (text.length + 7) / 8 * 8));
    }
    if (heap.remaining() >= 16) {
      heap.putShort((short) 0).putShort((short) 0).putInt(0).putLong(heap.remaining() + 8);
    }
    return heap.array();
  }

  /** A message of an object header. */
  private record Message(int type, byte[] data) {}

  private long header(List<Message> messages) {
    int size = messages.stream().mapToInt(m -> 8 + padded(m.data().length)).sum();
    ByteBuffer header = little(16 + size);
    header.put((byte) 1).put((byte) 0).putShort((short) messages.size());
    header.putInt(1).putInt(size).putInt(0);
    for (Message message : messages) {
      header.putShort((short) message.type()).putShort((short) padded(message.data().length));
      header.putInt(0).put(Arrays.copyOf(message.data(), padded(message.data().length)));
    }
    return put(header.array());
  }

  private static int padded(int length) {
    return (length + 7) / 8 * 8;
  }

  private static byte[] datatype(ElementType type, ByteOrder order, int bytes) {
    int big = order == ByteOrder.BIG_ENDIAN ? 1 : 0;
    ByteBuffer message = little(type == ElementType.VLEN_STRING ? 16 : type.isFloat() ? 20 : 12);
    switch (type) {
      case STRING -> message = little(8).put((byte) 0x13).put(new byte[3]).putInt(bytes);
      case VLEN_STRING -> {
        message.put((byte) 0x19).put((byte) 1).put((byte) 1).put((byte) 0).putInt(16);
        message.put((byte) 0x13).put(new byte[3]).putInt(1);
      }
      case FLOAT32, FLOAT64 -> {
        boolean single = type == ElementType.FLOAT32;
        message.put((byte) 0x11).put((byte) (0x20 | big)).put((byte) (single ? 31 : 63));
        message.put((byte) 0).putInt(bytes).putShort((short) 0).putShort((short) (bytes * 8));
        message.put((byte) (single ? 23 : 52)).put((byte) (single ? 8 : 11));
        message.put((byte) 0).put((byte) (single ? 23 : 52)).putInt(single ? 127 : 1023);
      }
      default -> {
        int signed = type.isUnsigned() ? 0 : 8;
        message.put((byte) 0x10).put((byte) (big | signed)).putShort((short) 0).putInt(bytes);
        message.putShort((short) 0).putShort((short) (bytes * 8));
      }
    }
    return message.array();
  }

  private static byte[] dataspace(long... shape) {
    ByteBuffer message = little(8 + 8 * shape.length);
    message.put((byte) 1).put((byte) shape.length).putShort((short) 0).putInt(0);
    for (long length : shape) {
      message.putLong(length);
    }
    return message.array();
  }

  /** A group: names in the order in which they were added. */
  public final class Group {
    private final List<Message> links = new ArrayList<>();
    private final List<Message> attributes = new ArrayList<>();
    private final List<Runnable> children = new ArrayList<>();

    /** Adds a group. */
    public Group group(String name) {
      Group group = new Group();
      children.add(() -> hard(name, group.finish()));
      return group;
    }

    /** Adds a soft link to a path. */
    public Group soft(String name, String target) {
      byte[] text = target.getBytes(StandardCharsets.UTF_8);
      ByteBuffer value = little(2 + text.length).putShort((short) text.length).put(text);
      children.add(() -> link(name, 1, value.array()));
      return this;
    }

    /** Adds a text attribute. */
    public Group attribute(String name, String text) {
      attributes.add(SmallHdf5.attribute(name, text));
      return this;
    }

    /** Adds a dataset of numbers, contiguous unless told otherwise; no shape is a scalar. */
    public DatasetSpec dataset(
        String name, ElementType type, ByteOrder order, byte[] values, long... shape) {
      DatasetSpec spec = new DatasetSpec(type, order, type.bytes(), values, shape);
      children.add(() -> hard(name, spec.finish()));
      return spec;
    }

    /** Adds a dataset of strings: of a fixed length, or elements of 16 bytes. */
    public DatasetSpec strings(
        String name, ElementType type, int elementBytes, byte[] values, long... shape) {
      DatasetSpec spec =
          new DatasetSpec(type, ByteOrder.LITTLE_ENDIAN, elementBytes, values, shape);
      children.add(() -> hard(name, spec.finish()));
      return spec;
    }

    private void hard(String name, long address) {
      link(name, 0, little(8).putLong(address).array());
    }

    private void link(String name, int type, byte[] value) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      ByteBuffer message = little(4 + text.length + value.length);
      message.put((byte) 1).put((byte) 8).put((byte) type).put((byte) text.length);
      links.add(new Message(0x06, message.put(text).put(value).array()));
    }

    private long finish() {
      children.forEach(Runnable::run);
      List<Message> messages = new ArrayList<>();
      ByteBuffer info = little(18).put((byte) 0).put((byte) 0);
      messages.add(new Message(0x02, info.putLong(UNDEFINED).putLong(UNDEFINED).array()));
      messages.add(new Message(0x0A, new byte[2]));
      messages.addAll(links);
      messages.addAll(attributes);
      return header(messages);
    }
  }

  private static Message attribute(String name, String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    return attribute(
        name, datatype(ElementType.STRING, ByteOrder.LITTLE_ENDIAN, value.length), value);
  }

  private static Message attribute(String name, byte[] datatype, byte[] value) {
    byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] space = dataspace();
    ByteBuffer message =
        little(
            8
                + padded(text.length)
                + padded(datatype.length)
                + padded(space.length)
                + value.length);
    message.put((byte) 1).put((byte) 0).putShort((short) text.length);
    message.putShort((short) datatype.length).putShort((short) space.length);
    message.put(Arrays.copyOf(text, padded(text.length)));
    message.put(Arrays.copyOf(datatype, padded(datatype.length)));
    message.put(Arrays.copyOf(space, padded(space.length))).put(value);
    return new Message(0x0C, message.array());
  }

  /** A dataset. */
  public final class DatasetSpec {
    private final ElementType type;
    private final ByteOrder order;
    private final int elementBytes;
    private final byte[] values;
    private final long[] shape;
    private final List<Message> attributes = new ArrayList<>();
    private boolean compact;
    private int[] chunk;
    private boolean filtered;

    private DatasetSpec(
        ElementType type, ByteOrder order, int elementBytes, byte[] values, long[] shape) {
      this.type = type;
      this.order = order;
      this.elementBytes = elementBytes;
      this.values = values;
      this.shape = shape;
    }

    /** Stores it in its header. */
    public DatasetSpec compact() {
      compact = true;
      return this;
    }

    /** Stores it in chunks of a shape, shuffled and deflated. */
    public DatasetSpec chunked(int... lengths) {
      chunk = lengths;
      filtered = true;
      return this;
    }

    /** Adds a text attribute. */
    public DatasetSpec attribute(String name, String text) {
      attributes.add(SmallHdf5.attribute(name, text));
      return this;
    }

    /** Adds an attribute that is a number. */
    public DatasetSpec attribute(String name, ElementType kind, Number value) {
      attributes.add(
          SmallHdf5.attribute(
              name, datatype(kind, order, kind.bytes()), numbers(kind, order, value)));
      return this;
    }

    private long finish() {
      List<Message> messages = new ArrayList<>();
      messages.add(new Message(0x01, dataspace(shape)));
      messages.add(new Message(0x03, datatype(type, order, elementBytes)));
      messages.add(new Message(0x05, new byte[] {2, 2, 2, 0}));
      if (filtered) {
        ByteBuffer filters = little(8 + 16 + 16).put((byte) 1).put((byte) 2);
        filters.position(8);
        for (int[] filter : new int[][] {{2, elementBytes}, {1, 6}}) {
          filters.putShort((short) filter[0]).putShort((short) 0).putShort((short) 0);
          filters.putShort((short) 1).putInt(filter[1]).putInt(0);
        }
        messages.add(new Message(0x0B, filters.array()));
      }
      messages.add(new Message(0x08, layout()));
      messages.addAll(attributes);
      return header(messages);
    }

    private byte[] layout() {
      if (compact) {
        ByteBuffer message = little(4 + values.length).put((byte) 3).put((byte) 0);
        return message.putShort((short) values.length).put(values).array();
      }
      if (chunk == null) {
        long address = values.length == 0 ? UNDEFINED : put(values);
        ByteBuffer message = little(18).put((byte) 3).put((byte) 1);
        return message.putLong(address).putLong(values.length).array();
      }
      ByteBuffer message = little(3 + 8 + 4 * (chunk.length + 1)).put((byte) 3).put((byte) 2);
      message.put((byte) (chunk.length + 1)).putLong(values.length == 0 ? UNDEFINED : tree());
      for (int length : chunk) {
        message.putInt(length);
      }
      return message.putInt(elementBytes).array();
    }

    private long tree() {
      int rank = shape.length;
      int keyBytes = 8 + 8 * (rank + 1);
      ByteBuffer node = little(24 + NODE_ENTRIES * (keyBytes + 8) + keyBytes);
      node.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
      node.putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED);
      long[] start = new long[rank];
      int entries = 0;
      do {
        byte[] stored = deflated(shuffled(cut(start)));
        node.putInt(stored.length).putInt(0);
        Arrays.stream(start).forEach(node::putLong);
        node.putLong(0).putLong(put(stored));
        entries++;
      } while (next(start));
      node.putInt(0).putInt(0);
      for (int i = 0; i < rank; i++) {
        node.putLong((shape[i] + chunk[i] - 1) / chunk[i] * chunk[i]);
      }
      node.putLong(0).putShort(6, (short) entries);
      return put(node.array());
    }

    private boolean next(long[] start) {
      for (int i = start.length - 1; i >= 0; i--) {
        start[i] += chunk[i];
        if (start[i] < shape[i]) {
          return true;
        }
        start[i] = 0;
      }
      return false;
    }

    /** A chunk at full size, zero where it lies beyond the dataset. */
    private byte[] cut(long[] start) {
      int elements = Arrays.stream(chunk).reduce(1, (a, b) -> a * b);
      byte[] bytes = new byte[elements * elementBytes];
      for (int e = 0; e < elements; e++) {
        int left = e;
        long from = 0;
        long stride = 1;
        boolean inside = true;
        for (int i = chunk.length - 1; i >= 0; i--) {
          long place = start[i] + left % chunk[i];
          left /= chunk[i];
          inside &= place < shape[i];
          from += place * stride;
          stride *= shape[i];
        }
        if (inside) {
          System.arraycopy(
              values, (int) from * elementBytes, bytes, e * elementBytes, elementBytes);
        }
      }
      return bytes;
    }

    private byte[] shuffled(byte[] bytes) {
      int elements = bytes.length / elementBytes;
      byte[] shuffled = new byte[bytes.length];
      for (int e = 0; e < elements; e++) {
        for (int b = 0; b < elementBytes; b++) {
          shuffled[b * elements + e] = bytes[e * elementBytes + b];
        }
      }
      return shuffled;
    }

    private byte[] deflated(byte[] bytes) {
      Deflater deflater = new Deflater(6);
      deflater.setInput(bytes);
      deflater.finish();
      byte[] stored = new byte[bytes.length + 64];
      int length = deflater.deflate(stored);
      deflater.end();
      return Arrays.copyOf(stored, length);
    }
  }
}
