package org.groundtrack.geo;

import com.uber.h3core.AreaUnit;
import com.uber.h3core.H3Core;
import com.uber.h3core.LengthUnit;
import com.uber.h3core.PolygonToCellsFlags;
import com.uber.h3core.util.LatLng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

/**
 * A superset of the cells that an area touches, as ranges of H3 ids. Immutable.
 *
 * <p>For every point inside the area the id of its cell, computed at the cover's resolution, lies
 * in one of the ranges; cells that the area only comes near may lie in them too.
 *
 * <p>H3's polygon functions fail for areas wider than 180° and round the poles, and miss cells near
 * edges, since a cell's edges are great circles and a polygon's are straight in degrees. So the
 * area is cut into slices of 60°, poles are added as disks, and the result is widened by a ring of
 * cells. Large areas are covered by coarser cells, whose descendants' ids form one range each.
 */
public final class CellCover {
  /** Cells that a cover has at most, about: covering takes some 2 µs per cell. */
  private static final int MAX_CELLS = 6_000;

  private static final double SLICE_DEGREES = 60;
  private static final double POLAR_LATITUDE = 80;
  private static final double KM_PER_DEGREE = 111.2;

  /** Up to this many squares a box is small; more would take as long as H3's function does. */
  private static final int FEW_SQUARES = 16;

  /** Beyond this many vertices a part is simplified before it is covered. */
  private static final int MANY_VERTICES = 500;

  private final int resolution;
  private final long[] starts;
  private final long[] ends;

  private CellCover(int resolution, long[] starts, long[] ends) {
    this.resolution = resolution;
    this.starts = starts;
    this.ends = ends;
  }

  /**
   * Covers an area.
   *
   * @param resolution of the cells whose ids are asked for, 0 to 15
   */
  public static CellCover of(Aoi aoi, int resolution) {
    int coarse = coarseResolution(aoi.geometry(), resolution);
    Set<Long> cells = new HashSet<>();
    for (int i = 0; i < aoi.geometry().getNumGeometries(); i++) {
      addPart((Polygon) aoi.geometry().getGeometryN(i), coarse, cells);
    }
    addPoles(aoi.bounds(), coarse, cells);
    // A point's cell at the finer resolution may be the descendant of a neighbour of its coarser
    // cell, since descendants do not fill their ancestor exactly: that takes a second ring.
    return ranges(widened(cells, coarse < resolution ? 2 : 1), resolution);
  }

