package org.groundtrack.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.groundtrack.hdf5.Hdf5File;

/**
 * Changed bytes of a granule whose metadata and chunks all have checksums: a value comes out as it
 * was, or its dataset is refused.
 */
public final class ChecksumTarget {
  private static byte[] granule;
  private static Map<String, byte[]> values;

  private ChecksumTarget() {}

  /** Reads the granule once as it is. */
  public static void fuzzerInitialize() {
    try {
      granule = Files.readAllBytes(Path.of(System.getProperty(Seeds.CHECKSUMMED)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    BytesReader reader = new BytesReader(granule);
    values = Manifests.decode(Hdf5File.open(reader), reader);
  }

  /** Changes some bytes and compares what still can be read. */
  public static void fuzzerTestOneInput(byte[] data) {
    BytesReader reader = new BytesReader(Patches.apply(granule, data, 0));
    Refusals.allow(
        () ->
            Manifests.decode(Hdf5File.open(reader), reader)
                .forEach(
                    (path, found) -> {
                      if (!Arrays.equals(found, values.get(path))) {
                        throw new AssertionError("values of " + path + " changed without a word");
                      }
                    }));
  }
}
