package org.groundtrack.exporter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.FlatTask;
import org.groundtrack.plan.JoinTask;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.VariableTask;
import org.groundtrack.rows.CellRows;
import org.groundtrack.rows.LinkReader;
import org.groundtrack.rows.RowReader;

/** Takes the values of chosen rows of a beam out of its datasets. For one thread. */
final class VariableDecoder {
  private final String granule;
  private final BeamTask task;
  private final Map<Granule, FetchedRanges> fetched;
  private final FetchedRanges ranges;
  private final ChunkDecoder decoder;
  private final long[] rows;
  private final Map<String, JoinedRows> joined = new HashMap<>();
  private ParentRows parents;

  /**
   * A decoder of some rows.
   *
   * @param rows ascending
   */
  VariableDecoder(
      Granule granule,
      BeamTask task,
      Map<Granule, FetchedRanges> fetched,
      ChunkDecoder decoder,
      long[] rows) {
    this.granule = granule.id();
    this.task = task;
    this.fetched = fetched;
    this.ranges = fetched.get(granule);
    this.decoder = decoder;
    this.rows = rows;
  }

  /**
   * The values of a column.
   *
   * @param variable {@code null} if the granule lacks it
   */
  ColumnValues decode(OutputColumn column, VariableTask variable) {
    if (variable == null) {
      Values.Kind kind = Values.Kind.of(column.type());
      return column.list()
          ? ListValues.allMissing(kind, rows.length)
          : Values.allMissing(kind, rows.length);
    }
    return switch (column.source()) {
      case ROWS -> {
        if (variable.cells() == null) {
          yield rows(column, variable, rows);
        }
        CellRows.Found cells = variable.cells().of(rows);
        yield rows(column, variable, cells.rows()).spread(cells.places());
      }
      case PARENT -> {
        ColumnValues found = rows(column, variable, parents().rows());
        yield parents().areAll() ? found : found.spread(parents().places());
      }
      case FLAT -> flat(column, variable);
      case JOINED -> joined(column, variable);
    };
  }

  private ParentRows parents() {
    if (parents == null) {
      parents = ParentRows.of(granule, task.parent(), rows, decoder, ranges);
    }
    return parents;
  }

  private ColumnValues joined(OutputColumn column, VariableTask variable) {
    JoinTask join = task.join(column.product()).orElseThrow();
    FetchedRanges others = fetched.get(join.partner());
    JoinedRows found = joined.get(join.product());
    if (found == null) {
      found =
          join.ids() == null
              ? JoinedRows.byRow(join, rows, decoder, others)
              : JoinedRows.byId(
                  join,
                  parents().ids(granule, join.ids(), task.parent().runs(), decoder, ranges),
                  parents().positions(rows),
                  decoder,
                  others);
      joined.put(join.product(), found);
    }
    String name = join.partner().id();
    ValueGatherer gatherer =
        new ValueGatherer(
            others.texts(), variable.view().dataset(), variable.elements(), column.type());
    RowReader reader =
        RowReader.of(
            name, variable.view(), variable.elements(), join.runs(), decoder, others::read);
    return lists(column, variable, gatherer.gather(reader, found.rows()), found.rows().length)
        .spread(found.places());
  }

  private ColumnValues rows(OutputColumn column, VariableTask variable, long[] wanted) {
    Values values = gatherer(column, variable).gather(reader(column, variable), wanted);
    return lists(column, variable, values, wanted.length);
  }

  private static ColumnValues lists(
      OutputColumn column, VariableTask variable, Values values, int size) {
    if (!column.list()) {
      return values;
    }
    int[] ends = new int[size];
    for (int i = 0; i < size; i++) {
      ends[i] = (i + 1) * variable.elements().count();
    }
    return new ListValues(values, ends);
  }

  private ValueGatherer gatherer(OutputColumn column, VariableTask variable) {
    return new ValueGatherer(
        ranges.texts(), variable.view().dataset(), variable.elements(), column.type());
  }

  private RowReader reader(OutputColumn column, VariableTask variable) {
    return RowReader.of(
        granule,
        variable.view(),
        variable.elements(),
        task.runs(column, variable),
        decoder,
        ranges::read);
  }

  /** The run of each row in a flat dataset, at full length. */
  private ListValues flat(OutputColumn column, VariableTask variable) {
    FlatTask flat = task.flat(variable.link()).orElseThrow();
    LinkReader link = flat.link().reader(granule, task.runs(), decoder, ranges::read);
    Dataset dataset = variable.view().dataset();
    long[] first = new long[1];
    long[] count = new long[1];
    int[] ends = new int[rows.length];
    long[] elements = new long[Math.max(16, rows.length)];
    int size = 0;
    for (int i = 0; i < rows.length; i++) {
      link.read(rows[i], 1, first, count);
      if (first[0] > dataset.rows() - count[0]) {
        throw new BadGranuleException(
            "[%s /%s] row %s leads to elements %s to %s of /%s, which has %s: the granule is damaged"
                .formatted(
                    granule,
                    flat.link().first().path(),
                    rows[i],
                    first[0],
                    first[0] + count[0],
                    dataset.path(),
                    dataset.rows()));
      }
      int end = Math.addExact(size, Math.toIntExact(count[0]));
      if (end > elements.length) {
        elements = Arrays.copyOf(elements, Math.max(end, elements.length * 2));
      }
      for (long e = first[0]; size < end; e++) {
        elements[size++] = e;
      }
      ends[i] = end;
    }
    Values values =
        gatherer(column, variable).gather(reader(column, variable), Arrays.copyOf(elements, size));
    return new ListValues(values, ends);
  }
}