  private static int coarseResolution(Geometry geometry, int resolution) {
    H3Core h3 = H3Cells.core();
    double area = 0;
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Geometry part = geometry.getGeometryN(i);
      Envelope extent = part.getEnvelopeInternal();
      double latitude =
          extent.getMinY() <= 0 && extent.getMaxY() >= 0
              ? 0
              : Math.min(Math.abs(extent.getMinY()), Math.abs(extent.getMaxY()));
      area += part.getArea() * KM_PER_DEGREE * KM_PER_DEGREE * Math.cos(Math.toRadians(latitude));
    }
    int coarse = resolution;
    while (coarse > 0 && area / h3.getHexagonAreaAvg(coarse, AreaUnit.km2) > MAX_CELLS) {
      coarse--;
    }
    return coarse;
  }

  private static void addPart(Polygon part, int resolution, Set<Long> cells) {
    Envelope extent = part.getEnvelopeInternal();
    int slices = (int) Math.ceil(extent.getWidth() / SLICE_DEGREES);
    if (slices <= 1) {
      addSlice(part, resolution, cells);
      return;
    }
    for (int i = 0; i < slices; i++) {
      double west = extent.getMinX() + extent.getWidth() * i / slices;
      double east = extent.getMinX() + extent.getWidth() * (i + 1) / slices;
      Envelope slice = new Envelope(west, east, extent.getMinY(), extent.getMaxY());
      Geometry piece =
          OverlayNGRobust.overlay(
              part, part.getFactory().toGeometry(slice), OverlayNG.INTERSECTION);
      for (int k = 0; k < piece.getNumGeometries(); k++) {
        if (piece.getGeometryN(k) instanceof Polygon polygon) {
          addSlice(polygon, resolution, cells);
        }
      }
    }
  }

  private static void addSlice(Polygon slice, int resolution, Set<Long> cells) {
    if (addSquares(slice.getEnvelopeInternal(), resolution, cells)) {
      return;
    }
    Polygon polygon = simplified(slice, resolution);
    List<List<LatLng>> holes = new ArrayList<>();
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      holes.add(ring(polygon.getInteriorRingN(i).getCoordinates()));
    }
    cells.addAll(
        H3Cells.core()
            .polygonToCellsExperimental(
                ring(polygon.getExteriorRing().getCoordinates()),
                holes,
                resolution,
                PolygonToCellsFlags.containment_overlapping));
    // A vertex's own cell is cheap insurance for slivers.
    Coordinate vertex = polygon.getCoordinate();
    cells.add(H3Cells.cell(vertex.x, vertex.y, resolution));
  }

  /**
   * Covers a small box by squares: the cell of a square's middle is no farther than half an edge of
   * a cell from all of it, and the ring of cells that is added later is wider. H3's function takes
   * a tenth of a millisecond, which is much for a hundred thousand features.
   *
   * @return whether the box is that small
   */
  private static boolean addSquares(Envelope box, int resolution, Set<Long> cells) {
    double latitude =
        box.getMinY() <= 0 && box.getMaxY() >= 0
            ? 0
            : Math.min(Math.abs(box.getMinY()), Math.abs(box.getMaxY()));
    double square = H3Cells.core().getHexagonEdgeLengthAvg(resolution, LengthUnit.km) / 2;
    double width = KM_PER_DEGREE * box.getWidth() * Math.cos(Math.toRadians(latitude));
    double across = Math.max(1, Math.ceil(width / square));
    double up = Math.max(1, Math.ceil(KM_PER_DEGREE * box.getHeight() / square));
    if (across * up > FEW_SQUARES) {
      return false;
    }
    for (double x = 0.5; x < across; x++) {
      for (double y = 0.5; y < up; y++) {
        cells.add(
            H3Cells.cell(
                box.getMinX() + box.getWidth() * x / across,
                box.getMinY() + box.getHeight() * y / up,
                resolution));
      }
    }
    return true;
  }

  /** Moves edges by at most a twentieth of a cell, which the ring of cells makes up for. */
  private static Polygon simplified(Polygon polygon, int resolution) {
    if (polygon.getNumPoints() <= MANY_VERTICES) {
      return polygon;
    }
    double edgeKm = H3Cells.core().getHexagonEdgeLengthAvg(resolution, LengthUnit.km);
    double tolerance = edgeKm / 20 / KM_PER_DEGREE;
    Geometry simple = TopologyPreservingSimplifier.simplify(polygon, tolerance);
    return simple instanceof Polygon result && !result.isEmpty() ? result : polygon;
  }

  private static List<LatLng> ring(Coordinate[] vertices) {
    List<LatLng> ring = new ArrayList<>(vertices.length - 1);
    for (int i = 0; i < vertices.length - 1; i++) {
      ring.add(new LatLng(vertices[i].y, vertices[i].x));
    }
    return ring;
  }

  private static void addPoles(Envelope bounds, int resolution, Set<Long> cells) {
    if (bounds.getMaxY() > POLAR_LATITUDE) {
      cells.add(H3Cells.cell(0, 90, resolution));
    }
    if (bounds.getMinY() < -POLAR_LATITUDE) {
      cells.add(H3Cells.cell(0, -90, resolution));
    }
  }

  private static Set<Long> widened(Set<Long> cells, int rings) {
    Set<Long> wide = new HashSet<>();
    for (long cell : cells) {
      wide.addAll(H3Cells.core().gridDisk(cell, rings));
    }
    return wide;
  }

  private static CellCover ranges(Set<Long> cells, int resolution) {
    // Ids of descendants do not overlap, so sorted cells give sorted ranges.
    long[] sorted = cells.stream().mapToLong(Long::longValue).sorted().toArray();
    long[] starts = new long[sorted.length];
    long[] ends = new long[sorted.length];
    int count = 0;
    for (long cell : sorted) {
      long start = H3Cells.firstDescendant(cell, resolution);
      long end = H3Cells.lastDescendant(cell, resolution);
      if (count > 0 && start - ends[count - 1] <= H3Cells.step(resolution)) {
        ends[count - 1] = end;
      } else {
        starts[count] = start;
        ends[count++] = end;
      }
    }
    return new CellCover(resolution, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }

  /** Resolution of the cells whose ids the ranges hold. */
  public int resolution() {
    return resolution;
  }

  /** Number of ranges, sorted and apart. */
  public int rangeCount() {
    return starts.length;
  }

  /** The least id of a range. */
  public long start(int range) {
    return starts[range];
  }

  /** The greatest id of a range; it belongs to it. */
  public long end(int range) {
    return ends[range];
  }

  /** Whether the id of a cell of the cover's resolution is in one of the ranges. */
  public boolean contains(long cell) {
    int at = Arrays.binarySearch(starts, cell);
    int range = at >= 0 ? at : -at - 2;
    return range >= 0 && cell <= ends[range];
  }

  /** Whether one of the ranges has an id from {@code least} to {@code greatest}, both included. */
  public boolean overlaps(long least, long greatest) {
    int at = Arrays.binarySearch(starts, greatest);
    int range = at >= 0 ? at : -at - 2;
    return range >= 0 && ends[range] >= least;
  }
}
