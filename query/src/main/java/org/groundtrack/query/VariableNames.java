package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.ProductLayout;
import org.groundtrack.plan.OutputColumn;

/** Turns the names that users give into the columns of a plan. */
final class VariableNames {
  /** Names that the export itself gives to columns. */
  private static final Set<String> TAKEN =
      Set.of(
          "geometry",
          "bbox",
          "longitude",
          "latitude",
          "time",
          "track_id",
          "granule",
          "rgt",
          "cycle",
          "beam_strength");

  private final ProductLayout layout;
  private final ProductLayout.Rate rate;

  /** By path within the beam, the datasets of that path in all granules and beams. */
  private final Map<String, List<Dataset>> byPath = new LinkedHashMap<>();

  VariableNames(
      ProductLayout layout, ProductLayout.Rate rate, Collection<Map<String, Dataset>> granules) {
    this.layout = layout;
    this.rate = rate;
    for (Map<String, Dataset> datasets : granules) {
      for (Dataset dataset : datasets.values()) {
        String path = dataset.path().substring(dataset.path().indexOf('/') + 1);
        byPath.computeIfAbsent(path, k -> new ArrayList<>()).add(dataset);
      }
    }
  }

  /**
   * The columns of the default variables and of some more.
   *
   * @throws UsageException if a name is unknown, ambiguous, or of a dataset that has no value per
   *     row
   */
  List<OutputColumn> columns(List<String> extra) {
    List<OutputColumn> columns = new ArrayList<>();
    Set<String> paths = new LinkedHashSet<>();
    for (String path : rate.variables()) {
      paths.add(path);
      columns.add(column(path, false));
    }
    for (String path : rate.trailingVariables()) {
      paths.add(path);
      columns.add(column(path, true));
    }
    for (String name : extra) {
      String path = resolve(name);
      if (paths.add(path)) {
        columns.add(column(path, true));
      }
    }
    return withUniqueNames(columns);
  }

  private String resolve(String name) {
    String plain = name.startsWith("/") ? name.substring(1) : name;
    for (String candidate : List.of(plain, rate.group() + "/" + plain)) {
      if (byPath.containsKey(candidate)) {
        return candidate;
      }
    }
    List<String> matches =
        byPath.keySet().stream().filter(p -> p.endsWith("/" + plain)).sorted().toList();
    if (matches.size() > 1) {
      throw new UsageException(
          "Variable '%s' is ambiguous: it may be %s".formatted(name, String.join(" or ", matches)));
    }
    if (matches.isEmpty()) {
      throw new UsageException(
          "No granule of the plan has a variable '%s' at the rate of %s; the nearest names are %s"
              .formatted(name, rate.name(), nearest(plain)));
    }
    return matches.get(0);
  }

  private String nearest(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return byPath.keySet().stream()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(path -> distance.apply(path, last))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .collect(Collectors.joining(", "));
  }

  private OutputColumn column(String path, boolean trailing) {
    List<Dataset> datasets = byPath.getOrDefault(path, List.of());
    String units = null;
    String description = null;
    ElementType type = null;
    for (Dataset dataset : datasets) {
      if (dataset.rank() != 1) {
        throw new UsageException(
            "Variable '%s' has %s values per row (shape %s): only variables with one value per row can be exported"
                .formatted(path, dataset.rowBytes() / dataset.elementBytes(), dataset.shape()));
      }
      type = common(path, type, valueType(dataset));
      units = units == null ? dataset.attributes().units() : units;
      description = description == null ? dataset.attributes().description() : description;
    }
    return new OutputColumn(
        path.substring(path.lastIndexOf('/') + 1),
        path,
        type == null ? ElementType.FLOAT32 : type,
        units,
        description,
        trailing);
  }

  /** Scaled values are numbers with a fraction, whatever they are stored as. */
  private static ElementType valueType(Dataset dataset) {
    boolean scaled =
        (dataset.attributes().scale() != null && dataset.attributes().scale() != 1)
            || (dataset.attributes().offset() != null && dataset.attributes().offset() != 0);
    return scaled ? ElementType.FLOAT64 : dataset.type();
  }

  /** The type that holds every value of both: versions of a product may differ. */
  private ElementType common(String path, ElementType a, ElementType b) {
    if (a == null || a == b) {
      return b;
    }
    boolean strings = a == ElementType.STRING || b == ElementType.STRING;
    boolean wide = a == ElementType.UINT64 || b == ElementType.UINT64;
    boolean floats = a.isFloat() || b.isFloat();
    boolean longs = a == ElementType.INT64 || b == ElementType.INT64;
    if (strings || wide || (floats && longs)) {
      throw new UsageException(
          "Variable '%s' of %s is %s in some granules and %s in others: export them apart"
              .formatted(path, layout.product(), a.label(), b.label()));
    }
    return floats ? ElementType.FLOAT64 : ElementType.INT64;
  }

  /** A name that is taken gives way to the path, with dots. */
  private static List<OutputColumn> withUniqueNames(List<OutputColumn> columns) {
    Map<String, Long> counts =
        columns.stream().collect(Collectors.groupingBy(OutputColumn::name, Collectors.counting()));
    List<OutputColumn> unique = new ArrayList<>();
    for (OutputColumn column : columns) {
      boolean clash = TAKEN.contains(column.name()) || counts.get(column.name()) > 1;
      unique.add(
          clash
              ? new OutputColumn(
                  column.path().replace('/', '.'),
                  column.path(),
                  column.type(),
                  column.units(),
                  column.description(),
                  column.trailing())
              : column);
    }
    return unique;
  }
}
