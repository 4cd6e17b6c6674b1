package org.groundtrack.exporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;

/**
 * An output folder that appears whole or not at all: it is filled beside its target under another
 * name and renamed when complete and durable. Closing it without publishing, and an end of the
 * process that lets it, deletes what was written.
 *
 * <p>No system call that Java has exchanges two folders, so one that is replaced is renamed out of
 * the way first. Where a process was killed between the two renames, the next one that is to write
 * there gives the old folder its name back.
 */
public final class StagedFolder implements AutoCloseable {
  private static final String OLD = ".old";
  private static final int SYNCS = 8;
  private static final long GIVING_UP_NANOS = 5_000_000_000L;

  private final Path target;
  private final Path staging;
  private final boolean overwrite;
  private final Thread atExit = new Thread(this::giveUp, "delete-staging");
  private boolean filling;
  private boolean published;
  private boolean givenUp;

  private StagedFolder(Path target, Path staging, boolean overwrite) {
    this.target = target;
    this.staging = staging;
    this.overwrite = overwrite;
  }

  /**
   * Prepares to write a target.
   *
   * @param marker name of a file that folders of its kind have: no other folder is replaced, but an
   *     empty one
   * @throws UsageException if it exists and may not be replaced, or the folder that is to hold it
   *     does not exist or can't be written
   */
  public static StagedFolder of(Path target, boolean overwrite, String marker) {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new UsageException(
          "[%s] can't be written: folder %s does not exist".formatted(target, parent));
    }
    if (!Files.isWritable(parent)) {
      throw new UsageException(
          "[%s] can't be written: no permission to write in %s".formatted(target, parent));
    }
    restore(absolute, marker);
    if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(absolute)) {
      if (!overwrite) {
        throw exists(target, null);
      }
      if (!Files.isRegularFile(absolute.resolve(marker))) {
        throw new UsageException(
            "[%s] is no folder with a file %s, so it is not replaced: name another output"
                .formatted(target, marker));
      }
    }
    return new StagedFolder(
        absolute, beside(absolute, UUID.randomUUID() + ".inprogress"), overwrite);
  }

  private static boolean isEmptyFolder(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Gives a folder its name back that was about to be replaced when a process was killed. */
  private static void restore(Path target, String marker) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String beginning = ".%s.".formatted(target.getFileName());
    try (Stream<Path> beside = Files.list(target.getParent())) {
      List<Path> old =
          beside
              .filter(path -> path.getFileName().toString().startsWith(beginning))
              .filter(path -> path.getFileName().toString().endsWith(OLD))
              .filter(path -> Files.isRegularFile(path.resolve(marker)))
              .toList();
      if (old.size() == 1) {
        move(old.get(0), target);
      }
    } catch (IOException e) {
      throw new UsageException(
          "[%s] can't be looked for leftovers: %s".formatted(target.getParent(), e.getMessage()),
          e);
    }
  }

  private static Path beside(Path target, String ending) {
    return target.resolveSibling(".%s.%s".formatted(target.getFileName(), ending));
  }

  /** Where to write. */
  public Path path() {
    return staging;
  }

  /** Makes the folder to be filled, and gives it. */
  public synchronized Path create() throws IOException {
    if (givenUp) {
      throw new IOException("the process is ending");
    }
    Runtime.getRuntime().addShutdownHook(atExit);
    filling = true;
    return Files.createDirectory(staging);
  }

  /**
   * Gives the complete folder its name.
   *
   * @throws UsageException if the target was written meanwhile and may not be replaced
   * @throws LimitExceededException if the file system refuses
   */
  public synchronized void publish() {
    try {
      if (givenUp) {
        throw new IOException("the process is ending");
      }
      syncFolders(staging);
      Path old = null;
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
        if (!overwrite) {
          throw exists(target, null);
        }
        old = beside(target, UUID.randomUUID() + OLD);
        Files.move(target, old);
      }
      replace(old);
      published = true;
      sync(target.getParent());
      if (old != null) {
        delete(old);
      }
    } catch (DirectoryNotEmptyException e) {
      throw exists(target, e);
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(target, e.getMessage()), e);
    }
  }

  private void replace(Path old) throws IOException {
    try {
      move(staging, target);
    } catch (IOException e) {
      if (old != null) {
        Files.move(old, target);
      }
      throw e;
    }
  }

  /** A folder that is not empty is in the way of a rename; an empty one is not. */
  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  /** Several at once: a disk takes some milliseconds for each. */
  private static void syncFolders(Path folder) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.walk(folder)) {
      folders = found.filter(Files::isDirectory).toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(SYNCS, folders.size()));
    try {
      List<Callable<Void>> syncs = new ArrayList<>();
      for (Path each : folders) {
        syncs.add(
            () -> {
              sync(each);
              return null;
            });
      }
      for (Future<Void> synced : threads.invokeAll(syncs)) {
        synced.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } finally {
      threads.shutdown();
    }
  }

  /** Makes names durable; where folders can't be opened the file system does without. */
  static void sync(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  private static UsageException exists(Path target, Exception cause) {
    return new UsageException(
        "[%s] exists: name another output, or give --overwrite".formatted(target), cause);
  }

  /** At the end of the process, while another thread may still write. */
  private synchronized void giveUp() {
    givenUp = true;
    long start = System.nanoTime();
    while (!published && Files.exists(staging) && System.nanoTime() - start < GIVING_UP_NANOS) {
      try {
        delete(staging);
      } catch (IOException | UncheckedIOException e) {
        // Something was written meanwhile: once the folders are gone, nothing can be any more.
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    if (filling) {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // The process is ending: the hook runs.
        return;
      }
    }
    if (!published && Files.exists(staging)) {
      try {
        delete(staging);
      } catch (IOException e) {
        throw new UsageException(
            "[%s] is incomplete and can't be deleted: %s".formatted(staging, e.getMessage()), e);
      }
    }
  }
}
