package org.groundtrack.indexer;

import java.nio.ByteBuffer;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.Elements;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FillValues;
import org.groundtrack.granule.Unpacking;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/** Reads a variable once, row after row, as conditions see it: fill values are null. */
final class ZoneReader {
  private final RowView view;
  private final Slice.Elements elements;
  private final Unpacking unpacking;
  private final FillValues fill;

  /**
   * A reader.
   *
   * @param view of a dataset of numbers
   */
  ZoneReader(RowView view, Slice.Elements elements) {
    this.view = view;
    this.elements = elements;
    this.unpacking = Unpacking.of(view.dataset());
    this.fill = FillValues.of(view.dataset());
  }

  /** The bounds of all runs of rows. */
  ZoneTree read(String granule, ChunkDecoder decoder, RowReader.Stored stored) {
    Dataset dataset = view.dataset();
    RowReader reader = RowReader.of(granule, view, elements, null, decoder, stored);
    boolean whole = dataset.type().isInteger() && !unpacking.changes();
    boolean unsigned = dataset.type() == ElementType.UINT64;
    ZoneTree tree =
        new ZoneTree(
            view.rows(),
            !whole ? ZoneTree.Kind.REAL : unsigned ? ZoneTree.Kind.UNSIGNED : ZoneTree.Kind.SIGNED);
    boolean filled = fill.exist();
    for (long row = 0; row < view.rows(); ) {
      ByteBuffer bytes = reader.block(row);
      long end = Math.min(view.rows(), reader.endRow());
      int at =
          Math.toIntExact(row - reader.firstRow()) * reader.rowStride()
              + elements.first() * reader.elementStride();
      for (; row < end; row++, at += reader.rowStride()) {
        if (whole) {
          long value = Elements.integer(dataset, bytes, at);
          if (filled && fill.hold(value)) {
            tree.addNull();
          } else {
            tree.add(value);
          }
        } else {
          real(dataset, bytes, at, tree);
        }
      }
    }
    tree.finish();
    return tree;
  }

  private void real(Dataset dataset, ByteBuffer bytes, int at, ZoneTree tree) {
    double stored = Elements.number(dataset, bytes, at);
    boolean missing =
        fill.exist()
            && (dataset.type().isInteger()
                ? fill.hold(Elements.integer(dataset, bytes, at))
                : fill.hold(stored));
    if (missing) {
      tree.addNull();
    } else {
      tree.add(unpacking.changes() ? unpacking.value(stored) : stored);
    }
  }
}
