package org.groundtrack.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Standard output of all commands. Unlike {@code System.out} it remembers that something could not
 * be written, since a list that was cut off is a set of points that is missing.
 */
final class StandardOutput extends FilterOutputStream {
  /** What a shell says of a process that ended by SIGPIPE, as others do when their reader ends. */
  static final int READER_GONE = 141;

  private IOException failure;

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

  /** A writer of words in the charset of the terminal. */
  PrintWriter words() {
    return new PrintWriter(new OutputStreamWriter(this, charset()), true);
  }

  /** The charset of System.out, which Java 17 does not tell otherwise. */
  private static Charset charset() {
    String name =
        System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
    return name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
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
      throw noted(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw noted(e);
    }
  }

  private IOException noted(IOException e) {
    // Java gives no more than the words of the system.
    IOException told =
        String.valueOf(e.getMessage()).contains("Broken pipe") ? new ReaderGoneException(e) : e;
    if (failure == null) {
      failure = told;
    }
    return told;
  }

  /** The first failure to write, null if everything was written. */
  IOException failure() {
    return failure;
  }

  /** Tests if a failure is that the reader of standard output, such as {@code head}, has ended. */
  static boolean readerIsGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ReaderGoneException) {
        return true;
      }
    }
    return false;
  }
}
