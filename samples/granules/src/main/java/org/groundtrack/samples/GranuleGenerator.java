package org.groundtrack.samples;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes synthetic granules of many products: the groups, datasets, types, chunks and filters that
 * a list of the product names, around content that is made up and says so.
 *
 * <p>Equal specs give equal bytes on one platform and version of Java and jHDF, and equal values
 * everywhere. What jHDF cannot write differs from NASA's granules: see {@link Atl06Generator}; and
 * text is of fixed length, links are copies, datasets without rows are left out.
 *
 * <p>Thread-safe. A granule is held in memory while it is written.
 */
public final class GranuleGenerator {
  private static final String NOTICE =
      "Synthetic sample data made by Groundtrack; not a measurement; do not cite";

  private GranuleGenerator() {}

  /**
   * Writes a granule; no other file than a complete granule ever has its name.
   *
   * @param folder folder to write to; made if it does not exist
   * @param spec what to write; gives the file its name
   * @param options {@link java.nio.file.StandardCopyOption#REPLACE_EXISTING} to overwrite, or
   *     nothing
   * @return the granule
   * @throws java.nio.file.FileAlreadyExistsException if the granule exists and is not to be
   *     overwritten
   * @throws IOException if it cannot be written
   */
  public static Path write(Path folder, GranuleSpec spec, CopyOption... options)
      throws IOException {
    return GranuleFile.write(folder, spec.fileName(), path -> writeContent(path, spec), options);
  }

  private static void writeContent(Path path, GranuleSpec spec) {
    DatasetSpec.Catalogue catalogue = DatasetSpec.read(spec.product());
    try (WritableHdfFile file = HdfFile.write(path)) {
      GranuleExtent extent = new GranuleExtent();
      for (BeamLine line : spec.product().lines(spec.orientation())) {
        if (!spec.missingBeams().contains(line.id())) {
          BeamModel model = BeamModel.of(spec, line);
          model.addTo(extent);
          WritableGroup group = file.putGroup(line.id());
          attributes(group, spec, line);
          new Writer(spec, catalogue, line.id(), model, new Noise(spec.seed()).stream(line.id()))
              .write(group);
        }
      }
      if (spec.product().isGedi()) {
        describeShots(file, spec);
      } else {
        GranuleMetadata metadata = new GranuleMetadata(facts(spec), extent);
        metadata.writeRoot(file);
        metadata.writeOrbitInfo(file.putGroup("orbit_info"));
        metadata.writeAncillaryData(file.putGroup("ancillary_data"));
        // The writer of ATL24 is not that of the others.
        metadata.writeMetadata(
            file.putGroup(spec.product() == SampleProduct.ATL24 ? "metadata" : "METADATA"));
        seal(file);
      }
    }
  }

  private static GranuleFacts facts(GranuleSpec spec) {
    return new GranuleFacts(
        spec.product().shortName(),
        spec.product().level,
        spec.product().subject,
        "values that are made up",
        spec.fileName(),
        spec.seed(),
        spec.track(),
        spec.orientation(),
        spec.turns(),
        spec.release(),
        spec.revision());
  }

  private static void describeShots(WritableHdfFile file, GranuleSpec spec) {
    file.putAttribute("short_name", spec.product().shortName());
    file.putAttribute("groundtrack_synthetic", "true");
    WritableGroup metadata = file.putGroup("METADATA").putGroup("DatasetIdentification");
    metadata.putAttribute("shortName", spec.product().shortName());
    metadata.putAttribute("VersionID", String.format(Locale.ROOT, "%02d", spec.release()));
    metadata.putAttribute("fileName", spec.fileName());
    metadata.putAttribute("abstract", NOTICE);
    metadata.putAttribute("spatialRepresentationType", "along-track");
    seal(file);
  }

  /**
   * Ends a granule with something that holds a dataset: jHDF 0.13.0 writes its trailer over a last
   * group that holds none. Last is what comes last in the order of its map of children.
   */
  private static void seal(WritableHdfFile file) {
    file.putGroup("quality_assessment")
        .putDataset("qa_granule_pass_fail", new int[] {0})
        .putAttribute("units", "1");
    for (int i = 0; !endsWithDataset(file); i++) {
      file.putDataset("groundtrack_synthetic_" + i, new int[] {0});
    }
  }

  private static boolean endsWithDataset(Node node) {
    Node last = node;
    while (last instanceof Group group) {
      Node child = null;
      for (Node next : group.getChildren().values()) {
        child = next;
      }
      last = child;
    }
    return last != null;
  }

