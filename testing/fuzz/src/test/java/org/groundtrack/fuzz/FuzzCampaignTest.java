package org.groundtrack.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Starts Jazzer for each target, for as long as {@code -Dgroundtrack.fuzz.seconds} says. It fails
 * on an exception that is none of ours, on a message for nobody, on more than ten seconds for one
 * input, on more memory than {@value #HEAP}, and on what a target asserts.
 */
class FuzzCampaignTest {
  private static final String HEAP = "-Xmx768m";
  private static final int SECONDS = Integer.getInteger("groundtrack.fuzz.seconds", 10);
  private static final int SECONDS_AN_INPUT = 10;
  private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs in");

  /** A target that fails on its first inputs, or reaches no code, runs fewer. */
  private static final int FEWEST_RUNS = 10;

  @ParameterizedTest
  @ValueSource(
      classes = {
        AreaTarget.class,
        ConditionTarget.class,
        LayoutTarget.class,
        ListTarget.class,
        DmrppTarget.class,
        ReferencesTarget.class,
        Hdf5Target.class,
        ChecksumTarget.class,
        IndexTarget.class,
        GranuleTarget.class
      })
  void hostileInputIsReadOrRefusedInWordsForUsers(Class<?> target) throws Exception {
    Path folder = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
    Path seeds = Files.createDirectories(folder.resolve("seeds"));
    Path found = Files.createDirectories(folder.resolve("found"));
    Map<String, Path> properties = new Seeds(seeds).write(target);
    Path log = folder.resolve("log.txt");

    int status = run(target, properties, List.of(found, seeds), folder, log);

    String said = Files.readString(log);
    Matcher runs = RUNS.matcher(said);
    boolean done = runs.find();
    System.out.printf(
        "%s: %s inputs in %s s%n", target.getSimpleName(), done ? runs.group(1) : "?", SECONDS);
    assertThat(status).as("%s; its input is beside the log, %s", tail(said), log).isZero();
    assertThat(done).as(tail(said)).isTrue();
    assertThat(Integer.parseInt(runs.group(1))).isGreaterThan(FEWEST_RUNS);
  }

  private static int run(
      Class<?> target, Map<String, Path> properties, List<Path> corpora, Path folder, Path log)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
    words.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    properties.forEach((name, path) -> words.add("-D" + name + "=" + path));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add("com.code_intelligence.jazzer.Jazzer");
    words.add("--target_class=" + target.getName());
    words.add("--instrumentation_includes=org.groundtrack.**:io.jhdf.**");
    // A layout holds a pattern of names, which is its user's own.
    words.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection");
    // Coverage is of our code; hooks in that of others only take time.
    words.add("--custom_hook_excludes=org.apache.**:io.netty.**:com.fasterxml.**:okhttp3.**");
    words.add("--reproducer_path=" + folder);
    words.add("-artifact_prefix=" + folder + "/");
    words.add("-timeout=" + SECONDS_AN_INPUT);
    words.add("-max_total_time=" + SECONDS);
    words.add("-rss_limit_mb=0");
    words.add("-max_len=65536");
    corpora.forEach(corpus -> words.add(corpus.toString()));
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(SECONDS + 300L, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("It did not end; see " + log);
    }
    return process.exitValue();
  }

  private static String tail(String log) {
    int from = log.indexOf("== Java Exception");
    return from < 0
        ? log.substring(Math.max(0, log.length() - 1500))
        : log.substring(from, Math.min(log.length(), from + 3000));
  }
}
