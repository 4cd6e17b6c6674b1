package org.groundtrack.io;

import java.time.Instant;
import java.util.Objects;

/**
 * Which version of an object was read.
 *
 * @param size bytes (at least 0)
 * @param etag the entity tag as the server gave it, or {@code null} where there is none
 * @param lastModified last modification, or {@code null} where it is not known
 */
public record SourceIdentity(long size, String etag, Instant lastModified) {
  public SourceIdentity {
    if (size < 0) {
      throw new IllegalArgumentException("Size must not be negative: " + size);
    }
    if (etag != null && !isEtag(etag)) {
      throw new IllegalArgumentException("ETag holds what no HTTP header can");
    }
  }

  /** Whether a text can be sent back in a header: visible ASCII and spaces. */
  public static boolean isEtag(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** The same version, with the marks of another look at it where it has none. */
  public SourceIdentity with(SourceIdentity other) {
    return new SourceIdentity(
        size,
        etag == null ? other.etag : etag,
        lastModified == null ? other.lastModified : lastModified);
  }

  /**
   * Whether {@code now} may be the same version: sizes are equal, and so are the strongest marks
   * that both have. An entity tag decides where both have one; times are compared to the second,
   * since HTTP has no finer ones.
   */
  public boolean matches(SourceIdentity now) {
    if (size != now.size) {
      return false;
    }
    if (etag != null && now.etag != null) {
      return etag.equals(now.etag);
    }
    if (lastModified != null && now.lastModified != null) {
      return Objects.equals(lastModified.getEpochSecond(), now.lastModified.getEpochSecond());
    }
    return true;
  }
}
