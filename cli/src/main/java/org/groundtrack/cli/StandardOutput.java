package org.groundtrack.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output for bytes: unlike {@code System.out} it says when nobody reads any more. */
final class StandardOutput extends FilterOutputStream {
  /** What a shell says of a process that ended by SIGPIPE, as others do when their reader ends. */
  static final int READER_GONE = 141;

  private static final class ReaderGoneException extends IOException {
    private static final long serialVersionUID = 1;

    ReaderGoneException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      // Java gives no more than the words of the system.
      if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
        throw new ReaderGoneException(e);
      }
      throw e;
    }
  }

  /** Whether a failure is that the reader of standard output, such as {@code head}, has ended. */
  static boolean readerIsGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ReaderGoneException) {
        return true;
      }
    }
    return false;
  }
}
