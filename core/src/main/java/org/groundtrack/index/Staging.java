package org.groundtrack.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.Granule;

/**
 * What a run that adds to an index has finished so far: an index of its own inside the folder, so
 * that a run that was killed goes on where it was. For one thread.
 */
final class Staging {
  static final String FOLDER_NAME = ".building";

  private static final String RECIPE = "recipe";

  private final Path folder;
  private IndexState state;

  private Staging(Path folder, IndexState state) {
    this.folder = folder;
    this.state = state;
  }

  /**
   * Goes on with what is there, or begins anew where that was made in another way, or is damaged.
   *
   * @param index the index's folder
   * @param recipe how granules are indexed: rows that were made by another one are of no use; if
   *     {@code null} nothing is gone on with
   */
  static Staging open(Path index, String recipe) {
    Path folder = index.resolve(FOLDER_NAME);
    try {
      if (recipe != null && isBy(folder, recipe)) {
        IndexState state = sound(folder);
        if (state != null) {
          return new Staging(folder, state);
        }
      }
      delete(folder);
      PartFiles.makeFolders(folder);
      if (recipe != null) {
        Files.writeString(folder.resolve(RECIPE), recipe);
      }
      return new Staging(folder, null);
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static boolean isBy(Path folder, String recipe) throws IOException {
    Path file = folder.resolve(RECIPE);
    // Compared as bytes: whatever lies there is no reason to fail.
    return Files.isRegularFile(file)
        && Arrays.equals(Files.readAllBytes(file), recipe.getBytes(StandardCharsets.UTF_8));
  }

  private static IndexState sound(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve(IndexState.FILE_NAME))) {
      return null;
    }
    IndexState found;
    try {
      found = IndexState.read(folder);
    } catch (BadIndexException e) {
      return null;
    }
    for (IndexState.Part part : found.parts().toList()) {
      Path file = folder.resolve(part.file());
      if (!Files.isRegularFile(file) || Files.size(file) != part.bytes()) {
        return null;
      }
    }
    return found;
  }

  Path folder() {
    return folder;
  }

  /** Whether nothing is finished. */
  boolean isEmpty() {
    return state == null;
  }

  /** Granules that are finished. */
  List<Granule> granules() {
    if (isEmpty()) {
      return List.of();
    }
    try (SpatialIndex finished = SpatialIndex.open(folder)) {
      return finished.granules();
    }
  }

  /** The layouts of the granules that are finished. */
  List<JsonNode> layouts() {
    return isEmpty() ? List.of() : state.layouts();
  }

  /** The zones of what is finished, and which variables they are. */
  List<ZoneColumn> zones() {
    return isEmpty() ? List.of() : state.zones();
  }

  /** From now on some granules count as not finished. */
  void drop(Set<String> ids, IndexTotals dropped) {
    IndexTotals totals = state.totals().minus(dropped);
    state =
        IndexState.of(
                state.layouts(),
                without(state.coverage(), ids),
                without(state.manifest(), ids),
                without(state.granules(), ids),
                totals)
            .with(state.zones());
    state.commit(folder);
  }

  private static List<IndexState.Part> without(List<IndexState.Part> parts, Set<String> ids) {
    return parts.stream().map(part -> part.without(ids)).toList();
  }

  /** Finishes a batch: it stays, however the run ends. */
  void add(Parts batch, List<JsonNode> layouts, List<ZoneColumn> zones) {
    IndexState more =
        isEmpty()
            ? IndexState.of(
                layouts, batch.coverage(), batch.manifest(), batch.granules(), batch.totals())
            : IndexState.of(
                layouts,
                joined(state.coverage(), batch.coverage()),
                joined(state.manifest(), batch.manifest()),
                joined(state.granules(), batch.granules()),
                state.totals().plus(batch.totals()));
    state = more.with(zones);
    state.commit(folder);
  }

  private static List<IndexState.Part> joined(
      List<IndexState.Part> some, List<IndexState.Part> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** All that is finished, as sorted parts of the index. */
  Parts into(PartFiles target) {
    Parts parts = new Parts(state.coverage(), state.manifest(), state.granules(), state.totals());
    boolean sorted =
        parts.granules().size() == 1 && parts.all().allMatch(p -> p.without().isEmpty());
    return sorted
        ? target.move(folder, parts)
        : PartsMerger.merge(folder, parts, state.zones(), target);
  }

  /** Deletes all of it. */
  void delete() {
    try {
      delete(folder);
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be deleted: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    // First what says that the rest is sound.
    Files.deleteIfExists(folder.resolve(IndexState.FILE_NAME));
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
