package org.groundtrack.area;

import java.util.List;
import org.groundtrack.layout.NearestName;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;

/** Rings and lines out of positions, with messages that say what is wrong with them. */
final class Rings {
  /** Four positions, the last the first again: the smallest ring there is. */
  private static final int MIN_RING = 4;

  private static final int MAX_WORDS = 300;

  private Rings() {}

  /**
   * A ring of positions that must be closed.
   *
   * @param where for messages: the ring
   */
  static LinearRing closed(CoordinateSequence vertices, String where, AreaDocument document) {
    int size = vertices.size();
    if (size < MIN_RING) {
      throw document.invalid(
          "%s has %s positions, a ring needs at least %s".formatted(where, size, MIN_RING));
    }
    double x = vertices.getX(size - 1);
    double y = vertices.getY(size - 1);
    for (int i : new int[] {0, size - 1}) {
      if (Double.isNaN(vertices.getX(i)) || Double.isNaN(vertices.getY(i))) {
        throw document.invalid(
            "%s, vertex %s: %s, %s is no position"
                .formatted(where, i + 1, vertices.getX(i), vertices.getY(i)));
      }
    }
    if (vertices.getX(0) != x || vertices.getY(0) != y) {
      throw document.invalid(
          "%s is not closed: it starts at %s, %s and ends at %s, %s; repeat the first position"
              .formatted(where, vertices.getX(0), vertices.getY(0), x, y));
    }
    vertices.setOrdinate(size - 1, 0, vertices.getX(0));
    vertices.setOrdinate(size - 1, 1, vertices.getY(0));
    return AreaDocument.FACTORY.createLinearRing(vertices);
  }

  /** A line of positions. */
  static LineString line(CoordinateSequence vertices, String where, AreaDocument document) {
    if (vertices.size() == 1) {
      throw document.invalid(where + "is a line of one position, expected at least 2");
    }
    return AreaDocument.FACTORY.createLineString(vertices);
  }

  /** A library's words on a line, without names of its classes. */
  static String plain(String words) {
    if (words == null) {
      return "it is cut off or damaged";
    }
    return shortened(
        words
            .replaceAll("\\s+", " ")
            .replaceAll("\\(?(start marker at )?\\[Source:[^\\]]*\\]\\)?", "")
            .replaceAll(
                "[`(]?\\b(?:[a-z]+\\.)*[A-Z]\\w*(?:Exception|Error|Feature|Parser|Constraints)\\b[`)]?[.:]?",
                "")
            .strip(),
        MAX_WORDS);
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 3) + "...";
  }

  /** The one of several that is asked for by name, or the only one. */
  static String chosen(String what, List<String> names, String of, AreaDocument document) {
    String wanted = document.settings().layer();
    if (wanted == null && names.size() == 1) {
      return names.get(0);
    }
    if (wanted != null && names.contains(wanted)) {
      return wanted;
    }
    if (names.isEmpty()) {
      throw document.invalid("is %s without a %s".formatted(of, what));
    }
    List<String> shown = names.stream().limit(20).map(Rings::shortened).toList();
    throw document.invalid(
        wanted == null
            ? "is %s of %s %ss: name one with --aoi-layer: %s"
                .formatted(of, names.size(), what, String.join(", ", shown))
            : "has no %s '%s': %s".formatted(what, wanted, NearestName.hint(wanted, shown)));
  }

  /** The beginning of a text, for messages. */
  static String shortened(String text) {
    return shortened(text, 60);
  }
}
