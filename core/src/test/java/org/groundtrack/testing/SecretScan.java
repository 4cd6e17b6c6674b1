package org.groundtrack.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Asserts that none of some sentinels, put where secrets belong, shows up where none does. */
public final class SecretScan {
  private final List<String> sentinels;

  private SecretScan(List<String> sentinels) {
    this.sentinels = List.copyOf(sentinels);
    if (sentinels.isEmpty() || sentinels.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a scan needs sentinels: " + sentinels);
    }
  }

  /** Looks for these, as they are written, upper and lower case alike. */
  public static SecretScan of(String... sentinels) {
    return new SecretScan(List.of(sentinels));
  }

  /** Looks for these, as they are written, upper and lower case alike. */
  public static SecretScan of(List<String> sentinels) {
    return new SecretScan(sentinels);
  }

  /**
   * Checks a text.
   *
   * @param where what it is, for the message: stderr, a report
   */
  public SecretScan text(String where, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String sentinel : sentinels) {
      int at = lower.indexOf(sentinel.toLowerCase(Locale.ROOT));
      if (at >= 0) {
        int end = Math.min(text.length(), at + sentinel.length() + 40);
        throw new AssertionError(
            "secret [%s] is in %s: ...%s..."
                .formatted(sentinel, where, text.substring(Math.max(0, at - 80), end)));
      }
    }
    return this;
  }

  /** Checks all that prints of an exception, its causes and what they suppressed. */
  public SecretScan exception(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> left = new ArrayDeque<>();
    left.add(thrown);
    while (!left.isEmpty()) {
      Throwable next = left.remove();
      if (!seen.add(next)) {
        continue;
      }
      String where = "an exception of " + next.getClass().getName();
      text(where, String.valueOf(next.getMessage()));
      text(where, String.valueOf(next.getLocalizedMessage()));
      text(where, next.toString());
      if (next.getCause() != null) {
        left.add(next.getCause());
      }
      left.addAll(List.of(next.getSuppressed()));
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return text("a stack trace", trace.toString());
  }

  /** Checks names and bytes of all files under a folder. */
  public SecretScan files(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      text("the name of a file", folder.relativize(path).toString());
      if (Files.isRegularFile(path)) {
        text("file " + path, new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
      }
    }
    return this;
  }
}
