package org.groundtrack.indexer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.Elements;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.RangeReader;
import org.groundtrack.rows.HeapTexts;
import org.groundtrack.rows.RowReader;

/** First elements of small datasets that describe a granule. */
final class SmallValues {
  /** What is longer describes no granule. */
  private static final int MAX_NUMBERS = 1000;

  private final ChunkManifest file;
  private final RangeReader reader;
  private final ChunkDecoder decoder;

  SmallValues(ChunkManifest file, RangeReader reader, ChunkDecoder decoder) {
    this.file = file;
    this.reader = reader;
    this.decoder = decoder;
  }

  /** What an attribute says that a place names; empty if the place is a dataset, or not there. */
  static Optional<String> attribute(ChunkManifest file, String place) {
    int at = place.lastIndexOf('@');
    return at < 0
        ? Optional.empty()
        : file.attribute(place.substring(0, at), place.substring(at + 1));
  }

  /** The first element of the first of some places that is there and not empty, as text. */
  Optional<String> text(List<String> places) {
    for (String path : places) {
      Optional<String> attribute = attribute(file, path);
      if (attribute.isPresent()) {
        return attribute;
      }
      if (path.indexOf('@') < 0 && file.exists(path)) {
        Dataset dataset = file.dataset(path);
        if (dataset.rows() > 0) {
          Optional<String> text = first(path, dataset);
          if (text.isPresent()) {
            return text;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** All elements of the first of some datasets that is there and has one dimension. */
  List<Double> numbers(List<String> places) {
    for (String path : places) {
      if (path.indexOf('@') < 0 && file.exists(path)) {
        Dataset dataset = file.dataset(path);
        if (dataset.rank() == 1 && dataset.rows() > 0 && dataset.rows() <= MAX_NUMBERS) {
          double[] found = new double[(int) dataset.rows()];
          rows(dataset).doubles(0, found.length, found);
          return Arrays.stream(found).boxed().toList();
        }
      }
    }
    return List.of();
  }

  /** The same as whole numbers. */
  List<Long> integers(List<String> places) {
    return numbers(places).stream().map(Math::round).toList();
  }

  /** The first element of the first of some places as a whole number; empty if it is none. */
  Optional<Long> integer(List<String> places) {
    return text(places)
        .flatMap(
            text -> {
              try {
                return Optional.of(Math.round(Double.parseDouble(text)));
              } catch (NumberFormatException e) {
                return Optional.empty();
              }
            });
  }

  private Optional<String> first(String path, Dataset dataset) {
    ByteBuffer block = rows(dataset).block(0);
    if (dataset.type() != ElementType.VLEN_STRING) {
      return Optional.of(Elements.text(dataset, block, 0));
    }
    byte[] element = new byte[dataset.elementBytes()];
    block.get(element);
    HeapTexts texts =
        new HeapTexts(
            file.name(),
            reader.identity().size(),
            CoalescePolicy.LOCAL,
            requests -> requests.stream().map(reader::read).toList());
    return Optional.ofNullable(texts.read(path, element)[0]).map(String::strip);
  }

  private RowReader rows(Dataset dataset) {
    return RowReader.of(
        file.name(), dataset, decoder, (offset, size) -> reader.read(new ByteRange(offset, size)));
  }
}
