package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.area.AoiReader;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.io.ByteRange;
import org.groundtrack.plan.BeamFilter;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.Numbers;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.plan.TrackNumber;
import org.groundtrack.plan.Wanted;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleCollection;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of docs/sql.md, word for word, against what is planned. */
class SqlPageTest {
  private static final Path PAGE = Path.of("../docs/sql.md");
  private static final Pattern BLOCK =
      Pattern.compile(
          "<!-- SqlPageTest runs this block as it stands -->\n```sql\n(.*?)\n```", Pattern.DOTALL);
  private static final String BOX = "-45.4,62.6,-44.6,63.0";

  @TempDir static Path folder;

  @BeforeAll
  static void makeIndex() throws IOException {
    Path granules = folder.resolve("granules");
    for (Atl06Spec spec : SampleCollection.greenland(7, 24, 4000).specs()) {
      Atl06Generator.write(granules, spec);
    }
    GranuleGenerator.write(
        granules, GranuleSpec.builder(SampleProduct.ATL08).variables(VariableSet.CORE).build());
    CommandRun run = CommandRun.of("index", granules, "-o", folder.resolve("my-index"));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static String block(int number) throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(PAGE, StandardCharsets.UTF_8));
    for (int i = 0; i <= number; i++) {
      assertThat(matcher.find()).as("block %s of %s", i, PAGE).isTrue();
    }
    return matcher.group(1);
  }

  /** The rows of a query, run as in the folder that holds the index. */
  private static List<List<Object>> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set file_search_path = '" + folder + "'");
      try (ResultSet result = statement.executeQuery(sql)) {
        return ExportedPoints.rows(result);
      }
    }
  }

  private static Set<String> chunks(String sql) throws SQLException {
    List<List<Object>> rows = rows(sql);
    Set<String> chunks = new TreeSet<>();
    for (List<Object> row : rows) {
      chunks.add(
          "%s %s %s %s %s".formatted(row.get(0), row.get(1), row.get(2), row.get(4), row.get(5)));
    }
    assertThat(chunks).as("no chunk comes twice").hasSameSizeAs(rows);
    return chunks;
  }

  private static ExportPlan plan(String box, Filters filters) {
    try (SpatialIndex index = SpatialIndex.open(folder.resolve("my-index"))) {
      return AoiQuery.of(index)
          .product("ATL06")
          .within(AoiReader.parse(box, "box"))
          .matching(filters)
          .plan();
    }
  }

  private static Set<String> chunks(ExportPlan plan) {
    Set<String> chunks = new TreeSet<>();
    for (Task task : plan.tasks()) {
      for (BeamTask beam : task.beams()) {
        for (Wanted wanted : beam.wanted()) {
          for (ByteRange range : wanted.ranges()) {
            chunks.add(
                "%s %s %s %s %s"
                    .formatted(
                        task.granule().id(),
                        beam.beam().name(),
                        wanted.view().dataset().path(),
                        range.offset(),
                        range.length()));
          }
        }
      }
    }
    return chunks;
  }

  @Test
  void theQueryOfThePageFindsTheChunksOfThePlan() throws Exception {
    Set<String> planned = chunks(plan(BOX, Filters.NONE));
    assertThat(planned).hasSizeGreaterThan(200);
    assertThat(chunks(block(0))).isEqualTo(planned);
  }

  @Test
  void forAnyBoxTheQueryMissesNoChunkAndWithTheCellsItAgrees() throws Exception {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime());
    System.out.println("forAnyBoxTheQueryMissesNoChunkAndWithTheCellsItAgrees: seed " + seed);
    Random random = new Random(seed);
    String sql = block(0);
    for (int i = 0; i < 12; i++) {
      double west = -45.6 + random.nextDouble();
      double south = 62.4 + 0.7 * random.nextDouble();
      double east = west + 0.5 * random.nextDouble();
      double north = south + 0.3 * random.nextDouble();
      String other =
          sql.replace("-45.4::double", west + "::double")
              .replace("62.6::double", south + "::double")
              .replace("-44.6::double", east + "::double")
              .replace("63.0::double", north + "::double");
      String box = "%s,%s,%s,%s".formatted(west, south, east, north);
      Set<String> planned = chunks(plan(box, Filters.NONE));
      assertThat(chunks(other)).as("seed %s, box %s", seed, box).containsAll(planned);
      CommandRun run =
          CommandRun.of(
              "query",
              folder.resolve("my-index"),
              "--product",
              "ATL06",
              "--bbox=" + box,
              "--coverage",
              folder.resolve("map.parquet"),
              "--overwrite");
      assertThat(run.exitCode()).as(run.err()).isZero();
      String ofCells =
          other.replace(
              "where c.product =", "where c.h3 in (select h3 from 'map.parquet') and c.product =");
      assertThat(chunks(ofCells)).as("seed %s, box %s, cells", seed, box).isEqualTo(planned);
    }
  }

  @Test
  void theQueryWithConditionsFindsTheBeamsOfThePlan() throws Exception {
    Filters filters =
        Filters.NONE
            .with(
                new TimeRange(
                    Instant.parse("2019-01-01T00:00:00Z"), Instant.parse("2020-01-01T00:00:00Z")))
            .with(BeamFilter.ALL.strong(Set.of("strong")))
            .with(
                GranuleFilter.NEWEST
                    .of(TrackNumber.RGT, Numbers.parse("rgt", "1-700"))
                    .ofVersions(List.of("006")));
    Set<String> planned = new TreeSet<>();
    for (Task task : plan(BOX, filters).tasks()) {
      task.beams().forEach(beam -> planned.add(task.granule().id() + " " + beam.beam().name()));
    }
    Set<String> found = new TreeSet<>();
    for (List<Object> row : rows(block(1))) {
      found.add(row.get(0) + " " + row.get(1));
    }
    assertThat(planned).isNotEmpty();
    assertThat(found).isEqualTo(planned);
  }
}
