package org.groundtrack.plan;

import java.util.List;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;

/**
 * What to export of one granule, and the range reads that it takes.
 *
 * @param granule the granule
 * @param beams its beams, in the layout's order
 * @param requests in order of their offsets; each chunk that is wanted lies in one of them
 * @param chunks number of chunks that are wanted
 * @param wantedBytes stored bytes of these chunks
 */
public record Task(
    Granule granule, List<BeamTask> beams, List<ByteRange> requests, int chunks, long wantedBytes) {

  public Task {
    beams = List.copyOf(beams);
    requests = List.copyOf(requests);
  }

  /** Bytes that the requests read. */
  public long bytes() {
    return requests.stream().mapToLong(ByteRange::length).sum();
  }

  /** Rows that may be exported, at most. */
  public long maxRows() {
    return beams.stream().mapToLong(b -> RowRun.total(b.runs())).sum();
  }
}
