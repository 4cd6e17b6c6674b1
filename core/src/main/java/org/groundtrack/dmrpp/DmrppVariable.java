package org.groundtrack.dmrpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.AttributeValue;

/** What a DMR++ document says of one variable, as it says it. */
final class DmrppVariable {
  /** A dimension: its length, or the name of a shared one. */
  record Dim(String name, String size) {}

  final String group;
  final String name;
  final String type;
  final List<Dim> dims = new ArrayList<>();
  final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

  /** Attributes of the element {@code chunks}; {@code null} without it. */
  Map<String, String> chunks;

  String chunkShape;
  String compact;
  String stringLength;

  /** The name of the enumeration, where the type is one. */
  String enumeration;

  /** The first thing found that can't be read, completing "the dataset ..."; or {@code null}. */
  String unsupported;

  private int count;
  private long[] offsets = new long[1];
  private long[] sizes = new long[1];
  private int[] masks = new int[1];
  private final List<String> positions = new ArrayList<>();

  DmrppVariable(String group, String name, String type) {
    this.group = group;
    this.name = name;
    this.type = type;
  }

  void refuse(String why) {
    if (unsupported == null) {
      unsupported = why;
    }
  }

  void addChunk(long offset, long size, int mask, String position) {
    if (count == offsets.length) {
      int length = Math.max(8, count * 2);
      offsets = Arrays.copyOf(offsets, length);
      sizes = Arrays.copyOf(sizes, length);
      masks = Arrays.copyOf(masks, length);
    }
    offsets[count] = offset;
    sizes[count] = size;
    masks[count] = mask;
    positions.add(position);
    count++;
  }

  /** Whether its inner elements are variables of their own, which mean nothing here. */
  boolean isStructured() {
    return DmrppNumbers.type(type) == null && !type.equals("String") && !type.equals("Enum");
  }

  int chunkCount() {
    return count;
  }

  long offset(int chunk) {
    return offsets[chunk];
  }

  long size(int chunk) {
    return sizes[chunk];
  }

  int mask(int chunk) {
    return masks[chunk];
  }

  /** Where the chunk starts in the dataset, as written; {@code null} where it is not said. */
  String position(int chunk) {
    return positions.get(chunk);
  }

  /** The path from the root: what the granule calls it, where a flattened document says so. */
  String path() {
    AttributeValue full = attributes.get("fullnamepath");
    if (full != null && full.text().startsWith("/")) {
      return full.text().substring(1);
    }
    return group.isEmpty() ? name : group + "/" + name;
  }
}
