package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.Unpacking;
import org.groundtrack.layout.OwnColumns;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.OutputColumn.Place;
import org.groundtrack.plan.OutputColumn.Source;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/** Turns the names that users give into the columns of a plan. */
final class VariableNames {
  private static final String WITHOUT = "-";

  private final ProductLayout layout;
  private final Rate rate;
  private final Rate parent;

  private final KnownVariables known;
  private final List<KnownVariables.Joined> joined;

  /**
   * Names of the variables that granules have.
   *
   * @param joined variables of other products that rows may take over
   */
  VariableNames(
      ProductLayout layout,
      Rate rate,
      KnownVariables known,
      Collection<KnownVariables.Joined> joined) {
    this.layout = layout;
    this.rate = rate;
    this.parent = rate.parent() == null ? null : layout.rate(rate.parent()).orElseThrow();
    this.known = known;
    this.joined = List.copyOf(joined);
  }

  /**
   * The columns of the default variables and of some more.
   *
   * @param extra names; one with a minus before it takes a variable out of the defaults
   * @throws UsageException if a name is unknown, ambiguous, or asks for elements that are not there
   */
  List<OutputColumn> columns(List<String> extra) {
    Map<String, OutputColumn> columns = new LinkedHashMap<>();
    rate.variables().forEach(v -> addDefault(v, Place.MAIN, columns));
    rate.trailingVariables().forEach(v -> addDefault(v, Place.TRAILING, columns));
    for (KnownVariables.Joined partner : joined) {
      for (String path : partner.join().variables()) {
        add(joined(partner, VariableText.of(path), Place.TRAILING), columns);
      }
    }
    for (String name : extra) {
      if (name.startsWith(WITHOUT)) {
        leaveOut(name, columns);
      }
    }
    for (String name : extra) {
      if (name.startsWith(WITHOUT)) {
        continue;
      }
      named(name).forEach(column -> add(column, columns));
    }
    return withUniqueNames(List.copyOf(columns.values()));
  }

  /** Takes default variables out, by a name such as {@code -rxwaveform} or a pattern. */
  private static void leaveOut(String name, Map<String, OutputColumn> columns) {
    String wanted = name.substring(WITHOUT.length());
    Pattern whole =
        Pattern.compile(
            "(?:.*/)?"
                + Arrays.stream(wanted.split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("[^/]*")));
    boolean found =
        columns
            .values()
            .removeIf(
                column -> column.name().equals(wanted) || whole.matcher(column.path()).matches());
    if (!found) {
      throw new UsageException(
          "'%s' leaves nothing out: the default variables are %s"
              .formatted(
                  name,
                  columns.values().stream()
                      .map(OutputColumn::name)
                      .collect(Collectors.joining(", "))));
    }
  }

  /**
   * The columns that a user's name stands for: several where it is a pattern.
   *
   * @throws UsageException as {@link #columns} does
   */
  List<OutputColumn> named(String name) {
    Optional<OutputColumn> other = joined(name);
    if (other.isPresent()) {
      return List.of(other.get());
    }
    String alias = rate.aliases().get(name);
    VariableText text = VariableText.of(alias == null ? name : alias);
    return resolve(name, text).stream()
        .map(path -> new VariableText(path, text.slice()))
        .map(variable -> column(variable, alias == null ? null : name, Place.EXTRA))
        .toList();
  }

  /** A default variable, or what took its place in the granules that there are. */
  private void addDefault(String variable, Place place, Map<String, OutputColumn> columns) {
    String path = Rate.path(rate.meant(variable));
    List<String> others =
        rate.replaced().getOrDefault(path, List.of()).stream()
            .filter(known.paths()::contains)
            .toList();
    if (others.isEmpty() || known.paths().contains(path)) {
      addNamed(variable, place, columns);
    }
    others.forEach(other -> addNamed(other, place, columns));
  }

  private void addNamed(String variable, Place place, Map<String, OutputColumn> columns) {
    boolean alias = rate.aliases().containsKey(variable);
    add(VariableText.of(rate.meant(variable)), alias ? variable : null, place, columns);
  }

  private void add(VariableText text, String name, Place place, Map<String, OutputColumn> columns) {
    add(column(text, name, place), columns);
  }

  private static void add(OutputColumn column, Map<String, OutputColumn> columns) {
    columns.putIfAbsent(key(column), column);
  }

  /** Columns with one key have the same values. */
  static String key(OutputColumn column) {
    return column.product() + ":" + column.path() + column.slice();
  }

  /** Whether any granule has a dataset of a name at the rate or its parent's. */
  boolean hasDataset(String name) {
    return known.paths().stream()
        .anyMatch(path -> (path.equals(name) || path.endsWith("/" + name)) && isOfRates(path));
  }

