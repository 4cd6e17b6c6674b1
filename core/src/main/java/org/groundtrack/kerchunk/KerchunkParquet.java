package org.groundtrack.kerchunk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.TableRows;
import org.groundtrack.sidecar.BoundedInputStream;
import org.groundtrack.sidecar.ChunkGrid;
import org.groundtrack.sidecar.SidecarReading;
import org.groundtrack.sidecar.UnsupportedStorageException;

/**
 * Reads kerchunk references in Parquet that describe one granule: a folder with {@code .zmetadata},
 * and for each array files {@code refs.N.parq} of so many chunks each, in row-major order.
 *
 * <p>They are trusted no more than those in JSON, see {@link KerchunkReferences}. The files of an
 * array are read when it is asked for; they must be in the folder, and an array that lacks one is
 * left out.
 */
public final class KerchunkParquet {
  private static final long MAX_METADATA_BYTES = 64L << 20;
  private static final List<String> COLUMNS = List.of("path", "offset", "size", "raw");

  private final Path folder;
  private final String granule;
  private final int recordSize;
  private final GranuleObject object;

  private KerchunkParquet(Path folder, String granule, int recordSize) {
    this.folder = folder;
    this.granule = granule;
    this.recordSize = recordSize;
    this.object = new GranuleObject(granule);
  }

  /**
   * Reads the metadata of references.
   *
   * @param folder has the references, and stays as it is while the manifest is in use
   * @param granuleName name for messages; its last component is the granule's file name
   * @throws BadGranuleException if they are damaged or hostile
   */
  public static ChunkManifest read(Path folder, String granuleName) {
    return SidecarReading.guarded(
        granuleName,
        "kerchunk references",
        () -> {
          JsonNode root;
          try (InputStream in = Files.newInputStream(folder.resolve(".zmetadata"))) {
            root =
                KerchunkReferences.mapper()
                    .readTree(new BoundedInputStream(in, granuleName, MAX_METADATA_BYTES));
          }
          int recordSize = root.path("record_size").asInt(-1);
          if (recordSize < 1 || recordSize > ChunkGrid.MAX_CHUNKS) {
            throw new BadGranuleException(
                "[%s] its kerchunk references say record_size %s, expected 1 to %s: they are damaged"
                    .formatted(granuleName, root.path("record_size"), ChunkGrid.MAX_CHUNKS));
          }
          ZarrMetadata metadata = new ZarrMetadata(granuleName);
          root.path("metadata")
              .fields()
              .forEachRemaining(
                  field -> {
                    if (ZarrMetadata.isMetadata(field.getKey())) {
                      metadata.add(field.getKey(), field.getValue());
                    }
                  });
          KerchunkParquet parquet = new KerchunkParquet(folder, granuleName, recordSize);
          return metadata.manifest(parquet::references);
        });
  }

  private ChunkReferences references(String path, ZarrArray array)
      throws UnsupportedStorageException {
    int chunks = chunks(path, array);
    for (int record = 0; record * (long) recordSize < chunks; record++) {
      // The writer leaves a file out that would be empty, but so does a copy that broke off.
      if (!Files.exists(file(path, record))) {
        throw new UnsupportedStorageException(
            "has no references in %s, which is absent".formatted(file(path, record).getFileName()));
      }
    }
    return SidecarReading.guarded(
        granule,
        "kerchunk references of /" + path,
        () -> {
          ChunkReferences found = new ChunkReferences();
          for (int record = 0; record * (long) recordSize < chunks; record++) {
            readFile(path, record, chunks, array, found);
          }
          object.check();
          return found;
        });
  }

  private Path file(String path, int record) {
    return folder.resolve(path).resolve("refs." + record + ".parq");
  }

  private int chunks(String path, ZarrArray array) {
    if (array.shape().isEmpty()) {
      return 1;
    }
    return array.shape().contains(0L)
        ? 0
        : ChunkGrid.count(granule + " /" + path, array.shape(), array.chunkShape());
  }

  private void readFile(String path, int record, int chunks, ZarrArray array, ChunkReferences found)
      throws IOException {
    Path file = file(path, record);
    if (!file.toRealPath().startsWith(folder.toRealPath())) {
      throw damaged(path, "lead out of their folder");
    }
    long first = record * (long) recordSize;
    long[] rows = new long[1];
    try (LocalRangeReader reader = LocalRangeReader.open(file)) {
      ParquetTableReader.open(reader)
          .scan(
              COLUMNS,
              null,
              group -> {
                for (int i = 0; i < group.size(); i++) {
                  if (rows[0] >= recordSize) {
                    throw damaged(path, "have more rows in a file than " + recordSize);
                  }
                  row(path, group, i, first + rows[0]++, chunks, array, found);
                }
              });
    } catch (BadGranuleException e) {
      throw e;
    } catch (GroundtrackException e) {
      throw new BadGranuleException(
          "[%s /%s] its kerchunk references can't be read: %s"
              .formatted(granule, path, e.getMessage()),
          e);
    }
    if (rows[0] < Math.min(recordSize, chunks - first)) {
      throw damaged(
          path,
          "have %s rows in %s, expected %s"
              .formatted(rows[0], file.getFileName(), Math.min(recordSize, chunks - first)));
    }
  }

  private void row(
      String path,
      TableRows rows,
      int i,
      long number,
      int chunks,
      ZarrArray array,
      ChunkReferences found) {
    String named = rows.strings("path")[i];
    byte[] raw = rows.binaries("raw")[i];
    boolean isNamed = named != null && !named.isEmpty();
    if (!isNamed && raw == null) {
      return;
    }
    if (number >= chunks) {
      throw damaged(path, "have a chunk %s, expected %s chunks".formatted(number, chunks));
    }
    if (raw != null) {
      found.addInline(raw);
      return;
    }
    object.use(named);
    long size = rows.isMissing("size", i) ? 0 : rows.longs("size")[i];
    if (size == 0) {
      found.refuse("has a chunk that is a whole object");
      return;
    }
    found.add(coordinates(number, array), rows.longs("offset")[i], size);
  }

  private static long[] coordinates(long number, ZarrArray array) {
    int rank = array.shape().size();
    long[] coordinates = new long[Math.max(1, rank)];
    long rest = number;
    for (int i = rank - 1; i >= 0; i--) {
      long grid = (array.shape().get(i) - 1) / array.chunkShape().get(i) + 1;
      coordinates[i] = rest % grid;
      rest /= grid;
    }
    return coordinates;
  }

  private BadGranuleException damaged(String path, String what) {
    return new BadGranuleException(
        "[%s /%s] its kerchunk references %s: index the granule without them"
            .formatted(granule, path, what));
  }
}
