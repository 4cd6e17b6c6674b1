package org.groundtrack.samples;

import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes granules so that no other file than a complete one ever has a granule's name. */
final class GranuleFile {
  private GranuleFile() {}

  /**
   * Writes a granule.
   *
   * @param content writes it to the path that it is given
   * @throws FileAlreadyExistsException if the granule exists and is not to be overwritten
   */
  static Path write(Path folder, String name, Consumer<Path> content, CopyOption... options)
      throws IOException {
    Path granule = folder.resolve(name);
    boolean replace = Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING);
    if (!replace && Files.exists(granule)) {
      throw new FileAlreadyExistsException(
          granule.toString(), null, "granule exists; delete it or ask to replace it");
    }
    Files.createDirectories(folder);
    // Not createTempFile: the granule is to have the permissions of the folder's other files.
    Path partial = folder.resolve(name + "." + UUID.randomUUID() + ".part");
    try {
      content.accept(partial);
      Files.move(partial, granule, StandardCopyOption.REPLACE_EXISTING);
    } catch (HdfException e) {
      // The system's own words are those of the innermost cause.
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw new IOException("Granule " + granule + " cannot be written: " + reason.getMessage(), e);
    } finally {
      Files.deleteIfExists(partial);
    }
    return granule;
  }
}
