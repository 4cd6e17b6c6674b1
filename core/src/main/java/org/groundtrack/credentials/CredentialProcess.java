package org.groundtrack.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.groundtrack.error.AccessDeniedException;

/**
 * A program that prints keys, by the shell, as AWS's SDK for Java runs it. Its standard error is
 * dropped, since it may hold secrets. What it prints is described at
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html.
 */
final class CredentialProcess {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int LIMIT_BYTES = 1 << 16;

  private final String from;
  private final String command;
  private final Duration limit;

  CredentialProcess(String from, String command) {
    this(from, command, LIMIT);
  }

  CredentialProcess(String from, String command, Duration limit) {
    this.from = from;
    this.command = command;
    this.limit = limit;
  }

  /**
   * Runs it.
   *
   * @throws AccessDeniedException if it fails, takes longer than its limit, or prints anything else
   */
  AwsKeys run() {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    ProcessBuilder builder =
        new ProcessBuilder(
            windows ? List.of("cmd.exe", "/C", command) : List.of("/bin/sh", "-c", command));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        return new KeysJson(from, output(process)).ofProcess();
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new AccessDeniedException("The %s can't be run".formatted(from), e);
    }
  }

  private byte[] output(Process process) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      // In another thread: a read can't be given up, and the program may never close its output.
      byte[] output =
          CompletableFuture.supplyAsync(
                  () -> read(process.getInputStream()), CredentialProcess::start)
              .get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (output.length > LIMIT_BYTES) {
        throw new AccessDeniedException(
            "The %s printed more than %s bytes".formatted(from, LIMIT_BYTES));
      }
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() != 0) {
        throw new AccessDeniedException(
            "The %s ended with exit code %s: run it by hand".formatted(from, process.exitValue()));
      }
      return output;
    } catch (TimeoutException e) {
      throw new AccessDeniedException(
          "The %s did not end within %s seconds: run it by hand"
              .formatted(from, limit.toMillis() / 1e3));
    } catch (ExecutionException e) {
      throw new AccessDeniedException("The output of %s can't be read".formatted(from), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AccessDeniedException("Interrupted while waiting for " + from, e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "credential_process");
    thread.setDaemon(true);
    thread.start();
  }

  private static byte[] read(InputStream in) {
    try {
      return in.readNBytes(LIMIT_BYTES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
