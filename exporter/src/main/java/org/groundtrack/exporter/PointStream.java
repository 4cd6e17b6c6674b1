package org.groundtrack.exporter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.CountingRangeReader;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Task;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * The points of a plan, in the plan's order, whatever order they are fetched and decoded in.
 *
 * <p>Granules are fetched and their beams decoded by a few threads, ahead of the reader as far as a
 * bound on the bytes in flight allows. The stream itself is for one thread. Closing it ends the
 * threads.
 */
final class PointStream implements Iterator<PointBatch>, AutoCloseable {
  /** One beam on its way, with the plan's bytes that it holds in memory until it is taken. */
  private record Pending(CompletableFuture<PointBatch> batch, long bytes, boolean endsTask) {}

  private final ExportPlan plan;
  private final Iterator<Task> tasks;
  private final ExportCounters counters;
  private final long maxBytesInFlight;
  private final ExecutorService threads;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private long bytesInFlight;

  PointStream(ExportPlan plan, ExportOptions options, ExportCounters counters) {
    this.plan = plan;
    this.tasks = plan.tasks().iterator();
    this.counters = counters;
    this.maxBytesInFlight = options.maxBytesInFlight();
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            options.threads(),
            work -> {
              Thread thread = new Thread(work, "export-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The threads, for work on what was read. */
  ExecutorService threads() {
    return threads;
  }

  @Override
  public boolean hasNext() {
    submitAhead();
    return !pending.isEmpty();
  }

  /**
   * The next beam's points, waiting for them if need be.
   *
   * @throws org.groundtrack.error.GroundtrackException if its granule can't be read, changed, or is
   *     damaged
   */
  @Override
  public PointBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All points were read");
    }
    Pending first = pending.remove();
    PointBatch batch = await(first.batch());
    bytesInFlight -= first.bytes();
    if (first.endsTask()) {
      counters.granuleDone();
    }
    return batch;
  }

  private void submitAhead() {
    while (tasks.hasNext() && (pending.isEmpty() || bytesInFlight < maxBytesInFlight)) {
      submit(tasks.next());
    }
  }

  private void submit(Task task) {
    CompletableFuture<FetchedRanges> fetched =
        CompletableFuture.supplyAsync(() -> fetch(task), threads);
    int left = task.beams().size();
    for (BeamTask beam : task.beams()) {
      left--;
      long bytes = left == 0 ? task.bytes() : 0;
      CompletableFuture<PointBatch> batch =
          fetched.thenApplyAsync(
              ranges -> new BeamDecoder(plan, task.granule(), beam, ranges).decode(), threads);
      pending.add(new Pending(batch, bytes, left == 0));
    }
    bytesInFlight += task.bytes();
  }

  private FetchedRanges fetch(Task task) {
    Granule granule = task.granule();
    try (RangeReader source =
            Sources.standard().open(Location.of(granule.uri()), granule.identity());
        CountingRangeReader reader =
            new CountingRangeReader(source, counters.requestCounter(), counters.byteCounter())) {
      return FetchedRanges.fetch(reader, task);
    }
  }

  /** The result of a future; what it threw comes out as it was thrown. */
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException | CancellationException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    pending.clear();
  }
}
