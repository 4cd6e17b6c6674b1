package org.groundtrack.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** The page of the documentation that says what is known of each product, made from its layout. */
public final class ProductsPage {
  private static final String INTRODUCTION =
      """
      # Products

      What Groundtrack knows of each product. This page is made from the layout files in
      [core/src/main/resources/org/groundtrack/layout](../core/src/main/resources/org/groundtrack/layout);
      change those, not this page. A product of your own is described by a file in the same form, given with
      `--layout FILE`: [layouts.md](layouts.md) says how.

      * A **rate** is a set of variables that share their rows: ATL03 has a rate of photons and one of 20 m
        segments. The first is exported unless `--rate` names another. A rate that is *not indexed by default* must
        be named when the index is built.
      * **Paths** are within a beam's group: `heights/h_ph` is `/gt1l/heights/h_ph` in beam gt1l. Any variable of a
        rate's groups can be asked for by its path or its last part, not only the defaults.
      * A variable with several values per row comes out as a list; `rh[98]` is one of its values, counted from 0.
      * **Missing values** come out as null: those that the granule declares with the attribute `_FillValue`, and
        where it declares none, those listed here.
      * Defaults that a version of the product does not have are left empty, and the export says so.
      * **Grids** come out cell by cell in the order in which their first variable is stored: chunk by chunk, in each
        the last dimension fastest. Sort by position where that matters.

      ## Columns

      A column is called like the last part of its path: `land_ice_segments/dh_fit_dx` becomes `dh_fit_dx`. Elements
      follow with underscores: `rh[98]` becomes `rh_98`, `rh[50:100:10]` `rh_50_100_10`, and an element from the end
      has an m, `canopy_h_metrics[-1]` becomes `canopy_h_metrics_m1`. A short name names its column. Where two columns
      would be called alike, or like one that is always there, they have their path with dots, which needs quotes in
      SQL: `select "land_segments.latitude" from 'points.parquet'`.

      Groundtrack counts elements from 0, and a slice ends before its second number, as in Python. DuckDB counts the
      elements of a list from 1, and its slices include their end: of a column `rh`, `rh[99]` is what `rh[98]` is here.

      ## All products
      """;

  private ProductsPage() {}

