package org.groundtrack.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.groundtrack.error.BeyondEndException;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.SourceUnavailableException;

/** Reads a local object. Size and modification time are pinned when it is opened. */
public final class LocalRangeReader implements RangeReader {
  private final Path path;
  private final FileChannel channel;
  private final SourceIdentity identity;

  private LocalRangeReader(Path path, FileChannel channel, SourceIdentity identity) {
    this.path = path;
    this.channel = channel;
    this.identity = identity;
  }

  /**
   * Opens a local object.
   *
   * @throws SourceUnavailableException if it does not exist or can't be read
   */
  public static LocalRangeReader open(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new SourceUnavailableException(
            "[%s] is not a file: name a granule, not a folder or device".formatted(path));
      }
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      SourceIdentity identity =
          new SourceIdentity(channel.size(), null, attributes.lastModifiedTime().toInstant());
      return new LocalRangeReader(path, channel, identity);
    } catch (NoSuchFileException e) {
      throw new SourceUnavailableException("[%s] does not exist".formatted(path), e);
    } catch (IOException e) {
      throw new SourceUnavailableException(
          "[%s] can't be opened: %s".formatted(path, e.getMessage()), e);
    }
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public SourceIdentity identity() {
    return identity;
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    if (range.end() > identity.size()) {
      throw new BeyondEndException(
          "[%s] bytes %s were asked for, but it ends at byte %s: it is truncated, or an index or sidecar of another version describes it"
              .formatted(path, range, identity.size()));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, range.offset() + bytes.position()) < 0) {
          throw new SourceChangedException(
              "[%s] bytes %s: received %s of %s bytes, it was truncated while it was read"
                  .formatted(path, range, bytes.position(), range.length()));
        }
      }
      checkUnchanged(range);
    } catch (ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailableException(
          "[%s] bytes %s: reading was interrupted".formatted(path, range), e);
    } catch (IOException e) {
      throw new SourceUnavailableException(
          "[%s] bytes %s can't be read: %s".formatted(path, range, e.getMessage()), e);
    }
    return bytes.flip();
  }

  /** A file that is rewritten in place would mix two versions; its time or size gives it away. */
  private void checkUnchanged(ByteRange range) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    if (now.size() != identity.size()
        || !now.lastModifiedTime().toInstant().equals(identity.lastModified())) {
      throw new SourceChangedException(
          "[%s] bytes %s: it changed while it was read, from %s bytes of %s to %s bytes of %s"
              .formatted(
                  path,
                  range,
                  identity.size(),
                  identity.lastModified(),
                  now.size(),
                  now.lastModifiedTime().toInstant()));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new SourceUnavailableException(
          "[%s] can't be closed: %s".formatted(path, e.getMessage()), e);
    }
  }
}
