package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.CopyTask;
import org.groundtrack.plan.GranuleChoice;
import org.groundtrack.plan.PositionTask;
import org.groundtrack.rows.RowRun;

/**
 * Plans which rows of other granules may be points of a granule, too, and come before them.
 *
 * @param rate whose rows are exported
 * @param choice which granules come before which
 * @param candidates rows of all granules that may lie in the area, by granule and beam
 */
record CopyPlanner(
    ProductLayout layout,
    Rate rate,
    GranuleChoice choice,
    Map<String, Map<String, Candidates>> candidates) {

  /** Granules, and those that come before them. */
  Set<String> with(Collection<String> ids) {
    Set<String> all = new LinkedHashSet<>(ids);
    ids.forEach(id -> choice.before(id).forEach(other -> all.add(other.granule())));
    return all;
  }

  /**
   * The rows that come before those of a beam.
   *
   * @param data what the index says of the granule, and of those that come before it
   * @throws IllegalArgumentException if positions of another granule are not as the layout has them
   */
  List<CopyTask> of(Granule granule, Beam beam, GranuleData data) {
    List<CopyTask> copies = new ArrayList<>();
    for (GranuleChoice.Other other : choice.before(granule.id())) {
      Granule first = data.granules().get(other.granule());
      Candidates found = candidates.getOrDefault(other.granule(), Map.of()).get(beam.name());
      if (first == null || found == null || !first.rates().contains(rate.name())) {
        continue;
      }
      List<RowRun> runs = rows(found);
      if (!runs.isEmpty()) {
        Map<String, Dataset> datasets = data.datasets(first.id());
        PositionTask positions =
            PositionTask.of(
                rate,
                layout.epoch() == null ? null : first.epoch(),
                path -> {
                  Dataset dataset = datasets.get(Beams.path(beam.name(), path));
                  if (dataset != null) {
                    ChunkDecoder.checkSupported(first.id(), dataset);
                  }
                  return dataset;
                });
        copies.add(new CopyTask(first, positions, runs, other.sameRows()));
      }
    }
    return copies;
  }

  private List<RowRun> rows(Candidates found) {
    if (rate.parent() == null) {
      return found.rows();
    }
    Rate parent = layout.rate(rate.parent()).orElseThrow();
    Link link = parent.link(rate.name()).orElseThrow();
    return found.linked(parent.links().indexOf(link));
  }
}
