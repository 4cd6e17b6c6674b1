package org.groundtrack.samples;

import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the group of one beam. */
final class BeamGroup {
  private static final int BINS = 1000;

  private BeamGroup() {}

  /** Writes a beam; {@code assessment} is the group beside the beams, null with few variables. */
  static void write(
      WritableGroup group,
      WritableGroup assessment,
      Atl06Spec spec,
      Beam beam,
      GranuleExtent extent) {
    attributes(group, spec, beam);
    if (spec.emptyBeams().contains(beam.id())) {
      // Without a dataset in it: jHDF 0.13.0 writes its trailer over a last group that holds none.
      group.putGroup("segment_quality").putDataset("record_number", new int[] {1});
      return;
    }
    BeamRows rows = new BeamRows(spec, beam);
    extent.add(rows);
    LandIceValues landIce = new LandIceValues(rows);
    boolean full = spec.variables() == VariableSet.FULL;
    OtherRates others = full ? new OtherRates(rows) : null;
    Map<String, WritableGroup> groups = new HashMap<>();
    if (full) {
      groups.put("quality_assessment", assessment.putGroup(beam.id()));
    }
    for (Variable variable : Variable.ATL06.variables()) {
      Optional<Leftover> left =
          variable.rate().equals("quality_assessment")
              ? Optional.empty()
              : Leftover.of(
                  spec.emptied(), beam.id() + "/" + variable.group() + "/" + variable.name());
      if (left.isPresent()) {
        if (left.get() != Leftover.NOTHING) {
          left.get().write(group(group, variable.group(), groups));
        }
      } else if (full || variable.core()) {
        Object values =
            variable.rate().equals("land_ice_segments")
                ? landIce.of(variable)
                : others.of(variable);
        WritableGroup parent = group(group, variable.group(), groups);
        put(parent, variable, values, spec);
      }
    }
    boolean axes =
        Leftover.of(spec.emptied(), beam.id() + "/residual_histogram")
            .map(left -> left == Leftover.SCALES)
            .orElse(full);
    if (axes) {
      histogramAxes(groups.get("residual_histogram"));
    }
  }

  private static void attributes(WritableGroup group, Atl06Spec spec, Beam beam) {
    Orientation orientation = spec.orientation();
    group.putAttribute("Description", "Data of one beam of the laser: ground track " + beam.id());
    group.putAttribute("atlas_pce", "pce" + beam.pce(orientation));
    group.putAttribute("atlas_beam_type", beam.strong(orientation) ? "strong" : "weak");
    group.putAttribute("groundtrack_id", beam.id());
    group.putAttribute("atmosphere_profile", "profile_" + beam.pair());
    group.putAttribute("atlas_spot_number", Integer.toString(beam.spot(orientation)));
    group.putAttribute("sc_orientation", orientation.label);
  }

  private static WritableGroup group(
      WritableGroup beam, String path, Map<String, WritableGroup> known) {
    WritableGroup group = known.get(path);
    if (group == null) {
      int slash = path.lastIndexOf('/');
      WritableGroup parent = slash < 0 ? beam : group(beam, path.substring(0, slash), known);
      group = parent.putGroup(path.substring(slash + 1));
      for (Variable.GroupText text : Variable.ATL06.groups()) {
        if (text.path().equals(path)) {
          group.putAttribute("Description", text.description());
          group.putAttribute("data_rate", text.dataRate());
        }
      }
      known.put(path, group);
    }
    return group;
  }

  private static void put(WritableGroup group, Variable variable, Object values, Atl06Spec spec) {
    int rows = Math.min(spec.chunkRows(), Array.getLength(values));
    DatasetCreationOptions.Builder options = DatasetCreationOptions.builder();
    Object firstRow = Array.get(values, 0);
    if (firstRow.getClass().isArray()) {
      options.chunkDimensions(rows, Array.getLength(firstRow));
    } else {
      options.chunkDimensions(rows);
    }
    if (variable.type().integer()) {
      options.shuffle();
    }
    options.deflate(spec.deflateLevel());
    attributes(group.putDataset(variable.name(), values, options.build()), variable);
  }

  private static void attributes(WritableDataset dataset, Variable variable) {
    if (variable.fill() != null) {
      dataset.putAttribute("_FillValue", variable.fill());
    }
    String coordinates = coordinates(variable);
    if (!coordinates.isEmpty()) {
      dataset.putAttribute("coordinates", coordinates);
    }
    describe(
        dataset,
        variable.units(),
        variable.contentType(),
        variable.source(),
        variable.longName(),
        variable.description());
    switch (variable.name()) {
      case "delta_time" -> dataset.putAttribute("standard_name", "time");
      case "latitude", "reference_pt_lat", "lat_mean" ->
          dataset.putAttribute("standard_name", "latitude");
      case "longitude", "reference_pt_lon", "lon_mean" ->
          dataset.putAttribute("standard_name", "longitude");
      default -> {
        // No other dataset of the product has a standard name.
      }
    }
    if (!variable.range().equals("-")) {
      String[] ends = variable.range().split("\\.\\.", -1);
      dataset.putAttribute("valid_min", variable.type().of(ends[0]));
      dataset.putAttribute("valid_max", variable.type().of(ends[1]));
    }
    if (!variable.flags().equals("-")) {
      String[] flags = variable.flags().split(" ", -1);
      byte[] values = new byte[flags.length];
      for (int i = 0; i < flags.length; i++) {
        int equals = flags[i].indexOf('=');
        values[i] = Byte.parseByte(flags[i].substring(equals + 1));
        flags[i] = flags[i].substring(0, equals);
      }
      dataset.putAttribute("flag_meanings", String.join(" ", flags));
      dataset.putAttribute("flag_values", values);
    }
  }

  static void describe(
      WritableNode node,
      String units,
      String contentType,
      String source,
      String longName,
      String description) {
    node.putAttribute("units", units);
    node.putAttribute("contentType", contentType);
    node.putAttribute("source", source);
    node.putAttribute("long_name", longName);
    node.putAttribute("description", description);
  }

  /**
   * Time and position of the same rate, as paths relative to the dataset's group, without the
   * dataset itself.
   */
  private static String coordinates(Variable variable) {
    String[] names =
        switch (variable.rate()) {
          case "segment_quality" ->
              new String[] {"delta_time", "reference_pt_lat", "reference_pt_lon"};
          case "residual_histogram", "quality_assessment" ->
              new String[] {"delta_time", "lat_mean", "lon_mean"};
          default -> new String[] {"delta_time", "latitude", "longitude"};
        };
    String prefix = variable.group().contains("/") ? "../" : "";
    return String.join(
        " ",
        Arrays.stream(names)
            .filter(name -> !(prefix.isEmpty() && name.equals(variable.name())))
            .map(name -> prefix + name)
            .toList());
  }

  private static void histogramAxes(WritableGroup group) {
    float[] dh = new float[BINS];
    for (int i = 0; i < BINS; i++) {
      dh[i] = (float) ((i - BINS / 2 + 0.5) * 0.01);
    }
    describe(
        group.putDataset("dh", dh),
        "meters",
        "physicalMeasurement",
        "Section 4.11",
        "Height Differences",
        "Distance of the centre of each bin from the fitted line.");
    describe(
        group.putDataset("ds_segment_id", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}),
        "1",
        "auxiliaryInformation",
        "Section 4.11",
        "Segment ID Index",
        "Place of a segment in segment_id_list.");
  }
}
