package org.groundtrack.fuzz;

import java.io.ByteArrayInputStream;
import org.groundtrack.dmrpp.DmrppFile;

/** Sidecars in DMR++. */
public final class DmrppTarget {
  private DmrppTarget() {}

  /** Reads a sidecar and asks for all that it describes. */
  public static void fuzzerTestOneInput(byte[] data) {
    Refusals.allow(
        () -> Manifests.walk(DmrppFile.read(new ByteArrayInputStream(data), "fuzzed.h5")));
  }
}
