package org.groundtrack.geo;

import com.uber.h3core.AreaUnit;
import com.uber.h3core.H3Core;
import com.uber.h3core.LengthUnit;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * A superset of the cells that an area touches, as ranges of H3 ids. Immutable.
 *
 * <p>For every point inside the area the id of its cell, computed at the cover's resolution, lies
 * in one of the ranges; cells that the area only comes near may lie in them too.
 *
 * <p>H3's polygon functions fail for areas wider than 180° and round the poles, miss cells near
 * edges, since a cell's edges are great circles and a polygon's are straight in degrees, and take
 * minutes for polygons of many vertices. So the area's boxes are halved until they are smaller than
 * cells, those that the area does not touch are left out, and the cells of their middles are
 * widened by a ring. Large areas are covered by coarser cells, whose descendants' ids form one
 * range each.
 */
public final class CellCover {
  /** Cells that a cover has at most, about. */
  private static final int MAX_CELLS = 6_000;

  /** Squares of one shape that are taken before coarser cells are: outlines may fill the earth. */
  private static final int MAX_SQUARES = 40 * MAX_CELLS;

  /** More shapes than this are covered by several threads. */
  private static final int MANY_SHAPES = 64;

  private static final double KM_PER_DEGREE = 111.2;

  /** A box of at most so many squares is not halved any more. */
  private static final int FEW_SQUARES = 16;

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
    int coarse = coarseResolution(aoi.shape().squareKm(), resolution);
    long[] cells = cells(aoi.shape().members(), coarse);
    while (cells == null) {
      cells = cells(aoi.shape().members(), --coarse);
    }
    // A point's cell at the finer resolution may be the descendant of a neighbour of its coarser
    // cell, since descendants do not fill their ancestor exactly: that takes a second ring.
    return ranges(widened(cells, coarse < resolution ? 2 : 1), resolution);
  }

  private static int coarseResolution(double squareKm, int resolution) {
    H3Core h3 = H3Cells.core();
    int coarse = resolution;
    while (coarse > 0 && squareKm / h3.getHexagonAreaAvg(coarse, AreaUnit.km2) > MAX_CELLS) {
      coarse--;
    }
    return coarse;
  }

  /** The cells of all shapes' squares, sorted; {@code null} if there are too many. */
  private static long[] cells(List<? extends Shape> shapes, int resolution) {
    List<long[]> all =
        (shapes.size() > MANY_SHAPES ? shapes.parallelStream() : shapes.stream())
            .map(shape -> new Squares(shape, resolution).cells())
            .toList();
    int size = 0;
    for (long[] cells : all) {
      if (cells == null) {
        return null;
      }
      size = Math.addExact(size, cells.length);
    }
    long[] together = new long[size];
    int at = 0;
    for (long[] cells : all) {
      System.arraycopy(cells, 0, together, at, cells.length);
      at += cells.length;
    }
    return distinct(together, size);
  }

  private static long[] distinct(long[] ids, int size) {
    Arrays.sort(ids, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || ids[i] != ids[kept - 1]) {
        ids[kept++] = ids[i];
      }
    }
    return Arrays.copyOf(ids, kept);
  }

  /** Covers one shape by squares. For one thread. */
  private static final class Squares {
    private final Shape shape;
    private final int resolution;
    private final CellFinder finder;
    private final double squareKm;
    private long[] cells = new long[FEW_SQUARES];
    private int size;
    private int squares;

    Squares(Shape shape, int resolution) {
      this.shape = shape;
      this.resolution = resolution;
      this.finder = new CellFinder(resolution);
      // The cell of a square's middle is then no farther than half an edge of a cell from all of
      // the square, and the ring of cells that is added later is wider.
      this.squareKm = H3Cells.core().getHexagonEdgeLengthAvg(resolution, LengthUnit.km) / 2;
    }

    /** The cells, {@code null} if there are too many. */
    long[] cells() {
      for (Envelope box : shape.boxes()) {
        add(box, false);
      }
      return size < 0 ? null : distinct(cells, size);
    }

    private void add(Envelope box, boolean covered) {
      if (size < 0) {
        return;
      }
      double latitude =
          box.getMinY() <= 0 && box.getMaxY() >= 0
              ? 0
              : Math.min(Math.abs(box.getMinY()), Math.abs(box.getMaxY()));
      double width = KM_PER_DEGREE * box.getWidth() * Math.cos(Math.toRadians(latitude));
      int across = (int) Math.max(1, Math.ceil(width / squareKm));
      int up = (int) Math.max(1, Math.ceil(KM_PER_DEGREE * box.getHeight() / squareKm));
      if (across == 1 && up == 1) {
        add(
            finder.cell(
                middle(box.getMinX(), box.getMaxX()), middle(box.getMinY(), box.getMaxY())));
        return;
      }
      boolean inside = covered;
      if (!inside) {
        Aoi.Relation relation = shape.onPlane(box);
        if (relation == Aoi.Relation.DISJOINT) {
          return;
        }
        inside = relation == Aoi.Relation.COVERS;
      }
      // A small box becomes a grid, so that its squares are not much smaller than they may be.
      boolean few = (long) across * up <= FEW_SQUARES;
      int columns = few ? across : across >= up ? 2 : 1;
      int rows = few ? up : across >= up ? 1 : 2;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          Envelope part =
              new Envelope(
                  box.getMinX() + box.getWidth() * column / columns,
                  box.getMinX() + box.getWidth() * (column + 1) / columns,
                  box.getMinY() + box.getHeight() * row / rows,
                  box.getMinY() + box.getHeight() * (row + 1) / rows);
          if (!few) {
            add(part, inside);
          } else if (inside || shape.onPlane(part) != Aoi.Relation.DISJOINT) {
            add(
                finder.cell(
                    middle(part.getMinX(), part.getMaxX()),
                    middle(part.getMinY(), part.getMaxY())));
          }
        }
      }
    }

    private static double middle(double from, double to) {
      return from + (to - from) / 2;
    }

    private void add(long cell) {
      if (size < 0 || size > 0 && cells[size - 1] == cell) {
        return;
      }
      if (resolution > 0 && ++squares > MAX_SQUARES) {
        size = -1;
        return;
      }
      if (size == cells.length) {
        cells = Arrays.copyOf(cells, size * 2);
      }
      cells[size++] = cell;
    }
  }

  private static long[] widened(long[] cells, int rings) {
    long[] wide = new long[Math.max(16, cells.length * 8)];
    int size = 0;
    for (long cell : cells) {
      List<Long> disk = H3Cells.core().gridDisk(cell, rings);
      if (size + disk.size() > wide.length) {
        wide = Arrays.copyOf(wide, wide.length * 2);
      }
      for (long near : disk) {
        wide[size++] = near;
      }
    }
    return distinct(wide, size);
  }

  private static CellCover ranges(long[] sorted, int resolution) {
    // Ids of descendants do not overlap, so sorted cells give sorted ranges.
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
