package org.groundtrack.plan;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.RangeCoalescer;

/**
 * The range reads of one granule that a task takes.
 *
 * @param granule the granule
 * @param policy by which chunks were joined to requests
 * @param wanted the stored bytes of the chunks that are wanted, each once
 * @param requests in order of their offsets; each chunk that is wanted lies in one of them
 */
public record Share(
    Granule granule, CoalescePolicy policy, List<ByteRange> wanted, List<ByteRange> requests) {
  public Share {
    wanted = List.copyOf(wanted);
    requests = List.copyOf(requests);
  }

  /**
   * The share of some chunks.
   *
   * @param wanted the stored bytes of chunks, each once
   * @param atHand ranges that cost no request: none is joined over them
   */
  static Share of(
      Granule granule,
      CoalescePolicy policy,
      Collection<ByteRange> wanted,
      Predicate<ByteRange> atHand) {
    List<ByteRange> ranges = List.copyOf(wanted);
    return new Share(granule, policy, ranges, RangeCoalescer.coalesce(ranges, policy, atHand));
  }

  /** Bytes that the requests read. */
  public long bytes() {
    return requests.stream().mapToLong(ByteRange::length).sum();
  }

  /** Stored bytes of the chunks that are wanted. */
  public long wantedBytes() {
    return wanted.stream().mapToLong(ByteRange::length).sum();
  }
}
