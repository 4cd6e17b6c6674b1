package org.groundtrack.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.codec.HeapCollection;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.StoredText;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.RangeCoalescer;

/**
 * Texts of variable-length strings. Their elements say in which collection of the granule's global
 * heap a text is; no plan knows these collections before the elements were read. They are read
 * here, those near each other by one request.
 *
 * <p>As safe for use by several threads as its source.
 */
public final class HeapTexts {
  /** Bytes of an element: length, address of the collection, number of the object. */
  public static final int ELEMENT_BYTES = 16;

  /** Bytes of collections that are in memory at once. */
  private static final long WINDOW_BYTES = 16L << 20;

  /** Reads parts of the granule. */
  @FunctionalInterface
  public interface Source {
    /** The bytes of some requests, in their order. */
    List<ByteBuffer> read(List<ByteRange> requests);
  }

  private final String granule;
  private final long granuleBytes;
  private final CoalescePolicy policy;
  private final Source source;

  /**
   * Texts of a granule.
   *
   * @param granule name for messages
   * @param granuleBytes its size
   * @param policy by which collections are joined to requests
   */
  public HeapTexts(String granule, long granuleBytes, CoalescePolicy policy, Source source) {
    this.granule = granule;
    this.granuleBytes = granuleBytes;
    this.policy = policy;
    this.source = source;
  }

  /**
   * The texts of some elements.
   *
   * @param path of the dataset, for messages
   * @param elements {@link #ELEMENT_BYTES} each
   * @return a text for each; {@code null} where none was ever written, which is not the empty text
   * @throws BadGranuleException if they lead nowhere
   */
  public String[] read(String path, byte[] elements) {
    ByteBuffer buffer = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
    String[] texts = new String[elements.length / ELEMENT_BYTES];
    long[] addresses = new long[texts.length];
    int count = 0;
    for (int i = 0; i < texts.length; i++) {
      long length = length(buffer, i);
      long address = address(buffer, i);
      // What was never written has no address: zero, or the undefined one.
      if (address != 0 && address != -1) {
        if (address < 0 || address > granuleBytes - HeapCollection.HEADER_BYTES) {
          throw new BadGranuleException(
              "[%s /%s] has a string at byte %s, but the granule ends at %s: it is damaged"
                  .formatted(granule, path, Long.toUnsignedString(address), granuleBytes));
        }
        if (length > HeapCollection.MAX_BYTES) {
          throw new BadGranuleException(
              "[%s /%s] has a string of %s bytes, the limit is %s: it is damaged"
                  .formatted(granule, path, length, HeapCollection.MAX_BYTES));
        }
        if (length == 0) {
          texts[i] = "";
        } else {
          addresses[count++] = address;
        }
      }
    }
    long[] distinct = Arrays.stream(addresses, 0, count).sorted().distinct().toArray();
    int from = 0;
    while (from < distinct.length) {
      int to = (int) Math.min(distinct.length, from + WINDOW_BYTES / HeapCollection.USUAL_BYTES);
      Map<Long, HeapCollection> held = collections(distinct, from, to);
      for (int i = 0; i < texts.length; i++) {
        HeapCollection collection = texts[i] == null ? held.get(address(buffer, i)) : null;
        if (collection != null) {
          texts[i] = text(path, collection.object(number(path, buffer, i), length(buffer, i)));
        }
      }
      from += held.size();
    }
    return texts;
  }

  private static long length(ByteBuffer elements, int i) {
    return elements.getInt(i * ELEMENT_BYTES) & 0xFFFFFFFFL;
  }

  private static long address(ByteBuffer elements, int i) {
    return elements.getLong(i * ELEMENT_BYTES + 4);
  }

  private int number(String path, ByteBuffer elements, int i) {
    int number = elements.getInt(i * ELEMENT_BYTES + 12);
    if (number < 1 || number > 0xFFFF) {
      throw new BadGranuleException(
          "[%s /%s] has a string in an object %s, expected 1 to 65535: it is damaged"
              .formatted(granule, path, Integer.toUnsignedString(number)));
    }
    return number;
  }

  /** A text ends where it says, or at its first NUL, as it does for programs in C. */
  private String text(String path, ByteBuffer bytes) {
    byte[] stored = new byte[bytes.limit()];
    bytes.get(0, stored);
    String text = StoredText.utf8OrNull(stored);
    if (text == null) {
      throw StoredText.notUtf8(granule, path, stored);
    }
    return text;
  }

  /**
   * Some collections, the first at least.
   *
   * @param addresses ascending, each once
   */
  private Map<Long, HeapCollection> collections(long[] addresses, int from, int to) {
    TreeMap<Long, byte[]> begun = new TreeMap<>();
    List<ByteRange> wanted = new ArrayList<>();
    for (int i = from; i < to; i++) {
      // Most are as long as that; the next one begins no earlier than this one ends.
      long end = i + 1 < addresses.length ? addresses[i + 1] : granuleBytes;
      long length = Math.min(HeapCollection.USUAL_BYTES, end - addresses[i]);
      wanted.add(new ByteRange(addresses[i], length));
    }
    fetch(wanted, begun);
    List<ByteRange> longer = new ArrayList<>();
    long bytes = 0;
    int taken = 0;
    for (int i = from; i < to; i++) {
      byte[] found = begun.get(addresses[i]);
      int size = HeapCollection.size(where(addresses[i]), found);
      long next = i + 1 < addresses.length ? addresses[i + 1] : granuleBytes;
      if (size > next - addresses[i]) {
        throw new BadGranuleException(
            "[%s] is no heap of strings: it claims %s bytes, but %s comes after %s; the granule is damaged"
                .formatted(
                    where(addresses[i]),
                    size,
                    i + 1 < addresses.length ? "another" : "the end of the granule",
                    next - addresses[i]));
      }
      if (taken > 0 && bytes + size > WINDOW_BYTES) {
        break;
      }
      bytes += size;
      taken++;
      if (size > found.length) {
        longer.add(new ByteRange(addresses[i], size));
      }
    }
    fetch(longer, begun);
    Map<Long, HeapCollection> collections = new HashMap<>();
    for (int i = from; i < from + taken; i++) {
      collections.put(
          addresses[i], HeapCollection.of(where(addresses[i]), begun.get(addresses[i])));
    }
    return collections;
  }

  private void fetch(List<ByteRange> wanted, TreeMap<Long, byte[]> found) {
    List<ByteRange> requests = RangeCoalescer.coalesce(wanted, policy);
    List<ByteBuffer> read = requests.isEmpty() ? List.of() : source.read(requests);
    int at = 0;
    for (ByteRange range : wanted) {
      while (requests.get(at).end() < range.end()) {
        at++;
      }
      byte[] bytes = new byte[Math.toIntExact(range.length())];
      read.get(at).get(Math.toIntExact(range.offset() - requests.get(at).offset()), bytes);
      found.put(range.offset(), bytes);
    }
  }

  private String where(long address) {
    return granule + " byte " + address;
  }
}
