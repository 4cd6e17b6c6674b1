package org.groundtrack.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkKeys;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.Join;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.JoinTask;
import org.groundtrack.plan.LinkTask;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.PositionTask;
import org.groundtrack.plan.VariableTask;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;

/** Plans which rows of other granules may belong to the rows of a beam. */
final class JoinPlanner {
  private final Map<String, JoinTask> tasks = new LinkedHashMap<>();
  private final Map<String, Partners> partners = new LinkedHashMap<>();
  private final Beam beam;

  /**
   * Plans the joins of a beam.
   *
   * @param covered the rate whose rows the coverage counts
   * @param rows of the beam that may be exported
   * @throws BadIndexException if the index lacks what a join needs
   */
  JoinPlanner(
      Granule granule,
      Beam beam,
      Rate covered,
      List<Partners> all,
      Candidates candidates,
      List<RowRun> rows,
      PositionTask.Datasets own) {
    this.beam = beam;
    for (Partners partner : all) {
      Granule other = partner.byGranule().get(granule.id());
      if (other == null || other.beam(beam.name()).isEmpty()) {
        continue;
      }
      Join join = partner.join();
      Dataset key = dataset(partner, other, join.key());
      if (key == null) {
        continue;
      }
      List<RowRun> wanted;
      LinkTask ids = null;
      if (join.link() == null) {
        wanted =
            rows.stream()
                .map(r -> new RowRun(r.first() + join.keyBase(), r.end() + join.keyBase()))
                .toList();
      } else {
        Link link = covered.link(join.link()).orElseThrow();
        ids = LinkTask.of(link, own);
        wanted = candidates.linked(covered.links().indexOf(link));
      }
      List<RowRun> runs = mayHold(other, key, wanted);
      if (!runs.isEmpty()) {
        partners.put(join.product(), partner);
        tasks.put(
            join.product(),
            new JoinTask(
                join.product(),
                other,
                key,
                join.keyBase(),
                join.position() == null ? null : dataset(partner, other, join.position()),
                ids,
                runs));
      }
    }
  }

  private Dataset dataset(Partners partner, Granule other, String path) {
    Dataset dataset =
        partner.datasets().getOrDefault(other.id(), Map.of()).get(Beams.path(beam.name(), path));
    if (dataset != null) {
      ChunkDecoder.checkSupported(other.id(), dataset);
    }
    return dataset;
  }

  /** Rows of the chunks whose keys may be among the wanted ones. */
  private static List<RowRun> mayHold(Granule other, Dataset key, List<RowRun> wanted) {
    if (key.rows() == 0 || wanted.isEmpty()) {
      return List.of();
    }
    if (key.chunks().count() == 0) {
      // Small enough to lie in the metadata, or never written: there is nothing to choose from.
      return List.of(new RowRun(0, key.rows()));
    }
    ChunkKeys keys = key.keys();
    if (keys == null) {
      throw new BadIndexException(
          "granule %s: the index lacks the keys of /%s. Build the index again"
              .formatted(other.id(), key.path()));
    }
    List<RowRun> runs = new ArrayList<>();
    for (int chunk = 0; chunk < keys.count(); chunk++) {
      long first = chunk * key.chunkRows();
      long end = Math.min(key.rows(), first + key.chunkRows());
      for (RowRun run : wanted) {
        if (first < end && keys.mayHold(chunk, run.first(), run.end() - 1)) {
          runs.add(new RowRun(first, end));
          break;
        }
      }
    }
    return RowRun.union(runs);
  }

  /** What fills a column, or {@code null} where no other granule has it. */
  VariableTask variable(OutputColumn column) {
    JoinTask task = tasks.get(column.product());
    if (task == null) {
      return null;
    }
    Partners partner = partners.get(column.product());
    Dataset dataset = dataset(partner, task.partner(), column.path());
    if (dataset == null) {
      return null;
    }
    RowView view = RowView.of(PositionTask.withFill(partner.rate(), column.path(), dataset));
    return new VariableTask(view, column.slice().of(view.rowElements()), null);
  }

  /** The joins. */
  List<JoinTask> tasks() {
    return List.copyOf(tasks.values());
  }
}
