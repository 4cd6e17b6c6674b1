package org.groundtrack.indexer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.granule.Positions;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.io.ByteRange;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.LinkTask;
import org.groundtrack.plan.PositionTask;
import org.groundtrack.plan.Wanted;
import org.groundtrack.rows.LinkReader;
import org.groundtrack.rows.PositionReader;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.TimeScale;

/** Finds the cells that the rows of one rate of a beam touch. */
final class RateScan {
  /** Rows of a pseudo-chunk of a contiguous dataset: as many as NASA's usual chunks have. */
  static final int PSEUDO_CHUNK_ROWS = 10_000;

  /** Rows of a chunk that are held at once: 24 MB of positions and times. */
  private static final int MOST_ROWS = 1 << 20;

  private final String granule;
  private final ProductLayout layout;
  private final Rate rate;
  private final double marginMetres;
  private final String beam;
  private final PositionTask positions;

  /** How long a flat dataset is; 0 if it is absent. */
  private final ToLongFunction<String> flatRows;

  private final List<LinkTask> links = new ArrayList<>();
  private final int needs;
  private int orphansFrom = Integer.MAX_VALUE;

  /**
   * Prepares a scan.
   *
   * @param marginMetres how far what the rows lead to may lie from them
   * @throws IllegalArgumentException if the datasets do not fit the layout
   */
  RateScan(
      String granule,
      ProductLayout layout,
      Rate rate,
      double marginMetres,
      String beam,
      Instant epoch,
      BeamDatasets datasets) {
    this.granule = granule;
    this.layout = layout;
    this.rate = rate;
    this.marginMetres = marginMetres;
    this.beam = beam;
    this.flatRows = path -> datasets.exists(path) ? datasets.get(path).rows() : 0;
    for (String path : new String[] {rate.time(), rate.timeReference()}) {
      if (path != null && datasets.get(path) == null && datasets.exists(path)) {
        throw new IllegalArgumentException(
            "%s is stored in a way that is not supported, expected numbers".formatted(path));
      }
    }
    this.positions = PositionTask.of(rate, epoch, datasets::get);
    if (epoch != null && positions.times() != null) {
      checkEpoch(epoch, positions.times().counted());
    }
    int required = -1;
    for (Link link : rate.links()) {
      boolean absent =
          !link.datasets().isEmpty()
              && (link.datasets().stream().noneMatch(datasets::exists)
                  || !datasets.exists(link.first()));
      LinkTask task = absent ? null : LinkTask.of(link, datasets::get);
      if (task != null && task.first().rows() != positions.rows()) {
        throw new IllegalArgumentException(
            "/%s has %s rows, but /%s has %s"
                .formatted(
                    task.first().path(),
                    task.first().rows(),
                    positions.latitude().path(),
                    positions.rows()));
      }
      required = link.name().equals(rate.needs()) ? links.size() : required;
      links.add(task);
    }
    this.needs = required;
  }

  /** Two words on what times count from would make all of them doubtful. */
  private static void checkEpoch(Instant epoch, Dataset time) {
    TimeScale.ofUnits(time.attributes().units())
        .filter(units -> !units.equals(TimeScale.secondsSince(epoch)))
        .ifPresent(
            units -> {
              throw new IllegalArgumentException(
                  "/%s has the units '%s', but the epoch is %s: leave the layout's epoch out, or correct it"
                      .formatted(time.path(), time.attributes().units(), epoch));
            });
  }

  long rows() {
    return positions.rows();
  }

  /** The instant from which its times count, or {@code null} without times. */
  Instant epoch() {
    return positions.times() == null ? null : positions.times().epoch();
  }

  List<Dataset> positionDatasets() {
    List<Dataset> read = new ArrayList<>(List.of(positions.longitude(), positions.latitude()));
    if (positions.times() != null) {
      positions.times().parts().forEach(part -> read.add(part.dataset()));
    }
    return read;
  }

  /** Whether its rows are cells, of a grid or of a swath. */
  boolean isGrid() {
    return positions.grid() != null;
  }

  boolean isOnGrid(String path, Dataset dataset) {
    return positions.isOnGrid(path, dataset);
  }

  /** The stored bytes of positions and links. */
  List<ByteRange> ranges() {
    List<ByteRange> ranges = new ArrayList<>();
    if (rows() > 0) {
      List<RowRun> all = List.of(new RowRun(0, rows()));
      List<Wanted> wanted = new ArrayList<>(positions.wanted(all));
      links.stream().filter(l -> l != null).forEach(link -> wanted.addAll(link.wanted(all)));
      wanted.forEach(w -> ranges.addAll(w.ranges()));
    }
    return ranges;
  }

