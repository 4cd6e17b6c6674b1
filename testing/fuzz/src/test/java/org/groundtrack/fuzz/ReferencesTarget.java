package org.groundtrack.fuzz;

import java.io.ByteArrayInputStream;
import org.groundtrack.kerchunk.KerchunkReferences;

/** Sidecars of kerchunk references in JSON. */
public final class ReferencesTarget {
  private ReferencesTarget() {}

  /** Reads references and asks for all that they describe. */
  public static void fuzzerTestOneInput(byte[] data) {
    Refusals.allow(
        () -> Manifests.walk(KerchunkReferences.read(new ByteArrayInputStream(data), "fuzzed.h5")));
  }
}
