package org.groundtrack.exporter;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written. For one thread. */
final class CountingOutputStream extends FilterOutputStream {
  private long bytes;

  CountingOutputStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    bytes++;
  }

  @Override
  public void write(byte[] values, int from, int count) throws IOException {
    out.write(values, from, count);
    bytes += count;
  }

  /** Bytes written so far. */
  long bytes() {
    return bytes;
  }
}
