package org.groundtrack.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.FlatTask;
import org.groundtrack.plan.LinkTask;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.ParentTask;
import org.groundtrack.plan.PositionTask;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.VariableTask;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;
import org.groundtrack.source.Location;

/** Makes the task of a granule from the rows that may lie inside and the granule's manifest. */
final class TaskPlanner {
  private final String index;
  private final ProductLayout layout;
  private final Rate rate;
  private final Rate covered;
  private final List<OutputColumn> columns;
  private final Map<String, Map<String, Candidates>> candidates;
  private final UnaryOperator<CoalescePolicy> policy;

  TaskPlanner(
      String index,
      ProductLayout layout,
      Rate rate,
      List<OutputColumn> columns,
      Map<String, Map<String, Candidates>> candidates,
      UnaryOperator<CoalescePolicy> policy) {
    this.index = index;
    this.layout = layout;
    this.rate = rate;
    this.covered = rate.parent() == null ? rate : layout.rate(rate.parent()).orElseThrow();
    this.columns = columns;
    this.candidates = candidates;
    this.policy = policy;
  }

  /**
   * The tasks of some granules, in the order of their ids.
   *
   * @param data what the index says of them
   * @param copies rows of other granules that come before those of these
   */
  List<Task> tasks(List<String> ids, GranuleData data, CopyPlanner copies) {
    List<Task> tasks = new ArrayList<>();
    for (String id : ids) {
      task(data.granules().get(id), candidates.get(id), data, copies).ifPresent(tasks::add);
    }
    return tasks;
  }

  /** The task of a granule; empty if its rows lead to none of the rate. */
  private Optional<Task> task(
      Granule granule, Map<String, Candidates> candidates, GranuleData data, CopyPlanner copies) {
    List<BeamTask> tasks = new ArrayList<>();
    for (Beam beam : granule.beams()) {
      if (candidates.containsKey(beam.name())) {
        try {
          beamTask(granule, beam, candidates.get(beam.name()), data)
              .map(task -> task.without(copies.of(granule, beam, data)))
              .ifPresent(tasks::add);
        } catch (IllegalArgumentException e) {
          throw new BadIndexException(
              "[%s] granule %s, beam %s: %s. Build the index again"
                  .formatted(index, granule.id(), beam.name(), e.getMessage()),
              e);
        }
      }
    }
    Set<String> unknown = new HashSet<>(candidates.keySet());
    granule.beams().forEach(b -> unknown.remove(b.name()));
    if (!unknown.isEmpty()) {
      throw new BadIndexException(
          "[%s] its coverage names beams %s of granule %s, which has none: build the index again"
              .formatted(index, unknown, granule.id()));
    }
    return tasks.isEmpty()
        ? Optional.empty()
        : Optional.of(Task.of(granule, tasks, g -> policy.apply(defaultPolicy(g))));
  }

  private static CoalescePolicy defaultPolicy(Granule granule) {
    return Location.of(granule.uri()).isLocal() ? CoalescePolicy.LOCAL : CoalescePolicy.REMOTE;
  }

