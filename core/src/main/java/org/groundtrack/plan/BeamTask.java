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

/**
 * What to export of one beam.
 *
 * @param beam the beam
 * @param positions how positions and times are read
 * @param runs rows that may lie in the area and time range: sorted, apart
 * @param parent rows of the parent rate, or {@code null} if none are read
 * @param flats for each link to flat datasets that is read, their elements
 * @param columns the plan's columns, in its order
 * @param variables what fills each column; {@code null} where the granule lacks it
 */
public record BeamTask(
    Beam beam,
    PositionTask positions,
    List<RowRun> runs,
    ParentTask parent,
    List<FlatTask> flats,
    List<OutputColumn> columns,
    List<VariableTask> variables) {

  public BeamTask {
    runs = List.copyOf(runs);
    flats = List.copyOf(flats);
    columns = List.copyOf(columns);
    // A copy that may hold null.
    variables = Collections.unmodifiableList(new ArrayList<>(variables));
  }

  /** The elements of flat datasets by a link. */
  public Optional<FlatTask> flat(String link) {
    return flats.stream().filter(flat -> flat.link().name().equals(link)).findFirst();
  }

  /** What is wanted of each dataset, positions first; a dataset may come twice. */
  public List<Wanted> wanted() {
    List<Wanted> wanted = new ArrayList<>(positions.wanted(runs));
    if (parent != null) {
      wanted.addAll(parent.link().wanted(parent.runs()));
    }
    flats.forEach(flat -> wanted.addAll(flat.link().wanted(runs)));
    for (int i = 0; i < variables.size(); i++) {
      VariableTask variable = variables.get(i);
      if (variable != null) {
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
      case FLAT -> flat(variable.link()).orElseThrow().runs();
      case JOINED -> List.of();
    };
  }

  /** The stored bytes that hold what is wanted, each once: positions first. */
  public List<ByteRange> chunkRanges() {
    Set<ByteRange> ranges = new LinkedHashSet<>();
    wanted().forEach(wanted -> ranges.addAll(wanted.ranges()));
    return List.copyOf(ranges);
  }

  /** Most bytes of memory that its rows take once decoded: row numbers, values, their marks. */
  long decodedBytes() {
    return RowRun.total(runs) * Long.BYTES
        + wanted().stream().mapToLong(Wanted::decodedBytes).sum();
  }
}
