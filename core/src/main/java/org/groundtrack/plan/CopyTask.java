package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;
import org.groundtrack.rows.RowRun;

/**
 * Rows of another granule that may hold points of a beam, and come before it: what it holds is left
 * out of the beam, so that no point comes twice.
 *
 * @param granule the other granule
 * @param positions how positions and times of its beam are read
 * @param runs its rows that are read: sorted, apart
 * @param sameRows whether both were made of the same rows: see {@link GranuleChoice.Other}
 */
public record CopyTask(
    Granule granule, PositionTask positions, List<RowRun> runs, boolean sameRows) {
  /** Of each row, while it is looked for: at most what a table takes that is a quarter full. */
  private static final int ROW_BYTES = 96;

  public CopyTask {
    runs = List.copyOf(runs);
  }

  /** What is wanted of the other granule. */
  public List<Wanted> wanted() {
    return new ArrayList<>(positions.wanted(runs));
  }

  /** The stored bytes that hold it, each once. */
  public List<ByteRange> chunkRanges() {
    Set<ByteRange> ranges = new LinkedHashSet<>();
    wanted().forEach(wanted -> ranges.addAll(wanted.ranges()));
    return List.copyOf(ranges);
  }

  /** Most bytes of memory that it takes once decoded. */
  long decodedBytes() {
    return RowRun.total(runs) * ROW_BYTES + wanted().stream().mapToLong(Wanted::decodedBytes).sum();
  }
}
