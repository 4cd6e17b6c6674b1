package org.groundtrack.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.groundtrack.error.UsageException;

/** Whether the members of a layout fit each other. */
final class LayoutCheck {
  /** Of epochs, which the index has to the microsecond. */
  private static final int NANOS_PER_MICRO = 1000;

  private static final int MAX_RESOLUTION = 8;

  /** Half of all longitudes to either side are all of them. */
  private static final int MAX_MARGIN_DEGREES = 180;

  /** What a granule can say of itself. */
  static final List<String> ITEMS =
      List.of(
          "product",
          "version",
          "rgt",
          "cycle",
          "region",
          "orbit",
          "orientation",
          "orientationTime",
          "crossingTime",
          "epoch",
          "citation",
          "license");

  /** What an export writes of a granule with each row. */
  private static final List<String> GRANULE_COLUMNS =
      List.of("rgt", "cycle", "region", "orbit", "spot");

  /** In what two granules can agree. */
  private static final List<String> MATCHES = List.of("rgt", "cycle", "region", "orbit", "version");

  private final String name;
  private final ProductLayout layout;

  private LayoutCheck(String name, ProductLayout layout) {
    this.name = name;
    this.layout = layout;
  }

  /**
   * Checks a layout.
   *
   * @param name of its file, for messages
   * @throws UsageException that names the file, the member, what was found and what was expected
   */
  static void check(String name, ProductLayout layout) {
    new LayoutCheck(name, layout).check();
  }

  private void check() {
    text("product", layout.product(), "a short name such as ATL06");
    texts("names", layout.names());
    unique("names", withProduct());
    texts("versions", layout.versions());
    unique("versions", layout.versions().stream().map(ProductLayout::asArchived).toList());
    texts("notes", layout.notes());
    for (Map.Entry<String, List<String>> item : layout.metadata().entrySet()) {
      known("metadata", item.getKey(), ITEMS);
      require(
          item.getValue() != null && !item.getValue().isEmpty(),
          "metadata." + item.getKey(),
          "is empty",
          "the places that may hold it");
      for (String place : item.getValue()) {
        place("metadata." + item.getKey(), place);
      }
    }
    require(
        layout.epoch() == null || layout.epoch().getNano() % NANOS_PER_MICRO == 0,
        "epoch",
        "is " + layout.epoch(),
        "an instant of whole microseconds");
    range("h3Resolution", layout.h3Resolution(), 0, MAX_RESOLUTION);
    Double margin = layout.footprintMarginDegrees();
    require(
        margin == null || (margin >= 0 && margin <= MAX_MARGIN_DEGREES),
        "footprintMarginDegrees",
        "is " + margin,
        "degrees of longitude, 0 to " + MAX_MARGIN_DEGREES);
    checkBeams(layout.beams());
    unique("granuleColumns", layout.granuleColumns());
    for (String column : layout.granuleColumns()) {
      checkGranuleColumn(column);
    }
    require(
        !layout.rates().isEmpty(), "rates", "is empty", "one at least: what a row of the data is");
    for (Rate rate : layout.rates()) {
      column("rates.name", rate.name());
      for (Link link : rate.links()) {
        column("rate '" + rate.name() + "': links.name", link.name());
      }
    }
    unique("rates.name", layout.rates().stream().map(Rate::name).toList());
    layout.rates().forEach(rate -> new RateCheck(this, layout, rate).check());
    require(
        layout.defaultRate().isPositioned(),
        "rates",
        "begins with '%s', which has no longitude and latitude"
            .formatted(layout.defaultRate().name()),
        "a rate with positions first: it is the one that is exported unless another is asked for");
  }

  private List<String> withProduct() {
    List<String> all = new ArrayList<>(layout.names());
    all.add(layout.product());
    return all.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
  }

  private void checkBeams(Beams beams) {
    for (String beam : beams.names()) {
      path("beams.names", beam);
      require(beam.indexOf('/') < 0, "beams.names", found(beam), "the name of a group at the root");
    }
    unique("beams.names", beams.names());
    require(
        beams.exist() || beams.equals(Beams.NONE),
        "beams",
        "says how beams are described, but has no names",
        "names such as gt1l; leave beams out if the product has none");
    subset("beams.strongForward", beams.strongForward(), beams.names(), "beams.names");
    subset("beams.strengthByName", beams.strengthByName().keySet(), beams.names(), "beams.names");
    boolean strengths =
        beams.strengthAttribute() != null
            || !beams.strengths().isEmpty()
            || !beams.strengthByName().isEmpty()
            || !beams.strongForward().isEmpty();
    require(
        !strengths || beams.strengthColumn() != null,
        "beams.strengthColumn",
        "is missing, but other members say how strong beams are",
        "the name of the column that shall hold it, such as beam_strength");
    if (beams.strengthColumn() != null) {
      column("beams.strengthColumn", beams.strengthColumn());
      require(
          strengths,
          "beams.strengthColumn",
          found(beams.strengthColumn()),
          "strengthAttribute, strengthByName or strongForward beside it, to fill it");
    }
    require(
        beams.strengths().isEmpty() == (beams.strengthAttribute() == null),
        "beams.strengths",
        beams.strengths().isEmpty() ? "is empty" : "is there without strengthAttribute",
        "strengthAttribute and strengths together: the attribute's words, and what they mean");
    beams.strengths().values().forEach(word -> text("beams.strengths", word, "what it means"));
    beams
        .strengthByName()
        .values()
        .forEach(word -> text("beams.strengthByName", word, "how strong the beam is"));
    for (String word : beams.strengths().keySet()) {
      require(
          word.equals(word.toLowerCase(Locale.ROOT)),
          "beams.strengths",
          found(word),
          "the attribute's words in lower case");
    }
  }

