package org.groundtrack.exporter.arrange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.LimitExceededException;

/**
 * What a folder of files says of itself, in a file that readers of points pass over, as they do
 * with all whose names begin with an underscore. A folder that has it is an output of Groundtrack,
 * and whole. For one thread.
 */
public final class FolderManifest {
  /** The name of the file. */
  public static final String NAME = "_groundtrack.json";

  private static final JsonFactory JSON = new JsonFactory();

  private final String format;
  private final List<Written> files = new ArrayList<>();
  private long bytes;
  private long rows;

  private record Written(String path, long rows, long bytes) {}

  /**
   * Of a folder without files.
   *
   * @param format of its files
   */
  public FolderManifest(String format) {
    this.format = format;
  }

  void add(String path, long fileRows, long fileBytes) {
    files.add(new Written(path, fileRows, fileBytes));
    rows += fileRows;
    bytes += fileBytes;
  }

  /** Number of files with points. */
  public int files() {
    return files.size();
  }

  /** Bytes of the files with points. */
  public long bytes() {
    return bytes;
  }

  /**
   * Writes it into the folder, and makes it durable.
   *
   * @param planDigest what tells plans of other rows or bytes apart
   * @throws LimitExceededException if it can't be written
   */
  public void write(Path folder, String planDigest) {
    Path file = folder.resolve(NAME);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      JsonGenerator json = JSON.createGenerator(Channels.newOutputStream(channel));
      write(json.useDefaultPrettyPrinter(), planDigest);
      json.flush();
      channel.force(true);
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void write(JsonGenerator json, String planDigest) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "points");
    json.writeStringField("format", format);
    json.writeStringField("planDigest", planDigest);
    json.writeNumberField("rows", rows);
    json.writeNumberField("bytes", bytes);
    json.writeArrayFieldStart("files");
    for (Written file : files) {
      json.writeStartObject();
      json.writeStringField("path", file.path());
      json.writeNumberField("rows", file.rows());
      json.writeNumberField("bytes", file.bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