  /**
   * Adds the cells to a table.
   *
   * @param name of the granule for messages
   * @param children rates whose rows these rows lead to
   * @param invalid counts rows whose position is not valid
   */
  void cover(
      String name,
      List<RateScan> children,
      ChunkDecoder decoder,
      RowReader.Stored stored,
      CoverageTable table,
      InvalidPositions.Count invalid) {
    long rows = rows();
    if (rows == 0) {
      for (RateScan child : children) {
        if (child.rows() > 0) {
          throw new BadGranuleException(
              "[%s %s] has %s rows of %s, but none of %s that lead to them"
                  .formatted(name, beam, child.rows(), child.rate.name(), rate.name()));
        }
      }
      return;
    }
    ChunkCoverage coverage = new ChunkCoverage(layout.h3Resolution(), marginMetres);
    long chunkRows = chunkRows();
    int buffer = Math.toIntExact(Math.min(rows, chunkRows));
    double[] longitudes = new double[buffer];
    double[] latitudes = new double[buffer];
    long[] times = new long[buffer];
    long[][] firsts = new long[links.size()][buffer];
    long[][] counts = new long[links.size()][buffer];
    long[] ends = flatEnds();
    List<OrphanScan> orphans = new ArrayList<>();
    for (RateScan child : children) {
      orphans.add(child.orphans(this));
    }
    // Links are read once, below, and say by themselves which rows have no position.
    PositionReader reader = positions.withoutNeeds().reader(name, null, decoder, stored);
    List<LinkReader> readers = new ArrayList<>();
    links.forEach(
        link -> readers.add(link == null ? null : link.reader(name, null, decoder, stored)));
    UnwrittenRows unwritten =
        new UnwrittenRows(positions, links.stream().filter(link -> link != null).toList());
    for (long first = 0; first < rows; first += chunkRows) {
      if (unwritten.mayFollow(first)) {
        long end = alike(first, unwritten, reader, readers, ends, coverage, table, invalid);
        if (end > first) {
          // The loop goes on after them.
          first = end - chunkRows;
          continue;
        }
      }
      int count = Math.toIntExact(Math.min(chunkRows, rows - first));
      reader.positions(first, count, longitudes, latitudes);
      reader.times(first, count, times);
      for (int k = 0; k < readers.size(); k++) {
        if (readers.get(k) == null) {
          Arrays.fill(counts[k], 0);
        } else {
          readers.get(k).read(first, count, firsts[k], counts[k]);
          leaveOut(firsts[k], counts[k], count, ends[k]);
        }
      }
      if (needs >= 0) {
        for (int i = 0; i < count; i++) {
          longitudes[i] = counts[needs][i] == 0 ? Positions.NONE : longitudes[i];
        }
      }
      ChunkCoverage.ChunkRows chunk = chunk(first, count);
      coverage.add(chunk, longitudes, latitudes, times, firsts, counts, table, invalid);
      for (OrphanScan child : orphans) {
        child.led(firsts[child.link()], counts[child.link()], count);
        unplaced(chunk, longitudes, latitudes, times, firsts, counts, child);
      }
    }
    orphansFrom = table.size();
    for (OrphanScan child : orphans) {
      child.cover(name, decoder, stored, table, invalid);
    }
    if (isGrid()) {
      // Chunks at the edge of a grid reach beyond it.
      invalid.remove(Positions.Flaw.NO_POSITION, rows - positions.grid().cells());
    }
  }

  private ChunkCoverage.ChunkRows chunk(long first, int count) {
    return new ChunkCoverage.ChunkRows(
        layout.product(),
        granule,
        beam,
        rate.name(),
        Math.toIntExact(first / chunkRows()),
        first,
        count,
        false);
  }

