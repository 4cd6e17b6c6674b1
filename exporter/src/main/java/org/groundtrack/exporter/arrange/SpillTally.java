package org.groundtrack.exporter.arrange;

/** Counts what was sorted on disk. For one thread. */
public final class SpillTally {
  private long runs;
  private long bytes;

  void add(long moreRuns, long moreBytes) {
    runs += moreRuns;
    bytes += moreBytes;
  }

  /** Sorted runs that were written; 0 if all fitted into memory. */
  public long runs() {
    return runs;
  }

  /** Bytes that were written for them. */
  public long bytes() {
    return bytes;
  }
}
