package org.groundtrack.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.io.NativeLibraries;
import org.xerial.snappy.Snappy;

/**
 * Zstandard and no compression, without Hadoop.
 *
 * <p>Parquet asks for a compressor per column chunk, so contexts are kept and given again: each
 * holds native memory. Safe for use by many threads; what it gives is for one.
 */
final class Codecs implements CompressionCodecFactory {
  /** Largest page that is decompressed; pages are written at 1 MiB. */
  private static final int MAX_PAGE_BYTES = 1 << 28;

  private final int level;
  private static final String LIBRARY = "Zstandard";

  private final Deque<ZstdCompressor> idle = new ArrayDeque<>();
  private final Deque<ZstdDecompressor> decompressors = new ArrayDeque<>();

  Codecs(int level) {
    this.level = level;
  }

  /** A compressor for one row group; {@link #giveBack} it. */
  synchronized ZstdCompressor take() {
    ZstdCompressor compressor = idle.poll();
    return compressor == null ? new ZstdCompressor(level) : compressor;
  }

  synchronized void giveBack(ZstdCompressor compressor) {
    idle.push(compressor);
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("Compressors are taken, one per row group");
  }

  @Override
  public synchronized BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new Stored();
      case ZSTD -> {
        // A file is read by one thread, page by page: one context does for all its columns.
        if (decompressors.isEmpty()) {
          decompressors.push(new ZstdDecompressor());
        }
        yield decompressors.peek();
      }
        // Of other programs' files, such as areas: GeoPandas and DuckDB write it by default.
      case SNAPPY -> new SnappyDecompressor();
      default ->
          throw new BadIndexException(
              "a column is compressed with %s, expected ZSTD, SNAPPY or UNCOMPRESSED"
                  .formatted(codec));
    };
  }

  @Override
  public synchronized void release() {
    idle.forEach(ZstdCompressor::close);
    idle.clear();
    decompressors.forEach(ZstdDecompressor::close);
    decompressors.clear();
  }

  /**
   * Compresses pages of one row group. It works outside the heap: with arrays no garbage could be
   * collected meanwhile, and each page would take two of its size.
   */
  static final class ZstdCompressor implements BytesInputCompressor {
    /** Pages of one long row may be larger. */
    private static final int MAX_KEPT_BYTES = 1 << 23;

    private final ZstdCompressCtx context = NativeLibraries.use(LIBRARY, ZstdCompressCtx::new);
    private ByteBuffer plain = ByteBuffer.allocateDirect(1 << 16);
    private ByteBuffer compressed = ByteBuffer.allocateDirect(1 << 16);

    ZstdCompressor(int level) {
      context.setLevel(level);
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      ByteBuffer page = bytes.toByteBuffer();
      if (page.remaining() > MAX_KEPT_BYTES) {
        return BytesInput.from(context.compress(bytes.toByteArray()));
      }
      plain = room(plain, page.remaining()).put(page).flip();
      compressed = room(compressed, Math.toIntExact(Zstd.compressBound(plain.remaining())));
      byte[] made = new byte[context.compress(compressed, plain)];
      compressed.flip().get(made);
      return BytesInput.from(made);
    }

    private static ByteBuffer room(ByteBuffer buffer, int bytes) {
      return buffer.capacity() < bytes
          ? ByteBuffer.allocateDirect(Math.max(bytes, 2 * buffer.capacity()))
          : buffer.clear();
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
      // It is given back, not released: its native memory serves the next row group.
    }

    void close() {
      context.close();
    }
  }

  private static void checkSize(int size) {
    if (size < 0 || size > MAX_PAGE_BYTES) {
      throw new BadIndexException(
          "a page claims %s bytes, the limit is %s".formatted(size, MAX_PAGE_BYTES));
    }
  }

  private static final class SnappyDecompressor implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(uncompressed(bytes.toByteArray(), size));
    }

    @Override
    public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int size)
        throws IOException {
      byte[] in = new byte[inputSize];
      input.get(in);
      output.put(uncompressed(in, size));
    }

    /** The block says its own length, which is not trusted either. */
    private static byte[] uncompressed(byte[] in, int size) throws IOException {
      checkSize(size);
      int said = Snappy.uncompressedLength(in);
      if (said != size) {
        throw new IOException("a page of %s bytes says that it has %s".formatted(size, said));
      }
      byte[] out = new byte[size];
      Snappy.uncompress(in, 0, in.length, out, 0);
      return out;
    }

    @Override
    public void release() {
      // Holds nothing.
    }
  }

  private static final class ZstdDecompressor implements BytesInputDecompressor {
    private final ZstdDecompressCtx context = NativeLibraries.use(LIBRARY, ZstdDecompressCtx::new);

    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      checkSize(size);
      return BytesInput.from(context.decompress(bytes.toByteArray(), size));
    }

    @Override
    public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int size) {
      checkSize(size);
      byte[] in = new byte[inputSize];
      input.get(in);
      output.put(context.decompress(in, size));
    }

    @Override
    public void release() {
      // Closed with the factory.
    }

    void close() {
      context.close();
    }
  }

  private static final class Stored implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) {
      return bytes;
    }

    @Override
    public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int size) {
      ByteBuffer part = input.slice();
      part.limit(inputSize);
      output.put(part);
      input.position(input.position() + inputSize);
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }
}
