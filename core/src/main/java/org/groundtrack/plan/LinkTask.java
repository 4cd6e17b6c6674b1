package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.Dataset;
import org.groundtrack.layout.Link;
import org.groundtrack.rows.LinkReader;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/**
 * How it is read where rows lead to.
 *
 * @param name of the link
 * @param first dataset of the first number of each row's run
 * @param base what stands for the very first number, 0 or 1
 * @param count dataset of the length of each row's run; {@code null} if it is always 1
 */
public record LinkTask(String name, Dataset first, int base, Dataset count) {
  /**
   * How a link is read in a beam.
   *
   * @throws IllegalArgumentException if a dataset is missing or holds no whole numbers
   */
  public static LinkTask of(Link link, PositionTask.Datasets datasets) {
    return new LinkTask(
        link.name(),
        required(link.first(), datasets),
        link.base(),
        link.count() == null ? null : required(link.count(), datasets));
  }

  private static Dataset required(String path, PositionTask.Datasets datasets) {
    Dataset dataset = datasets.get(path);
    if (dataset == null || dataset.rank() != 1 || !dataset.type().isInteger()) {
      throw new IllegalArgumentException(
          "%s is %s, expected one whole number per row"
              .formatted(
                  path,
                  dataset == null
                      ? "absent, or stored in a way that is not supported"
                      : dataset.type().label() + " of shape " + dataset.shape()));
    }
    return dataset;
  }

  /**
   * The row after those from one on of which nothing was ever written; the row itself if any was.
   */
  public long unwritten(long row) {
    long end = RowView.of(first).unwritten(row);
    return count == null ? end : Math.min(end, RowView.of(count).unwritten(row));
  }

  /** What is wanted of each dataset for some rows. */
  public List<Wanted> wanted(List<RowRun> runs) {
    List<Wanted> wanted = new ArrayList<>();
    wanted.add(new Wanted(RowView.of(first), runs, Slice.Elements.ONE));
    if (count != null) {
      wanted.add(new Wanted(RowView.of(count), runs, Slice.Elements.ONE));
    }
    return wanted;
  }

  /**
   * A reader of the link.
   *
   * @param granule name for messages
   * @param runs rows whose bytes are there, or {@code null} for all
   */
  public LinkReader reader(
      String granule, List<RowRun> runs, ChunkDecoder decoder, RowReader.Stored stored) {
    return new LinkReader(
        RowReader.of(granule, RowView.of(first), Slice.Elements.ONE, runs, decoder, stored),
        count == null
            ? null
            : RowReader.of(granule, RowView.of(count), Slice.Elements.ONE, runs, decoder, stored),
        base);
  }
}
