package org.groundtrack.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The machine and the virtual machine, as figures need them beside them. */
final class Environment {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Environment() {}

  /** One line each for processor, operating system, Java and heap. */
  static List<String> lines() {
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        "processor  %s, %s available".formatted(processor(), runtime.availableProcessors()),
        "system     %s %s %s"
            .formatted(property("os.name"), property("os.version"), property("os.arch")),
        "java       %s %s".formatted(property("java.vm.name"), property("java.runtime.version")),
        String.format(
            Locale.ROOT, "heap       at most %.1f GiB", runtime.maxMemory() / (double) (1L << 30)));
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  private static String processor() {
    try {
      for (String line : Files.readAllLines(CPU_INFO)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // Not Linux: the architecture has to do.
    }
    return property("os.arch");
  }

  /** Forgets the highest use of the heap so far. */
  static void resetPeakHeap() {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /**
   * Highest use of the heap since the last reset, bytes; a bound, since its pools may have had
   * their peaks at different times. Garbage counts.
   */
  static long peakHeap() {
    return heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
