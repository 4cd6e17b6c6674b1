package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.groundtrack.testing.SmallHdf5.heap;
import static org.groundtrack.testing.SmallHdf5.pointer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.groundtrack.codec.HeapCollection;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapTextsTest {
  private final List<ByteRange> requests = new ArrayList<>();

  private String[] read(byte[] granule, byte[]... pointers) {
    ByteArrayOutputStream elements = new ByteArrayOutputStream();
    Arrays.stream(pointers).forEach(elements::writeBytes);
    return new HeapTexts(
            "g.h5",
            granule.length,
            CoalescePolicy.LOCAL,
            wanted -> wanted.stream().map(range -> read(granule, range)).toList())
        .read("x", elements.toByteArray());
  }

  private ByteBuffer read(byte[] granule, ByteRange range) {
    requests.add(range);
    return ByteBuffer.wrap(
        Arrays.copyOfRange(granule, Math.toIntExact(range.offset()), Math.toIntExact(range.end())));
  }

  private static byte[] granule(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[64]);
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  @Test
  void textsAreThoseOfTheirObjects() {
    byte[] granule =
        granule(heap(4096, "alpha", "\u03b2", "a text of more than 8 bytes", "nul\0x"));
    assertThat(
            read(
                granule,
                pointer(5, 64, 1),
                pointer(27, 64, 3),
                pointer(2, 64, 2),
                pointer(3, 64, 1),
                pointer(5, 64, 4)))
        .containsExactly("alpha", "a text of more than 8 bytes", "\u03b2", "alp", "nul");
    assertThat(requests).containsExactly(new ByteRange(64, 4096));
  }

  @Test
  void whatWasNeverWrittenIsNullAndWhatIsEmptyIsEmpty() {
    assertThat(read(granule(), pointer(0, 0, 0), pointer(7, 0, 1), pointer(0, 64 - 16, 9)))
        .containsExactly(null, null, "");
    assertThat(read(granule(), pointer(0, -1, 0))).containsExactly((String) null);
    assertThat(requests).isEmpty();
  }

  @Test
  void collectionsNearEachOtherAreOneRequestAndLongOnesAreReadWhole() {
    String text = "x".repeat(9000);
    byte[] granule =
        granule(heap(4096, "a"), heap(4096, "b"), heap(16384, "c", text), heap(64, "d"));
    long third = 64 + 2 * 4096;
    assertThat(
            read(
                granule,
                pointer(1, third + 16384, 1),
                pointer(9000, third, 2),
                pointer(1, 64, 1),
                pointer(1, 64 + 4096, 1)))
        .containsExactly("d", text, "a", "b");
    // What 4 kB do not hold is read again, at the length that they say.
    assertThat(requests)
        .containsExactly(
            new ByteRange(64, 3 * 4096),
            new ByteRange(third + 16384, 64),
            new ByteRange(third, 16384));
  }

  @Test
  void manyCollectionsAreReadInTurns() {
    byte[][] parts = new byte[9000][];
    byte[][] pointers = new byte[parts.length][];
    String[] expected = new String[parts.length];
    for (int i = 0; i < parts.length; i++) {
      expected[i] = "text " + i;
      parts[i] = heap(4096, "other", expected[i]);
      pointers[parts.length - 1 - i] = pointer(expected[i].length(), 64 + i * 4096L, 2);
    }
    String[] found = read(granule(parts), pointers);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[parts.length - 1 - i]).isEqualTo(expected[i]);
    }
    assertThat(requests.stream().mapToLong(ByteRange::length).max().orElseThrow())
        .isLessThanOrEqualTo(16 << 20);
    assertThat(requests.stream().mapToLong(ByteRange::length).sum()).isEqualTo(9000L * 4096);
  }

  private void refused(byte[] granule, byte[] pointer, String why) {
    assertThatThrownBy(() -> read(granule, pointer))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("g.h5")
        .hasMessageContaining(why);
  }

  @Test
  void pointersThatLeadNowhereAreRefused() {
    byte[] granule = granule(heap(4096, "alpha"));
    refused(granule, pointer(5, granule.length - 15, 1), "the granule ends at 4160");
    refused(granule, pointer(5, Long.MAX_VALUE, 1), "the granule ends at");
    refused(granule, pointer(5, -2, 1), "at byte 18446744073709551614");
    refused(granule, pointer(5, 65, 1), "does not begin with GCOL");
    refused(granule, pointer(5, 64, 2), "has no object 2");
    refused(granule, pointer(5, 64, 0), "an object 0, expected 1 to 65535");
    refused(granule, pointer(5, 64, -1), "an object 4294967295");
    refused(granule, pointer(5, 64, 0x10001), "an object 65537");
    refused(granule, pointer(6, 64, 1), "object 1 of 5 bytes, but a string of 6");
    refused(granule, pointer(0xFFFFFFFFL, 64, 1), "a string of 4294967295 bytes, the limit is");
  }

  @Test
  void collectionsThatCanNotBeAreRefused() {
    refused(damaged(0, (byte) 'X'), pointer(1, 64, 1), "GCOL");
    refused(damaged(4, (byte) 2), pointer(1, 64, 1), "is of version 2, expected 1");
    refused(damaged(9, (byte) 0), pointer(1, 64, 1), "expected 16 to");
    refused(damaged(12, (byte) 1), pointer(1, 64, 1), "expected 16 to");
    refused(damaged(15, (byte) 0x80), pointer(1, 64, 1), "expected 16 to");
    refused(damaged(10, (byte) 1), pointer(1, 64, 1), "but the end of the granule comes after");
    // The length of its first object.
    refused(damaged(16 + 8 + 2, (byte) 1), pointer(1, 64, 1), "an object 1 of 65537 bytes");
    refused(damaged(16 + 8 + 7, (byte) 0x80), pointer(1, 64, 1), "an object 1 of -");
    refused(damaged(16 + 8 + 7, (byte) 0x7F), pointer(1, 64, 1), "an object 1 of ");
    // The number of its second.
    refused(damaged(16 + 24, (byte) 1), pointer(1, 64, 1), "two objects 1");
  }

  @Test
  void collectionsThatOverlapAreRefused() {
    byte[] granule = granule(heap(4096, "a".repeat(64)));
    byte[] inner = heap(64, "b");
    System.arraycopy(inner, 0, granule, 64 + 32, inner.length);
    byte[][] pointers = {pointer(1, 64, 1), pointer(1, 64 + 32, 1)};
    assertThatThrownBy(() -> read(granule, pointers))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("another comes after 32");
  }

  private static byte[] damaged(int at, byte value) {
    byte[] granule = granule(heap(4096, "a", "b"));
    granule[64 + at] = value;
    return granule;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15})
  void headersThatAreCutAreRefused(int bytes) {
    assertThatThrownBy(() -> HeapCollection.size("g.h5", new byte[bytes]))
        .isInstanceOf(BadGranuleException.class);
  }

  @Test
  void collectionMayEndWithoutFreeSpace() {
    byte[] heap = heap(16 + 24 + 8, "a");
    assertThat(read(granule(heap), pointer(1, 64, 1))).containsExactly("a");
  }

  @Test
  void randomDamageIsRefusedOrHarmless() {
    long seed = new Random().nextLong();
    System.out.println("HeapTextsTest seed " + seed);
    Random random = new Random(seed);
    byte[] sound = granule(heap(512, "alpha", "beta", "gamma, which is longer"), heap(512, "x"));
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] granule = sound.clone();
      for (int k = 0; k <= random.nextInt(4); k++) {
        granule[64 + random.nextInt(96)] = (byte) random.nextInt();
      }
      ByteBuffer pointer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      pointer
          .putInt(random.nextInt(8))
          .putLong(64 + 512L * random.nextInt(3))
          .putInt(random.nextInt(5));
      try {
        assertThat(read(granule, pointer.array())).hasSize(1);
      } catch (GroundtrackException e) {
        refused++;
      }
    }
    assertThat(refused).as("seed %s", seed).isPositive();
  }
}
