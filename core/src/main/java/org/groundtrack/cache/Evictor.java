package org.groundtrack.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Measures a cache, and deletes the pieces that were not used for the longest time. For the holder
 * of the {@link CacheLock}; readers and writers go on meanwhile.
 */
final class Evictor {
  private static final int ALLOCATION_BYTES = 4096;

  private record Candidate(Path file, long usedMillis, long bytes) {
    // The newest first, so that it leaves the queue first.
    static final Comparator<Candidate> ORDER =
        Comparator.comparingLong(Candidate::usedMillis).thenComparing(Candidate::file).reversed();
  }

  private final CacheFolder folder;
  private final PriorityQueue<Candidate> oldest = new PriorityQueue<>(Candidate.ORDER);
  private long oldestBytes;
  private long total;

  private Evictor(CacheFolder folder) {
    this.folder = folder;
  }

  /** Bytes that a file takes of the disk, about. */
  static long diskBytes(long fileBytes) {
    return Math.addExact(fileBytes, ALLOCATION_BYTES - 1) / ALLOCATION_BYTES * ALLOCATION_BYTES;
  }

  /** Bytes that a folder takes of the disk, about. */
  static long folderBytes() {
    return ALLOCATION_BYTES;
  }

  /**
   * Deletes pieces if there are more bytes than wanted.
   *
   * @param targetBytes bytes to leave at most
   * @param expectedBytes bytes that are probably there
   * @return bytes that are left
   */
  static long evict(CacheFolder folder, long targetBytes, long expectedBytes) throws IOException {
    Evictor evictor = new Evictor(folder);
    // What must go is known when all has been seen. A guess keeps the queue as short as what must
    // go, and spares the second look most of the time.
    evictor.scan(Math.max(0, expectedBytes - targetBytes));
    if (evictor.total > targetBytes && evictor.oldestBytes < evictor.total - targetBytes) {
      evictor.scan(evictor.total - targetBytes);
    }
    return evictor.total > targetBytes ? evictor.delete(targetBytes) : evictor.total;
  }

  private void scan(long wantedBytes) throws IOException {
    oldest.clear();
    oldestBytes = 0;
    total = 0;
    // Temporary files first: one that gets its name meanwhile is counted twice, not never.
    walk(folder.temporary(), 0);
    walk(folder.objects(), wantedBytes);
  }

  private void walk(Path root, long wantedBytes) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            total += folderBytes();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            long bytes = diskBytes(attributes.size());
            total += bytes;
            if (wantedBytes > 0) {
              add(new Candidate(file, attributes.lastModifiedTime().toMillis(), bytes));
              while (oldestBytes - oldest.element().bytes() >= wantedBytes) {
                oldestBytes -= oldest.remove().bytes();
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // Files come and go; without its root there is no cache.
            if (file.equals(root)) {
              throw e;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void add(Candidate candidate) {
    oldest.add(candidate);
    oldestBytes += candidate.bytes();
  }

  private long delete(long targetBytes) {
    Set<Path> parents = new HashSet<>();
    for (Candidate candidate : oldest.stream().sorted(Candidate.ORDER.reversed()).toList()) {
      if (total <= targetBytes) {
        break;
      }
      try {
        Files.deleteIfExists(candidate.file());
        total -= candidate.bytes();
        parents.add(candidate.file().getParent());
      } catch (IOException e) {
        // It stays, and the next one goes.
      }
    }
    for (Path parent : parents) {
      CacheFolder.deleteIfEmpty(parent);
      if (!parent.getParent().equals(folder.objects())) {
        CacheFolder.deleteIfEmpty(parent.getParent());
      }
    }
    return total;
  }
}
