package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.output.Futures;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.CopyTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.JoinTask;
import org.groundtrack.plan.Share;
import org.groundtrack.plan.Task;
import org.groundtrack.rows.HeapTexts;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * The points of a plan, in the plan's order, whatever order they are fetched and decoded in.
 *
 * <p>Requests of all granules share one pool of threads, decoding another. Granules are begun in
 * order, ahead of the reader as far as a bound on memory allows; a beam is decoded as soon as the
 * requests that hold its chunks are done. The stream itself is for one thread. Closing it ends the
 * threads and their requests.
 */
final class PointStream implements Iterator<PointBatch>, AutoCloseable {
  /** Enough for the meter: 8 answers tell the latency, 2 MiB of long bodies the bandwidth. */
  private static final int MEASURING_REQUESTS = 16;

  /**
   * One beam on its way.
   *
   * @param granule its granule's id
   * @param bytes of memory that are free once it was taken
   * @param ended the granule as it was planned, if this is the last of it; else {@code null}
   */
  private record Pending(
      String granule, CompletableFuture<Decoded> batch, long bytes, Task ended) {}

  /** Points of a beam, and what was counted on the way. */
  private record Decoded(BeamPoints points, ExportCounters counts) {}

  /**
   * What is fetched at once: a granule's share, or a part of it where that does not fit.
   *
   * @param ended the granule as it was planned, if this is the last of it; else {@code null}
   */
  private record Part(Task task, long bytes, Task ended) {}

  private final ExportPlan plan;
  private final Location index;
  private final Iterator<Task> tasks;
  private final PlanTally tally;
  private final ThirdCoordinates z;
  private final Sources sources;
  private final ExportCounters counters;
  private final long maxMemoryBytes;
  private final boolean skipFailed;
  private final ExecutorService decoders;
  private final ExecutorService fetchers;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Set<RangeReader> open = ConcurrentHashMap.newKeySet();
  private final int firstRequests;
  private final AtomicInteger fetched = new AtomicInteger();
  private int requested;
  private long memoryBytes;

  /** Whether no beam of the granule that is taken now failed. */
  private boolean whole;

  /** The next task, as it was planned, if it is not begun yet. */
  private Task planned;

  /** Of beams that were decoded: which features hold their points, which no plan can know. */
  private final AtomicLong featureBytes = new AtomicLong();

  /**
   * A stream that has begun nothing yet.
   *
   * @param z leaves out points without a third coordinate
   * @param tally is told each task as it is begun, and when it is done
   * @throws org.groundtrack.error.RefusedException if a granule lies where none may be opened
   */
  PointStream(
      ExportPlan plan,
      Sources sources,
      ExportOptions options,
      ThirdCoordinates z,
      ExportCounters counters,
      PlanTally tally) {
    this.plan = plan;
    this.z = z;
    this.tally = tally;
    this.index = Location.of(plan.index());
    this.tasks = plan.tasks().iterator();
    this.firstRequests = Math.max(MEASURING_REQUESTS, sources.requestsAtOnce());
    this.counters = counters;
    this.sources = sources.counting(counters.reading());
    this.maxMemoryBytes = options.maxMemoryBytes();
    this.skipFailed = options.skipFailed();
    // Before anything is fetched, as far as that is known.
    plan.tasks().held().forEach(this::checkReferenced);
    this.decoders = pool("decode-", options.threads());
    this.fetchers = pool("fetch-", sources.requestsAtOnce());
  }