  private Optional<BeamTask> beamTask(
      Granule granule, Beam beam, Candidates candidates, GranuleData data) {
    Map<String, Dataset> manifest = data.datasets(granule.id());
    List<Partners> partners = data.partners();
    PositionTask.Datasets datasets =
        path -> {
          Dataset dataset = manifest.get(Beams.path(beam.name(), path));
          if (dataset != null) {
            ChunkDecoder.checkSupported(granule.id(), dataset);
          }
          return dataset;
        };
    List<RowRun> coveredRows = candidates.rows();
    checkRows(granule, beam, covered, coveredRows);
    List<RowRun> rows = coveredRows;
    ParentTask parent = null;
    if (rate.parent() != null) {
      Link link = covered.link(rate.name()).orElseThrow();
      rows = candidates.linked(covered.links().indexOf(link));
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      if (!beam.rowsByRate().containsKey(rate.name())) {
        // To leave the granule out would be a gap in the points that nobody sees.
        throw new UsageException(
            "[%s] holds no rate '%s' of granule %s, beam %s, though %s in the area lead to such rows: index it with --rates %s,%s, or ask for a rate that all granules have"
                .formatted(
                    index,
                    rate.name(),
                    granule.id(),
                    beam.name(),
                    covered.name(),
                    covered.name(),
                    rate.name()));
      }
      checkRows(granule, beam, rate, rows);
      boolean joined = partners.stream().anyMatch(partner -> partner.join().link() != null);
      if (joined || columns.stream().anyMatch(c -> c.source() == OutputColumn.Source.PARENT)) {
        parent = new ParentTask(LinkTask.of(link, datasets), coveredRows);
      }
    }
    PositionTask positions =
        PositionTask.of(rate, layout.epoch() == null ? null : granule.epoch(), datasets);
    if (positions.rows() != beam.rows(rate.name())) {
      throw new IllegalArgumentException(
          "/%s has %s rows, expected %s"
              .formatted(positions.latitude().path(), positions.rows(), beam.rows(rate.name())));
    }
    List<VariableTask> variables = new ArrayList<>();
    Set<String> links = new LinkedHashSet<>();
    JoinPlanner joins =
        new JoinPlanner(granule, beam, covered, partners, candidates, rows, datasets);
    for (OutputColumn column : columns) {
      VariableTask variable =
          column.source() == OutputColumn.Source.JOINED
              ? joins.variable(column)
              : variable(granule, column, positions, datasets);
      variables.add(variable);
      if (variable != null && variable.link() != null) {
        links.add(variable.link());
      }
    }
    List<FlatTask> flats = new ArrayList<>();
    for (String name : links) {
      Link link = rate.link(name).orElseThrow();
      flats.add(
          new FlatTask(LinkTask.of(link, datasets), candidates.linked(rate.links().indexOf(link))));
    }
    return Optional.of(
        new BeamTask(
            beam, positions, rows, parent, flats, joins.tasks(), List.of(), columns, variables));
  }

  private void checkRows(Granule granule, Beam beam, Rate counted, List<RowRun> rows) {
    long end = rows.get(rows.size() - 1).end();
    long held = beam.rows(counted.name());
    if (end > held) {
      throw new BadIndexException(
          "[%s] its coverage names row %s of %s %s, which has %s rows: build the index again"
              .formatted(index, end - 1, granule.id(), beam.name(), held));
    }
  }

  /** What fills a column, or {@code null} where the granule lacks it. */
  private VariableTask variable(
      Granule granule,
      OutputColumn column,
      PositionTask positions,
      PositionTask.Datasets datasets) {
    Dataset found = datasets.get(column.path());
    if (found == null) {
      return null;
    }
    boolean ofParent = column.source() == OutputColumn.Source.PARENT;
    Rate owner = ofParent ? covered : rate;
    Dataset dataset = PositionTask.withFill(owner, column.path(), found);
    if (column.source() == OutputColumn.Source.FLAT) {
      Link link = rate.linkTo(column.path()).orElseThrow();
      if (datasets.get(link.first()) == null) {
        throw new UsageException(
            "[%s] variable %s is found by %s, which the granule lacks: leave the variable out, as -%s"
                .formatted(granule.id(), column.path(), link.first(), column.name()));
      }
      return new VariableTask(
          RowView.of(dataset), Slice.Elements.ONE, rate.linkTo(column.path()).orElseThrow().name());
    }
    try {
      PositionTask.OnGrid onGrid =
          positions.grid() == null || ofParent
              ? new PositionTask.OnGrid(
                  new RowView(dataset, owner.transposed().contains(column.path())), null)
              : positions.onGrid(column.path(), dataset);
      RowView view = onGrid.view();
      if (!ofParent && onGrid.cells() == null && view.rows() != positions.rows()) {
        throw new IllegalArgumentException(
            "has %s rows, but rate %s has %s: ask for its own rate"
                .formatted(view.rows(), rate.name(), positions.rows()));
      }
      return new VariableTask(view, column.slice().of(view.rowElements()), null, onGrid.cells());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "[%s] variable %s %s".formatted(granule.id(), column.path(), e.getMessage()), e);
    }
  }
}
