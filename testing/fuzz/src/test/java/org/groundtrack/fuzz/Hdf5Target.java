package org.groundtrack.fuzz;

import org.groundtrack.hdf5.Hdf5File;

/** Granules as any bytes at all: their metadata, and the values of small datasets. */
public final class Hdf5Target {
  private Hdf5Target() {}

  /** Walks the metadata of a file and decodes what it holds. */
  public static void fuzzerTestOneInput(byte[] data) {
    BytesReader reader = new BytesReader(data);
    Refusals.allow(() -> Manifests.decode(Hdf5File.open(reader), reader));
  }
}
