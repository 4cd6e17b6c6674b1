package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.Join;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;

/** What is known of products, for people and for machines. */
final class ProductsText {
  private ProductsText() {}

  /** The layouts that count: those that fit a version that none before them fits. */
  private static List<ProductLayout> counting(ProductLayouts layouts) {
    List<ProductLayout> counting = new ArrayList<>();
    for (ProductLayout layout : layouts.all()) {
      List<ProductLayout> before =
          counting.stream().filter(other -> other.isCalled(layout.product())).toList();
      boolean fitsMore =
          layout.versions().isEmpty()
              ? before.isEmpty()
              : layout.versions().stream()
                  .anyMatch(version -> before.stream().noneMatch(other -> other.fits(version)));
      if (fitsMore) {
        counting.add(layout);
      }
    }
    return counting;
  }

  /** The layouts of a product, the newest first; of a version only, if one is given. */
  static List<ProductLayout> of(ProductLayouts layouts, String product, String version) {
    return counting(layouts).stream()
        .filter(layout -> layout.isCalled(product))
        .filter(layout -> version == null || layout.fits(version))
        .toList();
  }

  static String of(ProductLayouts layouts) {
    Lines lines = new Lines();
    for (ProductLayout layout : counting(layouts)) {
      addHead(lines, layout);
      lines.add("rates", String.join(", ", rates(layout)));
    }
    return lines.title("'groundtrack products PRODUCT' shows one.").toString();
  }

  private static void addHead(Lines lines, ProductLayout layout) {
    lines.title(
        layout.title() == null ? layout.product() : layout.product() + ": " + layout.title());
    add(lines, "also", layout.names());
    add(lines, "mission", layout.mission());
    lines.add(
        "versions", layout.versions().isEmpty() ? "any" : String.join(", ", layout.versions()));
    lines.add("tested on", layout.testedOn() == null ? "nothing" : layout.testedOn());
    if (isOwn(layout)) {
      lines.add("layout", "your own");
    }
  }

  private static boolean isOwn(ProductLayout layout) {
    return !ProductLayouts.shipped().all().contains(layout);
  }

  private static List<String> rates(ProductLayout layout) {
    List<String> rates = new ArrayList<>();
    for (Rate rate : layout.rates()) {
      rates.add(marked(layout, rate));
    }
    return rates;
  }

  /** {@code photons (default)}. */
  static String marked(ProductLayout layout, Rate rate) {
    List<String> marks = new ArrayList<>();
    if (rate.equals(layout.defaultRate())) {
      marks.add("default");
    }
    if (!rate.isPositioned()) {
      marks.add("for joins");
    }
    if (!rate.indexed()) {
      marks.add("indexed if named");
    }
    return marks.isEmpty()
        ? rate.name()
        : "%s (%s)".formatted(rate.name(), String.join(", ", marks));
  }

  static String of(ProductLayout layout) {
    Lines lines = new Lines();
    addHead(lines, layout);
    Beams beams = layout.beams();
    lines.add(
        "beams", beams.exist() ? String.join(" ", beams.names()) : "none, the granule is one");
    if (beams.strengthColumn() != null) {
      lines.add("strength", "column " + beams.strengthColumn());
    }
    add(lines, "granule", layout.granuleColumns());
    add(lines, "positions", layout.horizontalReference());
    add(lines, "heights", layout.verticalReference());
    lines.add("index", "H3 resolution " + layout.h3Resolution());
    layout.notes().forEach(note -> lines.add("note", note));
    for (Rate rate : layout.rates()) {
      lines
          .gap()
          .title(
              "Rate %s%s"
                  .formatted(
                      marked(layout, rate), rate.title() == null ? "" : ": " + rate.title()));
      addRate(lines, rate);
    }
    return lines.toString();
  }

  private static void addRate(Lines lines, Rate rate) {
    lines.add(
        "groups",
        String.join(
            ", ", rate.groups().stream().map(g -> g.isEmpty() ? "the beam itself" : g).toList()));
    add(lines, "without", rate.except());
    if (rate.isPositioned()) {
      lines.add("position", rate.longitude() + ", " + rate.latitude());
    }
    add(lines, "time", rate.time());
    add(lines, "since", rate.timeReference());
    add(lines, "grid of", rate.dimensions());
    if (rate.parent() != null) {
      lines.add(
          "parent",
          "%s, whose positions find rows up to %s away"
              .formatted(rate.parent(), Text.metres(rate.marginMetres())));
    }
    for (Link link : rate.links()) {
      lines.add("link", link(link));
    }
    if (rate.needs() != null) {
      lines.add("needs", "%s: a row without any has no position".formatted(rate.needs()));
    }
    add(lines, "keys", rate.keys());
    add(lines, "exported", rate.variables());
    add(lines, "at the end", rate.trailingVariables());
    add(lines, "transposed", rate.transposed());
    rate.aliases().forEach((alias, path) -> lines.add("alias", alias + " = " + path));
    for (Join join : rate.joins()) {
      lines.add("join", join(join));
    }
    rate.fillValues().forEach((of, value) -> lines.add("missing", of + " = " + value));
  }

  private static String link(Link link) {
    String text =
        "%s: %s%s"
            .formatted(
                link.name(),
                link.first(),
                link.count() == null ? "" : ", as many as " + link.count());
    text += link.count() == null && link.base() == 0 ? "" : ", counted from " + link.base();
    return link.datasets().isEmpty()
        ? text
        : text + "; lists of " + String.join(", ", link.datasets());
  }

  private static String join(Join join) {
    String text =
        "%s %s by %s: %s"
            .formatted(
                join.product(),
                join.rate(),
                join.position() == null ? join.key() : join.key() + ", " + join.position(),
                String.join(", ", join.variables()));
    return join.match().isEmpty() ? text : text + "; same " + String.join(", ", join.match());
  }

  private static void add(Lines lines, String label, List<String> values) {
    if (!values.isEmpty()) {
      lines.add(label, String.join(", ", values));
    }
  }

  private static void add(Lines lines, String label, String value) {
    if (value != null) {
      lines.add(label, value);
    }
  }

  static Map<String, Object> members(ProductLayouts layouts) {
    List<Map<String, Object>> products = new ArrayList<>();
    for (ProductLayout layout : counting(layouts)) {
      Map<String, Object> product = new LinkedHashMap<>();
      product.put("product", layout.product());
      product.put("names", layout.names());
      product.put("title", layout.title());
      product.put("mission", layout.mission());
      product.put("versions", layout.versions());
      product.put("testedOn", layout.testedOn());
      product.put("own", isOwn(layout));
      product.put("defaultRate", layout.defaultRate().name());
      product.put("rates", layout.rates().stream().map(ProductsText::rate).toList());
      products.add(product);
    }
    return Map.of("products", products);
  }

  private static Map<String, Object> rate(Rate rate) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("name", rate.name());
    member.put("title", rate.title());
    member.put("indexed", rate.indexed());
    member.put("positions", rate.isPositioned());
    return member;
  }
}
