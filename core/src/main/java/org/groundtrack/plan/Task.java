package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.RangeCoalescer;
import org.groundtrack.rows.RowRun;

/**
 * What to export of one granule, and the range reads that it takes.
 *
 * @param granule the granule
 * @param beams its beams, in the layout's order
 * @param policy by which chunks were joined to requests
 * @param requests in order of their offsets; each chunk that is wanted lies in one of them
 * @param chunks number of chunks that are wanted
 * @param wantedBytes stored bytes of these chunks
 */
public record Task(
    Granule granule,
    List<BeamTask> beams,
    CoalescePolicy policy,
    List<ByteRange> requests,
    int chunks,
    long wantedBytes) {

  public Task {
    beams = List.copyOf(beams);
    requests = List.copyOf(requests);
  }

  /** The task of some beams of a granule: their chunks, joined to requests by a policy. */
  public static Task of(Granule granule, List<BeamTask> beams, CoalescePolicy policy) {
    return of(granule, beams, policy, range -> false);
  }

  private static Task of(
      Granule granule, List<BeamTask> beams, CoalescePolicy policy, Predicate<ByteRange> atHand) {
    List<ByteRange> wanted = new ArrayList<>();
    for (BeamTask beam : beams) {
      wanted.addAll(beam.chunkRanges());
    }
    return new Task(
        granule,
        beams,
        policy,
        RangeCoalescer.coalesce(wanted, policy, atHand),
        wanted.size(),
        wanted.stream().mapToLong(ByteRange::length).sum());
  }

  /**
   * The same beams with requests by another policy.
   *
   * @param atHand ranges that cost no request: none is joined over them
   */
  public Task by(CoalescePolicy other, Predicate<ByteRange> atHand) {
    return of(granule, beams, other, atHand);
  }

  /** A task for each beam, by a policy. */
  public List<Task> byBeam(CoalescePolicy other, Predicate<ByteRange> atHand) {
    return beams.stream().map(beam -> of(granule, List.of(beam), other, atHand)).toList();
  }

  /** Bytes that the requests read. */
  public long bytes() {
    return requests.stream().mapToLong(ByteRange::length).sum();
  }

  /** Rows that may be exported, at most. */
  public long maxRows() {
    return beams.stream().mapToLong(b -> RowRun.total(b.runs())).sum();
  }

  /** Most bytes of memory that it takes: what is fetched, and all its rows decoded. */
  public long memoryBytes() {
    return bytes() + beams.stream().mapToLong(BeamTask::decodedBytes).sum();
  }
}
