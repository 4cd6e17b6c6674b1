package org.groundtrack.references;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.FlatTask;
import org.groundtrack.plan.JoinTask;
import org.groundtrack.plan.LinkTask;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.VariableTask;
import org.groundtrack.rows.RowRun;
import org.groundtrack.source.Location;

/** Turns the tasks of a plan into groups: for each beam one of each rate that it takes. */
final class TaskGroups {
  private final Rate rate;
  private final List<OutputColumn> columns;
  private final ArrayNames names;
  private final LeftOuts leftOuts = new LeftOuts();

  TaskGroups(ExportPlan plan) {
    this.rate = plan.rate();
    this.columns = plan.columnsRead();
    this.names = new ArrayNames(plan);
  }

  /** What was left out so far. */
  List<LeftOut> leftOut() {
    return leftOuts.all();
  }

  /**
   * The groups of a task.
   *
   * @throws UsageException if its rows are the cells of a grid, or its bytes have no plain address
   * @throws org.groundtrack.error.BadGranuleException if positions can't be referenced
   */
  List<ReferenceGroup> of(Task task) {
    List<ReferenceGroup> groups = new ArrayList<>();
    for (BeamTask beam : task.beams()) {
      addBeam(task, beam, groups);
    }
    return groups;
  }

  private void addBeam(Task task, BeamTask beam, List<ReferenceGroup> groups) {
    if (beam.positions().grid() != null) {
      throw new UsageException(
          "[%s] its rows are the cells of a grid: there are references to tracks only. Use 'groundtrack export'"
              .formatted(task.granule().id()));
    }
    Map<String, GroupBuilder> builders = new LinkedHashMap<>();
    Map<String, Granule> sources = new LinkedHashMap<>();
    GroupBuilder own = builder(task.granule(), beam, rate.name(), beam.runs(), builders, sources);
    own.addPosition(beam.positions().longitude());
    own.addPosition(beam.positions().latitude());
    if (beam.positions().times() != null) {
      beam.positions().times().parts().forEach(part -> own.addTime(part.dataset(), part.one()));
    }
    addLink(own, beam.positions().needs());
    if (beam.parent() != null) {
      GroupBuilder parent =
          builder(task.granule(), beam, rate.parent(), beam.parent().runs(), builders, sources);
      addLink(parent, beam.parent().link());
      beam.joins().forEach(join -> addLink(parent, join.ids()));
    }
    for (FlatTask flat : beam.flats()) {
      addLink(own, flat.link());
      builder(task.granule(), beam, flat.link().name(), flat.runs(), builders, sources);
    }
    for (JoinTask join : beam.joins()) {
      GroupBuilder joined =
          builder(join.partner(), beam, join.product(), join.runs(), builders, sources);
      joined.add(join.key());
      joined.add(join.position());
    }
    for (int i = 0; i < beam.variables().size(); i++) {
      VariableTask variable = beam.variables().get(i);
      if (variable != null) {
        String group =
            variable.link() == null ? ArrayNames.group(rate, columns.get(i)) : variable.link();
        builders.get(group).add(variable.view());
      }
    }
    for (Map.Entry<String, GroupBuilder> entry : builders.entrySet()) {
      List<String> path = new ArrayList<>(List.of(task.granule().id()));
      if (!beam.beam().name().isEmpty()) {
        path.add(beam.beam().name());
      }
      path.add(entry.getKey());
      entry.getValue().build(path, location(sources.get(entry.getKey()))).ifPresent(groups::add);
    }
  }

  private GroupBuilder builder(
      Granule granule,
      BeamTask beam,
      String group,
      List<RowRun> runs,
      Map<String, GroupBuilder> builders,
      Map<String, Granule> sources) {
    GroupBuilder builder =
        new GroupBuilder(granule, beam.beam().name(), group, runs, names, leftOuts);
    if (builders.put(group, builder) != null) {
      Set<String> taken = new TreeSet<>(builders.keySet());
      throw new UsageException(
          "[%s] has two groups called %s among %s: a rate, link or product must be called otherwise in its layout"
              .formatted(granule.id(), group, taken));
    }
    sources.put(group, granule);
    return builder;
  }

  private static void addLink(GroupBuilder builder, LinkTask link) {
    if (link != null) {
      builder.add(link.first());
      builder.add(link.count());
    }
  }

  /** Where readers find a granule's bytes: what a signature or key would open is not said. */
  private static String location(Granule granule) {
    Location location = Location.of(granule.uri());
    if (location.hasQuery()) {
      throw new UsageException(
          "[%s] is indexed at %s by an address with a query, which may be a signature: index it by its plain address"
              .formatted(granule.id(), location));
    }
    return location.isLocal()
        ? location.path().toAbsolutePath().normalize().toString()
        : location.toString();
  }
}
