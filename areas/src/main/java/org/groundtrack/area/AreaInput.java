package org.groundtrack.area;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.io.RangeReader;

/**
 * A document that may be read several times: in memory if it is small, else a file. What comes as a
 * stream and is large is kept in a temporary file until it is closed. Of one thread.
 */
final class AreaInput implements AutoCloseable {
  /** Beyond this a stream goes to a file. */
  private static final int MEMORY_BYTES = 16 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final byte[] bytes;
  private final boolean temporary;
  private Path file;

  private AreaInput(String name, byte[] bytes, Path file, boolean temporary) {
    this.name = name;
    this.bytes = bytes;
    this.file = file;
    this.temporary = temporary;
  }

  static AreaInput of(String name, byte[] bytes) {
    return new AreaInput(name, bytes, null, false);
  }

  static AreaInput of(Path file) {
    return new AreaInput(file.toString(), null, file, false);
  }

  /** Takes all that a stream holds up to its end; it stays the caller's to close. */
  static AreaInput of(String name, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MEMORY_BYTES);
    int next = start.length < MEMORY_BYTES ? -1 : in.read();
    if (next < 0) {
      return of(name, start);
    }
    AreaInput spooled = new AreaInput(name, null, temporaryFile(), true);
    try (var out = Files.newOutputStream(spooled.file)) {
      out.write(start);
      out.write(next);
      in.transferTo(out);
    } catch (IOException | RuntimeException | Error e) {
      spooled.close();
      throw e;
    }
    return spooled;
  }

  private static Path temporaryFile() throws IOException {
    return Files.createTempFile("groundtrack-area-", ".tmp");
  }

  String name() {
    return name;
  }

  /** Its bytes from the first. */
  InputStream open() throws IOException {
    return bytes != null
        ? new ByteArrayInputStream(bytes)
        : new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
  }

  /** Its first bytes, fewer if it has no more. */
  byte[] start(int count) throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(count);
    }
  }

  /** All its bytes, if they are not more than a limit. */
  byte[] all(int limit, AreaDocument document) throws IOException {
    try (InputStream in = open()) {
      byte[] all = in.readNBytes(limit + 1);
      if (all.length > limit) {
        throw document.invalid(
            "has more than %s bytes, the limit for one geometry: write it as GeoParquet, GeoJSON or FlatGeobuf"
                .formatted(limit));
      }
      return all;
    }
  }

  /** Tells whether the document is a file with a name of its own, beside which others may be. */
  boolean isFile() {
    return file != null && !temporary;
  }

  /** Reads of any place. */
  RangeReader ranges() {
    return bytes != null ? new BytesRangeReader(name, bytes) : LocalRangeReader.open(file);
  }

  /** The document as a file, if need be a temporary one, which is deleted with it. */
  Path file() throws IOException {
    if (file == null) {
      file = temporaryFile();
      try (InputStream in = open()) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    if (file != null && !isOriginal()) {
      Files.deleteIfExists(file);
    }
  }

  private boolean isOriginal() {
    return bytes == null && !temporary;
  }
}