  /** A column that a name such as {@code ATL08/classed_pc_flag} takes from another product. */
  private Optional<OutputColumn> joined(String name) {
    for (KnownVariables.Joined partner : joined) {
      String product = partner.join().product() + "/";
      boolean named = name.regionMatches(true, 0, product, 0, product.length());
      VariableText text = VariableText.of(named ? name.substring(product.length()) : name);
      List<String> matches =
          partner.variables().paths().stream()
              .filter(path -> path.equals(text.path()) || path.endsWith("/" + text.path()))
              .filter(path -> named || partner.join().variables().contains(path))
              .sorted()
              .toList();
      if (matches.size() == 1) {
        return Optional.of(
            joined(partner, new VariableText(matches.get(0), text.slice()), Place.EXTRA));
      }
      if (named) {
        throw new UsageException(
            "Variable '%s' %s of %s, rate %s"
                .formatted(
                    name,
                    matches.isEmpty() ? "is none" : "may be " + String.join(" or ", matches),
                    partner.join().product(),
                    partner.join().rate()));
      }
    }
    return Optional.empty();
  }

  private OutputColumn joined(KnownVariables.Joined partner, VariableText text, Place place) {
    return column(
        text,
        null,
        place,
        Source.JOINED,
        partner.join().product(),
        partner.rate(),
        partner.variables().of(text.path()));
  }

  private List<String> resolve(String name, VariableText text) {
    String plain = text.path().startsWith("/") ? text.path().substring(1) : text.path();
    String path = KnownVariables.within(layout, plain);
    if (text.isPattern()) {
      return matching(name, path);
    }
    Set<String> candidates = new LinkedHashSet<>();
    candidates.add(path);
    rate.groups().stream()
        .filter(g -> !g.isEmpty())
        .map(g -> g + "/" + path)
        .forEach(candidates::add);
    for (String candidate : candidates) {
      if (known.paths().contains(candidate) && isOfRates(candidate)) {
        return List.of(candidate);
      }
    }
    List<String> matches =
        known.paths().stream()
            .filter(p -> p.endsWith("/" + path) && isOfRates(p))
            .sorted()
            .toList();
    List<String> own = matches.stream().filter(rate::holds).toList();
    if (own.size() == 1) {
      return own;
    }
    if (matches.size() > 1) {
      throw new UsageException(
          "Variable '%s' is ambiguous: it may be %s".formatted(name, String.join(" or ", matches)));
    }
    if (matches.isEmpty()) {
      checkRateOf(name, path);
      throw new UsageException(
          "No granule of the plan has a variable '%s' at the rate of %s; the nearest names are %s"
              .formatted(name, rate.name(), nearest(path)));
    }
    return matches;
  }

  /** A name that the layout knows of another rate is no misspelt one. */
  private void checkRateOf(String name, String path) {
    if (knows(rate, path) || (parent != null && knows(parent, path))) {
      // It is of this rate, and granules lack it.
      return;
    }
    for (Rate other : layout.rates()) {
      boolean own = other.equals(rate) || other.equals(parent);
      if (!own && other.isPositioned() && knows(other, path)) {
        throw new UsageException(
            "Variable '%s' is of rate %s, not of %s: ask for it with --rate %s"
                .formatted(name, other.name(), rate.name(), other.name()));
      }
    }
  }

  private static boolean knows(Rate other, String path) {
    return other.aliases().containsKey(path)
        || Stream.of(other.variables(), other.trailingVariables(), other.positionPaths())
            .flatMap(List::stream)
            .flatMap(variable -> other.placesOf(variable).stream())
            .anyMatch(known -> known.equals(path) || known.endsWith("/" + path));
  }

  /** Whether a dataset is of the rate or its parent; one of another rate may have as many rows. */
  private boolean isOfRates(String path) {
    return isOf(rate, path) || (parent != null && isOf(parent, path));
  }

  private static boolean isOf(Rate rate, String path) {
    return rate.holds(path)
        || rate.positionPaths().contains(path)
        || rate.dimensions().contains(path)
        || rate.keys().contains(path)
        || rate.links().stream()
            .anyMatch(
                link ->
                    path.equals(link.first())
                        || path.equals(link.count())
                        || link.datasets().contains(path));
  }

