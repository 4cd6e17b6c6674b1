package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A run of the command inside the test's own process.
 *
 * @param exitCode what the process would have exited with
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandRun(int exitCode, String out, String err) {
  /** Runs the command. What lists and arrays among its words hold are words of their own. */
  static CommandRun of(Object... words) {
    return in(Map.of(), words);
  }

  /** The same with variables of the environment, which may hold settings. */
  static CommandRun in(Map<String, String> environment, Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine(environment).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] args = flat(words).map(Object::toString).toArray(String[]::new);
    int exitCode = command.execute(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  private static Stream<?> flat(Object word) {
    if (word instanceof Object[] array) {
      return Stream.of(array).flatMap(CommandRun::flat);
    }
    return word instanceof Collection<?> list ? list.stream() : Stream.of(word);
  }

  /** This run, which must have succeeded without a word to standard error. */
  CommandRun succeeded() {
    return exited(0);
  }

  private CommandRun exited(int expected) {
    assertThat(err).isEmpty();
    assertThat(exitCode).isEqualTo(expected);
    return this;
  }

  /** Its one line of standard error; it must have exited so, with nothing on standard output. */
  String failed(int expected) {
    assertThat(err).hasLineCount(1).startsWith("groundtrack: error[");
    assertThat(exitCode).as(err).isEqualTo(expected);
    assertThat(out).isEmpty();
    return err;
  }

  /** Its output as JSON; it must have succeeded. */
  JsonNode json() {
    return json(0);
  }

  /** Its output as JSON; it must have exited so, without a word to standard error. */
  JsonNode json(int exited) {
    exited(exited);
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + out, e);
    }
  }
}