  /** The page in Markdown. */
  public static String of(ProductLayouts layouts) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append(
        "\n| product | what it is | versions | rates | tested on |\n|---|---|---|---|---|\n");
    for (ProductLayout layout : layouts.all()) {
      row(
          page,
          "[%s](#%s)".formatted(layout.product(), anchor(layout, layouts)),
          layout.title() == null ? "-" : layout.title(),
          versions(layout),
          layout.rates().stream().map(Rate::name).collect(Collectors.joining(", ")),
          layout.testedOn() == null ? "-" : layout.testedOn());
    }
    for (ProductLayout layout : layouts.all()) {
      product(page, layout, layouts);
    }
    return page.toString();
  }

  private static String heading(ProductLayout layout, ProductLayouts layouts) {
    long same = layouts.all().stream().filter(l -> l.product().equals(layout.product())).count();
    return same == 1
        ? layout.product()
        : "%s, versions %s".formatted(layout.product(), versions(layout));
  }

  /** As GitHub makes it from a heading. */
  private static String anchor(ProductLayout layout, ProductLayouts layouts) {
    return heading(layout, layouts)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9_ -]", "")
        .replace(' ', '-');
  }

  private static String versions(ProductLayout layout) {
    List<String> versions = layout.versions();
    if (versions.isEmpty()) {
      return "any";
    }
    return versions.size() < 3
        ? String.join(", ", versions)
        : versions.get(0) + " to " + versions.get(versions.size() - 1);
  }

  private static void product(StringBuilder page, ProductLayout layout, ProductLayouts layouts) {
    page.append("\n## ").append(heading(layout, layouts)).append("\n\n");
    paragraph(page, layout.title());
    page.append("| | |\n|---|---|\n");
    row(page, "mission", layout.mission());
    row(page, "also called", String.join(", ", layout.names()));
    row(page, "versions", versions(layout));
    row(page, "tested on", layout.testedOn());
    if (layout.granuleName() != null) {
      // A bar would end the cell.
      row(page, "granule's name", code(layout.granuleName().pattern().replace("|", "\\|")));
    }
    row(page, "index", "H3 resolution " + layout.h3Resolution() + " unless you choose another");
    beams(page, layout.beams());
    row(page, "with each row", codes(columns(layout)));
    row(page, "positions", layout.horizontalReference());
    row(page, "heights", layout.verticalReference());
    row(page, "times", times(layout));
    if (layout.footprintMarginDegrees() != null) {
      row(
          page,
          "footprints",
          "of NASA's catalogue may miss data by %s° of longitude: [search --generous](search.md#footprints-are-rough)"
              .formatted(Math.round(layout.footprintMarginDegrees())));
    }
    if (!layout.notes().isEmpty()) {
      page.append('\n');
      layout.notes().forEach(note -> page.append("* ").append(note).append('\n'));
    }
    for (Rate rate : layout.rates()) {
      rate(page, layout, rate);
    }
  }

  private static List<String> columns(ProductLayout layout) {
    List<String> columns = new ArrayList<>();
    if (layout.beams().exist()) {
      columns.add("track_id");
    }
    columns.add("granule");
    columns.addAll(layout.granuleColumns());
    if (layout.beams().strengthColumn() != null) {
      columns.add(layout.beams().strengthColumn());
    }
    return columns;
  }

  private static String times(ProductLayout layout) {
    if (layout.epoch() == null) {
      return "as the units of each time say";
    }
    return "seconds since %s%s"
        .formatted(
            layout.epoch(),
            layout.places("epoch").isEmpty()
                ? ""
                : ", unless " + codes(layout.places("epoch")) + " says otherwise");
  }

  private static void beams(StringBuilder page, Beams beams) {
    if (!beams.exist()) {
      row(page, "beams", "none");
      return;
    }
    row(page, "beams", codes(beams.names()));
    if (beams.strengthColumn() == null) {
      return;
    }
    List<String> sources = new ArrayList<>();
    if (beams.strengthAttribute() != null) {
      sources.add("the beam's attribute " + code(beams.strengthAttribute()));
    }
    if (!beams.strengthByName().isEmpty()) {
      sources.add("its name (" + byStrength(beams.strengthByName()) + ")");
    }
    if (!beams.strongForward().isEmpty()) {
      sources.add(
          "the spacecraft's orientation (flying forward, %s are strong; backward, the others)"
              .formatted(codes(beams.strongForward())));
    }
    row(page, code(beams.strengthColumn()), "from " + String.join(", else from ", sources));
  }

  private static String byStrength(Map<String, String> strengths) {
    return strengths.values().stream()
        .distinct()
        .map(
            strength ->
                strength
                    + ": "
                    + strengths.entrySet().stream()
                        .filter(e -> e.getValue().equals(strength))
                        .map(e -> code(e.getKey()))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  private static void rate(StringBuilder page, ProductLayout layout, Rate rate) {
    page.append("\n### ").append(layout.product()).append(", rate `").append(rate.name());
    page.append("`\n\n");
    String title = rate.title() == null ? "" : rate.title();
    String note = "";
    if (!rate.isPositioned()) {
      note = " Its rows have no positions: they serve other products, see there.";
    } else if (rate.equals(layout.defaultRate())) {
      note = " The default rate.";
    } else if (!rate.indexed()) {
      note = " Not indexed by default.";
    }
    paragraph(page, title.isEmpty() ? note.strip() : title + "." + note);
    page.append("| | |\n|---|---|\n");
    row(page, "groups", rate.groups().stream().map(ProductsPage::group).collect(joined()));
    row(page, "except", codes(rate.except()));
    if (rate.isPositioned()) {
      row(page, "longitude, latitude", codes(List.of(rate.longitude(), rate.latitude())));
    }
    row(page, "time", rate.time() == null ? "" : code(rate.time()));
    row(page, "counted from", rate.timeReference() == null ? "" : code(rate.timeReference()));
    row(
        page,
        "times",
        rate.times() == null ? "" : "several for each row, the elements of " + code(rate.times()));
    row(page, "grid of", codes(rate.dimensions()));
    if (rate.parent() != null) {
      row(
          page,
          "found by",
          "rate %s, within %s m; its variables can be had too"
              .formatted(code(rate.parent()), (long) rate.marginMetres()));
    }
    row(page, "default variables", codes(rate.variables()));
    row(page, "and at the end", codes(rate.trailingVariables()));
    row(page, "rows along the second dimension", codes(rate.transposed()));
    for (Link link : rate.links()) {
      row(page, "link " + code(link.name()), link(rate, link));
    }
    row(page, "keys", codes(rate.keys()));
    for (Join join : rate.joins()) {
      row(page, "from " + join.product(), join(join));
    }
    row(
        page,
        "short names",
        rate.aliases().entrySet().stream()
            .map(e -> code(e.getKey()) + " = " + code(e.getValue()))
            .collect(joined()));
    row(
        page,
        "missing unless declared",
        rate.fillValues().entrySet().stream()
            .map(e -> code(e.getKey()) + ": " + e.getValue())
            .collect(joined()));
  }

  private static String link(Rate rate, Link link) {
    String run =
        link.count() == null
            ? code(link.first())
            : "%s (counting from %s) and %s"
                .formatted(code(link.first()), link.base(), code(link.count()));
    String to =
        link.datasets().isEmpty()
            ? ""
            : ": lists of " + codes(link.datasets()) + ", where the granule has them";
    String needed = link.name().equals(rate.needs()) ? "; rows that lead to none are left out" : "";
    return run + to + needed;
  }

  private static String join(Join join) {
    return "%s of rate %s, of the granule with the same %s; rows by %s%s"
        .formatted(
            codes(join.variables()),
            code(join.rate()),
            String.join(", ", join.match()),
            code(join.key()),
            join.position() == null
                ? ", a row number from " + join.keyBase()
                : " and, from 1, " + code(join.position()));
  }

  private static String group(String group) {
    return group.isEmpty() ? "the beam itself" : code(group);
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(", ");
  }

  private static String codes(List<String> values) {
    return values.stream().map(ProductsPage::code).collect(joined());
  }

  private static String code(String value) {
    return "`" + value + "`";
  }

  private static void paragraph(StringBuilder page, String text) {
    if (text != null && !text.isBlank()) {
      page.append(text.substring(0, 1).toUpperCase(Locale.ROOT)).append(text.substring(1));
      page.append(text.endsWith(".") ? "\n\n" : ".\n\n");
    }
  }

  /** A row of a table; none if a cell is empty. */
  private static void row(StringBuilder page, String... cells) {
    for (String cell : cells) {
      if (cell == null || cell.isBlank()) {
        return;
      }
    }
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
