package org.groundtrack.index;

import java.nio.file.Path;
import java.util.UUID;

/**
 * Part files of one run, which become the index in one step or are deleted, even if the process is
 * ended meanwhile. For one thread.
 */
final class PartsRun implements AutoCloseable {
  private final PartFiles files;
  private final Thread interruption;

  PartsRun(Path folder) {
    this.files = new PartFiles(folder, UUID.randomUUID().toString().substring(0, 8));
    this.interruption = new Thread(files::close, "index-interrupted");
    Runtime.getRuntime().addShutdownHook(interruption);
  }

  PartFiles files() {
    return files;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process is ending: the hook itself deletes what is left.
      return;
    }
    files.close();
  }
}
