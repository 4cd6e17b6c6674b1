package org.groundtrack.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.algorithm.Intersection;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * Tells whether a polygon is valid, by the rules of OGC. Edges are compared by the boxes of {@link
 * EdgeRun}, which keeps spirals and combs of a million vertices a matter of seconds: JTS compares
 * monotone chains, of which a spiral's all lie over each other. Only where edges touch without
 * crossing JTS decides. Of one thread.
 */
public final class PolygonCheck {
  /** A run of edges of an outline lies near no more others; of a spiral near thousands. */
  private static final int NEIGHBOURS = 64;

  private static final int FEW_COMPARISONS = 1000;

  /** How to mend what is not valid, for messages. */
  public static final String REMEDY =
      "mend it: ogr2ogr -makevalid OUT IN, GeoPandas' .make_valid(), or QGIS's 'Fix geometries'";

  /** A ring that touches itself more often is no outline of anything; JTS would take hours. */
  private static final int MAX_TOUCHES = 100_000;

  private final List<EdgeRun> rings = new ArrayList<>();
  private Coordinate crossing;
  private int touches;
  private long comparisons;
  private long budget;

  private PolygonCheck() {}

  /**
   * What is wrong with a polygon.
   *
   * @param what it is, in JTS's words
   * @param at where, as x and y
   */
  public record Problem(String what, Coordinate at) {}

