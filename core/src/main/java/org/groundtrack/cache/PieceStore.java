package org.groundtrack.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundtrack.io.ByteRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pieces on disk. What can't be stored is not: the first failure is told once, and nothing more is
 * stored. Safe for use by many threads and processes at once.
 */
final class PieceStore {
  private static final Logger LOG = LoggerFactory.getLogger(PieceStore.class);
  // A range that would push out a good part of everything else is worth less than that part.
  private static final int LARGEST_SHARE = 4;
  private static final int ATTEMPTS = 5;

  /** How fine the times are by which pieces are evicted; a write per hit would cost more. */
  static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

  private final CacheFolder folder;
  private final Budget budget;
  private final long maxBytes;
  private final Clock clock;
  private final Counters counters;
  private final AtomicBoolean storing = new AtomicBoolean(true);

  PieceStore(CacheFolder folder, long maxBytes, Clock clock, Counters counters) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.counters = counters;
    this.budget = new Budget(folder, maxBytes);
  }

  boolean isStoring() {
    return storing.get();
  }

  /** Stores nothing more, without a word. */
  void stop() {
    storing.set(false);
  }

  void fail(IOException e) {
    if (storing.compareAndSet(true, false)) {
      LOG.warn(
          "Nothing more is stored in cache [{}] in this run: {}. Free its disk, or make it writable",
          folder.root(),
          e.toString());
    }
  }

  /** Brings a cache that was made with another bound within this one. */
  void settle() {
    try {
      folder.sweep(clock.instant());
      budget.settle();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** The pieces of an object that have a file. */
  List<Piece> list(ObjectKey key) {
    List<Piece> pieces = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.object(key))) {
      for (Path file : files) {
        Piece.named(file.getFileName().toString()).ifPresent(pieces::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What can't be listed is not there.
    }
    return pieces;
  }

  /**
   * Stores a range.
   *
   * @return the pieces of it that are stored now
   */
  List<Piece> store(ObjectKey key, ByteRange range, ByteBuffer bytes) {
    List<Piece> stored = new ArrayList<>();
    if (range.length() > maxBytes / LARGEST_SHARE) {
      return stored;
    }
    try {
      for (Piece piece : Piece.of(range)) {
        if (!storing.get() || !budget.take(diskBytes(piece))) {
          break;
        }
        int at = bytes.position() + (int) (piece.offset() - range.offset());
        write(key, piece, bytes.slice(at, piece.length()));
        counters.storedBytes.add(piece.length());
        stored.add(piece);
      }
    } catch (ClosedByInterruptException e) {
      // The bytes are there nevertheless, and the thread's interrupt is for who waits for them.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      fail(e);
    }
    return stored;
  }

  /** With the folder that may have to be made for it. */
  private static long diskBytes(Piece piece) {
    return Evictor.diskBytes(PieceFile.fileBytes(piece)) + Evictor.folderBytes();
  }

  private void write(ObjectKey key, Piece piece, ByteBuffer bytes) throws IOException {
    Path temporary = folder.temporary().resolve(UUID.randomUUID().toString());
    try {
      PieceFile.write(temporary, key, piece, bytes);
      Files.setLastModifiedTime(temporary, FileTime.from(clock.instant()));
      publish(temporary, folder.object(key).resolve(piece.fileName()));
    } catch (IOException | RuntimeException e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static void publish(Path temporary, Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        // Not createDirectories: the folder of all objects is never made anew.
        createIfAbsent(file.getParent().getParent());
        createIfAbsent(file.getParent());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (NoSuchFileException e) {
        // Evicting removes empty folders, also one that was made just now.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void createIfAbsent(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        // If it is gone again, the rename says so.
        if (Files.isRegularFile(folder)) {
          throw e;
        }
      }
    }
  }

  /** Reads a part of a piece; see {@link PieceFile#read}. */
  void read(ObjectKey key, Piece piece, int from, ByteBuffer into) throws IOException {
    PieceFile.read(folder.object(key).resolve(piece.fileName()), key, piece, from, into);
  }

  /** Says that a piece is in use, and when that was. */
  Instant use(ObjectKey key, Piece piece, Instant last) {
    Instant now = clock.instant();
    if (Duration.between(last, now).abs().compareTo(USE_RESOLUTION) < 0) {
      return last;
    }
    try {
      Files.setLastModifiedTime(folder.object(key).resolve(piece.fileName()), FileTime.from(now));
    } catch (IOException e) {
      // It is evicted too early then.
    }
    return now;
  }

  /** Deletes the file of a piece that could not be read. */
  void drop(ObjectKey key, Piece piece) {
    try {
      Files.deleteIfExists(folder.object(key).resolve(piece.fileName()));
    } catch (IOException e) {
      // Who finds it again will find it damaged again.
    }
  }
}
