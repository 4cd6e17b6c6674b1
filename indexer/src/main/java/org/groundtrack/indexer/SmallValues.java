package org.groundtrack.indexer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.Elements;
import org.groundtrack.codec.RowReader;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;

/** First elements of small datasets that describe a granule. */
final class SmallValues {
  private final ChunkManifest file;
  private final RangeReader reader;
  private final ChunkDecoder decoder;

  SmallValues(ChunkManifest file, RangeReader reader, ChunkDecoder decoder) {
    this.file = file;
    this.reader = reader;
    this.decoder = decoder;
  }

  /** The first element of the first of some datasets that is there and not empty, as text. */
  Optional<String> text(List<String> paths) {
    for (String path : paths) {
      if (file.exists(path)) {
        Dataset dataset = file.dataset(path);
        if (dataset.rows() > 0) {
          return Optional.of(Elements.text(dataset, first(dataset), 0));
        }
      }
    }
    return Optional.empty();
  }

  /** The same as a whole number; empty if it is none. */
  Optional<Long> integer(List<String> paths) {
    return text(paths)
        .flatMap(
            text -> {
              try {
                return Optional.of(Math.round(Double.parseDouble(text)));
              } catch (NumberFormatException e) {
                return Optional.empty();
              }
            });
  }

  private ByteBuffer first(Dataset dataset) {
    RowReader rows = new RowReader(file.name(), dataset, decoder, chunk -> stored(dataset, chunk));
    return rows.chunk(0);
  }

  private ByteBuffer stored(Dataset dataset, int chunk) {
    return reader.read(new ByteRange(dataset.chunks().offset(chunk), dataset.chunks().size(chunk)));
  }
}
