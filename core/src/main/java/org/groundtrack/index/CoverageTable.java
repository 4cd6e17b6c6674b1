package org.groundtrack.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of the coverage table, column by column. Grows as rows are added; not safe for use by
 * several threads at once.
 *
 * <p>One row says which rows of a chunk of a beam lie in an H3 cell.
 */
public final class CoverageTable {
  /** The start and end of a row none of whose positions has a time. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** The digits of resolutions 9 to 15 are the same in all cells, three bits each. */
  private static final int UNUSED_BITS = 3 * 7;

  /** What is left of an id: its resolution, base cell and eight digits have 35 bits. */
  private static final int ROW_BITS = 28;

  private static final long[] NO_LINKS = new long[0];
  private static final ZoneBounds[] NO_ZONES = new ZoneBounds[0];

  private static final int FIRST_CAPACITY = 256;

  private int rows;
  private long[] cells = new long[FIRST_CAPACITY];
  private int[] products = new int[FIRST_CAPACITY];
  private int[] granules = new int[FIRST_CAPACITY];
  private int[] beams = new int[FIRST_CAPACITY];
  private int[] rates = new int[FIRST_CAPACITY];
  private int[] chunks = new int[FIRST_CAPACITY];
  private long[] firstRows = new long[FIRST_CAPACITY];
  private long[] rowCounts = new long[FIRST_CAPACITY];
  private long[] validPositions = new long[FIRST_CAPACITY];
  private long[] startNanos = new long[FIRST_CAPACITY];
  private long[] endNanos = new long[FIRST_CAPACITY];
  private long[][] links = new long[FIRST_CAPACITY][];
  private double[] bounds = new double[4 * FIRST_CAPACITY];
  private byte[][] geometries = new byte[FIRST_CAPACITY][];
  private ZoneBounds[][] zones = new ZoneBounds[FIRST_CAPACITY][];
  private final Names names = new Names();

  /** Strings by number: each is kept once. */
  private static final class Names {
    private final List<String> values = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(String value) {
      return numbers.computeIfAbsent(
          value,
          v -> {
            values.add(v);
            return values.size() - 1;
          });
    }
  }

  /**
   * What rows lead to by a link.
   *
   * @param first the first number, from 0
   * @param count length of the smallest run that holds all numbers; 0 if there are none
   */
  public record LinkRun(long first, long count) {}

  /**
   * One row.
   *
   * @param cell H3 id
   * @param product of the granule
   * @param granule id of the granule
   * @param chunk number of the position chunk
   * @param firstRow first row of the beam that lies in the cell
   * @param rowCount length of the smallest run that holds all the chunk's rows in the cell
   * @param validPositions rows of the chunk that lie in the cell
   * @param links for each link of the rate, in the layout's order, where its rows lead to; empty
   *     where it was not asked for
   * @param startNanos least time of them, nanoseconds since 1970 (UTC), or {@link #NO_TIME}
   * @param endNanos greatest time of them, or {@link #NO_TIME}
   * @param west least longitude, degrees
   * @param south least latitude, degrees
   * @param east greatest longitude, degrees
   * @param north greatest latitude, degrees
   * @param zones for each zone of the index, between what values lie in the rows of the run, or of
   *     the run to which they lead; empty where there are none, or they were not asked for
   */
  public record Row(
      long cell,
      String product,
      String granule,
      String beam,
      String rate,
      int chunk,
      long firstRow,
      long rowCount,
      long validPositions,
      List<LinkRun> links,
      long startNanos,
      long endNanos,
      double west,
      double south,
      double east,
      double north,
      List<ZoneBounds> zones) {

    /** A row without zones. */
    public Row(
        long cell,
        String product,
        String granule,
        String beam,
        String rate,
        int chunk,
        long firstRow,
        long rowCount,
        long validPositions,
        List<LinkRun> links,
        long startNanos,
        long endNanos,
        double west,
        double south,
        double east,
        double north) {
      this(
          cell,
          product,
          granule,
          beam,
          rate,
          chunk,
          firstRow,
          rowCount,
          validPositions,
          links,
          startNanos,
          endNanos,
          west,
          south,
          east,
          north,
          List.of());
    }
  }

  /** Number of rows. */
  public int size() {
    return rows;
  }

  /**
   * Adds a row.
   *
   * @param geometry the track in the cell as WKB; kept, not copied
   */
  public void add(Row row, byte[] geometry) {
    if (rows == cells.length) {
      grow();
    }
    int i = rows++;
    cells[i] = row.cell();
    products[i] = names.number(row.product());
    granules[i] = names.number(row.granule());
    beams[i] = names.number(row.beam());
    rates[i] = names.number(row.rate());
    chunks[i] = row.chunk();
    firstRows[i] = row.firstRow();
    rowCounts[i] = row.rowCount();
    validPositions[i] = row.validPositions();
    links[i] = flat(row.links());
    startNanos[i] = row.startNanos();
    endNanos[i] = row.endNanos();
    bounds[4 * i] = row.west();
    bounds[4 * i + 1] = row.south();
    bounds[4 * i + 2] = row.east();
    bounds[4 * i + 3] = row.north();
    geometries[i] = geometry;
    setZones(i, row.zones());
  }

