package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.ByteRange;

/**
 * What to export of one beam.
 *
 * @param beam the beam
 * @param longitude degrees east
 * @param latitude degrees north
 * @param time seconds since the granule's epoch
 * @param runs rows that may lie in the area and time range: sorted, apart
 * @param variables the dataset of each output column, in the plan's order; {@code null} where the
 *     granule lacks it
 */
public record BeamTask(
    Beam beam,
    Dataset longitude,
    Dataset latitude,
    Dataset time,
    List<RowRun> runs,
    List<Dataset> variables) {

  public BeamTask {
    runs = List.copyOf(runs);
    // A copy that may hold null.
    variables = Collections.unmodifiableList(new ArrayList<>(variables));
  }

  /** The stored bytes of each chunk that holds any of the rows: longitudes first. */
  public List<ByteRange> chunkRanges() {
    List<ByteRange> ranges = new ArrayList<>();
    datasets().forEach(dataset -> addChunks(dataset, ranges));
    return ranges;
  }

  private Stream<Dataset> datasets() {
    return Stream.concat(
        Stream.of(longitude, latitude, time), variables.stream().filter(Objects::nonNull));
  }

  /** Runs are sorted, so each chunk is met once. */
  private void addChunks(Dataset dataset, List<ByteRange> ranges) {
    ChunkTable chunks = dataset.chunks();
    long next = 0;
    for (RowRun run : runs) {
      long last = (run.end() - 1) / dataset.chunkRows();
      for (long band = Math.max(next, run.first() / dataset.chunkRows()); band <= last; band++) {
        for (int i = 0; i < dataset.chunksPerRow(); i++) {
          int chunk = Math.toIntExact(band * dataset.chunksPerRow() + i);
          if (chunk < chunks.count() && chunks.isAllocated(chunk)) {
            ranges.add(new ByteRange(chunks.offset(chunk), chunks.size(chunk)));
          }
        }
      }
      next = last + 1;
    }
  }

  /**
   * Most bytes of memory that its rows take once decoded: a row number, values, and their marks.
   */
  long decodedBytes() {
    long rowBytes = Long.BYTES + datasets().mapToLong(dataset -> dataset.rowBytes() + 1).sum();
    return RowRun.total(runs) * rowBytes;
  }
}
