package org.groundtrack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;

/** The layouts that a run knows: the shipped ones and a user's own. */
final class LayoutFiles {
  private LayoutFiles() {}

  /** Reads a user's layout files, which come before shipped ones. */
  static ProductLayouts read(List<Path> files) {
    List<ProductLayout> own = new ArrayList<>();
    for (Path file : files) {
      try {
        own.add(LayoutReader.read(file.toString(), Files.readAllBytes(file)));
      } catch (IOException e) {
        throw new UsageException(
            "--layout %s can't be read: %s".formatted(file, e.getMessage()), e);
      }
    }
    return ProductLayouts.shipped().with(own);
  }
}
