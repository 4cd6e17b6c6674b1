package org.groundtrack.references;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.layout.Beams;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;

/**
 * Gathers the datasets of a group, and finds which rows each array has: those of the chunks that
 * hold the wanted rows. Arrays with the same rows share a dimension. For one thread.
 */
final class GroupBuilder {
  private static final String ROW = "row";

  private final Granule granule;
  private final String beam;
  private final String group;
  private final List<RowRun> runs;
  private final ArrayNames names;
  private final LeftOuts leftOuts;
  private final Map<String, RowView> views = new LinkedHashMap<>();
  private final List<String> positions = new ArrayList<>();

  /** Of these all rows are wanted, and they are not rows of the group. */
  private final Set<String> ofAll = new HashSet<>();

  private final Map<List<RowRun>, String> dimensions = new LinkedHashMap<>();
  private final Map<String, ReferenceArray> arrays = new LinkedHashMap<>();
  private final List<String> lacking = new ArrayList<>();

  /**
   * A group without arrays.
   *
   * @param granule that holds the datasets
   * @param group its name within the beam
   * @param runs wanted rows: sorted, apart
   */
  GroupBuilder(
      Granule granule,
      String beam,
      String group,
      List<RowRun> runs,
      ArrayNames names,
      LeftOuts leftOuts) {
    this.granule = granule;
    this.beam = beam;
    this.group = group;
    this.runs = runs;
    this.names = names;
    this.leftOuts = leftOuts;
  }

  /** With positions or times: without one of them no row could be told where it is. */
  void addPosition(Dataset dataset) {
    if (dataset != null) {
      positions.add(within(dataset));
      views.putIfAbsent(within(dataset), RowView.of(dataset));
    }
  }

  /**
   * With times.
   *
   * @param one whether they are one for all rows
   */
  void addTime(Dataset dataset, boolean one) {
    addPosition(dataset);
    if (one) {
      ofAll.add(within(dataset));
    }
  }

  /** With a dataset, once; {@code null} is none. */
  void add(Dataset dataset) {
    if (dataset != null) {
      add(RowView.of(dataset));
    }
  }

  /** With a dataset, once. */
  void add(RowView view) {
    views.putIfAbsent(within(view.dataset()), view);
  }

  private String within(Dataset dataset) {
    return Beams.within(beam, dataset.path()).orElse(dataset.path());
  }

  /**
   * The group.
   *
   * @param path names from the root
   * @param location where the granule's bytes are
   * @return empty if it has no array
   * @throws BadGranuleException if positions can't be referenced
   */
  Optional<ReferenceGroup> build(List<String> path, String location) {
    views.forEach((within, view) -> ArrayLimits.of(view.dataset()).ifPresent(leaveOut(within)));
    lacking.forEach(views::remove);
    // Chunks decide which rows there are; a contiguous dataset can begin at any.
    List<String> contiguous = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    views.forEach(
        (within, view) -> {
          if (ofAll.contains(within)) {
            whole.add(within);
          } else if (view.dataset().layout() == StorageLayout.CHUNKED) {
            add(within, view, bands(view));
          } else {
            contiguous.add(within);
          }
        });
    for (String within : contiguous) {
      add(within, views.get(within), hull(views.get(within)));
    }
    for (String within : whole) {
      add(within, views.get(within), List.of(new RowRun(0, views.get(within).rows())));
    }
    if (arrays.isEmpty()) {
      return Optional.empty();
    }
    List<ReferenceArray> ordered = new ArrayList<>();
    for (String within : views.keySet()) {
      if (arrays.containsKey(within)) {
        ordered.add(arrays.get(within));
      }
    }
    return Optional.of(new ReferenceGroup(path, location, attributes(location), ordered));
  }

  private void add(String within, RowView view, List<RowRun> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Dataset dataset = view.dataset();
    String name = names.of(group, within);
    int rowAxis = view.transposed() ? 1 : 0;
    ReferenceArray bare =
        new ReferenceArray(name, dataset, rowAxis, rows, List.of(), attributes(dataset, rows));
    Optional<String> reason = ArrayLimits.of(bare);
    if (reason.isEmpty() && arrays.values().stream().anyMatch(a -> a.name().equals(name))) {
      reason = Optional.of("has the name of another dataset");
    }
    reason.ifPresentOrElse(
        leaveOut(within),
        () -> arrays.put(within, bare.along(axes(name, dataset.rank(), rowAxis, rows))));
  }