  /**
   * Looks for what is wrong with a polygon.
   *
   * @param polygon of finite coordinates
   * @return {@code null} if it is valid
   */
  public static Problem problem(Polygon polygon) {
    PolygonCheck check = new PolygonCheck();
    check.addRing(polygon.getExteriorRing());
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      check.addRing(polygon.getInteriorRingN(i));
    }
    check.compareRings();
    if (check.comparisons > check.budget) {
      check.compareByPlace();
    }
    if (check.crossing != null) {
      return new Problem("Self-intersection", check.crossing);
    }
    if (check.touches >= MAX_TOUCHES) {
      return new Problem(
          "Ring touches itself at more than %s places".formatted(MAX_TOUCHES),
          polygon.getCoordinate());
    }
    if (check.touches == 0 && check.holesAreInPlace()) {
      return null;
    }
    TopologyValidationError error = new IsValidOp(polygon).getValidationError();
    return error == null ? null : new Problem(error.getMessage(), error.getCoordinate());
  }

  /** Adds a ring without positions that are there twice, one after the other. */
  private void addRing(LinearRing ring) {
    double[] xy = EdgeRun.packed(ring.getCoordinateSequence());
    double[] kept = new double[xy.length];
    int size = 0;
    for (int i = 0; i < xy.length; i += 2) {
      if (size == 0 || xy[i] != kept[size - 2] || xy[i + 1] != kept[size - 1]) {
        kept[size++] = xy[i];
        kept[size++] = xy[i + 1];
      }
    }
    if (size < 8) {
      // Fewer than three corners: JTS says it.
      touches++;
    }
    if (size > 0) {
      rings.add(new EdgeRun(size == xy.length ? xy : Arrays.copyOf(kept, size)));
    }
  }

  private void compareRings() {
    HPRtree tree = new HPRtree();
    for (EdgeRun ring : rings) {
      budget += FEW_COMPARISONS + NEIGHBOURS * ring.count(0);
    }
    for (int i = 0; i < rings.size(); i++) {
      tree.insert(rings.get(i).bounds(), i);
    }
    for (int i = 0; i < rings.size() && !isDecided(); i++) {
      EdgeRun ring = rings.get(i);
      int number = i;
      tree.query(
          ring.bounds(),
          item -> {
            int other = (Integer) item;
            if (other >= number && !isDecided()) {
              EdgeRun second = rings.get(other);
              compare(ring, ring.top(), 0, second, second.top(), 0);
            }
          });
    }
  }

  private boolean isDecided() {
    return crossing != null || touches >= MAX_TOUCHES || comparisons > budget;
  }

  /** The same by a tree over all edges, whatever their order: slower, but not for spirals. */
  private void compareByPlace() {
    comparisons = 0;
    budget = Long.MAX_VALUE;
    crossing = null;
    touches = 0;
    HPRtree tree = new HPRtree();
    for (EdgeRun ring : rings) {
      for (int i = 0; i < ring.edges(); i++) {
        tree.insert(bounds(ring, i), new Edge(ring, i));
      }
    }
    for (EdgeRun ring : rings) {
      for (int i = 0; i < ring.edges() && !isDecided(); i++) {
        int number = i;
        tree.query(
            bounds(ring, i),
            item -> {
              Edge other = (Edge) item;
              if (!isDecided() && (other.ring != ring || other.number > number)) {
                compareTwo(ring, number, other.ring, other.number);
              }
            });
      }
    }
  }

  private record Edge(EdgeRun ring, int number) {}

  private static Envelope bounds(EdgeRun ring, int edge) {
    return new Envelope(ring.x(edge), ring.x(edge + 1), ring.y(edge), ring.y(edge + 1));
  }

  private void compare(EdgeRun a, int levelA, int nodeA, EdgeRun b, int levelB, int nodeB) {
    boolean same = a == b && levelA == levelB && nodeA == nodeB;
    if (isDecided()
        || !same
            && (a.west(levelA, nodeA) > b.east(levelB, nodeB)
                || a.east(levelA, nodeA) < b.west(levelB, nodeB)
                || a.south(levelA, nodeA) > b.north(levelB, nodeB)
                || a.north(levelA, nodeA) < b.south(levelB, nodeB))) {
      return;
    }
    if (levelA == 0 && levelB == 0) {
      comparisons++;
      compareEdges(a, nodeA, b, nodeB, same);
      return;
    }
    if (same) {
      int end = a.endChild(levelA, nodeA);
      for (int i = EdgeRun.firstChild(nodeA); i < end; i++) {
        for (int k = i; k < end; k++) {
          compare(a, levelA - 1, i, a, levelA - 1, k);
        }
      }
    } else if (levelA >= levelB) {
      int end = a.endChild(levelA, nodeA);
      for (int i = EdgeRun.firstChild(nodeA); i < end; i++) {
        compare(a, levelA - 1, i, b, levelB, nodeB);
      }
    } else {
      int end = b.endChild(levelB, nodeB);
      for (int i = EdgeRun.firstChild(nodeB); i < end; i++) {
        compare(a, levelA, nodeA, b, levelB - 1, i);
      }
    }
  }

  private void compareEdges(EdgeRun a, int nodeA, EdgeRun b, int nodeB, boolean same) {
    int endA = a.endChild(0, nodeA);
    int endB = b.endChild(0, nodeB);
    for (int i = EdgeRun.firstChild(nodeA); i < endA; i++) {
      if (!same && isApart(a, i, b, nodeB)) {
        continue;
      }
      for (int k = same ? i + 1 : EdgeRun.firstChild(nodeB); k < endB && !isDecided(); k++) {
        compareTwo(a, i, b, k);
      }
    }
  }

  private void compareTwo(EdgeRun a, int i, EdgeRun b, int k) {
    if (a == b && isNext(a, i, k)) {
      int first = k == i + 1 ? i : k;
      foldsBack(a, first, k == i + 1 ? k : i);
    } else if (a != b || i != k) {
      compareEdges(a, i, b, k);
    }
  }

  private static boolean isApart(EdgeRun a, int edge, EdgeRun b, int node) {
    return Math.min(a.x(edge), a.x(edge + 1)) > b.east(0, node)
        || Math.max(a.x(edge), a.x(edge + 1)) < b.west(0, node)
        || Math.min(a.y(edge), a.y(edge + 1)) > b.north(0, node)
        || Math.max(a.y(edge), a.y(edge + 1)) < b.south(0, node);
  }

  private static boolean isNext(EdgeRun ring, int edge, int other) {
    return other == edge + 1 || edge == 0 && other == ring.edges() - 1;
  }

  /** Counts a touch if the second edge runs back over the first, at whose end it begins. */
  private void foldsBack(EdgeRun ring, int first, int second) {
    double x = ring.x(second);
    double y = ring.y(second);
    double fromX = ring.x(first) - x;
    double fromY = ring.y(first) - y;
    double toX = ring.x(second + 1) - x;
    double toY = ring.y(second + 1) - y;
    if (fromX * toX + fromY * toY > 0
        && CGAlgorithmsDD.orientationIndex(
                ring.x(first), ring.y(first), x, y, ring.x(second + 1), ring.y(second + 1))
            == 0) {
      touches++;
    }
  }

  private void compareEdges(EdgeRun a, int i, EdgeRun b, int k) {
    double ax = a.x(i);
    double ay = a.y(i);
    double bx = a.x(i + 1);
    double by = a.y(i + 1);
    double cx = b.x(k);
    double cy = b.y(k);
    double dx = b.x(k + 1);
    double dy = b.y(k + 1);
    if (Math.max(ax, bx) < Math.min(cx, dx)
        || Math.min(ax, bx) > Math.max(cx, dx)
        || Math.max(ay, by) < Math.min(cy, dy)
        || Math.min(ay, by) > Math.max(cy, dy)) {
      return;
    }
    int c = CGAlgorithmsDD.orientationIndex(ax, ay, bx, by, cx, cy);
    int d = CGAlgorithmsDD.orientationIndex(ax, ay, bx, by, dx, dy);
    if (c * d > 0) {
      return;
    }
    int first = CGAlgorithmsDD.orientationIndex(cx, cy, dx, dy, ax, ay);
    int second = CGAlgorithmsDD.orientationIndex(cx, cy, dx, dy, bx, by);
    if (first * second > 0) {
      return;
    }
    if (c * d < 0 && first * second < 0) {
      Coordinate at =
          Intersection.intersection(a.vertex(i), a.vertex(i + 1), b.vertex(k), b.vertex(k + 1));
      crossing = at == null ? a.vertex(i) : at;
    } else {
      touches++;
    }
  }

  /** Tells whether each hole lies in the shell, and in no other hole, if no edges meet. */
  private boolean holesAreInPlace() {
    if (rings.size() == 1) {
      return true;
    }
    HPRtree tree = new HPRtree();
    for (int i = 1; i < rings.size(); i++) {
      tree.insert(rings.get(i).bounds(), i);
    }
    boolean[] wrong = {false};
    for (int i = 1; i < rings.size() && !wrong[0]; i++) {
      Coordinate vertex = rings.get(i).vertex(0);
      int number = i;
      wrong[0] = rings.get(0).crossings(vertex.x, vertex.y) % 2 == 0;
      tree.query(
          new Envelope(vertex),
          item -> {
            int other = (Integer) item;
            wrong[0] |= other != number && rings.get(other).crossings(vertex.x, vertex.y) % 2 != 0;
          });
    }
    return !wrong[0];
  }
}
