package org.groundtrack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.geo.CellPolygons;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * A page of HTML that shows points on a map by itself: it asks for nothing from anywhere, and its
 * policy forbids it to. What the file says comes into it as data only, never as HTML or script.
 */
final class ViewPage {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** Beyond this a page is slow, and its panel of no use. */
  private static final int MOST_COLUMNS = 150;

  /** Of a degree: some metres, for outlines. */
  private static final double ROUNDED = 1e5;

  private final PointsFile points;
  private final PointColumn by;
  private final MapExtent extent;
  private final ShownRows shown;
  private final AreaOutline outline;
  private final PointCells cells;
  private final List<Map<String, Object>> columns = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<String> absent;
  private int first = -1;

  /**
   * Reads what a page shows.
   *
   * @param by what gives the first colours, or {@code null}
   * @param most points on the page
   */
  ViewPage(PointsFile points, PointColumn by, int most) {
    this.points = points;
    this.by = by;
    MapExtent all = new MapExtent();
    this.shown = ShownRows.choose(points, most, all);
    this.cells = PointCells.of(points, all);
    Geometry area = points.footer().area();
    this.outline = area == null ? new AreaOutline(List.of(), false) : AreaOutline.of(area);
    if (outline.lines().isEmpty()) {
      this.extent = all;
    } else {
      this.extent = new MapExtent();
      extent.add(area);
    }
    this.absent = new ArrayList<>(points.leftOut());
  }

