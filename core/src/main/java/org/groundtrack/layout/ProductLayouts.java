package org.groundtrack.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Layouts that granules are recognised by: those that ship with Groundtrack, and a user's own. */
public final class ProductLayouts {
  private static final List<String> RESOURCES =
      List.of(
          "atl06",
          "atl03",
          "atl07",
          "atl08",
          "atl10",
          "atl10-v5",
          "atl11",
          "atl12",
          "atl13",
          "atl24",
          "gedi01_b",
          "gedi02_a",
          "gedi02_b",
          "gedi04_a",
          "gedi04_c",
          "ssmis",
          "gpm_3imerghh",
          "glm-l2-lcfa");

  private static final ProductLayouts SHIPPED = new ProductLayouts(load());

  private final List<ProductLayout> layouts;

  private ProductLayouts(List<ProductLayout> layouts) {
    this.layouts = List.copyOf(layouts);
  }

  /** The layouts that ship with Groundtrack. */
  public static ProductLayouts shipped() {
    return SHIPPED;
  }

  /** The same with further layouts, which come before those of the same product. */
  public ProductLayouts with(List<ProductLayout> own) {
    List<ProductLayout> all = new ArrayList<>(own);
    all.addAll(layouts);
    return new ProductLayouts(all);
  }

  /** The same with another H3 resolution of the coverage. */
  public ProductLayouts withResolution(int resolution) {
    return new ProductLayouts(
        layouts.stream().map(layout -> layout.withResolution(resolution)).toList());
  }

  /** Some layouts. */
  public static ProductLayouts of(List<ProductLayout> layouts) {
    return new ProductLayouts(layouts);
  }

  /** Every layout, those that come first before others of the same product. */
  public List<ProductLayout> all() {
    return layouts;
  }

  /**
   * The layout of a product, by one of its names in any case; the newest if versions differ: see
   * {@link #of(String, String)}.
   */
  public Optional<ProductLayout> of(String product) {
    return layouts.stream().filter(layout -> layout.isCalled(product)).findFirst();
  }

  /**
   * The layout of a product that fits a version. A product whose granules changed has several, the
   * newest first.
   *
   * @param product one of its names, in any case
   * @param version such as {@code 006}
   */
  public Optional<ProductLayout> of(String product, String version) {
    return layouts.stream()
        .filter(layout -> layout.isCalled(product) && layout.fits(version))
        .findFirst();
  }

  /**
   * The layouts of a product by how near the versions that they name are to one, those of the same
   * distance as they come. One that names none, or a version that is no number, is as far as can
   * be.
   *
   * @param product one of its names, in any case
   * @param version such as {@code 008}
   */
  public List<ProductLayout> nearest(String product, String version) {
    return layouts.stream()
        .filter(layout -> layout.isCalled(product))
        .sorted(Comparator.comparingInt(layout -> layout.distance(version)))
        .toList();
  }

  /** The names of the known products, each once. */
  public List<String> names() {
    return layouts.stream().map(ProductLayout::product).distinct().toList();
  }

  /** A product and its known versions in one line, for messages. */
  public String known(String product) {
    Set<String> versions = new TreeSet<>();
    layouts.stream()
        .filter(layout -> layout.isCalled(product))
        .forEach(layout -> versions.addAll(layout.versions()));
    return (product + " " + String.join(", ", versions)).strip();
  }

  /** What to say of a name that no product has. */
  public String unknown(String product) {
    return "No product is called '%s': describe it with --layout, or %s"
        .formatted(product, NearestName.hint(product, names()));
  }

  /**
   * What to say of a rate that none of some products has.
   *
   * @param rate its name, or the product's, a colon, and its name
   * @param layouts at least one
   */
  public static String unknownRate(String rate, Collection<ProductLayout> layouts) {
    String product = rate.substring(0, Math.max(0, rate.indexOf(':')));
    List<ProductLayout> meant =
        layouts.stream().filter(l -> product.isEmpty() || l.isCalled(product)).toList();
    if (meant.isEmpty()) {
      return "'%s' is of no product that is indexed here; these have %s"
          .formatted(rate, String.join(", ", of(List.copyOf(layouts)).names()));
    }
    List<String> products = of(meant).names();
    return "%s no rate '%s': %s"
        .formatted(
            products.size() > 3
                ? "None of %s products has".formatted(products.size())
                : String.join(", ", products) + (products.size() == 1 ? " has" : " have"),
            rate.substring(rate.indexOf(':') + 1),
            NearestName.hint(
                rate.substring(rate.indexOf(':') + 1),
                meant.stream()
                    .flatMap(l -> l.rates().stream())
                    .map(Rate::name)
                    .distinct()
                    .toList()));
  }

  private static List<ProductLayout> load() {
    List<ProductLayout> layouts = new ArrayList<>();
    for (String name : RESOURCES) {
      String resource = name + ".json";
      try (InputStream in = ProductLayouts.class.getResourceAsStream(resource)) {
        layouts.add(LayoutReader.read("layout " + resource, in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException("Layout " + resource, e);
      }
    }
    return layouts;
  }
}
