package org.groundtrack.geo;

import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * Edges that follow each other, a ring's or a line's, and boxes over each {@value #FAN} of them,
 * over each {@value #FAN} of these boxes, and so on. A vertex takes some 18 bytes. Immutable and
 * safe for use by many threads.
 */
final class EdgeRun {
  /** Measured: 8 and 32 take a fifth longer; boxes of fewer edges take more memory. */
  static final int FAN = 16;

  private static final int ON_EDGE = -1;

  private final double[] xy;
  private final double[][] levels;

  /**
   * @param xy x and y of each vertex, at least one; not copied
   */
  EdgeRun(double[] xy) {
    this.xy = xy;
    int depth = 1;
    for (int nodes = nodes(edges()); nodes > 1; nodes = nodes(nodes)) {
      depth++;
    }
    levels = new double[depth][];
    int nodes = nodes(edges());
    levels[0] = new double[4 * nodes];
    for (int node = 0; node < nodes; node++) {
      int from = node * FAN;
      int to = Math.min(from + FAN, edges());
      empty(levels[0], node);
      for (int i = from; i <= to; i++) {
        grow(levels[0], node, x(i), y(i), x(i), y(i));
      }
    }
    for (int level = 1; level < depth; level++) {
      double[] below = levels[level - 1];
      int count = below.length / 4;
      nodes = nodes(count);
      levels[level] = new double[4 * nodes];
      for (int node = 0; node < nodes; node++) {
        empty(levels[level], node);
        for (int i = node * FAN; i < Math.min((node + 1) * FAN, count); i++) {
          grow(
              levels[level],
              node,
              below[4 * i],
              below[4 * i + 1],
              below[4 * i + 2],
              below[4 * i + 3]);
        }
      }
    }
  }

  static EdgeRun of(CoordinateSequence vertices) {
    return new EdgeRun(packed(vertices));
  }

  /** The numbers of positions one after the other. */
  static double[] packed(CoordinateSequence vertices) {
    if (vertices instanceof PackedCoordinateSequence.Double packed && packed.getDimension() == 2) {
      return packed.getRawCoordinates();
    }
    double[] xy = new double[2 * vertices.size()];
    for (int i = 0; i < vertices.size(); i++) {
      xy[2 * i] = vertices.getX(i);
      xy[2 * i + 1] = vertices.getY(i);
    }
    return xy;
  }

  private static int nodes(int below) {
    return Math.max(1, (below + FAN - 1) / FAN);
  }

  private static void empty(double[] boxes, int node) {
    boxes[4 * node] = Double.POSITIVE_INFINITY;
    boxes[4 * node + 1] = Double.POSITIVE_INFINITY;
    boxes[4 * node + 2] = Double.NEGATIVE_INFINITY;
    boxes[4 * node + 3] = Double.NEGATIVE_INFINITY;
  }

  private static void grow(
      double[] boxes, int node, double west, double south, double east, double north) {
    int at = 4 * node;
    boxes[at] = Math.min(boxes[at], west);
    boxes[at + 1] = Math.min(boxes[at + 1], south);
    boxes[at + 2] = Math.max(boxes[at + 2], east);
    boxes[at + 3] = Math.max(boxes[at + 3], north);
  }

  int vertices() {
    return xy.length / 2;
  }

  int edges() {
    return vertices() - 1;
  }

  double x(int vertex) {
    return xy[2 * vertex];
  }

  double y(int vertex) {
    return xy[2 * vertex + 1];
  }

  /** The vertices for JTS, which shares their numbers. */
  CoordinateSequence sequence() {
    return new PackedCoordinateSequence.Double(xy, 2, 0);
  }

  /** The level of the one box that holds all. */
  int top() {
    return levels.length - 1;
  }

  int count(int level) {
    return levels[level].length / 4;
  }

  double west(int level, int node) {
    return levels[level][4 * node];
  }

  double south(int level, int node) {
    return levels[level][4 * node + 1];
  }

  double east(int level, int node) {
    return levels[level][4 * node + 2];
  }

  double north(int level, int node) {
    return levels[level][4 * node + 3];
  }

  Envelope bounds() {
    return new Envelope(west(top(), 0), east(top(), 0), south(top(), 0), north(top(), 0));
  }

  /** Number of the node's first child: a node of the level below, or of level 0 an edge. */
  static int firstChild(int node) {
    return node * FAN;
  }

  /** The number after the node's last child. */
  int endChild(int level, int node) {
    return Math.min((node + 1) * FAN, level == 0 ? edges() : count(level - 1));
  }

  /**
   * How often a ray from a point to the east crosses the edges; -1 if the point is on one. As JTS's
   * RayCrossingCounter has it, so that the parity over all rings tells inside from outside.
   */
  int crossings(double x, double y) {
    return crossings(top(), 0, x, y);
  }

  private int crossings(int level, int node, double x, double y) {
    double[] boxes = levels[level];
    int at = 4 * node;
    if (y < boxes[at + 1] || y > boxes[at + 3] || x > boxes[at + 2]) {
      return 0;
    }
    if (x < boxes[at]) {
      // All is to the right: of a path only its ends matter, but for pairs of crossings.
      long span = FAN;
      for (int i = 0; i < level; i++) {
        span *= FAN;
      }
      int first = (int) (node * span);
      int last = (int) Math.min(first + span, edges());
      return (y(first) > y) != (y(last) > y) ? 1 : 0;
    }
    int count = 0;
    int end = endChild(level, node);
    for (int i = firstChild(node); i < end; i++) {
      int more = level == 0 ? crossing(i, x, y) : crossings(level - 1, i, x, y);
      if (more == ON_EDGE) {
        return ON_EDGE;
      }
      count += more;
    }
    return count;
  }

  private int crossing(int edge, double x, double y) {
    double x1 = x(edge);
    double y1 = y(edge);
    double x2 = x(edge + 1);
    double y2 = y(edge + 1);
    if (x1 < x && x2 < x) {
      return 0;
    }
    if (x == x2 && y == y2) {
      return ON_EDGE;
    }
    if (y1 == y && y2 == y) {
      return x >= Math.min(x1, x2) && x <= Math.max(x1, x2) ? ON_EDGE : 0;
    }
    if ((y1 > y) == (y2 > y)) {
      return 0;
    }
    int side = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, x, y);
    if (side == 0) {
      return ON_EDGE;
    }
    return (y2 < y1 ? -side : side) > 0 ? 1 : 0;
  }

  /** Tells whether an edge has a point in a box, its edges too. */
  boolean touches(Envelope box) {
    return touches(top(), 0, box);
  }

  private boolean touches(int level, int node, Envelope box) {
    if (west(level, node) > box.getMaxX()
        || east(level, node) < box.getMinX()
        || south(level, node) > box.getMaxY()
        || north(level, node) < box.getMinY()) {
      return false;
    }
    int end = endChild(level, node);
    for (int i = firstChild(node); i < end; i++) {
      if (level == 0 ? touches(i, box) : touches(level - 1, i, box)) {
        return true;
      }
    }
    return false;
  }

  private boolean touches(int edge, Envelope box) {
    double x1 = x(edge);
    double y1 = y(edge);
    double x2 = x(edge + 1);
    double y2 = y(edge + 1);
    if (Math.max(x1, x2) < box.getMinX()
        || Math.min(x1, x2) > box.getMaxX()
        || Math.max(y1, y2) < box.getMinY()
        || Math.min(y1, y2) > box.getMaxY()) {
      return false;
    }
    if (box.covers(x1, y1) || box.covers(x2, y2)) {
      return true;
    }
    // Apart only if all corners are on one side of the edge's line.
    int a = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, box.getMinX(), box.getMinY());
    int b = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, box.getMaxX(), box.getMinY());
    int c = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, box.getMaxX(), box.getMaxY());
    int d = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, box.getMinX(), box.getMaxY());
    return !(a == b && b == c && c == d && a != 0);
  }

  /** A vertex for messages. */
  Coordinate vertex(int i) {
    return new Coordinate(x(i), y(i));
  }
}
