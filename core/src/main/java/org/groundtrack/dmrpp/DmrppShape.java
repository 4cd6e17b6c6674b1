package org.groundtrack.dmrpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.BadGranuleException;

/** The dimensions of a variable and of its chunks. */
final class DmrppShape {
  private static final int MAX_RANK = 32;

  private final String where;
  private final DmrppDocument document;
  private final DmrppVariable variable;

  DmrppShape(String where, DmrppDocument document, DmrppVariable variable) {
    this.where = where;
    this.document = document;
    this.variable = variable;
  }

  List<Long> shape() {
    List<Long> shape = new ArrayList<>();
    for (DmrppVariable.Dim dim : variable.dims) {
      if (dim.name() != null) {
        String known = lookUp(dim.name(), document.dimensions);
        if (known == null) {
          throw damaged("has a dimension '%s', which the sidecar does not define", dim.name());
        }
        shape.add(document.dimensions.get(known));
      } else {
        shape.add(wholeLong(dim.size(), "length of a dimension"));
      }
    }
    if (shape.size() > MAX_RANK) {
      throw damaged("has %s dimensions, the limit is %s", shape.size(), MAX_RANK);
    }
    return shape;
  }

  /** A name is a path, or stands in the variable's group or one above it. */
  String lookUp(String name, Map<String, ?> known) {
    if (name.startsWith("/")) {
      return known.containsKey(name.substring(1)) ? name.substring(1) : null;
    }
    for (String group = variable.group; ; group = parent(group)) {
      String candidate = group.isEmpty() ? name : group + "/" + name;
      if (known.containsKey(candidate)) {
        return candidate;
      }
      if (group.isEmpty()) {
        return null;
      }
    }
  }

  private static String parent(String group) {
    int slash = group.lastIndexOf('/');
    return slash < 0 ? "" : group.substring(0, slash);
  }

  List<Integer> chunkShape() {
    List<Integer> chunkShape = new ArrayList<>();
    for (String length : variable.chunkShape.split("\\s+")) {
      chunkShape.add(whole(length, "shape of its chunks"));
    }
    return chunkShape;
  }

  /** Where a chunk starts in the dataset, in elements. */
  long[] position(int chunk, List<Long> shape) {
    String text = variable.position(chunk);
    if (text == null) {
      if (variable.chunkCount() == 1) {
        return new long[shape.size()];
      }
      throw damaged("has a chunk %s without a position", chunk);
    }
    String[] parts = text.replaceAll("[\\[\\]\\s]", "").split(",", -1);
    long[] position = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      position[i] = wholeLong(parts[i], "position of chunk " + chunk);
    }
    return position;
  }

  int whole(String text, String what) {
    long value = wholeLong(text, what);
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw damaged("says %s for the %s", value, what);
    }
    return (int) value;
  }

  private long wholeLong(String text, String what) {
    try {
      return Long.parseLong(text == null ? "" : text.trim());
    } catch (NumberFormatException e) {
      throw new BadGranuleException(
          "[%s] says '%s' for the %s, expected a whole number: its sidecar is damaged"
              .formatted(where, text, what),
          e);
    }
  }

  private BadGranuleException damaged(String what, Object... values) {
    return new BadGranuleException(
        "[%s] %s: its sidecar is damaged; index the granule without it"
            .formatted(where, what.formatted(values)));
  }
}
