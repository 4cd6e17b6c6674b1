package org.groundtrack.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/** Asks a manifest for all that it knows, and reads what it describes. */
final class Manifests {
  /** Rows of a dataset that are decoded: enough for some chunks of a seed. */
  private static final long ROWS = 10_000;

  private Manifests() {}

  /** Goes through all groups and datasets. */
  static List<Dataset> walk(ChunkManifest manifest) {
    manifest.attribute("", "short_name");
    for (String name : manifest.children("")) {
      manifest.exists(name);
      manifest.attribute(name, "units");
    }
    return manifest.datasetsUnder("");
  }

  /** Goes through all datasets and decodes the first rows of each; one that is refused is left. */
  static Map<String, byte[]> decode(ChunkManifest manifest, RangeReader reader) {
    Map<String, byte[]> values = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (Dataset dataset : walk(manifest)) {
      try (ChunkDecoder decoder = new ChunkDecoder()) {
        values.put(dataset.path(), values(dataset, reader, decoder));
      } catch (BadGranuleException e) {
        Refusals.check(e);
        refused.add(dataset.path());
      }
    }
    values.keySet().removeAll(refused);
    return values;
  }

  /** The elements of the first rows, packed, in the dataset's byte order. */
  private static byte[] values(Dataset dataset, RangeReader reader, ChunkDecoder decoder) {
    RowView view = RowView.of(dataset);
    long rows = Math.min(ROWS, view.rows());
    if (rows == 0 || view.rowElements() == 0) {
      return new byte[0];
    }
    Slice.Elements all = new Slice.Elements(0, view.rowElements(), 1);
    RowReader values =
        RowReader.of(
            reader.name(),
            view,
            all,
            null,
            decoder,
            (offset, size) -> reader.read(new ByteRange(offset, size)));
    int bytes = dataset.elementBytes();
    byte[] packed = new byte[0];
    int at = 0;
    for (long row = 0; row < rows; row++) {
      ByteBuffer block = values.block(row);
      long first = (row - values.firstRow()) * values.rowStride();
      if (packed.length == 0) {
        // Only now it is known that there are so many bytes.
        packed = new byte[Math.toIntExact(Math.min(1 << 22, rows * all.count() * bytes))];
      }
      for (int e = 0; e < all.count() && at + bytes <= packed.length; e++) {
        block.get(
            Math.toIntExact((first + (long) e * values.elementStride()) * bytes),
            packed,
            at,
            bytes);
        at += bytes;
      }
    }
    return Arrays.copyOf(packed, at);
  }
}
