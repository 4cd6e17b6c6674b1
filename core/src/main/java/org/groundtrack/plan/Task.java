package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.rows.RowRun;

/**
 * What to export of one granule, and the range reads that it takes.
 *
 * @param granule the granule
 * @param beams its beams, in the layout's order
 * @param shares range reads of the granule, then of granules of other products that add values, and
 *     of those that come before it
 */
public record Task(Granule granule, List<BeamTask> beams, List<Share> shares) {
  /** Pieces of a beam: 65,536 chunks of 10,000 rows are more photons than a beam has. */
  private static final int MAX_PIECES = 1 << 16;

  public Task {
    beams = List.copyOf(beams);
    shares = List.copyOf(shares);
  }

  /** Whether a range of a granule costs no request. */
  public interface AtHand {
    /** Of a range of a granule. */
    boolean test(Granule granule, ByteRange range);
  }

  /**
   * The task of some beams of a granule.
   *
   * @param policy by which chunks of a granule are joined to requests
   */
  public static Task of(
      Granule granule, List<BeamTask> beams, Function<Granule, CoalescePolicy> policy) {
    return of(granule, beams, policy, (g, range) -> false);
  }

  private static Task of(
      Granule granule,
      List<BeamTask> beams,
      Function<Granule, CoalescePolicy> policy,
      AtHand atHand) {
    Map<Granule, Set<ByteRange>> wanted = new LinkedHashMap<>();
    wanted.put(granule, new LinkedHashSet<>());
    for (BeamTask beam : beams) {
      wanted.get(granule).addAll(beam.chunkRanges());
      for (JoinTask join : beam.joins()) {
        wanted
            .computeIfAbsent(join.partner(), g -> new LinkedHashSet<>())
            .addAll(beam.chunkRanges(join));
      }
      for (CopyTask copy : beam.copies()) {
        wanted
            .computeIfAbsent(copy.granule(), g -> new LinkedHashSet<>())
            .addAll(copy.chunkRanges());
      }
    }
    List<Share> shares = new ArrayList<>();
    wanted.forEach(
        (g, ranges) ->
            shares.add(Share.of(g, policy.apply(g), ranges, range -> atHand.test(g, range))));
    return new Task(granule, beams, shares);
  }

  /**
   * The same beams with requests by other policies.
   *
   * @param adjustment of each policy
   * @param atHand ranges that cost no request: none is joined over them
   */
  public Task by(UnaryOperator<CoalescePolicy> adjustment, AtHand atHand) {
    return of(granule, beams, adjusted(adjustment), atHand);
  }

  /** A task for each beam, by adjusted policies. */
  public List<Task> byBeam(UnaryOperator<CoalescePolicy> adjustment, AtHand atHand) {
    return beams.stream()
        .map(beam -> of(granule, List.of(beam), adjusted(adjustment), atHand))
        .toList();
  }

  /**
   * Tasks that together do what this does, each within a bound on memory if that can be: for single
   * beams, and where that is not enough for pieces of their rows.
   *
   * @param maxBytes of memory that each may take
   */
  public List<Task> within(long maxBytes, UnaryOperator<CoalescePolicy> adjustment, AtHand atHand) {
    List<Task> tasks = new ArrayList<>();
    for (Task single : byBeam(adjustment, atHand)) {
      tasks.addAll(single.pieces(maxBytes, adjustment, atHand));
    }
    return tasks;
  }

  private List<Task> pieces(
      long maxBytes, UnaryOperator<CoalescePolicy> adjustment, AtHand atHand) {
    List<Task> tasks = List.of(this);
    for (int count = 2; count <= MAX_PIECES; count *= 2) {
      if (tasks.stream().allMatch(task -> task.memoryBytes() <= maxBytes)) {
        return tasks;
      }
      List<BeamTask> split = beams.get(0).split(count);
      if (split.size() == tasks.size() && count > 2) {
        // No smaller pieces: positions of each are one chunk.
        return tasks;
      }
      tasks =
          split.stream()
              .map(beam -> of(granule, List.of(beam), adjusted(adjustment), atHand))
              .toList();
    }
    return tasks;
  }

  private Function<Granule, CoalescePolicy> adjusted(UnaryOperator<CoalescePolicy> adjustment) {
    return g ->
        shares.stream()
            .filter(share -> share.granule().equals(g))
            .findFirst()
            .map(share -> adjustment.apply(share.policy()))
            .orElseThrow();
  }

  /** The policy by which chunks of the granule itself were joined. */
  public CoalescePolicy policy() {
    return shares.get(0).policy();
  }

  /** Requests to the granule itself, in order of their offsets. */
  public List<ByteRange> requests() {
    return shares.get(0).requests();
  }

  /** Requests to all granules. */
  public List<ByteRange> allRequests() {
    return shares.stream().map(Share::requests).flatMap(Collection::stream).toList();
  }

  /** Chunks that are wanted, of all granules. */
  public int chunks() {
    return shares.stream().mapToInt(share -> share.wanted().size()).sum();
  }

  /** Stored bytes of these chunks. */
  public long wantedBytes() {
    return shares.stream().mapToLong(Share::wantedBytes).sum();
  }

  /** Bytes that all requests read. */
  public long bytes() {
    return shares.stream().mapToLong(Share::bytes).sum();
  }

  /** Rows that may be exported, at most. */
  public long maxRows() {
    return beams.stream().mapToLong(b -> RowRun.total(b.runs())).sum();
  }

  /** Most bytes of memory that it takes: what is fetched, and all its rows decoded. */
  public long memoryBytes() {
    return bytes() + beams.stream().mapToLong(BeamTask::decodedBytes).sum();
  }

  /** Seconds that the requests take by their cost model. */
  public double seconds() {
    return shares.stream().mapToDouble(s -> s.policy().seconds(s.requests())).sum();
  }
}
