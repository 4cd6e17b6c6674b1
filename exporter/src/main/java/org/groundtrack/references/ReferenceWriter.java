package org.groundtrack.references;

import java.io.IOException;

/** Writes groups as they come. For one thread; closing without {@link #finish} gives up. */
interface ReferenceWriter extends AutoCloseable {
  /** Adds a group. Those of a granule, and within it those of a beam, come one after the other. */
  void add(ReferenceGroup group) throws IOException;

  /** Writes what comes last. */
  void finish() throws IOException;

  @Override
  void close() throws IOException;
}
