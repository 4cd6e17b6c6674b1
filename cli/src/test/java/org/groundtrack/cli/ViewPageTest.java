package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.Schemas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of {@code groundtrack view} in a browser. */
class ViewPageTest {
  /** Pixels by which two pictures of the same may differ: browsers smooth lines as they like. */
  private static final int SAME = 50;

  private static final String FRAME = "document.getElementById('map').getBoundingClientRect()";
  @TempDir static Path shared;
  private static Chromium browser;
  private static Path export;
  @TempDir Path folder;

  @BeforeAll
  static void startBrowserAndExport() throws IOException {
    boolean found = Chromium.program().isPresent();
    if (!found) {
      System.err.println("SKIPPED: ViewPageTest, since there is no chromium on the PATH");
    }
    assumeTrue(found, "no chromium on the PATH");
    browser = new Chromium(Files.createDirectory(shared.resolve("profile")));
    assertThat(CommandRun.of("demo", "-d", shared, "--granules", 3, "--rows", 4000).exitCode())
        .isZero();
    export = shared.resolve("greenland.parquet");
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Whatever a test does, the page asks for nothing but itself, and nothing goes wrong in it. */
  @AfterEach
  void pageAskedForNothingAndNothingWentWrong() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
  }

  private void show(Path points, Object... words) {
    Path page = folder.resolve("page.html");
    CommandRun.of("view", points, "-o", page, "--overwrite", words).succeeded();
    browser.open(page);
  }

  private double[] screenOf(int point) {
    JsonNode at = browser.evaluate("groundtrack.screenOf(%s)".formatted(point));
    return new double[] {at.get(0).asDouble(), at.get(1).asDouble()};
  }

  /** What the panel says of the point that was clicked. */
  private Map<String, String> values(int point) {
    browser.until("document.getElementById('point').dataset.point === '%s'".formatted(point));
    JsonNode pairs =
        browser.evaluate(
            "[...document.querySelectorAll('#point dt')].map(dt => [dt.textContent, dt.nextSibling.textContent])");
    Map<String, String> values = new LinkedHashMap<>();
    pairs.forEach(pair -> values.put(pair.get(0).asText(), pair.get(1).asText()));
    return values;
  }

  private void set(String id, String value) {
    browser.evaluate(
        "(() => { const e = document.getElementById('%s'); e.value = %s; e.dispatchEvent(new Event('change')); })()"
            .formatted(id, Chromium.quoted(value)));
  }

  private void choose(String id) {
    browser.evaluate("document.getElementById('%s').click()".formatted(id));
    browser.settle();
  }

  /** Chooses a column by its name and waits until its colours are there. */
  private void colourBy(String column) {
    int paints = paints();
    String option =
        browser
            .evaluate(
                "[...document.getElementById('by').options].find(o => o.text.split(' (')[0] === %s).value"
                    .formatted(Chromium.quoted(column)))
            .asText();
    set("by", option);
    browser.until("Number(document.getElementById('map').dataset.paints) > " + paints);
    browser.settle();
  }

  private static int paints() {
    return browser.evaluate("Number(document.getElementById('map').dataset.paints)").asInt();
  }

