package org.groundtrack.index;

import java.nio.file.Path;
import java.util.UUID;

/**
 * Part files of one run, which become the index in one step or are deleted, even if the process is
 * ended meanwhile. For one thread.
 */
final class PartsRun implements AutoCloseable {
  private final Path folder;
  private final PartFiles files;
  private final Thread interruption;

  PartsRun(Path folder) {
    this.folder = folder;
    this.files = new PartFiles(folder, UUID.randomUUID().toString().substring(0, 8));
    this.interruption = new Thread(files::close, "index-interrupted");
    Runtime.getRuntime().addShutdownHook(interruption);
  }

  PartFiles files() {
    return files;
  }

  /** Makes a state that names the files the index, and deletes all other parts. */
  void commit(IndexState state) {
    // First, since an interruption after the commit must not delete what the new state names.
    files.keep(true);
    try {
      state.commit(folder);
    } catch (RuntimeException e) {
      files.keep(false);
      throw e;
    }
    IndexWriter.deleteOldParts(folder, state);
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