  private static void attributes(WritableGroup group, GranuleSpec spec, BeamLine line) {
    if (spec.product().isGedi()) {
      group.putAttribute("description", line.strong() ? "Full power beam" : "Coverage beam");
      return;
    }
    if (spec.product() == SampleProduct.ATL11) {
      group.putAttribute("beam_pair", 1 + line.number());
      group.putAttribute("ReferenceGroundTrack", (double) spec.track().rgt());
      group.putAttribute("first_cycle", spec.track().cycle());
      group.putAttribute("last_cycle", spec.lastCycle());
      return;
    }
    Beam beam = Beam.of(line.id());
    Orientation orientation = spec.orientation();
    group.putAttribute("Description", "Data of one beam of the laser: ground track " + line.id());
    group.putAttribute("atlas_pce", "pce" + beam.pce(orientation));
    group.putAttribute("atlas_beam_type", line.strong() ? "strong" : "weak");
    group.putAttribute("groundtrack_id", line.id());
    group.putAttribute("atmosphere_profile", "profile_" + beam.pair());
    group.putAttribute("atlas_spot_number", Integer.toString(beam.spot(orientation)));
    group.putAttribute("sc_orientation", orientation.label);
  }

  /** Writes the datasets of one beam. */
  private record Writer(
      GranuleSpec spec,
      DatasetSpec.Catalogue catalogue,
      String beam,
      BeamModel model,
      Noise noise) {

    void write(WritableGroup root) {
      Map<String, WritableGroup> groups = new HashMap<>();
      groups.put("", root);
      for (DatasetSpec dataset : catalogue.datasets()) {
        if (dataset.core() || spec.variables() == VariableSet.FULL) {
          int rows = dataset.rate().equals("-") ? 1 : model.rows(dataset.rate());
          String path = beam + "/" + dataset.path();
          Optional<Leftover> left = Leftover.of(spec.emptied(), path);
          if (left.isPresent()) {
            if (left.get() != Leftover.NOTHING) {
              left.get().write(group(dataset.group(), groups));
            }
          } else if (rows > 0) {
            put(group(dataset.group(), groups), dataset, rows);
          }
        }
      }
    }

    private WritableGroup group(String path, Map<String, WritableGroup> known) {
      WritableGroup group = known.get(path);
      if (group == null) {
        int slash = path.lastIndexOf('/');
        group =
            group(slash < 0 ? "" : path.substring(0, slash), known)
                .putGroup(path.substring(slash + 1));
        for (DatasetSpec.GroupText text : catalogue.groups()) {
          if (text.path().equals(path)) {
            group.putAttribute("Description", text.description());
            group.putAttribute("data_rate", text.dataRate());
          }
        }
        known.put(path, group);
      }
      return group;
    }

    private void put(WritableGroup group, DatasetSpec dataset, int rows) {
      Object values = Values.array(dataset, Values.of(dataset, model, noise), rows);
      DatasetCreationOptions.Builder options = DatasetCreationOptions.builder();
      if (dataset.isUnsigned()) {
        options.unsigned();
      }
      if (!dataset.stored().equals("contiguous")) {
        options.chunkDimensions(chunk(dataset, rows));
        List<String> filters =
            dataset.isFloat() ? catalogue.floatFilters() : catalogue.integerFilters();
        for (String filter : filters) {
          if (filter.equals("shuffle")) {
            options.shuffle();
          } else {
            options.deflate(spec.deflateLevel());
          }
        }
      }
      WritableDataset written = group.putDataset(dataset.name(), values, options.build());
      written.putAttribute("units", dataset.units());
      written.putAttribute("description", dataset.description());
      if (dataset.fill() != null && dataset.fillDeclared()) {
        written.putAttribute("_FillValue", dataset.fill());
      }
    }

    /** jHDF writes no chunk that is longer than its dataset. */
    private int[] chunk(DatasetSpec dataset, int rows) {
      String[] shape = dataset.stored().split("x", -1);
      int chunkRows =
          shape[0].equals("whole")
              ? rows
              : Math.max(1, Math.min(rows, Integer.parseInt(shape[0]) / spec.chunkDivisor()));
      if (!dataset.twoDimensional()) {
        return new int[] {chunkRows};
      }
      int elements =
          shape.length == 1
              ? dataset.elements()
              : Math.min(dataset.elements(), Integer.parseInt(shape[1]));
      return dataset.transposed()
          ? new int[] {elements, chunkRows}
          : new int[] {chunkRows, elements};
    }
  }
}
