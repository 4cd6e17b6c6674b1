package org.groundtrack.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Python, in a process of its own: that of the environment variable {@value #VARIABLE}, else {@code
 * python3}. Tests that need modules which it lacks skip aloud.
 */
public final class Python {
  /** Names the interpreter. */
  public static final String VARIABLE = "GROUNDTRACK_PYTHON";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Of modules, why they can't be imported; empty if they can. */
  private static final Map<List<String>, String> LACKING = new ConcurrentHashMap<>();

  private static final String IMPORTS =
      """
      import importlib, sys
      missing = []
      for name in sys.argv[1:]:
          try:
              importlib.import_module(name)
          except Exception as e:
              missing.append('%s (%s)' % (name, e))
      print(', '.join(missing), end='')
      """;

  private Python() {}

  /**
   * Python with modules; skips the calling test, naming those that are missing, where it lacks any.
   *
   * @param modules names as in {@code import}
   */
  public static Python require(String... modules) {
    String lacking = LACKING.computeIfAbsent(List.of(modules), Python::lacking);
    if (!lacking.isEmpty()) {
      System.out.println("SKIPPED: " + lacking);
    }
    Assumptions.assumeTrue(lacking.isEmpty(), lacking);
    return new Python();
  }

  private static String lacking(List<String> modules) {
    Result result;
    try {
      result = start(IMPORTS, modules);
    } catch (IOException e) {
      return "%s does not start: %s".formatted(interpreter(), e.getMessage());
    }
    if (result.status() != 0) {
      return "%s does not run: %s".formatted(interpreter(), result.errors());
    }
    return result.output().isEmpty()
        ? ""
        : "%s lacks %s; see CONTRIBUTING.md".formatted(interpreter(), result.output());
  }

  /**
   * Runs a script that lies beside a class, among the resources.
   *
   * @param arguments {@code sys.argv[1:]}, as text
   * @return its standard output
   * @throws AssertionError if it fails, with its standard error, or runs for too long
   */
  public String runResource(Class<?> beside, String name, Object... arguments) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("No resource " + name + " beside " + beside);
      }
      return run(new String(in.readAllBytes(), StandardCharsets.UTF_8), arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a script.
   *
   * @param script its text
   * @param arguments {@code sys.argv[1:]}, as text
   * @return its standard output
   * @throws AssertionError if it fails, with its standard error, or runs for too long
   */
  public String run(String script, Object... arguments) {
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      texts.add(String.valueOf(argument));
    }
    try {
      Result result = start(script, texts);
      if (result.status() != 0) {
        throw new AssertionError(
            "Python ended with %s%n%s%n%s"
                .formatted(result.status(), result.output(), result.errors()));
      }
      return result.output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String interpreter() {
    String named = System.getenv(VARIABLE);
    return named == null || named.isBlank() ? "python3" : named;
  }

  private record Result(int status, String output, String errors) {}

  /** Output goes to files: a pipe that nobody reads would stop the process. */
  private static Result start(String script, List<String> arguments) throws IOException {
    Path folder = Files.createTempDirectory("groundtrack-python");
    Path file = folder.resolve("script.py");
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    try {
      Files.writeString(file, script);
      List<String> command = new ArrayList<>(List.of(interpreter(), file.toString()));
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().put("PYTHONUTF8", "1");
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      int status = await(builder.start(), errors);
      return new Result(status, Files.readString(output), Files.readString(errors));
    } finally {
      for (Path path : List.of(file, output, errors, folder)) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static int await(Process process, Path errors) throws IOException {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(
            "Python still ran after %s%n%s".formatted(LIMIT, Files.readString(errors)));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while Python ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
