package org.groundtrack.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.Encoder;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.ValueAttributes;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding one chunk with the pipelines and the kinds of values of an ATL06 granule. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ChunkDecoderBenchmark {
  /** What a chunk holds. */
  public enum Kind {
    /** A latitude: a smooth track with noise of centimetres in its last bits. */
    FLOAT64_DEFLATE(ElementType.FLOAT64, false),
    /** A height: a smooth surface with noise of decimetres. */
    FLOAT32_DEFLATE(ElementType.FLOAT32, false),
    /** A segment number: rises by one, sometimes by more. */
    INT32_SHUFFLE_DEFLATE(ElementType.INT32, true);

    private final ElementType type;
    private final boolean shuffled;

    Kind(ElementType type, boolean shuffled) {
      this.type = type;
      this.shuffled = shuffled;
    }
  }

  /** Decoded megabytes per second. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Decoded {
    /** 10^6 bytes after decoding. */
    public double megabytes;
  }

  @Param public Kind kind;

  @Param({"10000", "100000"})
  public int rows;

  private Dataset dataset;
  private byte[] stored;
  private byte[] target;
  private ChunkDecoder decoder;

  /** Makes the chunk. */
  @Setup
  public void prepare() {
    FilterStep deflate = new FilterStep(FilterStep.DEFLATE, List.of(6));
    FilterStep shuffle = new FilterStep(FilterStep.SHUFFLE, List.of(kind.type.bytes()));
    List<FilterStep> filters = kind.shuffled ? List.of(shuffle, deflate) : List.of(deflate);
    stored = Encoder.encode(values(), filters, 0, kind.type.bytes());
    dataset =
        new Dataset(
            "gt1l/land_ice_segments/value",
            kind.type,
            kind.type.bytes(),
            ByteOrder.LITTLE_ENDIAN,
            List.of((long) rows),
            StorageLayout.CHUNKED,
            List.of(rows),
            filters,
            null,
            ValueAttributes.NONE,
            new ChunkTable(new long[] {0}, new long[] {stored.length}, new int[] {0}),
            null);
    target = new byte[dataset.chunkBytes()];
    decoder = new ChunkDecoder();
  }

  /** Frees the decoder. */
  @TearDown
  public void close() {
    decoder.close();
  }

  /** Decodes the chunk. */
  @Benchmark
  public byte[] decode(Decoded decoded) {
    decoder.decode("benchmark", dataset, 0, stored, 0, stored.length, target);
    decoded.megabytes += target.length / 1e6;
    return target;
  }

  private byte[] values() {
    Random random = new Random(1);
    ByteBuffer bytes = ByteBuffer.allocate(rows * kind.type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int segment = 550_000;
    for (int i = 0; i < rows; i++) {
      switch (kind) {
        case FLOAT64_DEFLATE -> bytes.putDouble(62 + i * 1.79e-4 + 1e-7 * random.nextGaussian());
        case FLOAT32_DEFLATE ->
            bytes.putFloat((float) (2000 + 50 * Math.sin(i / 700.0) + 0.1 * random.nextGaussian()));
        case INT32_SHUFFLE_DEFLATE -> {
          segment += random.nextInt(500) == 0 ? 1 + random.nextInt(25) : 1;
          bytes.putInt(segment);
        }
      }
    }
    return bytes.array();
  }
}