  private static ExecutorService pool(String name, int size) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        size,
        work -> {
          Thread thread = new Thread(work, name + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** The decoding threads, for work on what was read. */
  ExecutorService threads() {
    return decoders;
  }

  @Override
  public boolean hasNext() {
    submitAhead();
    while (skipFailed && !whole && !pending.isEmpty()) {
      whole = isWhole();
      submitAhead();
    }
    return !pending.isEmpty();
  }

  /**
   * Waits for all beams of the next granule, and leaves it out if one of them failed: none of its
   * points was given away yet.
   */
  private boolean isWhole() {
    GroundtrackException failure = null;
    List<Pending> beams = new ArrayList<>();
    for (Pending beam : pending) {
      beams.add(beam);
      try {
        Futures.await(beam.batch());
      } catch (GroundtrackException e) {
        if (!e.code().isOfOneGranule()) {
          throw e;
        }
        failure = failure == null ? e : failure;
      }
      if (beam.ended() != null) {
        break;
      }
    }
    Task ended = beams.get(beams.size() - 1).ended();
    if (ended == null) {
      throw new LimitExceededException(
          "[%s] takes more memory than --max-memory %s, so that it would be written in parts: --skip-failed needs it whole. Give more, or leave --skip-failed out"
              .formatted(beams.get(0).granule(), maxMemoryBytes));
    }
    if (failure == null) {
      return true;
    }
    for (Pending beam : beams) {
      pending.remove();
      memoryBytes -= beam.bytes();
      if (!beam.batch().isCompletedExceptionally()) {
        featureBytes.addAndGet(-beam.batch().join().points().featureBytes());
      }
    }
    tally.failed(ended.granule(), failure);
    return false;
  }

  /**
   * The next beam's points, or some of them, waiting for them if need be.
   *
   * @throws org.groundtrack.error.GroundtrackException if its granule can't be read, changed, or is
   *     damaged
   */
  @Override
  public PointBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All points were read");
    }
    Pending first = pending.element();
    Decoded decoded = Futures.await(first.batch());
    BeamPoints points = decoded.points();
    PointBatch batch = points.take();
    if (points.isTaken()) {
      pending.remove();
      memoryBytes -= first.bytes();
      featureBytes.addAndGet(-points.featureBytes());
      counters.add(decoded.counts());
      if (first.ended() != null) {
        counters.granuleDone();
        tally.add(first.ended());
        whole = false;
      }
    }
    return batch;
  }

  private void submitAhead() {
    Part next = peek();
    while (next != null
        && (pending.isEmpty()
            || memoryBytes + featureBytes.get() + next.bytes() <= maxMemoryBytes)) {
      submit(parts.remove());
      next = peek();
    }
  }

  private void checkReferenced(Task task) {
    for (Share share : task.shares()) {
      sources.checkReferenced(Location.of(share.granule().uri()), index);
    }
  }

  private Part peek() {
    if (parts.isEmpty() && planned == null && tasks.hasNext()) {
      planned = tasks.next();
      checkReferenced(planned);
      tally.planned(planned);
    }
    if (parts.isEmpty() && planned != null && (pending.isEmpty() || !waitsForTheLink(planned))) {
      addParts(planned);
      planned = null;
    }
    return parts.peek();
  }

  /**
   * Whether the next granule's chunks are to be joined by what will be measured of the link, which
   * the first requests tell: as many as may be under way at once are not held back.
   */
  private boolean waitsForTheLink(Task next) {
    boolean measured =
        sources.meter().latencySeconds().isPresent()
            && sources.meter().bytesPerSecond().isPresent();
    return next.policy().assumed()
        && !Location.of(next.granule().uri()).isLocal()
        && !measured
        && requested >= firstRequests
        && fetched.get() < firstRequests;
  }

  /** A granule that does not fit is fetched in parts, at the cost of some requests more. */
  private void addParts(Task whole) {
    Map<Granule, RangeReader> readers = new HashMap<>();
    Task task;
    List<Task> tasks;
    try {
      for (Share share : whole.shares()) {
        Location location = Location.of(share.granule().uri());
        if (!location.isLocal()) {
          readers.put(
              share.granule(), sources.openReferenced(location, index, share.granule().identity()));
        }
      }
      Task.AtHand atHand =
          (granule, range) -> readers.containsKey(granule) && readers.get(granule).isAtHand(range);
      task = readers.isEmpty() ? whole : whole.by(this::measured, atHand);
      tasks =
          task.memoryBytes() <= maxMemoryBytes
              ? List.of(task)
              : whole.within(maxMemoryBytes, this::measured, atHand);
    } finally {
      readers.values().forEach(RangeReader::close);
    }
    Iterator<Task> split = tasks.iterator();
    while (split.hasNext()) {
      Task part = split.next();
      if (part.memoryBytes() > maxMemoryBytes) {
        throw new LimitExceededException(
            "[%s %s] takes up to %s bytes of memory, the limit is %s: give a larger --max-memory, or a smaller area or time"
                .formatted(
                    task.granule().id(),
                    part.beams().get(0).beam().name(),
                    part.memoryBytes(),
                    maxMemoryBytes));
      }
      parts.add(new Part(part, part.memoryBytes(), split.hasNext() ? null : whole));
    }
  }

