package org.groundtrack.codec;

import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.FilterStep;

/**
 * Undoes the filter pipeline of chunks: shuffle, deflate, fletcher32, in any order and number.
 *
 * <p>Steps are undone last first. A step whose bit in the chunk's filter mask is set was skipped
 * when the chunk was written, and is skipped here. The result has exactly the size that the chunk's
 * shape says, or the chunk is refused; nothing is allocated on the word of the stored bytes.
 *
 * <p>Not safe for use by several threads at once: it keeps an inflater and buffers. Close it.
 */
public final class ChunkDecoder implements AutoCloseable {
  /** Steps in a pipeline; HDF5 allows 32, real granules have up to 3. */
  private static final int MAX_STEPS = 8;

  private static final int CHECKSUM_BYTES = 4;

  private final Inflater inflater = new Inflater();
  private byte[] spareA = new byte[0];
  private byte[] spareB = new byte[0];

  /**
   * Checks that a dataset's pipeline can be undone, before anything of it is fetched.
   *
   * @param granule name for messages
   * @throws BadGranuleException naming the filter that is not supported
   */
  public static void checkSupported(String granule, Dataset dataset) {
    List<FilterStep> filters = dataset.filters();
    if (filters.size() > MAX_STEPS) {
      throw new BadGranuleException(
          "[%s /%s] has a pipeline of %s filters, the limit is %s"
              .formatted(granule, dataset.path(), filters.size(), MAX_STEPS));
    }
    for (FilterStep step : filters) {
      switch (step.id()) {
        case FilterStep.DEFLATE, FilterStep.FLETCHER32 -> {}
        case FilterStep.SHUFFLE -> {
          if (!step.parameters().isEmpty() && step.parameters().get(0) < 1) {
            throw new BadGranuleException(
                "[%s /%s] is shuffled with an element size of %s, expected at least 1"
                    .formatted(granule, dataset.path(), step.parameters().get(0)));
          }
        }
        default ->
            throw new BadGranuleException(
                "[%s /%s] uses filter %s, which is not supported: deflate, shuffle and fletcher32 are. Leave the dataset out"
                    .formatted(granule, dataset.path(), step.name()));
      }
    }
  }