  private List<String> axes(String name, int rank, int rowAxis, List<RowRun> rows) {
    String first = dimensions.isEmpty() ? ROW : ROW + "_of_" + name;
    String rowDimension = dimensions.computeIfAbsent(rows, r -> first);
    List<String> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(i == rowAxis ? rowDimension : name + "_" + i);
    }
    return axes;
  }

  /** Whole bands of chunks that hold wanted rows. */
  private List<RowRun> bands(RowView view) {
    long side = view.bandRows();
    List<RowRun> bands = new ArrayList<>();
    for (RowRun run : RowRun.clip(runs, 0, view.rows())) {
      long end = (run.end() - 1) / side * side + side;
      bands.add(new RowRun(run.first() / side * side, Math.min(end, view.rows())));
    }
    return RowRun.union(bands);
  }

  /** One run of rows that holds all wanted ones: that of the chunked arrays, if it is one. */
  private List<RowRun> hull(RowView view) {
    if (view.transposed()) {
      return List.of(new RowRun(0, view.rows()));
    }
    for (List<RowRun> rows : dimensions.keySet()) {
      if (rows.size() == 1 && rows.get(0).end() <= view.rows()) {
        return rows;
      }
    }
    List<RowRun> wanted = RowRun.clip(runs, 0, view.rows());
    return wanted.isEmpty()
        ? wanted
        : List.of(new RowRun(wanted.get(0).first(), wanted.get(wanted.size() - 1).end()));
  }

  private Consumer<String> leaveOut(String within) {
    return reason -> {
      if (positions.contains(within)) {
        throw new BadGranuleException(
            "[%s /%s] can't be referenced, and without positions and times its rows are nowhere: it %s. Leave the granule out with --granules, or use 'groundtrack export'"
                .formatted(granule.id(), views.get(within).dataset().path(), reason));
      }
      lacking.add(within);
      leftOuts.add(granule.id(), views.get(within).dataset().path(), within, reason);
    };
  }

  private Map<String, Object> attributes(String location) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("granule", granule.id());
    said.put("product", granule.product());
    putIfKnown(said, "version", granule.version());
    said.put("beam", beam);
    said.put("rate", group);
    said.put("source", location);
    // Of the object that was indexed: references are to the bytes of no other.
    said.put("source_bytes", granule.identity().size());
    putIfKnown(said, "source_etag", granule.identity().etag());
    if (granule.identity().lastModified() != null) {
      said.put("source_last_modified", granule.identity().lastModified().toString());
    }
    if (!positions.isEmpty()) {
      List<String> coordinates = new ArrayList<>();
      positions.forEach(within -> coordinates.add(arrays.get(within).name()));
      said.put("coordinates", String.join(" ", coordinates));
    }
    if (!lacking.isEmpty()) {
      said.put("left_out", List.copyOf(lacking));
    }
    return said;
  }

  private static Map<String, Object> attributes(Dataset dataset, List<RowRun> rows) {
    ValueAttributes values = dataset.attributes();
    Map<String, Object> said = new LinkedHashMap<>();
    putIfKnown(said, "units", values.units());
    putIfKnown(said, "description", values.description());
    putIfKnown(said, "scale_factor", values.scale());
    putIfKnown(said, "add_offset", values.offset());
    putIfKnown(said, "valid_min", MissingValues.numberOrNull(dataset, values.validMin()));
    putIfKnown(said, "valid_max", MissingValues.numberOrNull(dataset, values.validMax()));
    putIfKnown(said, "calendar", values.calendar());
    said.put("hdf5_path", "/" + dataset.path());
    // Two flat lists: netCDF has no lists of lists.
    said.put("first_rows", rows.stream().map(RowRun::first).toList());
    said.put("end_rows", rows.stream().map(RowRun::end).toList());
    return said;
  }

  private static void putIfKnown(Map<String, Object> said, String name, Object value) {
    if (value != null) {
      said.put(name, value);
    }
  }
}
