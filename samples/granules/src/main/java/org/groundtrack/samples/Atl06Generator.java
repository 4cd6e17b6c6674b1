package org.groundtrack.samples;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes synthetic ATL06 granules: NASA's groups, datasets, types, attributes, chunks and filters
 * around content that is made up and says so.
 *
 * <p>Equal specs give equal bytes on one platform and version of Java and jHDF, and equal values
 * everywhere. What jHDF cannot write differs from NASA's granules: superblock 2 and version-4 chunk
 * indexes instead of version-1 B-trees, chunks no larger than their dataset, datasets that cannot
 * grow, no fill-value message beside the {@code _FillValue} attribute, and no dimension scales.
 *
 * <p>Thread-safe. A granule is held in memory while it is written: about 350 bytes a row with all
 * variables, 90 without.
 */
public final class Atl06Generator {
  private Atl06Generator() {}

  /**
   * Writes a granule; no other file than a complete granule ever has its name.
   *
   * @param folder folder to write to; made if it does not exist
   * @param spec what to write; gives the file its name
   * @param options {@link StandardCopyOption#REPLACE_EXISTING} to overwrite, or nothing
   * @return the granule
   * @throws FileAlreadyExistsException if the granule exists and is not to be overwritten
   * @throws IOException if it cannot be written
   */
  public static Path write(Path folder, Atl06Spec spec, CopyOption... options) throws IOException {
    return GranuleFile.write(folder, spec.fileName(), path -> writeContent(path, spec), options);
  }

  private static void writeContent(Path path, Atl06Spec spec) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      GranuleExtent extent = new GranuleExtent();
      boolean full = spec.variables() == VariableSet.FULL;
      WritableGroup assessment = full ? file.putGroup("quality_assessment") : null;
      for (Beam beam : Beam.values()) {
        if (!spec.missingBeams().contains(beam.id())) {
          BeamGroup.write(file.putGroup(beam.id()), assessment, spec, beam, extent);
        }
      }
      GranuleMetadata metadata = new GranuleMetadata(facts(spec), extent);
      metadata.writeRoot(file);
      metadata.writeOrbitInfo(file.putGroup("orbit_info"));
      WritableGroup ancillary = file.putGroup("ancillary_data");
      metadata.writeAncillaryData(ancillary);
      if (full) {
        GranuleMetadata.writeConstants(ancillary.putGroup("land_ice"));
        metadata.writeMetadata(file.putGroup("METADATA"));
        metadata.writeQuality(assessment);
      }
    }
  }

  private static GranuleFacts facts(Atl06Spec spec) {
    return new GranuleFacts(
        "ATL06",
        "3A",
        "Land ice heights",
        "heights of an ice sheet that is made up",
        spec.fileName(),
        spec.seed(),
        spec.track(),
        spec.orientation(),
        List.of(),
        spec.release(),
        spec.revision());
  }
}
