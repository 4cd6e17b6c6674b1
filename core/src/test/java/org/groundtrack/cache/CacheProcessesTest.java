package org.groundtrack.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheProcessesTest {
  // Less than the objects have, so that processes evict under each other.
  private static final long BOUND = 4 << 20;

  @TempDir Path parent;

  private Process start(long seed, int reads) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            CacheProcess.class.getName(),
            parent.resolve("cache").toString(),
            Long.toString(BOUND),
            Long.toString(seed),
            Integer.toString(reads))
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void processesShareAFolderAndReadNoWrongByte() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("CacheProcessesTest seed " + seed);
    Process first = start(seed, 300);
    Process second = start(seed + 1, 300);
    MemoryReader[] objects = CacheProcess.objects();
    Random random = new Random(seed + 2);
    try (RangeCache cache = RangeCache.open(parent.resolve("cache"), BOUND);
        BufferedReader firstSays = first.inputReader();
        BufferedReader secondSays = second.inputReader()) {
      for (int i = 0; i < 300; i++) {
        CacheProcess.readRandomly(cache, objects, random);
      }
      assertThat(firstSays.lines().toList()).as("seed %s", seed).endsWith("done");
      assertThat(secondSays.lines().toList()).as("seed %s", seed).endsWith("done");
      assertThat(first.waitFor()).isZero();
      assertThat(second.waitFor()).isZero();
      assertThat(cache.isStoring()).isTrue();
      assertThat(cache.statistics().damagedPieces()).isZero();
    } finally {
      first.destroyForcibly();
      second.destroyForcibly();
    }
    // Each process may have what it took beyond the bound: 256 KiB and a range.
    assertThat(CacheFiles.diskBytes(parent.resolve("cache"))).isLessThan(BOUND + 3 * (600 << 10));
  }

  @Test
  void killedProcessesLeaveAFolderThatWorks() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("CacheProcessesTest seed " + seed);
    Random random = new Random(seed);
    MemoryReader[] objects = CacheProcess.objects();
    try (RangeCache cache = RangeCache.open(parent.resolve("cache"), BOUND)) {
      for (int kill = 0; kill < 10; kill++) {
        Process process = start(random.nextLong(), Integer.MAX_VALUE);
        try (BufferedReader says = process.inputReader()) {
          int lines = 1 + random.nextInt(40);
          for (int i = 0; i < lines; i++) {
            assertThat(says.readLine()).as("seed %s", seed).containsOnlyDigits();
          }
          process.destroyForcibly();
        } finally {
          process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        for (int i = 0; i < 25; i++) {
          CacheProcess.readRandomly(cache, objects, random);
        }
      }
      assertThat(cache.isStoring()).isTrue();
      assertThat(cache.statistics().damagedPieces()).isZero();
      assertThat(cache.statistics().storedBytes()).isPositive();
    }
    assertThat(CacheFiles.diskBytes(parent.resolve("cache"))).isLessThan(BOUND + (1 << 20));
  }
}