  /**
   * Adds the rows from one on that are alike and lead nowhere, chunks of them.
   *
   * @param first first row of a chunk
   * @return first row of the chunk after them; {@code first} if they are to be read
   */
  private long alike(
      long first,
      UnwrittenRows unwritten,
      PositionReader reader,
      List<LinkReader> readers,
      long[] ends,
      ChunkCoverage coverage,
      CoverageTable table,
      InvalidPositions.Count invalid) {
    double[] longitude = new double[1];
    double[] latitude = new double[1];
    reader.positions(first, 1, longitude, latitude);
    long end = unwritten.end(first, longitude[0], latitude[0]);
    end = end < rows() ? end - end % chunkRows() : end;
    boolean pieces = isGrid() && positions.grid().blockRows() != chunkRows();
    if (end <= first || (pieces && (first > 0 || end < rows()))) {
      return first;
    }
    long[] firsts = new long[1];
    long[] counts = new long[1];
    for (int k = 0; k < readers.size(); k++) {
      if (readers.get(k) != null) {
        readers.get(k).read(first, 1, firsts, counts);
        leaveOut(firsts, counts, 1, ends[k]);
        if (counts[0] > 0) {
          return first;
        }
      }
    }
    if (needs >= 0) {
      longitude[0] = Positions.NONE;
    }
    if (!Positions.isValid(longitude[0], latitude[0])) {
      long counted = isGrid() ? positions.grid().cellsIn(first, end) : end - first;
      invalid.add(Positions.flaw(longitude[0], latitude[0]), counted);
      invalid.add(Positions.Flaw.NO_POSITION, end - first - counted);
      return end;
    }
    if (isGrid() || end - first <= chunkRows()) {
      return first;
    }
    long[] times = new long[1];
    reader.times(first, 1, times);
    coverage.addAlike(
        chunk(first, 1),
        end - first,
        longitude[0],
        latitude[0],
        times[0],
        new long[links.size()],
        new long[links.size()],
        table);
    return end;
  }

  /**
   * A run beyond the end of what it leads to is damage, which an export tells that wants the row:
   * here it would make all rows near it lead as far.
   */
  private static void leaveOut(long[] firsts, long[] counts, int size, long end) {
    for (int i = 0; i < size; i++) {
      if (counts[i] > 0 && firsts[i] > end - counts[i]) {
        counts[i] = 0;
      }
    }
  }

  /** For each link to flat datasets how long these are; no bound for links to rows. */
  private long[] flatEnds() {
    long[] ends = new long[links.size()];
    for (int k = 0; k < ends.length; k++) {
      List<String> flat = rate.links().get(k).datasets();
      ends[k] = flat.isEmpty() ? Long.MAX_VALUE : flat.stream().mapToLong(flatRows).max().orElse(0);
    }
    return ends;
  }

  /** Rows that lead to others, but can not say where these are, or when. */
  private static void unplaced(
      ChunkCoverage.ChunkRows chunk,
      double[] longitudes,
      double[] latitudes,
      long[] times,
      long[][] firsts,
      long[][] counts,
      OrphanScan child) {
    for (int i = 0; i < chunk.count(); i++) {
      if (counts[child.link()][i] > 0
          && (!Positions.isValid(longitudes[i], latitudes[i])
              || (child.isTimed() && times[i] == CoverageTable.NO_TIME))) {
        int row = i;
        child.unplaced(
            chunk.chunk(),
            chunk.firstRow() + i,
            Arrays.stream(firsts).mapToLong(first -> first[row]).toArray(),
            Arrays.stream(counts).mapToLong(count -> count[row]).toArray());
      }
    }
  }

  /** A search for rows of this rate to which no row of the parent leads. */
  private OrphanScan orphans(RateScan parent) {
    int link = 0;
    while (!parent.rate.links().get(link).name().equals(rate.name())) {
      link++;
    }
    return new OrphanScan(
        positions,
        link,
        parent.links.size(),
        layout.h3Resolution(),
        new ChunkCoverage.ChunkRows(
            layout.product(), granule, beam, parent.rate.name(), 0, 0, 0, true));
  }

  /**
   * Whether a row that was added to the table stands for rows that no row of this rate leads to.
   */
  boolean isOrphan(int coverageRow) {
    return coverageRow >= orphansFrom;
  }

  /** Whether its rows are led to by those of another rate. */
  boolean isChildOf(RateScan other) {
    return other.rate.name().equals(rate.parent());
  }

  private long chunkRows() {
    Dataset latitude = positions.latitude();
    if (positions.grid() != null) {
      return positions.grid().blockRows() <= MOST_ROWS
          ? positions.grid().blockRows()
          : PSEUDO_CHUNK_ROWS;
    }
    return latitude.layout() == StorageLayout.CHUNKED && latitude.chunkRows() <= MOST_ROWS
        ? latitude.chunkRows()
        : PSEUDO_CHUNK_ROWS;
  }
}
