package org.groundtrack.samples;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;

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
    Path granule = folder.resolve(spec.fileName());
    boolean replace = Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING);
    if (!replace && Files.exists(granule)) {
      throw new FileAlreadyExistsException(
          granule.toString(), null, "granule exists; delete it or ask to replace it");
    }
    Files.createDirectories(folder);
    // Not createTempFile: the granule is to have the permissions of the folder's other files.
    Path partial = folder.resolve(spec.fileName() + "." + UUID.randomUUID() + ".part");
    try {
      writeContent(partial, spec);
      Files.move(partial, granule, StandardCopyOption.REPLACE_EXISTING);
    } catch (HdfException e) {
      throw new IOException("Granule " + granule + " cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(partial);
    }
    return granule;
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
      GranuleMetadata metadata = new GranuleMetadata(spec, extent);
      metadata.writeRoot(file);
      metadata.writeOrbitInfo(file.putGroup("orbit_info"));
      metadata.writeAncillaryData(file.putGroup("ancillary_data"));
      if (full) {
        metadata.writeMetadata(file.putGroup("METADATA"));
        metadata.writeQuality(assessment);
      }
    }
  }
}