  private void checkGranuleColumn(String column) {
    known("granuleColumns", column, GRANULE_COLUMNS);
    boolean inName =
        layout.granuleName() != null
            && layout.granuleName().pattern().contains("(?<" + column + ">");
    require(
        column.equals("spot")
            ? layout.beams().spotAttribute() != null
            : inName || !layout.places(column).isEmpty(),
        "granuleColumns",
        found(column),
        column.equals("spot")
            ? "beams.spotAttribute, which says where it is"
            : "metadata.%s or a group (?<%s>...) of granuleName, which say where it is"
                .formatted(column, column));
  }

  /** Whether items that granules shall agree in are known. */
  void matches(String member, List<String> items) {
    require(
        !items.isEmpty(),
        member,
        "is empty",
        "what the two granules must agree in, such as rgt and cycle");
    items.forEach(item -> known(member, item, MATCHES));
  }

  private void place(String member, String place) {
    String expected =
        "the path of a dataset such as orbit_info/rgt, or of a group with @ and an attribute, such as @short_name";
    text(member, place, expected);
    int at = place.lastIndexOf('@');
    require(at < 0 || at < place.length() - 1, member, found(place), expected);
    String path = at < 0 ? place : place.substring(0, at);
    if (at != 0) {
      path(member, path);
    }
  }

  /** A path within the granule or its beam. */
  void path(String member, String path) {
    text(member, path, "the path of a dataset or group, such as heights/h_ph");
    String expected = "a path without a slash at its ends, as it is written within the beam";
    require(!path.startsWith("/") && !path.endsWith("/"), member, found(path), expected);
    for (String part : path.split("/", -1)) {
      require(
          !part.isEmpty() && !part.equals(".") && !part.equals(".."),
          member,
          found(path),
          "a path whose parts are names: no '.', no '..', none empty");
    }
    require(
        path.chars().noneMatch(c -> c == '[' || c == ']' || c == '*' || c == '@' || c < ' '),
        member,
        found(path),
        "a plain path, without brackets, * or @");
    require(path.equals(path.strip()), member, found(path), "a path without blanks at its ends");
  }

  /** The name of a column or rate. */
  void column(String member, String value) {
    text(member, value, "a name");
    require(
        value.matches("[A-Za-z][A-Za-z0-9_]*"),
        member,
        found(value),
        "a name of letters, digits and underscores that begins with a letter");
  }

  void text(String member, String value, String expected) {
    require(value != null, member, "is missing", expected);
    require(!value.isBlank(), member, "is blank", expected);
  }

  private void texts(String member, List<String> values) {
    values.forEach(value -> text(member, value, "texts that are not blank"));
  }

  void range(String member, int value, int least, int greatest) {
    require(
        value >= least && value <= greatest,
        member,
        "is " + value,
        least + (greatest == least + 1 ? " or " : " to ") + greatest);
  }

  void unique(String member, List<String> values) {
    Set<String> seen = new HashSet<>();
    for (String value : values) {
      require(seen.add(value), member, "has '%s' twice".formatted(value), "each once");
    }
  }

  void known(String member, String value, Collection<String> known) {
    require(known.contains(value), member, found(value), NearestName.hint(value, known), false);
  }

  private void subset(
      String member, Collection<String> values, Collection<String> known, String where) {
    for (String value : values) {
      require(known.contains(value), member, found(value), "one of " + where + ": " + known);
    }
  }

  static String found(String value) {
    return "has '" + value + "'";
  }

  void require(boolean holds, String member, String found, String expected) {
    require(holds, member, found, expected, true);
  }

  private void require(
      boolean holds, String member, String found, String expected, boolean isExpectation) {
    if (!holds) {
      throw new UsageException(
          "[%s] %s %s: %s%s"
              .formatted(name, member, found, isExpectation ? "expected " : "", expected));
    }
  }
}
