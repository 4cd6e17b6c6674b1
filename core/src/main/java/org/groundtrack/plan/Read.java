package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;
import org.groundtrack.layout.Beams;
import org.groundtrack.rows.RowRun;

/**
 * What a plan reads of one dataset of a beam.
 *
 * @param granule the granule of the plan
 * @param beam one of its beams
 * @param source the granule that holds the dataset: the same, or one of another product
 * @param variable path of the dataset within the beam
 * @param rows rows that may be wanted of it
 * @param chunks chunks that hold them
 * @param requests range reads that fetch these chunks; those of other datasets may come with them,
 *     so that a request counts for several
 * @param bytes stored bytes of the chunks; gaps that requests bridge are not part of it
 * @param seconds its share of the seconds that these requests take by their cost model, by bytes
 */
public record Read(
    Granule granule,
    String beam,
    Granule source,
    String variable,
    long rows,
    long chunks,
    long requests,
    long bytes,
    double seconds) {

  /** Gives the reads of a task, beam by beam, without keeping them. */
  public static void each(Task task, Consumer<Read> consumer) {
    for (Share share : task.shares()) {
      Costs costs = new Costs(share);
      for (BeamTask beam : task.beams()) {
        Map<String, Dataset> datasets = new LinkedHashMap<>();
        for (Wanted wanted : wanted(task, share, beam)) {
          String path = wanted.view().dataset().path();
          datasets.computeIfAbsent(path, p -> new Dataset()).add(wanted);
        }
        datasets.forEach(
            (path, dataset) -> consumer.accept(dataset.read(task, beam, share, path, costs)));
      }
    }
  }

  private static List<Wanted> wanted(Task task, Share share, BeamTask beam) {
    if (share.granule().equals(task.granule())) {
      return beam.wanted();
    }
    List<Wanted> wanted = new ArrayList<>();
    for (JoinTask join : beam.joins()) {
      if (join.partner().equals(share.granule())) {
        wanted.addAll(beam.wanted(join));
      }
    }
    for (CopyTask copy : beam.copies()) {
      if (copy.granule().equals(share.granule())) {
        wanted.addAll(copy.wanted());
      }
    }
    return wanted;
  }

  /** What is wanted of a dataset, perhaps for several reasons. */
  private static final class Dataset {
    private final List<RowRun> runs = new ArrayList<>();
    private final Set<ByteRange> ranges = new LinkedHashSet<>();

    void add(Wanted wanted) {
      runs.addAll(wanted.runs());
      ranges.addAll(wanted.ranges());
    }

    Read read(Task task, BeamTask beam, Share share, String path, Costs costs) {
      Set<Integer> requests = new LinkedHashSet<>();
      long bytes = 0;
      double seconds = 0;
      for (ByteRange range : ranges) {
        int request = costs.request(range);
        requests.add(request);
        bytes += range.length();
        seconds += costs.seconds(request, range);
      }
      Optional<String> within = Beams.within(beam.beam().name(), path);
      return new Read(
          task.granule(),
          beam.beam().name(),
          share.granule(),
          within.orElse("/" + path),
          RowRun.total(RowRun.union(runs)),
          ranges.size(),
          requests.size(),
          bytes,
          seconds);
    }
  }

  /** What the requests to a granule cost. */
  private static final class Costs {
    private final Share share;
    private final long[] starts;
    private final long[] wanted;

    Costs(Share share) {
      this.share = share;
      this.starts = share.requests().stream().mapToLong(ByteRange::offset).toArray();
      this.wanted = new long[starts.length];
      for (ByteRange range : share.wanted()) {
        wanted[request(range)] += range.length();
      }
    }

    /** The number of the request that fetches a range. */
    int request(ByteRange range) {
      int at = Arrays.binarySearch(starts, range.offset());
      return at >= 0 ? at : -at - 2;
    }

    /** The share of a range in what a request costs. */
    double seconds(int request, ByteRange range) {
      return share.policy().seconds(List.of(share.requests().get(request)))
          * range.length()
          / wanted[request];
    }
  }
}
