package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.groundtrack.granule.Beam;
import org.groundtrack.io.ByteRange;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;

/**
 * What to export of one beam.
 *
 * @param beam the beam
 * @param positions how positions and times are read
 * @param runs rows that may lie in the area and time range: sorted, apart
 * @param parent rows of the parent rate, or {@code null} if none are read
 * @param flats for each link to flat datasets that is read, their elements
 * @param joins rows of other granules that may belong to these
 * @param copies rows of other granules; what they hold of these is left out
 * @param columns the plan's columns, in its order
 * @param variables what fills each column; {@code null} where the granule lacks it
 */
public record BeamTask(
    Beam beam,
    PositionTask positions,
    List<RowRun> runs,
    ParentTask parent,
    List<FlatTask> flats,
    List<JoinTask> joins,
    List<CopyTask> copies,
    List<OutputColumn> columns,
    List<VariableTask> variables) {
  /** Of each row of a join, by which it is found: keys, positions, numbers, and their order. */
  private static final int JOIN_ROW_BYTES = 56;

  public BeamTask {
    runs = List.copyOf(runs);
    flats = List.copyOf(flats);
    joins = List.copyOf(joins);
    copies = List.copyOf(copies);
    columns = List.copyOf(columns);
    // A copy that may hold null.
    variables = Collections.unmodifiableList(new ArrayList<>(variables));
  }

  /**
   * The same for pieces of its rows, one after the other. Pieces end where a chunk of positions
   * does, so that they share few chunks; what the parent, flat datasets and joins hold, each has
   * whole.
   *
   * @param count how many pieces, at most
   */
  public List<BeamTask> split(int count) {
    long band = RowView.of(positions.latitude()).bandRows();
    if (positions.grid() != null) {
      band = positions.grid().blockRows();
    }
    long first = runs.get(0).first() / band * band;
    long end = runs.get(runs.size() - 1).end();
    long step = Math.max(1, (end - first) / count / band) * band;
    List<BeamTask> pieces = new ArrayList<>();
    for (long from = first; from < end; from += step) {
      List<RowRun> rows = RowRun.clip(runs, from, from + step);
      if (!rows.isEmpty()) {
        pieces.add(
            new BeamTask(beam, positions, rows, parent, flats, joins, copies, columns, variables));
      }
    }
    return pieces;
  }

  /** The same without points that other granules hold. */
  public BeamTask without(List<CopyTask> held) {
    return held.isEmpty()
        ? this
        : new BeamTask(beam, positions, runs, parent, flats, joins, held, columns, variables);
  }

  /** The elements of flat datasets by a link. */
  public Optional<FlatTask> flat(String link) {
    return flats.stream().filter(flat -> flat.link().name().equals(link)).findFirst();
  }

  /** The rows of another product. */
  public Optional<JoinTask> join(String product) {
    return joins.stream().filter(join -> join.product().equals(product)).findFirst();
  }

  /** What is wanted of each dataset, positions first; a dataset may come twice. */
  public List<Wanted> wanted() {
    List<Wanted> wanted = new ArrayList<>(positions.wanted(runs));
    if (parent != null) {
      wanted.addAll(parent.link().wanted(parent.runs()));
    }
    for (JoinTask join : joins) {
      if (join.ids() != null) {
        wanted.addAll(join.ids().wanted(parent.runs()));
      }
    }
    flats.forEach(flat -> wanted.addAll(flat.link().wanted(runs)));
    for (int i = 0; i < variables.size(); i++) {
      VariableTask variable = variables.get(i);
      if (variable != null && columns.get(i).source() != OutputColumn.Source.JOINED) {
        wanted.add(
            new Wanted(variable.view(), runs(columns.get(i), variable), variable.elements()));
      }
    }
    return wanted;
  }

  /** The rows of a variable's dataset that may be read. */
  public List<RowRun> runs(OutputColumn column, VariableTask variable) {
    return switch (column.source()) {
      case ROWS -> variable.cells() == null ? runs : variable.cells().runs(runs);
      case PARENT -> parent.runs();
        // A row that leads beyond the end is an error only if it is wanted.
      case FLAT ->
          RowRun.clip(
              flat(variable.link()).orElseThrow().runs(), 0, variable.view().dataset().rows());
      case JOINED -> join(column.product()).orElseThrow().runs();
    };
  }

  /** The stored bytes that hold what is wanted, each once: positions first. */
  public List<ByteRange> chunkRanges() {
    Set<ByteRange> ranges = new LinkedHashSet<>();
    wanted().forEach(wanted -> ranges.addAll(wanted.ranges()));
    return List.copyOf(ranges);
  }

  /** The stored bytes of another granule that hold what is wanted of it, each once. */
  public List<ByteRange> chunkRanges(JoinTask join) {
    Set<ByteRange> ranges = new LinkedHashSet<>();
    wanted(join).forEach(wanted -> ranges.addAll(wanted.ranges()));
    return List.copyOf(ranges);
  }

  /** What is wanted of each dataset of another granule, keys first. */
  public List<Wanted> wanted(JoinTask join) {
    List<Wanted> wanted = new ArrayList<>(join.keys());
    for (int i = 0; i < variables.size(); i++) {
      VariableTask variable = variables.get(i);
      if (variable != null && join.product().equals(columns.get(i).product())) {
        wanted.add(new Wanted(variable.view(), join.runs(), variable.elements()));
      }
    }
    return wanted;
  }

  /** Bytes of each row that axes and variables in other chunks take once they are spread to it. */
  private long cellBytes() {
    if (positions.grid() == null) {
      return 0;
    }
    long bytes = 3L * (Double.BYTES + 1);
    for (VariableTask variable : variables) {
      if (variable != null && variable.cells() != null) {
        bytes +=
            variable.elements().count() * (variable.view().dataset().elementBytes() + 1L)
                + 2L * Long.BYTES;
      }
    }
    return bytes;
  }

  /** Most bytes of memory that its rows take once decoded: row numbers, values, their marks. */
  long decodedBytes() {
    return RowRun.total(runs) * (Long.BYTES + cellBytes())
        + wanted().stream().mapToLong(Wanted::decodedBytes).sum()
        + joins.stream()
            .flatMap(join -> wanted(join).stream())
            .mapToLong(Wanted::decodedBytes)
            .sum()
        + joins.stream().mapToLong(join -> RowRun.total(join.runs()) * JOIN_ROW_BYTES).sum()
        + copies.stream().mapToLong(CopyTask::decodedBytes).sum();
  }
}
