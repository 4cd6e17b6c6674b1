package org.groundtrack.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDamageTest {
  private static final long BOUND = 1L << 30;

  @TempDir Path parent;

  /** A way to harm a file. */
  private interface Harm {
    byte[] to(byte[] file);
  }

  private Path folder() {
    return parent.resolve("cache");
  }

  /** The only piece of a cache that holds all of an object. */
  private Path piece(MemoryReader object) {
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      wrap(cache, object).read(new ByteRange(0, object.bytes.length));
    }
    List<Path> pieces = CacheFiles.pieces(folder());
    assertThat(pieces).hasSize(1);
    return pieces.get(0);
  }

  private static RangeReader wrap(RangeCache cache, MemoryReader object) {
    return cache.wrap(object, MemoryReader.URI, object.identity());
  }

  private void isRepaired(MemoryReader object, Path piece, byte[] whole, String what, Harm harm)
      throws IOException {
    Files.write(piece, harm.to(whole.clone()));
    object.requests.clear();
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      RangeReader reader = wrap(cache, object);
      ByteRange range = new ByteRange(0, object.bytes.length);
      assertThat(Arrays.equals(reader.read(range).array(), object.bytes)).as(what).isTrue();
      assertThat(cache.statistics().damagedPieces()).as(what).isEqualTo(1);
      assertThat(object.requests).as(what).containsExactly(range);
      assertThat(Arrays.equals(reader.read(range).array(), object.bytes)).as(what).isTrue();
      assertThat(object.requests).as(what).hasSize(1);
    }
    assertThat(Arrays.equals(Files.readAllBytes(piece), whole)).as(what).isTrue();
  }

  private static Harm flip(int at, int change) {
    return file -> {
      file[at] ^= (byte) change;
      return file;
    };
  }

  @Test
  void everyByteThatIsFlippedInASmallPieceIsFoundAndRepaired() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(100, 1));
    Path piece = piece(object);
    byte[] whole = Files.readAllBytes(piece);
    for (int at = 0; at < whole.length; at++) {
      isRepaired(object, piece, whole, "byte " + at, flip(at, 1 << at % 8));
    }
  }

  @Test
  void anyByteThatIsFlippedInALargePieceIsFoundAndRepaired() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("CacheDamageTest seed " + seed);
    Random random = new Random(seed);
    MemoryReader object = new MemoryReader(MemoryReader.noise(300_000, seed));
    Path piece = piece(object);
    byte[] whole = Files.readAllBytes(piece);
    for (int i = 0; i < 100; i++) {
      int at = random.nextInt(whole.length);
      String what = "seed %s, byte %s".formatted(seed, at);
      isRepaired(object, piece, whole, what, flip(at, 1 + random.nextInt(255)));
    }
  }

  @Test
  void piecesThatAreCutOrNotWrittenAreFoundAndRepaired() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(100_000, 2));
    Path piece = piece(object);
    byte[] whole = Files.readAllBytes(piece);
    for (int i = 0; i < 50; i++) {
      int size = (int) ((long) whole.length * i / 50);
      isRepaired(object, piece, whole, "size " + size, file -> Arrays.copyOf(file, size));
    }
    isRepaired(object, piece, whole, "longer", file -> Arrays.copyOf(file, file.length + 1));
    // As after a power failure: the size is there, the bytes are not.
    isRepaired(object, piece, whole, "zeros", file -> new byte[file.length]);
    isRepaired(
        object,
        piece,
        whole,
        "half zeros",
        file -> Arrays.copyOf(Arrays.copyOf(file, file.length / 2), file.length));
  }

  @Test
  void smallReadsOfADamagedPieceNeverGiveWrongBytes() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(200_000, 3));
    Path piece = piece(object);
    byte[] damaged = Files.readAllBytes(piece);
    damaged[damaged.length - 100_000] ^= 4;
    for (int at = 0; at < 199_000; at += 900) {
      Files.write(piece, damaged);
      try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
        ByteRange range = new ByteRange(at, 1000);
        assertThat(wrap(cache, object).read(range).array()).isEqualTo(object.expected(range));
      }
    }
  }

  @Test
  void piecesOfAnotherObjectAreNotServed() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 4));
    MemoryReader other = new MemoryReader(MemoryReader.noise(1000, 5));
    Path piece = piece(object);
    ByteRange range = new ByteRange(0, 1000);
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      cache.wrap(other, MemoryReader.URI + "2", other.identity()).read(range);
      for (Path file : CacheFiles.pieces(folder())) {
        if (!file.equals(piece)) {
          Files.move(piece, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      RangeReader reader = cache.wrap(other, MemoryReader.URI + "2", other.identity());
      assertThat(reader.read(range).array()).isEqualTo(other.bytes);
      assertThat(cache.statistics().damagedPieces()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoPieceIsLeftAlone() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 6));
    Path home = piece(object).getParent();
    for (String name : new String[] {"0-", "-1-5", "0-99999999", "00-5", "1-0", "x", "0-5.tmp"}) {
      Files.writeString(home.resolve(name), "");
    }
    Files.createDirectory(home.resolve("7-7"));
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      ByteRange range = new ByteRange(0, 1000);
      assertThat(wrap(cache, object).read(range).array()).isEqualTo(object.bytes);
    }
  }

  @Test
  void damageThatCannotBeDeletedIsFetchedAndStoredElsewhere() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 7));
    Path piece = piece(object);
    // A folder that is not empty stands for a file that can't be read nor deleted.
    Files.delete(piece);
    Files.createDirectory(piece);
    Files.createFile(piece.resolve("x"));
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      RangeReader reader = wrap(cache, object);
      ByteRange half = new ByteRange(0, 500);
      for (int i = 0; i < 3; i++) {
        assertThat(reader.read(half).array()).isEqualTo(object.expected(half));
      }
      assertThat(object.mostFetches()).isEqualTo(2);
    }
  }
}
