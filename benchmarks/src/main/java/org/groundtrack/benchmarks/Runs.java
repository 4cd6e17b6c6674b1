package org.groundtrack.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Seconds of the runs of one measurement, and processor seconds of the whole process where it was
 * timed here: these hardly depend on what else the machine does. Not safe for use by several
 * threads at once.
 */
final class Runs {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> processorSeconds = new ArrayList<>();

  /** Times some work and gives its result. */
  <T> T time(Work<T> work) {
    long processorStart = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    T result = work.run();
    seconds.add((System.nanoTime() - start) / 1e9);
    processorSeconds.add((SYSTEM.getProcessCpuTime() - processorStart) / 1e9);
    return result;
  }

  /** Adds a run that was timed elsewhere. */
  void add(double run) {
    seconds.add(run);
  }

  /** What is timed. */
  interface Work<T> {
    T run();
  }

  double median() {
    return median(seconds);
  }

  /** Processor seconds of all threads; for runs that were timed here. */
  double processorMedian() {
    return median(processorSeconds);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = sorted(values);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  double min() {
    return sorted(seconds).get(0);
  }

  double max() {
    return sorted(seconds).get(seconds.size() - 1);
  }

  private static List<Double> sorted(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted;
  }

  /** Min, median, max in seconds, and each run in order. */
  String secondsText() {
    return text(1, "s", true);
  }

  /** Min, median, max in milliseconds, without the single runs. */
  String millisText() {
    return text(1e3, "ms", false);
  }

  private String text(double factor, String unit, boolean each) {
    String text =
        String.format(
            Locale.ROOT,
            "median %.3f %s (min %.3f, max %.3f)",
            median() * factor,
            unit,
            min() * factor,
            max() * factor);
    return each
        ? seconds.stream()
            .map(run -> String.format(Locale.ROOT, "%.3f", run * factor))
            .collect(Collectors.joining(" ", text + ", runs: ", ""))
        : text;
  }
}
