package org.groundtrack.sidecar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.AttributeValue;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;

/**
 * A manifest put together from a sidecar. What the sidecar says of a dataset's storage is looked at
 * when the dataset is asked for, so that one that can't be read costs nothing until then.
 */
public final class SidecarManifest implements ChunkManifest {
  /** Describes one dataset. */
  @FunctionalInterface
  public interface Source {
    /**
     * The dataset.
     *
     * @throws UnsupportedStorageException if it can't be read, or only by a guess
     * @throws BadGranuleException if the sidecar is damaged there
     */
    Dataset read() throws UnsupportedStorageException;
  }

  private static final int MAX_PATH = 4096;
  private static final int MAX_DEPTH = 64;

  private final String name;
  private final String origin;
  private final Map<String, Set<String>> groups = new LinkedHashMap<>();
  private final Map<String, Source> datasets = new LinkedHashMap<>();
  private final Map<String, Map<String, AttributeValue>> attributes = new LinkedHashMap<>();

  /**
   * A manifest of nothing yet.
   *
   * @param name the granule's name for messages
   * @param origin what kind of sidecar it is made from
   */
  public SidecarManifest(String name, String origin) {
    this.name = name;
    this.origin = origin;
    groups.put("", new LinkedHashSet<>());
  }

  /** Adds a group and those above it, if they are not there. */
  public void addGroup(String path) {
    if (groups.putIfAbsent(path, new LinkedHashSet<>()) == null) {
      checkPath(path);
      int slash = path.lastIndexOf('/');
      String parent = slash < 0 ? "" : path.substring(0, slash);
      addGroup(parent);
      groups.get(parent).add(path.substring(slash + 1));
    }
  }

  /**
   * Adds a dataset and the groups above it.
   *
   * @throws BadGranuleException if the path is taken, or can't be one
   */
  public void addDataset(String path, Map<String, AttributeValue> values, Source source) {
    checkPath(path);
    if (groups.containsKey(path) || datasets.putIfAbsent(path, source) != null) {
      throw new BadGranuleException(
          "[%s /%s] is described twice in its sidecar: index the granule without it"
              .formatted(name, path));
    }
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "" : path.substring(0, slash);
    addGroup(parent);
    groups.get(parent).add(path.substring(slash + 1));
    attributes.put(path, values);
  }

  /** Adds attributes of a group; those that it has already stay. */
  public void addGroupAttributes(String group, Map<String, AttributeValue> values) {
    addGroup(group);
    Map<String, AttributeValue> known =
        attributes.computeIfAbsent(group, g -> new LinkedHashMap<>());
    values.forEach(known::putIfAbsent);
  }

  /** The groups' paths; the root's is empty. */
  public Set<String> groups() {
    return Set.copyOf(groups.keySet());
  }

  private void checkPath(String path) {
    String[] components = path.length() > MAX_PATH ? new String[0] : path.split("/", -1);
    boolean possible = components.length > 0 && components.length <= MAX_DEPTH;
    for (String component : components) {
      possible &= !component.isEmpty() && !component.equals(".") && !component.equals("..");
    }
    if (!possible) {
      throw new BadGranuleException(
          "[%s] its sidecar names an object '%s', which is no path: index the granule without it"
              .formatted(name, path.substring(0, Math.min(path.length(), 100))));
    }
    if (datasets.containsKey(path) || hasDatasetAbove(path)) {
      throw new BadGranuleException(
          "[%s /%s] is described twice in its sidecar: index the granule without it"
              .formatted(name, path));
    }
  }

  private boolean hasDatasetAbove(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (datasets.containsKey(path.substring(0, slash))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public boolean exists(String path) {
    String canonical = canonical(path);
    return groups.containsKey(canonical) || datasets.containsKey(canonical);
  }

  @Override
  public List<String> children(String group) {
    return List.copyOf(groups.getOrDefault(canonical(group), Set.of()));
  }

  @Override
  public Optional<String> attribute(String path, String attribute) {
    Map<String, AttributeValue> known = attributes.getOrDefault(canonical(path), Map.of());
    return Optional.ofNullable(known.get(attribute)).map(AttributeValue::text);
  }

  @Override
  public Dataset dataset(String path) {
    Source source = datasets.get(canonical(path));
    if (source == null) {
      throw new BadGranuleException("[%s] has no dataset /%s".formatted(name, path));
    }
    try {
      return read(path, source);
    } catch (UnsupportedStorageException e) {
      throw new BadGranuleException(
          "[%s /%s] can't be read by its sidecar: the dataset %s. Leave it out, or index the granule without the sidecar"
              .formatted(name, path, e.getMessage()),
          e);
    }
  }

  @Override
  public List<Dataset> datasetsUnder(String group) {
    List<Dataset> found = new ArrayList<>();
    collect(canonical(group), found, 0);
    return found;
  }

  /** Returns the chunks so far, so that a small document can't claim to fill the memory. */
  private long collect(String group, List<Dataset> found, long chunksSoFar) {
    long chunks = chunksSoFar;
    for (String child : groups.getOrDefault(group, Set.of())) {
      String path = group.isEmpty() ? child : group + "/" + child;
      Source source = datasets.get(path);
      if (source == null) {
        chunks = collect(path, found, chunks);
        continue;
      }
      try {
        Dataset dataset = read(path, source);
        chunks += dataset.chunks().count();
        if (chunks > ChunkGrid.MAX_CHUNKS) {
          throw new BadGranuleException(
              "[%s /%s] its sidecar has more than %s chunks so far, the limit: index the granule without it"
                  .formatted(name, path, ChunkGrid.MAX_CHUNKS));
        }
        found.add(dataset);
      } catch (UnsupportedStorageException e) {
        // Left out, as the contract says; who asks for it by name hears why.
      }
    }
    return chunks;
  }

  private Dataset read(String path, Source source) throws UnsupportedStorageException {
    try {
      return source.read();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadGranuleException(
          "[%s /%s] its sidecar is damaged: %s. Index the granule without it"
              .formatted(name, path, e.getMessage()),
          e);
    }
  }

  private static String canonical(String path) {
    int from = 0;
    int to = path.length();
    while (from < to && path.charAt(from) == '/') {
      from++;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    return path.substring(from, to);
  }
}