  /** Writes the page. */
  void write(Path file) throws IOException {
    String page = resource("view.html");
    String style = resource("view.css");
    String script =
        "'use strict';\n(() => {\n" + resource("view.js") + resource("view-paint.js") + "})();\n";
    String policy =
        "default-src 'none'; script-src '%s'; style-src '%s'; base-uri 'none'; form-action 'none'"
            .formatted(hash(script), hash(style));
    page =
        page.replace("{{policy}}", policy)
            .replace("{{style}}", style)
            .replace("{{script}}", script);
    int columnsAt = page.indexOf("{{columns}}");
    int metaAt = page.indexOf("{{meta}}");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(bytes(page.substring(0, columnsAt)));
      writeColumns(out);
      out.write(bytes(page.substring(columnsAt + "{{columns}}".length(), metaAt)));
      out.write(bytes(json(meta())));
      out.write(bytes(page.substring(metaAt + "{{meta}}".length())));
    }
  }

  private void writeColumns(OutputStream out) throws IOException {
    writeColumn("longitude", PackedColumn.of(shown.longitude()), out);
    writeColumn("latitude", PackedColumn.of(shown.latitude()), out);
    for (PointColumn column : points.columns()) {
      PackedColumn packed =
          columns.size() == MOST_COLUMNS ? null : PackedColumn.read(points, column, shown);
      if (packed == null) {
        absent.add(column.name());
        continue;
      }
      String id = "c" + columns.size();
      if (column.equals(by)) {
        first = columns.size();
      }
      columns.add(about(id, column, packed));
      writeColumn(id, packed, out);
    }
  }

  private static void writeColumn(String id, PackedColumn column, OutputStream out)
      throws IOException {
    out.write(bytes("<script type=\"text/plain\" id=\"%s\">".formatted(id)));
    column.write(out);
    out.write(bytes("</script>\n"));
  }

  private static Map<String, Object> about(String id, PointColumn column, PackedColumn packed) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("id", id);
    about.put("name", column.name());
    about.put("type", packed.type());
    about.put("masked", packed.isMasked());
    about.put("time", column.nanosPerUnit());
    about.put("utc", column.utc());
    about.put("unit", column.unit());
    about.put("about", column.description());
    if (column.kind() == PointColumn.Kind.TEXT) {
      about.put("texts", packed.texts());
    }
    return about;
  }

  private Map<String, Object> meta() {
    addNotices();
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("title", title());
    meta.put("countText", countText());
    meta.put("shown", shown.size());
    meta.put("notices", notices);
    meta.put("columns", columns);
    meta.put("by", first);
    meta.put("area", outline.lines());
    List<Map<String, Object>> drawn = new ArrayList<>();
    cells
        .counts()
        .forEach((cell, count) -> drawn.add(Map.of("count", count, "rings", rings(cell))));
    meta.put("cells", drawn);
    meta.put("cellNote", cellNote());
    MapProjection polar = extent.polar();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("polar", extent.isPolar());
    map.put("side", polar.word().equals("north") ? 1 : -1);
    map.put("upright", polar.middle());
    map.put("middle", extent.middle());
    map.put("trueAt", extent.isEmpty() ? 0 : (extent.south() + extent.north()) / 2);
    meta.put("map", map);
    List<List<Object>> about = new ArrayList<>();
    points.footer().about().forEach((label, texts) -> about.add(List.of(label, texts)));
    about.add(List.of("File", List.of(points.path().getFileName().toString())));
    meta.put("about", about);
    return meta;
  }

  private void addNotices() {
    if (shown.isSample()) {
      notices.add(
          "This page shows a sample: %s of %s, evenly spaced in the file. The others are in it."
              .formatted(Text.count(shown.size()), Text.count(shown.total(), "point")));
    }
    if (shown.known() < shown.total()) {
      notices.add(
          "%s no position on the earth: not shown."
              .formatted(
                  Text.count(shown.total() - shown.known(), "row")
                      + (shown.total() - shown.known() == 1 ? " has" : " have")));
    }
    if (!absent.isEmpty()) {
      notices.add(
          "Not on this page, since they are lists, structures or texts too many: %s."
              .formatted(Text.line(String.join(", ", absent), 300)));
    }
    if (outline.simplified()) {
      notices.add("The outline of the area is drawn with fewer vertices than it has.");
    }
  }

  private String title() {
    PointsFooter footer = points.footer();
    String name = points.path().getFileName().toString();
    String area = footer.areaName();
    return footer.product().isEmpty()
        ? name
        : area.isEmpty() || area.startsWith("-") || area.length() > 60
            ? "%s points".formatted(footer.product())
            : "%s points in %s".formatted(footer.product(), area);
  }

  private String countText() {
    return shown.isSample()
        ? "%s of %s shown".formatted(Text.count(shown.size()), Text.count(shown.total(), "point"))
        : Text.count(shown.size(), "point");
  }

  private String cellNote() {
    return "%s of H3 resolution %s that hold points"
        .formatted(Text.count(cells.counts().size(), "cell"), cells.resolution());
  }

  private static List<double[]> rings(long cell) {
    List<double[]> rings = new ArrayList<>();
    Geometry shape = CellPolygons.of(cell);
    for (int i = 0; i < shape.getNumGeometries(); i++) {
      Coordinate[] vertices = shape.getGeometryN(i).getCoordinates();
      double[] ring = new double[2 * vertices.length];
      for (int k = 0; k < vertices.length; k++) {
        ring[2 * k] = Math.rint(vertices[k].x * ROUNDED) / ROUNDED;
        ring[2 * k + 1] = Math.rint(vertices[k].y * ROUNDED) / ROUNDED;
      }
      rings.add(ring);
    }
    return rings;
  }

  /** JSON that can stand within a script element: nothing in it ends the element, or begins one. */
  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A page's data are always JSON", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(text));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * With line ends as browsers see them, whatever the checkout made of them: hashes are of these.
   */
  private static String resource(String name) {
    try (InputStream in = ViewPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Resource " + name, e);
    }
  }

  ShownRows shown() {
    return shown;
  }

  PointCells cells() {
    return cells;
  }

  /** Whether the page has the outline of an area. */
  boolean hasArea() {
    return !outline.lines().isEmpty();
  }

  /** Columns on the page. */
  int columnCount() {
    return columns.size();
  }

  /** Names of columns that are not on the page. */
  List<String> absent() {
    return absent;
  }
}