  /**
   * Says between what values lie in a row.
   *
   * @param bounds for each zone of the index
   */
  public void setZones(int i, List<ZoneBounds> bounds) {
    zones[i] = bounds.isEmpty() ? NO_ZONES : bounds.toArray(ZoneBounds[]::new);
  }

  /** A zone of a row by its number; unknown if the row has none. */
  ZoneBounds zone(int i, int zone) {
    return zone < zones[i].length ? zones[i][zone] : ZoneBounds.UNKNOWN;
  }

  /** Adds all rows of another table. */
  public void addAll(CoverageTable other) {
    for (int i = 0; i < other.rows; i++) {
      add(other.row(i), other.geometries[i]);
    }
  }

  /** A row by its number. */
  public Row row(int i) {
    return new Row(
        cells[i],
        names.values.get(products[i]),
        names.values.get(granules[i]),
        names.values.get(beams[i]),
        names.values.get(rates[i]),
        chunks[i],
        firstRows[i],
        rowCounts[i],
        validPositions[i],
        runs(links[i]),
        startNanos[i],
        endNanos[i],
        bounds[4 * i],
        bounds[4 * i + 1],
        bounds[4 * i + 2],
        bounds[4 * i + 3],
        List.of(zones[i]));
  }

  private static long[] flat(List<LinkRun> runs) {
    if (runs.isEmpty()) {
      return NO_LINKS;
    }
    long[] flat = new long[2 * runs.size()];
    for (int i = 0; i < runs.size(); i++) {
      flat[2 * i] = runs.get(i).first();
      flat[2 * i + 1] = runs.get(i).count();
    }
    return flat;
  }

  private static List<LinkRun> runs(long[] flat) {
    List<LinkRun> runs = new ArrayList<>(flat.length / 2);
    for (int i = 0; i < flat.length; i += 2) {
      runs.add(new LinkRun(flat[i], flat[i + 1]));
    }
    return runs;
  }

  /** The cell of a row. */
  long cell(int i) {
    return cells[i];
  }

  /** The track of a row as WKB. */
  public byte[] geometry(int i) {
    return geometries[i];
  }

  /**
   * Row numbers in the order of their cells' ids, rows of one cell in the order in which they were
   * added. Cells are of resolution 8 at the finest.
   */
  public int[] sortedByCell() {
    long[] keys = new long[rows];
    for (int i = 0; i < rows; i++) {
      keys[i] = (cells[i] << 8 >>> 8 >>> UNUSED_BITS) << ROW_BITS | i;
    }
    Arrays.sort(keys);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = (int) (keys[i] & ((1L << ROW_BITS) - 1));
    }
    return order;
  }

  /**
   * Row numbers in the order of their cells' ids, rows of one cell in the order of their granules,
   * those of a granule in the order in which they were added.
   */
  public int[] sortedByCellAndGranule() {
    int[] rank = ranks();
    int[] order = sortedByCell();
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      boolean sorted = true;
      while (to < order.length && cells[order[to]] == cells[order[from]]) {
        sorted &= rank[granules[order[to - 1]]] <= rank[granules[order[to]]];
        to++;
      }
      if (!sorted) {
        int[] run =
            Arrays.stream(order, from, to)
                .boxed()
                .sorted(Comparator.comparingInt(row -> rank[granules[row]]))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(run, 0, order, from, run.length);
      }
    }
    return order;
  }

  /** For the number of each name its place among all. */
  private int[] ranks() {
    List<String> sorted = new ArrayList<>(names.values);
    sorted.sort(GranuleOrder.INSTANCE);
    int[] ranks = new int[sorted.size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[names.numbers.get(sorted.get(i))] = i;
    }
    return ranks;
  }

  private void grow() {
    int capacity = cells.length * 2;
    cells = Arrays.copyOf(cells, capacity);
    products = Arrays.copyOf(products, capacity);
    granules = Arrays.copyOf(granules, capacity);
    links = Arrays.copyOf(links, capacity);
    beams = Arrays.copyOf(beams, capacity);
    rates = Arrays.copyOf(rates, capacity);
    chunks = Arrays.copyOf(chunks, capacity);
    firstRows = Arrays.copyOf(firstRows, capacity);
    rowCounts = Arrays.copyOf(rowCounts, capacity);
    validPositions = Arrays.copyOf(validPositions, capacity);
    startNanos = Arrays.copyOf(startNanos, capacity);
    endNanos = Arrays.copyOf(endNanos, capacity);
    bounds = Arrays.copyOf(bounds, 4 * capacity);
    geometries = Arrays.copyOf(geometries, capacity);
    zones = Arrays.copyOf(zones, capacity);
  }
}
