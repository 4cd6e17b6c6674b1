package org.groundtrack.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.indexer.GranuleInputs;

/** Lists of granules. */
public final class ListTarget {
  private static Path list;

  private ListTarget() {}

  /** Makes a folder of its own, so that no name in a list is that of a granule. */
  public static void fuzzerInitialize() {
    try {
      list = Files.createTempDirectory("groundtrack-fuzz").resolve("granules.txt");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a list; patterns are left out, since one may walk the whole disk. */
  public static void fuzzerTestOneInput(byte[] data) {
    for (byte b : data) {
      if (b == '*' || b == '?' || b == '[' || b == '{' || b == '/' || b == '.') {
        return;
      }
    }
    try {
      Files.write(list, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Refusals.allow(() -> GranuleInputs.find(List.of(list.toString())));
  }
}
