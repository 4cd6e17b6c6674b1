package org.groundtrack.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;

/** The folder of a benchmark's granules, indexes and exports; deleted when closed, or kept. */
final class Workspace implements AutoCloseable {
  private final Path folder;
  private final boolean keep;

  private Workspace(Path folder, boolean keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /**
   * @param folder parent of what is written, or {@code null} for the folder of temporary files
   * @param keep whether what is written stays
   */
  static Workspace open(Path folder, boolean keep) {
    try {
      if (folder == null) {
        return new Workspace(Files.createTempDirectory("groundtrack-benchmark"), keep);
      }
      Path own = folder.resolve("groundtrack-benchmark");
      Files.createDirectories(own);
      return new Workspace(own, keep);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes granules, or takes those that are there under the same name: equal names are to mean
   * equal granules.
   *
   * @param name of the sub-folder
   * @param threads granules that are written at once
   */
  Path granules(String name, List<Atl06Spec> specs, int threads) {
    Path target = folder.resolve(name);
    ExecutorService writers = Executors.newFixedThreadPool(threads);
    try {
      Files.createDirectories(target);
      List<Future<?>> pending = new ArrayList<>();
      for (Atl06Spec spec : specs) {
        if (!Files.exists(target.resolve(spec.fileName()))) {
          pending.add(writers.submit(() -> Atl06Generator.write(target, spec)));
        }
      }
      for (Future<?> granule : pending) {
        granule.get();
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Granules can't be written to " + target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      writers.shutdownNow();
    }
  }

  /** Deletes what was written, unless it is to be kept. */
  @Override
  public void close() {
    if (!keep) {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
