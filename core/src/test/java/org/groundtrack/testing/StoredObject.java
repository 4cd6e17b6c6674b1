package org.groundtrack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a {@link FaultServer} serves under a path: bytes, or a file of at most 2 GiB.
 *
 * @param held the whole object, not copied, or {@code null}
 * @param file where it is, or {@code null}
 * @param etag the entity tag with its quotes, or {@code null} to send none
 * @param lastModified sent to the second, or {@code null} to send none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StoredObject(byte[] held, Path file, String etag, Instant lastModified) {
  /** All of it. */
  public byte[] bytes() {
    return file == null ? held : read(0, size() - 1);
  }

  /** Its length in bytes. */
  public int size() {
    try {
      return file == null ? held.length : Math.toIntExact(Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some of it, both ends included. */
  public byte[] read(int first, int last) {
    if (file == null) {
      return Arrays.copyOfRange(held, first, last + 1);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(last + 1 - first);
      while (bytes.hasRemaining() && channel.read(bytes, first + bytes.position()) >= 0) {
        // On to the rest.
      }
      return bytes.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
