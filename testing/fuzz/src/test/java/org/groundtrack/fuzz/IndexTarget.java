package org.groundtrack.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.area.AoiReader;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.plan.Task;
import org.groundtrack.query.AoiQuery;

/** Changed bytes in the parts of an index, and in what names them. */
public final class IndexTarget {
  private static Path index;
  private static List<Path> files;
  private static byte[][] contents;

  private IndexTarget() {}

  /** Keeps the index as it was built. */
  public static void fuzzerInitialize() {
    index = Path.of(System.getProperty(Seeds.INDEX));
    try (Stream<Path> all = Files.walk(index)) {
      // Its lock is empty.
      files =
          all.filter(path -> path.toFile().length() > 0 && Files.isRegularFile(path))
              .sorted()
              .toList();
      contents = new byte[files.size()][];
      for (int i = 0; i < contents.length; i++) {
        contents[i] = Files.readAllBytes(files.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Classes are loaded and instrumented before an input's time counts.
    query();
  }

  /** Changes one file of the index, asks for an area, and puts the file back. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 1) {
      return;
    }
    int chosen = Byte.toUnsignedInt(data[0]) % contents.length;
    write(chosen, Patches.apply(contents[chosen], data, 1));
    try {
      Refusals.allow(IndexTarget::query);
    } finally {
      write(chosen, contents[chosen]);
    }
  }

  private static void query() {
    try (SpatialIndex open = SpatialIndex.open(index)) {
      for (Task task :
          AoiQuery.of(open).within(AoiReader.parse("-46,62,-44,64", "area")).plan().tasks()) {
        task.beams();
      }
    }
  }

  private static void write(int file, byte[] bytes) {
    try {
      Files.write(files.get(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