  private CoalescePolicy measured(CoalescePolicy policy) {
    return policy.measured(sources.meter().latencySeconds(), sources.meter().bytesPerSecond());
  }

  private void submit(Part part) {
    Task task = part.task();
    Map<Granule, FetchedRanges> ranges = new HashMap<>();
    GroundtrackException unopened = null;
    for (Share share : task.shares()) {
      try {
        ranges.put(share.granule(), fetch(share));
      } catch (GroundtrackException e) {
        unopened = unopened == null ? e : unopened;
      }
    }
    if (unopened != null) {
      pending.add(
          new Pending(
              task.granule().id(),
              CompletableFuture.failedFuture(unopened),
              part.bytes(),
              part.ended()));
      memoryBytes += part.bytes();
      return;
    }
    int left = task.beams().size();
    for (BeamTask beam : task.beams()) {
      left--;
      List<CompletableFuture<Void>> needed = new ArrayList<>();
      needed.add(ranges.get(task.granule()).of(beam.chunkRanges()));
      for (JoinTask join : beam.joins()) {
        needed.add(ranges.get(join.partner()).of(beam.chunkRanges(join)));
      }
      for (CopyTask copy : beam.copies()) {
        needed.add(ranges.get(copy.granule()).of(copy.chunkRanges()));
      }
      CompletableFuture<Decoded> batch =
          CompletableFuture.allOf(needed.toArray(CompletableFuture[]::new))
              .thenApplyAsync(done -> decode(task.granule(), beam, ranges), decoders);
      pending.add(
          new Pending(
              task.granule().id(),
              batch,
              left == 0 ? part.bytes() : 0,
              left == 0 ? part.ended() : null));
    }
    memoryBytes += part.bytes();
  }

  private Decoded decode(Granule granule, BeamTask beam, Map<Granule, FetchedRanges> ranges) {
    ExportCounters counts = new ExportCounters(plan.filters().conditions().size());
    BeamPoints points =
        new BeamDecoder(plan, granule, beam, ranges, z, counts).decode(maxMemoryBytes);
    featureBytes.addAndGet(points.featureBytes());
    return new Decoded(points, counts);
  }

  /**
   * Makes requests that no plan knows. A decoding thread waits for them, so that they must not need
   * another one: those of a local granule are made by itself.
   */
  private List<ByteBuffer> readLater(Location location, Granule granule, List<ByteRange> requests) {
    try (RangeReader reader = sources.openReferenced(location, index, granule.identity())) {
      if (location.isLocal() || requests.size() == 1) {
        return requests.stream().map(reader::read).toList();
      }
      List<CompletableFuture<ByteBuffer>> read =
          requests.stream()
              .map(request -> CompletableFuture.supplyAsync(() -> reader.read(request), fetchers))
              .toList();
      // Unlike join, get ends when the stream is closed and nobody makes the requests any more.
      CompletableFuture.allOf(read.toArray(CompletableFuture[]::new))
          .handle((done, failure) -> done)
          .get();
      return read.stream().map(Futures::await).toList();
    } catch (InterruptedException | ExecutionException e) {
      throw new CancellationException("Reading of " + granule.id() + " was given up");
    }
  }

  private FetchedRanges fetch(Share share) {
    Location location = Location.of(share.granule().uri());
    // A local read is a copy from the page cache: it takes a processor, not a wait.
    ExecutorService threads = location.isLocal() ? decoders : fetchers;
    RangeReader reader = sources.openReferenced(location, index, share.granule().identity());
    open.add(reader);
    HeapTexts texts =
        new HeapTexts(
            share.granule().id(),
            share.granule().identity().size(),
            share.policy(),
            requests -> readLater(location, share.granule(), requests));
    FetchedRanges ranges = FetchedRanges.fetch(reader, share.requests(), threads, texts);
    ranges.all().whenComplete((done, failure) -> close(reader));
    if (!location.isLocal()) {
      requested += share.requests().size();
      ranges.onEach(fetched::incrementAndGet);
    }
    return ranges;
  }

  private void close(RangeReader reader) {
    if (open.remove(reader)) {
      reader.close();
    }
  }

  @Override
  public void close() {
    fetchers.shutdownNow();
    decoders.shutdownNow();
    pending.clear();
    // Requests that never ran leave their readers open.
    open.forEach(this::close);
  }
}
