package org.groundtrack.indexer;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import org.groundtrack.dmrpp.DmrppFile;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.NotFoundException;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.kerchunk.KerchunkParquet;
import org.groundtrack.kerchunk.KerchunkReferences;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Finds the sidecar that describes a granule, so that its HDF5 metadata need not be read.
 * Immutable.
 *
 * <p>{@code auto}: a DMR++ beside the granule, {@code NAME.dmrpp}, if there is one. {@code off}:
 * none. Otherwise a pattern that must lead to one: {@code {uri}} stands for the granule's URI or
 * path, {@code {name}} for its file name, {@code {stem}} for that without its ending. Names that
 * end in {@code .json} are kerchunk references, local folders kerchunk references in Parquet, and
 * all others DMR++.
 */
public final class Sidecars {
  /** A DMR++ beside each granule, where there is one. */
  public static final Sidecars AUTO = new Sidecars("auto");

  /** None. */
  public static final Sidecars OFF = new Sidecars("off");

  /** The DMR++ of a granule of 10,000 chunks has some 2 MB; those of ATL03 have a hundred times. */
  private static final int MAX_BYTES = 512 << 20;

  private final String pattern;

  private Sidecars(String pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads an option's value.
   *
   * @throws UsageException if it is neither {@code auto}, {@code off} nor a pattern
   */
  public static Sidecars of(String text) {
    if (text.equals("auto") || text.equals("off")) {
      return text.equals("auto") ? AUTO : OFF;
    }
    if (!text.contains("{uri}") && !text.contains("{name}") && !text.contains("{stem}")) {
      throw new UsageException(
          "--sidecars %s is neither auto, off nor a pattern with {uri}, {name} or {stem}, such as {uri}.dmrpp"
              .formatted(text));
    }
    return new Sidecars(text);
  }

  /** Whether a sidecar that is absent or bad is no failure. */
  boolean isOptional() {
    return pattern.equals("auto");
  }

  /**
   * The manifest that a granule's sidecar holds; empty if none is wanted, or there is none beside
   * the granule.
   *
   * @param index that names the granule, or {@code null} if the user does
   * @throws org.groundtrack.error.GroundtrackException if it can't be read or is bad
   */
  Optional<ChunkManifest> manifest(Location granule, Location index, Sources sources) {
    if (pattern.equals("off")) {
      return Optional.empty();
    }
    Location sidecar = Location.of(expanded(isOptional() ? "{uri}.dmrpp" : pattern, granule));
    if (sidecar.isLocal() && Files.isDirectory(sidecar.path())) {
      return Optional.of(KerchunkParquet.read(sidecar.path(), granule.fileName()));
    }
    byte[] bytes;
    try {
      bytes =
          index == null
              ? sources.readAll(sidecar, MAX_BYTES)
              : sources.readAllReferenced(sidecar, index, MAX_BYTES);
    } catch (NotFoundException | AccessDeniedException e) {
      if (isOptional()) {
        // S3 answers 403 for what is not there. If the granule itself is denied, it will say so.
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(read(sidecar, granule, bytes));
  }

  private static String expanded(String pattern, Location granule) {
    String name = granule.fileName();
    String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    String uri = granule.isLocal() ? granule.path().toString() : granule.toString();
    return pattern.replace("{uri}", uri).replace("{name}", name).replace("{stem}", stem);
  }

  private static ChunkManifest read(Location sidecar, Location granule, byte[] bytes) {
    ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
    String name = sidecar.fileName().toLowerCase(Locale.ROOT);
    return name.endsWith(".json")
        ? KerchunkReferences.read(stream, granule.fileName())
        : DmrppFile.read(stream, granule.fileName());
  }

  /** As it was given. */
  @Override
  public String toString() {
    return pattern;
  }
}
