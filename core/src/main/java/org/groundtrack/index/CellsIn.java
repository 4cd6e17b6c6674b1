package org.groundtrack.index;

import java.io.Serializable;
import org.apache.parquet.filter2.predicate.Statistics;
import org.apache.parquet.filter2.predicate.UserDefinedPredicate;
import org.groundtrack.geo.CellCover;

/** Whether a page may hold a cell of a cover: exact, however many ranges the cover has. */
final class CellsIn extends UserDefinedPredicate<Long> implements Serializable {
  private static final long serialVersionUID = 1L;

  // Parquet asks for a serializable predicate, and serializes none.
  private final transient CellCover cover;

  CellsIn(CellCover cover) {
    this.cover = cover;
  }

  @Override
  public boolean keep(Long cell) {
    return cover.contains(cell);
  }

  @Override
  public boolean canDrop(Statistics<Long> page) {
    return !cover.overlaps(page.getMin(), page.getMax());
  }

  @Override
  public boolean inverseCanDrop(Statistics<Long> page) {
    return false;
  }
}