  private static int differing(BufferedImage a, BufferedImage b) {
    int count = 0;
    for (int x = 0; x < Math.min(860, a.getWidth()); x++) {
      for (int y = 60; y < a.getHeight(); y++) {
        count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return count;
  }

  /** Pixels of the map that are rather of a colour, as the outline of the area is. */
  private static int reddish(BufferedImage picture) {
    int count = 0;
    for (int x = 0; x < Math.min(860, picture.getWidth()); x++) {
      for (int y = 60; y < picture.getHeight(); y++) {
        int rgb = picture.getRGB(x, y);
        boolean red = (rgb >> 16 & 255) > 180 && (rgb >> 8 & 255) < 110 && (rgb & 255) < 110;
        count += red ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void pageShowsAllPointsOfAnExportAndWhereTheyComeFrom() throws Exception {
    show(export);
    long rows = (Long) ExportedPoints.query(export, "select count(*) from %s").get(0).get(0);
    assertThat(browser.text("#count")).isEqualTo(Text.count(rows, "point"));
    assertThat(browser.text("#title")).isEqualTo("ATL06 points in greenland.geojson");
    assertThat(browser.text("#about")).contains("Cite", "greenland.geojson", "Product", "demo");
    assertThat(browser.text("#notices")).isEmpty();
    assertThat(browser.evaluate("document.getElementById('projection').value").asText())
        .isEqualTo("polar");
    assertThat(browser.text("#by")).contains("h_li (meters)", "h_li_sigma", "time (UTC)", "rgt");
  }

  @Test
  void clickOnAPointShowsExactlyItsValues() throws Exception {
    show(export);
    List<List<Object>> rows =
        ExportedPoints.query(
            export,
            "select longitude, latitude, h_li, granule, track_id, segment_id, epoch_ns(time) from %s");
    for (int point : new int[] {0, rows.size() / 2, rows.size() - 1}) {
      // Closer, until no other point is as near.
      browser.evaluate(
          "(() => { const [x, y] = groundtrack.screenOf(%s), box = %s; groundtrack.look(x - box.left, y - box.top, 5); })()"
              .formatted(point, FRAME));
      browser.settle();
      double[] at = screenOf(point);
      browser.click(at[0], at[1]);
      Map<String, String> values = values(point);
      List<Object> row = rows.get(point);
      assertThat(Double.parseDouble(values.get("longitude").split(" ")[0])).isEqualTo(row.get(0));
      assertThat(Double.parseDouble(values.get("latitude").split(" ")[0])).isEqualTo(row.get(1));
      if (row.get(2) == null) {
        assertThat(values).containsEntry("h_li", "no value");
      } else {
        assertThat(values.get("h_li")).endsWith(" meters");
        assertThat(Float.parseFloat(values.get("h_li").split(" ")[0])).isEqualTo(row.get(2));
      }
      assertThat(values)
          .containsEntry("granule", row.get(3).toString())
          .containsEntry("track_id", row.get(4).toString());
      assertThat(values.get("segment_id").split(" ")[0]).isEqualTo(row.get(5).toString());
      long nanos = (Long) row.get(6);
      String time = values.get("time");
      assertThat(time).endsWith(" UTC");
      Instant shown = Instant.parse(time.replace(" UTC", "Z").replace(' ', 'T'));
      assertThat(shown.getEpochSecond() * 1_000_000_000L + shown.getNano()).isEqualTo(nanos);
      choose("all");
    }
  }

  @Test
  void everyTypeIsShownToTheLastDigitAndWhatIsMissingAsNoValue() {
    Path file =
        PointFiles.write(
            folder.resolve("p.parquet"),
            PointFiles.between(10, 10.1, 6),
            PointFiles.between(50, 50.1, 6),
            "height",
            "text ");
    show(file);
    for (int i = 0; i < 6; i++) {
      double[] at = screenOf(i);
      browser.click(at[0], at[1]);
      assertThat(values(i))
          .containsEntry("height", i % 5 == 1 || i % 5 == 2 ? "no value" : i + ".1")
          .containsEntry("whole", String.valueOf(-i))
          .containsEntry("unsigned", Integer.toUnsignedString(-i))
          .containsEntry("large", String.valueOf(Long.MAX_VALUE - i))
          .containsEntry(
              "time", "2019-01-01 00:00:0" + i + (i == 0 ? "" : ".00000000" + i) + " UTC")
          .containsEntry("text", i % 3 == 2 ? "no value" : "text " + i % 3);
    }
    assertThat(browser.text("#notices")).contains("list");
  }

  @Test
  void anotherColumnAndAnotherRangeChangeTheColours() throws Exception {
    show(export);
    BufferedImage heights = browser.picture();
    colourBy("time");
    BufferedImage times = browser.picture();
    assertThat(differing(heights, times)).isGreaterThan(1000);
    colourBy("h_li");
    assertThat(differing(heights, browser.picture())).isLessThan(SAME);
    set("high", "1500");
    browser.settle();
    assertThat(differing(heights, browser.picture())).isGreaterThan(1000);
    set("low", "nonsense");
    assertThat(
            browser
                .evaluate("document.getElementById('low').getAttribute('aria-invalid')")
                .asText())
        .isEqualTo("true");
    choose("range");
    assertThat(differing(heights, browser.picture())).isLessThan(SAME);
  }

  @Test
  void wheelDragAndKeysMoveTheViewAndAllBringsItBack() throws Exception {
    show(export);
    BufferedImage all = browser.picture();
    double fitted = browser.evaluate("groundtrack.view.k").asDouble();
    double[] before = screenOf(7);
    browser.wheel(before[0], before[1], -200);
    browser.until("groundtrack.view.k > " + fitted);
    browser.settle();
    // Browsers give the wheel's place in whole pixels.
    assertThat(screenOf(7)).containsExactly(before, within(1.0));
    before = screenOf(7);
    assertThat(differing(all, browser.picture())).isGreaterThan(1000);
    browser.drag(300, 300, 350, 320);
    assertThat(screenOf(7))
        .containsExactly(new double[] {before[0] + 50, before[1] + 20}, within(0.01));
    browser.evaluate("document.getElementById('map').focus()");
    browser.key("ArrowLeft");
    assertThat(screenOf(7)[0]).isCloseTo(before[0] + 110, within(0.01));
    browser.key("Enter");
    browser.until("document.getElementById('point').dataset.point >= 0");
    browser.key("Escape");
    browser.until("document.getElementById('point').dataset.point === '-1'");
    browser.evaluate("document.activeElement.blur()");
    choose("all");
    assertThat(browser.evaluate("groundtrack.view.k").asDouble()).isEqualTo(fitted);
  }

  @Test
  void areaCoverageAndGraticuleAreShownOrHidden() throws Exception {
    show(export);
    BufferedImage shown = browser.picture();
    assertThat(reddish(shown)).isGreaterThan(500);
    choose("area");
    assertThat(reddish(browser.picture())).isLessThan(20);
    choose("area");
    for (String layer : List.of("cells", "grid")) {
      choose(layer);
      assertThat(differing(shown, browser.picture())).as(layer).isGreaterThan(500);
      choose(layer);
      assertThat(differing(shown, browser.picture())).as(layer).isLessThan(SAME);
    }
    assertThat(browser.text("#cellnote")).contains("H3 resolution");
  }

  @Test
  void textsOfTheFileStayTexts() {
    String hostile = PointFiles.HOSTILE;
    MessageType schema =
        new MessageType(
            "points",
            Schemas.column("longitude", PrimitiveTypeName.DOUBLE, true),
            Schemas.column("latitude", PrimitiveTypeName.DOUBLE, true),
            Schemas.column(hostile, PrimitiveTypeName.FLOAT, true),
            Schemas.string("granule", true));
    Map<String, Object> footer = new LinkedHashMap<>();
    footer.put("product", hostile);
    footer.put("title", hostile);
    footer.put("area", "area");
    footer.put("areaWkt", "POLYGON((" + hostile);
    footer.put("citations", List.of(hostile));
    footer.put("parameters", Map.of(hostile, hostile));
    footer.put("columns", Map.of(hostile, Map.of("units", hostile, "description", hostile)));
    Path file =
        PointFiles.write(
            folder.resolve("hostile</script>.parquet".replace("/", "_")),
            schema,
            2,
            List.of(
                ColumnData.doubles(new double[] {1, 2}, null),
                ColumnData.doubles(new double[] {3, 4}, null),
                ColumnData.floats(new float[] {5, 6}, null),
                ColumnData.strings(new String[] {hostile, hostile})),
            Map.of("groundtrack", Json.write(footer)));
    show(file);
    double[] at = screenOf(0);
    browser.click(at[0], at[1]);
    assertThat(values(0)).containsEntry(hostile, "5 " + hostile).containsEntry("granule", hostile);
    assertThat(browser.text("#title")).contains(hostile);
    assertThat(browser.text("#about")).contains(hostile);
    assertThat(browser.evaluate("typeof window.run").asText()).isEqualTo("undefined");
    assertThat(browser.evaluate("document.images.length").asInt()).isZero();
  }

  @Test
  void scriptThatIsNotThePagesOwnMayNotRun() {
    show(export);
    browser.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.run = 1'; document.body.append(s); })()");
    assertThat(browser.evaluate("typeof window.run").asText()).isEqualTo("undefined");
    String refused =
        browser
            .evaluate("fetch('http://127.0.0.1:9/').then(() => 'asked', e => 'refused')")
            .asText();
    assertThat(refused).isEqualTo("refused");
    assertThat(browser.complaints())
        .isNotEmpty()
        .allMatch(each -> each.contains("Content Security Policy"));
    // That was the point: what is left for the end of the test is nothing.
    browser.forget();
  }

  @Test
  void sampleOfMorePointsSaysThatItIsOne() {
    int n = 5000;
    Path file =
        PointFiles.write(
            folder.resolve("many.parquet"),
            PointFiles.between(10, 11, n),
            PointFiles.between(50, 51, n),
            "height",
            "t");
    Path page = folder.resolve("page.html");
    CommandRun run = CommandRun.of("view", file, "-o", page, "--max-points", 999).succeeded();
    assertThat(run.out()).contains("sample", "999 of 5,000 points");
    browser.open(page);
    assertThat(browser.text("#notices")).contains("sample", "999 of 5,000 points");
    assertThat(browser.text("#count")).isEqualTo("999 of 5,000 points shown");
    double[] at = screenOf(998);
    browser.click(at[0], at[1]);
    assertThat(values(998)).containsEntry("whole", "-4999");
  }

  @Test
  void pointsAcrossTheAntimeridianLieSideBySide() {
    Path file =
        PointFiles.write(
            folder.resolve("seam.parquet"),
            new double[] {179.5, -179.5, 180, -180},
            new double[] {10, 10, 10.2, 10.2},
            "height",
            "t");
    show(file);
    assertThat(browser.evaluate("document.getElementById('projection').value").asText())
        .isEqualTo("plate");
    assertThat(screenOf(1)[0]).isGreaterThan(screenOf(0)[0] + 100);
    assertThat(screenOf(1)[0]).isLessThan(screenOf(0)[0] + 860);
    assertThat(screenOf(2)).containsExactly(screenOf(3), within(0.01));
  }

  @Test
  void pointsRoundAPoleLieRoundIt() {
    Path file =
        PointFiles.write(
            folder.resolve("pole.parquet"),
            new double[] {0, 90, 180, -90},
            new double[] {-85, -85, -85, -85},
            "height",
            "t");
    show(file);
    double[] up = screenOf(0);
    double[] right = screenOf(1);
    double[] down = screenOf(2);
    double[] left = screenOf(3);
    assertThat(up[1]).isLessThan(right[1] - 100);
    assertThat(down[1]).isGreaterThan(right[1] + 100);
    assertThat(left[1]).isCloseTo(right[1], within(0.01));
    assertThat(right[0] - left[0]).isCloseTo(down[1] - up[1], within(0.01));
    set("projection", "plate");
    browser.settle();
    assertThat(screenOf(0)[1]).isCloseTo(screenOf(2)[1], within(0.01));
  }

  @Test
  void fileWithoutARowIsAPageWithoutAPoint() {
    Path file =
        PointFiles.write(
            folder.resolve("none.parquet"), new double[0], new double[0], "height", "t");
    show(file);
    assertThat(browser.text("#count")).isEqualTo("0 points");
  }
}
