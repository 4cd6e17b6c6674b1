package org.groundtrack.cache;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;

/** Reads random ranges of known objects through a cache, in a process of its own. */
final class CacheProcess {
  private static final int OBJECTS = 8;
  private static final int OBJECT_BYTES = 800_000;
  private static final long CONTENT_SEED = 42;

  private CacheProcess() {}

  static MemoryReader[] objects() {
    MemoryReader[] objects = new MemoryReader[OBJECTS];
    for (int i = 0; i < OBJECTS; i++) {
      objects[i] = new MemoryReader(MemoryReader.noise(OBJECT_BYTES, CONTENT_SEED + i));
    }
    return objects;
  }

  /** Reads, and throws if a byte is wrong. */
  static void readRandomly(RangeCache cache, MemoryReader[] objects, Random random) {
    int which = random.nextInt(OBJECTS);
    MemoryReader object = objects[which];
    int length = 1 + random.nextInt(1 << random.nextInt(19));
    ByteRange range = new ByteRange(random.nextInt(OBJECT_BYTES - length), length);
    try (RangeReader reader = cache.wrap(object, MemoryReader.URI + which, object.identity())) {
      if (!Arrays.equals(reader.read(range).array(), object.expected(range))) {
        throw new AssertionError("wrong bytes: object %s %s".formatted(which, range));
      }
    }
  }

  /** Arguments: folder, bound in bytes, seed, reads. Says a line for each read, and then "done". */
  public static void main(String[] arguments) {
    MemoryReader[] objects = objects();
    Random random = new Random(Long.parseLong(arguments[2]));
    try (RangeCache cache = RangeCache.open(Path.of(arguments[0]), Long.parseLong(arguments[1]))) {
      for (int i = Integer.parseInt(arguments[3]); i > 0; i--) {
        readRandomly(cache, objects, random);
        System.out.println(i);
      }
      if (!cache.isStoring()) {
        throw new AssertionError("it stopped storing");
      }
    }
    System.out.println("done");
  }
}
