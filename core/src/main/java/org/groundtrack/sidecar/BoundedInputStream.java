package org.groundtrack.sidecar;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.groundtrack.error.BadGranuleException;

/** Refuses a document that is larger than any real one, wherever its bytes come from. */
public final class BoundedInputStream extends FilterInputStream {
  /** Largest document in bytes; the largest real ones, of ATL03, are some 60 MB. */
  public static final long MAX_BYTES = 512L << 20;

  private final String granule;
  private final long limit;
  private long read;

  /**
   * @param granule name for messages
   * @param limit bytes
   */
  public BoundedInputStream(InputStream in, String granule, long limit) {
    super(in);
    this.granule = granule;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int held = super.read(bytes, offset, length);
    count(Math.max(0, held));
    return held;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) {
    read += bytes;
    if (read > limit) {
      throw new BadGranuleException(
          "[%s] its sidecar is larger than %s bytes, the limit: index the granule without it"
              .formatted(granule, limit));
    }
  }
}
