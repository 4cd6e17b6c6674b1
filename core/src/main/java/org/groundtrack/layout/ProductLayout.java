package org.groundtrack.layout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a product: where positions, times and values are in its granules, how its rates
 * map onto one another, and what users want by default. It is data, read from a layout file; see
 * {@link LayoutReader}. Immutable.
 *
 * <p>A <em>place</em> says where something is in a granule: the path of a dataset, whose first
 * element counts, or the path of a group, {@code @} and the name of an attribute; {@code @} alone
 * stands for an attribute of the root. Where several places are given, the first that is there
 * counts.
 *
 * @param product short name, such as {@code ATL06}
 * @param names further names that granules and archives give the product
 * @param title what the product is, in one line
 * @param mission such as {@code ICESat-2}
 * @param versions versions whose granules are known to fit, 1 being 001; none means any
 * @param testedOn the granules on which the layout was tried, for the documentation
 * @param granuleName pattern found within a granule's name, with named groups such as {@code rgt}
 * @param metadata for each item, such as {@code rgt}, the places that may hold it
 * @param epoch the instant from which times count, in seconds, where the granule itself does not
 *     say (item {@code epoch}); {@code null} if each time says by its units how it counts, as CF
 *     has it
 * @param h3Resolution of an index of the product, unless the user names another, 0 to 8
 * @param beams the beams of a granule
 * @param granuleColumns what is written of the granule with each row, such as {@code rgt}
 * @param rates sets of datasets of one beam that share their rows; the first is the default
 * @param horizontalReference what longitude and latitude refer to
 * @param verticalReference what heights refer to
 * @param footprintMarginDegrees degrees of longitude by which data of a granule may lie east or
 *     west of the footprint that NASA's catalogue (CMR) has of it, 0 to 180; {@code null} if
 *     nothing of the kind is known of the product. Only searches of the catalogue go by it
 * @param notes what users of the product ought to know, a sentence or two each
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"product", "names", "title", "mission", "versions", "testedOn"})
public record ProductLayout(
    String product,
    List<String> names,
    String title,
    String mission,
    List<String> versions,
    String testedOn,
    Pattern granuleName,
    Map<String, List<String>> metadata,
    Instant epoch,
    Integer h3Resolution,
    Beams beams,
    List<String> granuleColumns,
    List<Rate> rates,
    String horizontalReference,
    String verticalReference,
    Double footprintMarginDegrees,
    List<String> notes) {

  /** Cells about 17 km wide; docs/index-format.md says what was measured. */
  public static final int DEFAULT_RESOLUTION = 5;

  /** Members that a file may leave out are empty. */
  public ProductLayout {
    names = Defaults.list(names);
    versions = Defaults.list(versions);
    metadata = Defaults.map(metadata);
    h3Resolution = h3Resolution == null ? (Integer) DEFAULT_RESOLUTION : h3Resolution;
    beams = beams == null ? Beams.NONE : beams;
    granuleColumns = Defaults.list(granuleColumns);
    rates = Defaults.list(rates);
    notes = Defaults.list(notes);
  }

  /** The same with another H3 resolution of the coverage. */
  public ProductLayout withResolution(int resolution) {
    return copy(resolution, footprintMarginDegrees);
  }

  /**
   * The same as an index holds it: without what is of use only before there is an index, so that
   * what is learnt of the catalogue makes no other index.
   */
  public ProductLayout asIndexed() {
    return copy(h3Resolution, null);
  }

  private ProductLayout copy(int resolution, Double footprintMargin) {
    return new ProductLayout(
        product,
        names,
        title,
        mission,
        versions,
        testedOn,
        granuleName,
        metadata,
        epoch,
        resolution,
        beams,
        granuleColumns,
        rates,
        horizontalReference,
        verticalReference,
        footprintMargin,
        notes);
  }

  /** Whether a name is one of the product's, in any case. */
  public boolean isCalled(String name) {
    return product.equalsIgnoreCase(name)
        || names.stream().anyMatch(known -> known.equalsIgnoreCase(name));
  }

  /** Whether it fits a version, be it written 1, 01 or 001; any, where it names none. */
  public boolean fits(String version) {
    return versions.isEmpty()
        || versions.stream().anyMatch(known -> asArchived(known).equals(asArchived(version)));
  }

  /** Number of versions between one and the nearest that it names. */
  int distance(String version) {
    int number = number(version);
    return number < 0
        ? Integer.MAX_VALUE
        : versions.stream()
            .mapToInt(ProductLayout::number)
            .filter(known -> known >= 0)
            .map(known -> Math.abs(known - number))
            .min()
            .orElse(Integer.MAX_VALUE);
  }

  /**
   * What to say of a version that it does not name.
   *
   * @param version such as {@code 008}
   */
  public String untried(String version) {
    int newest = versions.stream().mapToInt(ProductLayout::number).max().orElse(-1);
    return "%s %s is %s what was tried (%s)"
        .formatted(
            product,
            version,
            newest >= 0 && number(version) > newest ? "newer than" : "not among",
            String.join(", ", versions));
  }

  /** A version that is a whole number, or -1. */
  private static int number(String version) {
    return version.matches("\\d{1,9}") ? Integer.parseInt(version) : -1;
  }

  /** A version as archives write it: whole numbers with three digits, others as they are. */
  public static String asArchived(String version) {
    return version.matches("0*\\d{1,3}")
        ? String.format(Locale.ROOT, "%03d", Integer.parseInt(version))
        : version;
  }

  /** The rate that is exported unless another is asked for. */
  public Rate defaultRate() {
    return rates.get(0);
  }

  /** The rate of a name. */
  public Optional<Rate> rate(String name) {
    return rates.stream().filter(rate -> rate.name().equals(name)).findFirst();
  }

  /** The places that may hold an item. */
  public List<String> places(String item) {
    return metadata.getOrDefault(item, List.of());
  }
}
