package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.granule.Positions;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.plan.PositionTask;
import org.groundtrack.rows.PositionReader;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;

/**
 * Finds rows to which no row of the parent rate leads, as clips of granules have them, and covers
 * them by their own positions: they too are points that a query must find. The coverage counts them
 * to the parent's first row, which names no more than a row too many. So are those covered to which
 * a row leads that has no position or no time itself.
 */
final class OrphanScan {
  private static final int BLOCK_ROWS = 8192;

  private final PositionTask positions;
  private final int link;
  private final int links;
  private final int resolution;
  private final ChunkCoverage.ChunkRows place;
  private final List<RowRun> led = new ArrayList<>();
  private final List<Unplaced> unplaced = new ArrayList<>();

  /** A row of the parent that can not stand for those to which it leads. */
  private record Unplaced(int chunk, long row, long[] firsts, long[] counts) {}

  /**
   * A search.
   *
   * @param positions of the rows
   * @param link number of the parent's link that leads to them
   * @param links number of the parent's links
   * @param place where in the coverage they belong; the rows are of no account
   */
  OrphanScan(
      PositionTask positions, int link, int links, int resolution, ChunkCoverage.ChunkRows place) {
    this.positions = positions;
    this.link = link;
    this.links = links;
    this.resolution = resolution;
    this.place = place;
  }

  /** Number of the parent's link. */
  int link() {
    return link;
  }

  /** Notes where some rows of the parent lead to. */
  void led(long[] firsts, long[] counts, int rows) {
    for (int i = 0; i < rows; i++) {
      if (counts[i] > 0) {
        int top = led.size() - 1;
        if (top >= 0 && led.get(top).end() == firsts[i]) {
          led.set(top, new RowRun(led.get(top).first(), firsts[i] + counts[i]));
        } else {
          led.add(new RowRun(firsts[i], firsts[i] + counts[i]));
        }
      }
    }
  }

  /** Whether the rows have times. */
  boolean isTimed() {
    return positions.times() != null;
  }

  /**
   * Notes a row of the parent without a position or a time: the rows to which it leads are covered
   * by their own.
   *
   * @param chunk number of the parent's chunk
   * @param row number of the parent's row
   * @param firsts for each link, the first number to which it leads
   * @param counts for each link, how many numbers
   */
  void unplaced(int chunk, long row, long[] firsts, long[] counts) {
    unplaced.add(new Unplaced(chunk, row, firsts, counts));
  }

  /**
   * Covers what is left.
   *
   * @param invalid counts rows whose position is not valid
   * @throws IllegalArgumentException if the parent leads to rows that are not there
   */
  void cover(
      String name,
      ChunkDecoder decoder,
      RowReader.Stored stored,
      CoverageTable table,
      InvalidPositions.Count invalid) {
    List<RowRun> known = RowRun.union(led);
    long rows = positions.rows();
    if (!known.isEmpty() && known.get(known.size() - 1).end() > rows) {
      throw new IllegalArgumentException(
          "%s leads to row %s of /%s, which has %s"
              .formatted(
                  place.rate(),
                  known.get(known.size() - 1).end() - 1,
                  positions.latitude().path(),
                  rows));
    }
    long next = 0;
    PositionReader reader = positions.reader(name, null, decoder, stored);
    ChunkCoverage coverage = new ChunkCoverage(resolution, 0);
    Unplaced none = new Unplaced(0, 0, new long[links], new long[links]);
    for (RowRun run : known) {
      cover(next, run.first(), none, reader, coverage, table, invalid);
      next = run.end();
    }
    cover(next, rows, none, reader, coverage, table, invalid);
    unplaced.sort(Comparator.comparingLong(parent -> parent.firsts()[link]));
    for (Unplaced parent : unplaced) {
      long first = parent.firsts()[link];
      cover(first, first + parent.counts()[link], parent, reader, coverage, table, invalid);
    }
  }

  private void cover(
      long from,
      long to,
      Unplaced parent,
      PositionReader reader,
      ChunkCoverage coverage,
      CoverageTable table,
      InvalidPositions.Count invalid) {
    UnwrittenRows unwritten =
        new UnwrittenRows(
            positions, positions.needs() == null ? List.of() : List.of(positions.needs()));
    int count;
    for (long first = from; first < to; first += count) {
      if (unwritten.mayFollow(first)) {
        double[] longitude = new double[1];
        double[] latitude = new double[1];
        long[] time = new long[1];
        reader.positions(first, 1, longitude, latitude);
        reader.times(first, 1, time);
        long end = Math.min(to, unwritten.end(first, longitude[0], latitude[0]));
        boolean valid = Positions.isValid(longitude[0], latitude[0]);
        if (end - first > BLOCK_ROWS) {
          if (valid) {
            long[] firsts = parent.firsts().clone();
            long[] counts = parent.counts().clone();
            firsts[link] = first;
            counts[link] = end - first;
            coverage.addAlike(
                chunkRows(parent, 1),
                end - first,
                longitude[0],
                latitude[0],
                time[0],
                firsts,
                counts,
                table);
          } else {
            invalid.add(Positions.flaw(longitude[0], latitude[0]), end - first);
          }
          count = 0;
          first = end;
          continue;
        }
      }
      count = (int) Math.min(BLOCK_ROWS, to - first);
      double[] longitude = new double[count];
      double[] latitude = new double[count];
      long[] time = new long[count];
      reader.positions(first, count, longitude, latitude);
      reader.times(first, count, time);
      long[][] firsts = new long[links][count];
      long[][] counts = new long[links][count];
      for (int k = 0; k < links; k++) {
        Arrays.fill(firsts[k], parent.firsts()[k]);
        Arrays.fill(counts[k], parent.counts()[k]);
      }
      for (int i = 0; i < count; i++) {
        firsts[link][i] = first + i;
        counts[link][i] = 1;
      }
      coverage.add(
          chunkRows(parent, count), longitude, latitude, time, firsts, counts, table, invalid);
    }
  }

  private ChunkCoverage.ChunkRows chunkRows(Unplaced parent, int count) {
    return new ChunkCoverage.ChunkRows(
        place.product(),
        place.granule(),
        place.beam(),
        place.rate(),
        parent.chunk(),
        parent.row(),
        count,
        true);
  }
}
