package org.groundtrack.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.CountingRangeReader;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.SampleCollection;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataBlocksTest {
  /** 50 ms to the first byte, 100 MB/s: a machine near the archive. */
  private static final CoalescePolicy FAST =
      new CoalescePolicy(0.05, 1e8, 16, 1.0, 1 << 20, 8 << 20);

  /** 64 kB blocks: a granule of a few megabytes is large by it. */
  private static final CoalescePolicy SHORT = new CoalescePolicy(0.01, 3e7, 1, 1, 0, 8 << 20);

  @TempDir Path folder;

  /** An object of zeros, or of random bytes where they are few. */
  private record Made(long size, byte[] bytes) implements RangeReader {
    @Override
    public String name() {
      return "made";
    }

    @Override
    public SourceIdentity identity() {
      return new SourceIdentity(size, null, null);
    }

    @Override
    public ByteBuffer read(ByteRange range) {
      assertThat(range.end()).isLessThanOrEqualTo(size);
      ByteBuffer read = ByteBuffer.allocate((int) range.length());
      return bytes == null ? read : read.put(0, bytes, (int) range.offset(), read.capacity());
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  @Test
  void blockTakesAsLongToTransferAsToAskFor() {
    assertThat(MetadataBlocks.of(CoalescePolicy.LOCAL).blockBytes()).isEqualTo(4096);
    assertThat(MetadataBlocks.of(FAST).blockBytes()).isEqualTo(1 << 20);
    assertThat(MetadataBlocks.of(SHORT).blockBytes()).isEqualTo(64 << 10);
    assertThat(MetadataBlocks.of(new CoalescePolicy(9, 1e9, 1, 1, 0, 1)).blockBytes())
        .isEqualTo(8 << 20);
    assertThatThrownBy(() -> new MetadataBlocks(5000)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void metadataIsTheSameWhateverTheBlocks() throws Exception {
    Path granule = sample();
    try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
      CountingRangeReader local = new CountingRangeReader(reader);
      CountingRangeReader few = new CountingRangeReader(reader);
      CountingRangeReader one = new CountingRangeReader(reader);
      Hdf5File file = Hdf5File.open(local);
      List<Dataset> expected = file.datasetsUnder("");
      assertThat(Hdf5File.open(few, SHORT).datasetsUnder("")).isEqualTo(expected);
      assertThat(Hdf5File.open(one, FAST).datasetsUnder("")).isEqualTo(expected);
      assertThat(file.metadataRequests()).isEqualTo(local.requests());
      assertThat(file.metadataBytes()).isEqualTo(local.bytes());
      assertThat(few.requests()).isLessThan(local.requests() / 4);
      assertThat(few.bytes()).isLessThanOrEqualTo(Files.size(granule));
      assertThat(one.requests()).isEqualTo(1);
    }
  }

  @Test
  void blocksFollowWhatIsLearntOfTheLinkOnTheWay() throws Exception {
    try (LocalRangeReader reader = LocalRangeReader.open(sample())) {
      CountingRangeReader few = new CountingRangeReader(reader);
      CountingRangeReader fewer = new CountingRangeReader(reader);
      List<Dataset> expected = Hdf5File.open(few, SHORT).datasetsUnder("");
      Hdf5File learning = Hdf5File.open(fewer, () -> fewer.requests() < 3 ? SHORT : FAST);
      assertThat(learning.datasetsUnder("")).isEqualTo(expected);
      assertThat(few.requests()).isGreaterThan(6);
      // Three by the first policy, then what lies before, between and after them.
      assertThat(fewer.requests()).isLessThanOrEqualTo(7);
      assertThat(fewer.requests()).isLessThan(few.requests());
      assertThat(fewer.bytes()).isLessThanOrEqualTo(reader.identity().size());
    }
  }

  private Path sample() throws Exception {
    return Atl06Generator.write(
        folder,
        new SampleCollection(
                1,
                1,
                2500,
                SampleCollection.GREENLAND_LON,
                SampleCollection.GREENLAND_LAT,
                VariableSet.FULL)
            .specs()
            .get(0));
  }

  @Test
  void realGranuleTakesOneRequest() throws Exception {
    Path granule = SharedData.require("atl06/juneau/ATL06_20181014001049_02350102_001_01.h5");
    try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
      CountingRangeReader counted = new CountingRangeReader(reader);
      assertThat(Hdf5File.open(counted, FAST).datasetsUnder("")).hasSize(557);
      assertThat(counted.requests()).isEqualTo(1);
    }
  }

  @Test
  void nothingIsFetchedTwiceAndBytesAreThoseOfTheGranule() {
    long seed = System.nanoTime();
    System.out.println("MetadataBlocksTest: seed " + seed);
    Random random = new Random(seed);
    byte[] bytes = new byte[3_000_001];
    random.nextBytes(bytes);
    for (int blockBytes : new int[] {4096, 16 << 10, 64 << 10, 1 << 20}) {
      CountingRangeReader reader = new CountingRangeReader(new Made(bytes.length, bytes));
      Hdf5Storage storage = new Hdf5Storage(reader, new MetadataBlocks(blockBytes));
      for (int i = 0; i < 2000; i++) {
        int offset = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(20_000, bytes.length - offset));
        assertThat(storage.readAbsolute(offset, length))
            .as("seed %s", seed)
            .isEqualTo(ByteBuffer.wrap(bytes, offset, length));
      }
      assertThat(reader.bytes()).as("seed %s", seed).isLessThanOrEqualTo(bytes.length);
    }
  }

  @Test
  void walkThatGoesOnFetchesMoreAtOnce() {
    CountingRangeReader reader = new CountingRangeReader(new Made(1L << 30, null));
    Hdf5Storage storage = new Hdf5Storage(reader, MetadataBlocks.of(FAST));
    for (long offset = 0; offset + 500 < 15 << 20; offset += 500) {
      storage.readAbsolute(offset, 500);
    }
    // 1, 2, 4 and 8 MiB.
    assertThat(reader.requests()).isEqualTo(4);
  }

  @Test
  void scatteredMetadataOfALargeGranuleStaysWithinTheLimit() {
    CountingRangeReader reader = new CountingRangeReader(new Made(1L << 40, null));
    Hdf5Storage storage = new Hdf5Storage(reader, MetadataBlocks.of(FAST));
    for (long i = 0; i < 2500; i++) {
      storage.readAbsolute(i * 50_000_000, 500);
    }
    assertThat(reader.bytes()).isLessThan(Hdf5Storage.MAX_METADATA_BYTES);
    assertThatThrownBy(
            () -> {
              for (long i = 0; i < 10_000; i++) {
                storage.readAbsolute(i * 50_000_000 + 25_000_000, 500);
              }
            })
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void pagesThatAreAskedForStayInTheCache() {
    CountingRangeReader reader = new CountingRangeReader(new Made(1L << 40, null));
    Hdf5Storage storage = new Hdf5Storage(reader, MetadataBlocks.of(FAST));
    List<Long> asked = new ArrayList<>();
    for (long i = 0; i < 60; i++) {
      asked.add(i * 10_000_000);
      asked.forEach(offset -> storage.readAbsolute(offset, 8));
    }
    assertThat(reader.requests()).isEqualTo(60);
  }
}
