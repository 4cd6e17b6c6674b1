package org.groundtrack.layout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundtrack.granule.Clock;
import org.groundtrack.granule.ElementType;

/**
 * Datasets of one beam that share their rows. Paths are relative to the beam.
 *
 * @param name the rate's name
 * @param title what a row is, in a few words
 * @param indexed whether an index holds it unless the user names rates
 * @param groups groups below which its datasets lie: those that have as many rows; an empty one is
 *     the beam itself
 * @param except groups and datasets below them that are not of the rate, though they may happen to
 *     have as many rows
 * @param longitude degrees east; {@code null} if the rate has no positions and serves joins only.
 *     Of one dimension, or of two: then rows are the elements of a swath in storage order, and
 *     datasets of one dimension have a value for each of its lines
 * @param latitude degrees north
 * @param time seconds since the granule's epoch, or as its units say; {@code null} if there is
 *     none. Of a grid an axis, or a variable of its cells; of a swath also one for each line; or
 *     one for all rows
 * @param timeReference times from which those of {@code time} count; {@code null} if they count
 *     from an epoch. One for all rows, or as {@code time} may have them
 * @param times where a row was measured at several times and has none of its own: the variable
 *     whose elements they are; {@code null} else
 * @param timeScale by which times and their epoch count: {@code UTC}, {@code GPS} or {@code TAI};
 *     {@code null} is UTC
 * @param dimensions names of the axes in the order of the variables' dimensions, where rows are the
 *     cells of a grid, longitude and latitude among them; empty where each row has a position of
 *     its own. An axis can be exported like a variable
 * @param parent rate whose rows lead to this one's rows by the link of this rate's name; positions
 *     of the parent are indexed, those of the rate decide. Variables of the parent can be had
 * @param marginMetres how far the rows of this rate may lie from the parent's row that leads to
 *     them; 0 without a parent
 * @param links what its rows lead to
 * @param needs link whose run a row must have: one without has no position of its own
 * @param keys datasets whose least and greatest value the index keeps for each chunk, for joins
 * @param joins what granules of other products have for its rows
 * @param variables exported by default after the time: paths, with elements in brackets where some
 *     of several are wanted, such as {@code rh[98]} or {@code rh[0:101:10]}, or aliases. Granules
 *     may lack some
 * @param trailingVariables exported by default after the columns that describe the granule
 * @param transposed datasets whose rows are the second dimension
 * @param aliases by a name that users know, the variable that it stands for, with an element if it
 *     has several, such as {@code rh[98]}
 * @param renamed by the path of a dataset, other paths at which granules of other versions have the
 *     same values: where the dataset is not there, the first of these that is stands for it
 * @param replaced by the path of a default variable, those of another meaning that took its place
 *     in other versions: each is a default variable where granules have it
 * @param fillValues by path, or by type of element such as {@code float32} for all other datasets,
 *     the value that means missing where no attribute says so, or several with spaces between them.
 *     A type's value must be impossible in all of them
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Rate(
    String name,
    String title,
    Boolean indexed,
    List<String> groups,
    List<String> except,
    String longitude,
    String latitude,
    String time,
    String timeReference,
    String times,
    String timeScale,
    List<String> dimensions,
    String parent,
    double marginMetres,
    List<Link> links,
    String needs,
    List<String> keys,
    List<Join> joins,
    List<String> variables,
    List<String> trailingVariables,
    List<String> transposed,
    Map<String, String> aliases,
    Map<String, List<String>> renamed,
    Map<String, List<String>> replaced,
    Map<String, String> fillValues) {
  /** Members that a file may leave out are empty. */
  public Rate {
    indexed = indexed == null || indexed;
    groups = Defaults.list(groups);
    except = Defaults.list(except);
    dimensions = Defaults.list(dimensions);
    links = Defaults.list(links);
    keys = Defaults.list(keys);
    joins = Defaults.list(joins);
    variables = Defaults.list(variables);
    trailingVariables = Defaults.list(trailingVariables);
    transposed = Defaults.list(transposed);
    aliases = Defaults.map(aliases);
    renamed = Defaults.map(renamed);
    replaced = Defaults.map(replaced);
    fillValues = Defaults.map(fillValues);
  }

  /** By which its times count. */
  public Clock clock() {
    return timeScale == null ? Clock.UTC : Clock.valueOf(timeScale);
  }

  /** Whether its rows have positions, of their own or by a grid's axes. */
  @JsonIgnore
  public boolean isPositioned() {
    return longitude != null;
  }

  /** Whether its rows are the cells of a grid with one-dimensional axes. */
  @JsonIgnore
  public boolean isGrid() {
    return !dimensions.isEmpty();
  }

  /** Positions and times, and what these count from. */
  public List<String> positionPaths() {
    List<String> paths = new ArrayList<>();
    for (String path : new String[] {longitude, latitude, time, timeReference}) {
      if (path != null) {
        paths.add(path);
      }
    }
    return paths;
  }

  /** Whether a path within the beam lies in its groups. */
  public boolean holds(String path) {
    return groups.stream().anyMatch(group -> lies(path, group))
        && except.stream().noneMatch(group -> path.equals(group) || lies(path, group));
  }

  private static boolean lies(String path, String group) {
    return group.isEmpty() || path.startsWith(group + "/");
  }

  /**
   * The value that means missing by the path of a dataset though no attribute says so.
   *
   * @param path of a dataset
   */
  public Optional<String> fillValue(String path) {
    return Optional.ofNullable(fillValues.get(path));
  }

  /**
   * The value that means missing though no attribute says so: by the path of a dataset, else by its
   * type.
   *
   * @param path of a dataset
   * @param type of its elements
   */
  public Optional<String> fillValue(String path, ElementType type) {
    return fillValue(path).or(() -> Optional.ofNullable(fillValues.get(type.label())));
  }

  /** What a variable stands for: itself, or what the alias of that name does. */
  public String meant(String variable) {
    return aliases.getOrDefault(variable, variable);
  }

  /** The path of a variable, without the elements that are wanted of it. */
  public static String path(String variable) {
    int bracket = variable.indexOf('[');
    return bracket < 0 ? variable : variable.substring(0, bracket);
  }

  /**
   * The paths at which granules of some version may have a default variable, or what took its
   * place.
   *
   * @param variable as the layout has it among the defaults
   */
  public List<String> placesOf(String variable) {
    String path = path(meant(variable));
    List<String> places = new ArrayList<>(List.of(path));
    places.addAll(renamed.getOrDefault(path, List.of()));
    for (String other : replaced.getOrDefault(path, List.of())) {
      places.add(other);
      places.addAll(renamed.getOrDefault(other, List.of()));
    }
    return places;
  }

  /** The link of a name. */
  public Optional<Link> link(String wanted) {
    return links.stream().filter(link -> link.name().equals(wanted)).findFirst();
  }

  /** The link whose numbers count the elements of a flat dataset. */
  public Optional<Link> linkTo(String dataset) {
    return links.stream().filter(link -> link.datasets().contains(dataset)).findFirst();
  }
}
