package org.groundtrack.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.io.ByteRange;

/** What holds each byte of an object. Not safe for use by several threads. */
final class RangeMap<T> {
  /**
   * A part of a range that was asked for.
   *
   * @param value what holds it, or {@code null} if nothing does
   */
  record Part<T>(ByteRange range, T value) {}

  private final TreeMap<Long, Part<T>> parts = new TreeMap<>();

  /** Puts a value where there is none yet. */
  void fill(ByteRange range, T value) {
    for (Part<T> part : split(range)) {
      if (part.value() == null) {
        parts.put(part.range().offset(), new Part<>(part.range(), value));
      }
    }
  }

  /** Removes a value from a range that holds all of it. */
  void remove(ByteRange range, T value) {
    parts.subMap(range.offset(), range.end()).values().removeIf(part -> part.value().equals(value));
  }

  void clear() {
    parts.clear();
  }

  /** A range in parts, in order. What nothing holds is as few parts as can be. */
  List<Part<T>> split(ByteRange range) {
    List<Part<T>> split = new ArrayList<>();
    Map.Entry<Long, Part<T>> before = parts.floorEntry(range.offset());
    long from = before == null ? range.offset() : before.getKey();
    long at = range.offset();
    for (Part<T> part : parts.subMap(from, range.end()).values()) {
      long start = Math.max(at, part.range().offset());
      long end = Math.min(range.end(), part.range().end());
      if (end <= at) {
        continue;
      }
      if (start > at) {
        split.add(new Part<>(new ByteRange(at, start - at), null));
      }
      split.add(new Part<>(new ByteRange(start, end - start), part.value()));
      at = end;
    }
    if (at < range.end()) {
      split.add(new Part<>(new ByteRange(at, range.end() - at), null));
    }
    return split;
  }
}