  /**
   * The variables that a wildcard names: {@code *} stands for any part of one name. Those of the
   * parent only where the rate has none.
   */
  private List<String> matching(String name, String pattern) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*"));
    Pattern whole = Pattern.compile("(?:.*/)?" + regex);
    List<String> matches = matching(whole, rate);
    if (matches.isEmpty() && parent != null) {
      matches = matching(whole, parent);
    }
    if (matches.isEmpty()) {
      throw new UsageException(
          "No granule of the plan has a variable that matches '%s' at the rate of %s"
              .formatted(name, rate.name()));
    }
    return matches;
  }

  private List<String> matching(Pattern whole, Rate owner) {
    return known.paths().stream()
        .filter(path -> owner.holds(path) && !owner.positionPaths().contains(path))
        .filter(known::isStored)
        .filter(path -> whole.matcher(path).matches())
        .sorted()
        .toList();
  }

  private String nearest(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return Stream.concat(known.paths().stream(), rate.aliases().keySet().stream())
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(path -> distance.apply(path, last))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .collect(Collectors.joining(", "));
  }

  private Source source(String path) {
    if (rate.linkTo(path).isPresent()) {
      return Source.FLAT;
    }
    return parent != null && !rate.holds(path) ? Source.PARENT : Source.ROWS;
  }

  private OutputColumn column(VariableText text, String name, Place place) {
    Source source = source(text.path());
    return column(
        text,
        name,
        place,
        source,
        null,
        source == Source.PARENT ? parent : rate,
        known.of(text.path()));
  }

  private OutputColumn column(
      VariableText text,
      String name,
      Place place,
      Source source,
      String product,
      Rate owner,
      List<KnownVariables.Kind> kinds) {
    String path = text.path();
    String units = null;
    String description = null;
    ElementType type = null;
    boolean several = text.slice() != null;
    for (KnownVariables.Kind kind : kinds) {
      Dataset dataset = kind.dataset();
      boolean cell = kind.ofCells();
      several |= dataset.rank() > 1 && !cell;
      if (text.slice() != null && (dataset.rank() < 2 || cell || source == Source.FLAT)) {
        throw new UsageException(
            "Variable '%s' has %s: leave the brackets out"
                .formatted(
                    path,
                    source == Source.FLAT ? "lists of various lengths" : "one value per row"));
      }
      type = common(path, type, valueType(dataset));
      units = units == null ? dataset.attributes().units() : units;
      description = description == null ? dataset.attributes().description() : description;
    }
    if (text.slice() != null) {
      checkElements(path, text.slice(), kinds, owner);
    }
    Slice slice = text.slice() != null ? text.slice() : several ? Slice.ALL : Slice.element(0);
    boolean list = source == Source.FLAT || (several && !slice.single());
    return new OutputColumn(
        name == null ? name(path, text.slice()) : name,
        path,
        source,
        product,
        slice,
        list,
        type == null ? ElementType.FLOAT32 : type,
        units,
        description,
        place);
  }

  /**
   * An element must be in the rows of every granule, and a slice must hold one in some: their
   * widths differ between versions.
   */
  private static void checkElements(
      String path, Slice slice, List<KnownVariables.Kind> kinds, Rate owner) {
    Set<Integer> widths = new TreeSet<>();
    for (KnownVariables.Kind kind : kinds) {
      widths.add(new RowView(kind.dataset(), owner.transposed().contains(path)).rowElements());
    }
    boolean empty = !widths.isEmpty();
    for (int width : widths) {
      try {
        empty &= slice.of(width).count() == 0;
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            widths.size() == 1
                ? "Variable '%s' %s".formatted(path, e.getMessage())
                : "Variable '%s' %s; its granules have %s elements: export them apart, or a slice"
                    .formatted(
                        path,
                        e.getMessage(),
                        widths.stream().map(String::valueOf).collect(Collectors.joining(" or "))),
            e);
      }
    }
    if (empty) {
      throw new UsageException(
          "Variable '%s%s' names no element: rows have %s, [0] to [%s], and a slice ends before its second number"
              .formatted(path, slice, last(widths), last(widths) - 1));
    }
  }

  private static int last(Set<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static String number(int element) {
    return element < 0 ? "m" + -(long) element : Integer.toString(element);
  }

  /**
   * The last part of a path, and elements as digits: {@code rh[98]} becomes {@code rh_98}, {@code
   * rh[50:]} becomes {@code rh_50_end}.
   */
  private static String name(String path, Slice slice) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (slice == null || slice.equals(Slice.ALL)) {
      return last;
    }
    if (slice.single()) {
      return last + "_" + number(slice.start());
    }
    String end = slice.end() == null ? "end" : number(slice.end());
    String step = slice.step() == 1 ? "" : "_" + slice.step();
    return "%s_%s_%s%s".formatted(last, number(slice.start()), end, step);
  }

  private static ElementType valueType(Dataset dataset) {
    return dataset.type().isText() ? ElementType.STRING : Unpacking.of(dataset).type();
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
  private List<OutputColumn> withUniqueNames(List<OutputColumn> columns) {
    Map<String, Long> counts =
        columns.stream().collect(Collectors.groupingBy(OutputColumn::name, Collectors.counting()));
    List<OutputColumn> unique = new ArrayList<>();
    Set<String> taken = new HashSet<>(OwnColumns.NAMES);
    if (layout.beams().strengthColumn() != null) {
      taken.add(layout.beams().strengthColumn());
    }
    Set<String> used = new HashSet<>(taken);
    for (OutputColumn column : columns) {
      boolean clash = taken.contains(column.name()) || counts.get(column.name()) > 1;
      String name = clash ? dotted(column) : column.name();
      // A dataset at the root may be called like a column that is there always.
      while (!used.add(name)) {
        name = rate.name() + "." + name;
      }
      unique.add(column.named(name));
    }
    return unique;
  }

  private static String dotted(OutputColumn column) {
    boolean scalar = !column.list() && column.slice().equals(Slice.element(0));
    boolean whole = scalar || column.slice().equals(Slice.ALL);
    return column.path().replace('/', '.') + name("", whole ? null : column.slice());
  }
}
