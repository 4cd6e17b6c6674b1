package org.groundtrack.granule;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of a product: where positions, times and values are in its granules, and what users
 * want by default. It is data, read from a resource; see {@link ProductLayouts}.
 *
 * @param product short name, such as {@code ATL06}
 * @param title what the product is, in one line
 * @param versions versions whose granules are known to fit
 * @param productAttributes root attributes that may hold the short name, tried in order
 * @param granuleName pattern found within a granule's name, with named groups such as {@code rgt}
 * @param metadata for each item, such as {@code rgt}, the datasets that may hold it, tried in order
 * @param citationAttribute root attribute that says how to cite
 * @param licenseAttribute root attribute that says what use is allowed
 * @param beams the beams of a granule
 * @param rates sets of datasets of one beam that share their rows; the first is the default
 * @param horizontalReference what longitude and latitude refer to
 * @param verticalReference what heights refer to
 */
public record ProductLayout(
    String product,
    String title,
    List<String> versions,
    List<String> productAttributes,
    Pattern granuleName,
    Map<String, List<String>> metadata,
    String citationAttribute,
    String licenseAttribute,
    Beams beams,
    List<Rate> rates,
    String horizontalReference,
    String verticalReference) {

  /**
   * The beams of a granule; any may be missing.
   *
   * @param names groups at the root, in the order of output
   * @param strengthAttribute attribute of a beam that says strong or weak
   * @param spotAttribute attribute of a beam that holds the laser spot's number
   * @param strongForward beams that are strong while the spacecraft flies forward
   * @param strongBackward beams that are strong while it flies backward
   */
  public record Beams(
      List<String> names,
      String strengthAttribute,
      String spotAttribute,
      List<String> strongForward,
      List<String> strongBackward) {}

  /**
   * Datasets of one beam that share their rows. Paths are relative to the beam.
   *
   * @param name the rate's name
   * @param group the group below which the rate's datasets lie
   * @param longitude degrees east
   * @param latitude degrees north
   * @param time seconds since the granule's epoch
   * @param variables exported by default after the time
   * @param trailingVariables exported by default after the columns that describe the granule
   */
  public record Rate(
      String name,
      String group,
      String longitude,
      String latitude,
      String time,
      List<String> variables,
      List<String> trailingVariables) {

    /** Positions, times and default variables. */
    public Set<String> defaultPaths() {
      Set<String> paths = new HashSet<>(variables);
      paths.addAll(trailingVariables);
      paths.addAll(List.of(longitude, latitude, time));
      return paths;
    }
  }

  /** The rate that is indexed and exported unless another is asked for. */
  public Rate defaultRate() {
    return rates.get(0);
  }
}
