package org.groundtrack.error;

/** What kind of failure it was, with the exit code that the command line answers. */
public enum ErrorCode {
  /** A bug in Groundtrack. */
  INTERNAL(1),
  /** A bad option, argument or Java API call. */
  USAGE(2),
  /** The area of interest is unreadable or invalid. */
  INVALID_AOI(2),
  /** A granule is malformed, or uses something that is not supported. */
  BAD_GRANULE(3),
  /** An index is malformed, or of a format that this version does not read. */
  BAD_INDEX(3),
  /** A file of points is damaged, or of a form that is not read. */
  BAD_POINTS(3),
  /** A source could not be reached or does not exist. */
  SOURCE_UNAVAILABLE(4),
  /** A source may not be read with the credentials given. */
  ACCESS_DENIED(5),
  /** A source changed since it was indexed. */
  SOURCE_CHANGED(6),
  /** A limit was reached: memory, cells, bytes, disk. */
  LIMIT_EXCEEDED(7),
  /** A source is refused by a rule: its scheme, host, address or folder. */
  REFUSED(8),
  /** Completed, but bad granules were skipped as asked. */
  SKIPPED_GRANULES(9),
  /** Completed, but nothing is as asked for, so that nothing was written. */
  NOTHING_FOUND(10);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  /**
   * Whether it is the failure of one granule, so that others may be gone on with: it is damaged,
   * absent, changed, beyond a limit, or could not be reached although requests were tried again.
   * What a login, a rule or an option ends is no granule's fault, and may end all of them.
   */
  public boolean isOfOneGranule() {
    return switch (this) {
      case BAD_GRANULE, SOURCE_UNAVAILABLE, SOURCE_CHANGED, LIMIT_EXCEEDED -> true;
      default -> false;
    };
  }

  /** The process exit code, 1 to 10. */
  public int exitCode() {
    return exitCode;
  }
}