  /**
   * Decodes one chunk.
   *
   * @param granule name for messages
   * @param chunk number of the chunk in the dataset's table
   * @param stored holds the stored bytes
   * @param offset first stored byte
   * @param length number of stored bytes
   * @param target receives {@link Dataset#chunkBytes()} bytes from its start; at least that long
   * @throws BadGranuleException if the stored bytes are not a chunk of that dataset
   */
  public void decode(
      String granule,
      Dataset dataset,
      int chunk,
      byte[] stored,
      int offset,
      int length,
      byte[] target) {
    checkSupported(granule, dataset);
    int size = dataset.chunkBytes();
    int mask = dataset.chunks().filterMask(chunk);
    List<FilterStep> steps = dataset.filters();
    int first = 0;
    while (first < steps.size() && skipped(mask, first)) {
      first++;
    }
    byte[] bytes = stored;
    int at = offset;
    int held = length;
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (skipped(mask, i)) {
        continue;
      }
      FilterStep step = steps.get(i);
      // The last step to be undone writes where the caller wants the result.
      boolean last = i == first;
      switch (step.id()) {
        case FilterStep.DEFLATE -> {
          // What deflate made is smaller than its input plus a little, even when applied again.
          int limit =
              last || !expands(steps, mask, i) ? size + checksums(steps, mask, i) : limit(size);
          byte[] out = last ? target : spare(granule, dataset, chunk, bytes, limit);
          held = inflate(granule, dataset, chunk, bytes, at, held, out, last ? size : limit);
          bytes = out;
          at = 0;
        }
        case FilterStep.SHUFFLE -> {
          byte[] out =
              last && held <= target.length ? target : spare(granule, dataset, chunk, bytes, held);
          unshuffle(bytes, at, held, elementSize(step, dataset), out);
          bytes = out;
          at = 0;
        }
        default -> held = verify(granule, dataset, chunk, bytes, at, held);
      }
    }
    if (held != size) {
      throw wrongSize(granule, dataset, chunk, Integer.toString(held));
    }
    if (bytes != target) {
      System.arraycopy(bytes, at, target, 0, size);
    }
  }

  /**
   * Whether a deflate is undone after step {@code i}: then step {@code i} yields deflated bytes.
   */
  private static boolean expands(List<FilterStep> steps, int mask, int i) {
    for (int k = 0; k < i; k++) {
      if (steps.get(k).id() == FilterStep.DEFLATE && !skipped(mask, k)) {
        return true;
      }
    }
    return false;
  }

  /** Bytes of the checksums that steps before {@code i} had appended. */
  private static int checksums(List<FilterStep> steps, int mask, int i) {
    int bytes = 0;
    for (int k = 0; k < i; k++) {
      if (steps.get(k).id() == FilterStep.FLETCHER32 && !skipped(mask, k)) {
        bytes += CHECKSUM_BYTES;
      }
    }
    return bytes;
  }

  /** What deflate can make of {@code size} bytes at the most: zlib's own bound, with room. */
  private static int limit(int size) {
    return size + (size >> 8) + 1024;
  }

  private static boolean skipped(int mask, int step) {
    return (mask >>> step & 1) != 0;
  }

  private static int elementSize(FilterStep step, Dataset dataset) {
    return step.parameters().isEmpty() ? dataset.elementBytes() : step.parameters().get(0);
  }

  private byte[] spare(String granule, Dataset dataset, int chunk, byte[] inUse, int length) {
    if (inUse == spareA) {
      if (spareB.length < length) {
        spareB = allocate(granule, dataset, chunk, length);
      }
      return spareB;
    }
    if (spareA.length < length) {
      spareA = allocate(granule, dataset, chunk, length);
    }
    return spareA;
  }

  /**
   * Makes room for what a chunk holds. A failure is told as one of that chunk: only the one array
   * was too much, so what follows has memory as before.
   *
   * @param chunk number of the chunk, or {@code null} for rows of no chunk
   * @throws LimitExceededException if there is less memory than that
   */
  public static byte[] allocate(String granule, Dataset dataset, Integer chunk, int bytes) {
    try {
      return new byte[bytes];
    } catch (OutOfMemoryError e) {
      throw new LimitExceededException(
          "[%s /%s%s] takes %s bytes of memory, more than is left of the %s that Java may use: give Java more, do fewer granules at once, or leave the dataset out"
              .formatted(
                  granule,
                  dataset.path(),
                  chunk == null ? "" : " chunk " + chunk,
                  bytes,
                  Runtime.getRuntime().maxMemory()),
          e);
    }
  }

  private int inflate(
      String granule,
      Dataset dataset,
      int chunk,
      byte[] in,
      int offset,
      int length,
      byte[] out,
      int limit) {
    inflater.reset();
    inflater.setInput(in, offset, length);
    try {
      int held = 0;
      while (!inflater.finished()) {
        if (held == limit) {
          // Only the trailer may be left; a byte more means that the chunk is not ours.
          byte[] more = new byte[1];
          if (inflater.inflate(more) > 0) {
            throw wrongSize(granule, dataset, chunk, "more than " + limit);
          }
          if (!inflater.finished()) {
            throw damaged(granule, dataset, chunk, "its deflate stream ends early");
          }
          break;
        }
        int count = inflater.inflate(out, held, limit - held);
        if (count == 0 && !inflater.finished()) {
          String why =
              inflater.needsDictionary() ? "asks for a dictionary" : "ends early, after " + held;
          throw damaged(granule, dataset, chunk, "its deflate stream " + why + " bytes");
        }
        held += count;
      }
      if (inflater.getRemaining() > 0) {
        throw damaged(
            granule, dataset, chunk, inflater.getRemaining() + " bytes follow its deflate stream");
      }
      return held;
    } catch (DataFormatException e) {
      throw new BadGranuleException(
          message(granule, dataset, chunk, "does not inflate (" + e.getMessage() + ")"), e);
    }
  }

  private static int verify(
      String granule, Dataset dataset, int chunk, byte[] bytes, int offset, int length) {
    int data = length - CHECKSUM_BYTES;
    if (data < 0) {
      throw damaged(granule, dataset, chunk, "has no room for its fletcher32 checksum");
    }
    int at = offset + data;
    int expected =
        (bytes[at] & 0xFF)
            | (bytes[at + 1] & 0xFF) << 8
            | (bytes[at + 2] & 0xFF) << 16
            | (bytes[at + 3] & 0xFF) << 24;
    int found = Fletcher32.of(bytes, offset, data);
    // Libraries before HDF5 1.6.3 wrote the halves' bytes in swapped order; both are accepted.
    if (found != expected && Integer.reverseBytes(Integer.rotateLeft(found, 16)) != expected) {
      throw damaged(
          granule,
          dataset,
          chunk,
          "has fletcher32 checksum "
              + Integer.toHexString(found)
              + ", expected "
              + Integer.toHexString(expected));
    }
    return data;
  }

  /** Gathers byte {@code k} of every element from plane {@code k}; a short tail is as it was. */
  private static void unshuffle(byte[] in, int offset, int length, int elementSize, byte[] out) {
    int elements = length / elementSize;
    if (elementSize == 1 || elements < 2) {
      System.arraycopy(in, offset, out, 0, length);
      return;
    }
    for (int k = 0; k < elementSize; k++) {
      int plane = offset + k * elements;
      for (int i = 0, to = k; i < elements; i++, to += elementSize) {
        out[to] = in[plane + i];
      }
    }
    int whole = elements * elementSize;
    System.arraycopy(in, offset + whole, out, whole, length - whole);
  }

  private static BadGranuleException wrongSize(
      String granule, Dataset dataset, int chunk, String found) {
    return damaged(
        granule,
        dataset,
        chunk,
        "decodes to %s bytes, expected %s".formatted(found, dataset.chunkBytes()));
  }

  private static BadGranuleException damaged(
      String granule, Dataset dataset, int chunk, String what) {
    return new BadGranuleException(message(granule, dataset, chunk, what));
  }

  private static String message(String granule, Dataset dataset, int chunk, String what) {
    return "[%s /%s chunk %s] %s: the granule is damaged or has changed; get it again and index it again"
        .formatted(granule, dataset.path(), chunk, what);
  }

  /** Frees the inflater's native memory. */
  @Override
  public void close() {
    inflater.end();
  }
}
