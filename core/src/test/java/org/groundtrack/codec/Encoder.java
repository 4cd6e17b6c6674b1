package org.groundtrack.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.groundtrack.granule.FilterStep;

/** Applies filter pipelines as HDF5 does when it writes; written apart from the decoder. */
public final class Encoder {
  private Encoder() {}

  public static byte[] encode(byte[] chunk, List<FilterStep> steps, int mask, int elementBytes) {
    byte[] bytes = chunk;
    for (int i = 0; i < steps.size(); i++) {
      if ((mask >> i & 1) == 0) {
        FilterStep step = steps.get(i);
        bytes =
            switch (step.id()) {
              case FilterStep.DEFLATE -> deflate(bytes);
              case FilterStep.SHUFFLE ->
                  shuffle(
                      bytes, step.parameters().isEmpty() ? elementBytes : step.parameters().get(0));
              case FilterStep.FLETCHER32 -> fletcher(bytes);
              default -> throw new IllegalArgumentException(step.label());
            };
      }
    }
    return bytes;
  }

  static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(6);
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  static byte[] shuffle(byte[] bytes, int size) {
    int elements = bytes.length / size;
    byte[] out = bytes.clone();
    for (int i = 0; i < elements; i++) {
      for (int k = 0; k < size; k++) {
        out[k * elements + i] = bytes[i * size + k];
      }
    }
    return out;
  }

  static byte[] fletcher(byte[] bytes) {
    int sum = checksum(bytes);
    byte[] out = Arrays.copyOf(bytes, bytes.length + 4);
    for (int i = 0; i < 4; i++) {
      out[bytes.length + i] = (byte) (sum >>> 8 * i);
    }
    return out;
  }

  /** Fletcher's sums word by word, each reduced modulo 65535 to 1..65535 unless it is zero. */
  static int checksum(byte[] bytes) {
    long one = 0;
    long two = 0;
    for (int i = 0; i < bytes.length; i += 2) {
      int low = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
      one = reduced(one + ((bytes[i] & 0xFF) << 8 | low));
      two = reduced(two + one);
    }
    return (int) (two << 16 | one);
  }

  private static long reduced(long sum) {
    return sum == 0 ? 0 : (sum - 1) % 65535 + 1;
  }
}
