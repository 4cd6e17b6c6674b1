package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.BigIntVector;
import org.groundtrack.condition.Conditions;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.exporter.output.OutputOptions;
import org.groundtrack.exporter.output.TimeUnit;
import org.groundtrack.geo.Aoi;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Filters;
import org.groundtrack.query.AoiQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Exports with random conditions of granules with random values, against DuckDB's answer to the
 * same text over an export of everything.
 */
class ConditionPropertyTest {
  private static final int COLLECTIONS = Integer.getInteger("groundtrack.property.collections", 2);
  private static final int QUERIES = Integer.getInteger("groundtrack.property.areas", 200);

  private static final Aoi AREA =
      Aoi.of("box", new GeometryFactory().toGeometry(new Envelope(10.1, 10.8, 20.1, 20.95)));

  @TempDir Path folder;

  @Test
  void exportsEqualWhatDuckDbSelects() throws Exception {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime());
    System.out.println("conditions: seed " + seed);
    Random random = new Random(seed);
    long kept = 0;
    long removed = 0;
    for (int c = 0; c < COLLECTIONS; c++) {
      Path granules = folder.resolve("granules" + c);
      Path index = folder.resolve("index" + c);
      Path all = folder.resolve("all%s.parquet".formatted(c));
      new ValueGranules(random).write(granules, 3);
      Path layout = Files.writeString(folder.resolve("values.json"), ValueGranules.LAYOUT);
      CommandRun run = CommandRun.of("index", granules, "--layout", layout, "-o", index);
      assertThat(run.err()).isEmpty();
      try (SpatialIndex opened = SpatialIndex.open(index);
          Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        AoiQuery query = AoiQuery.of(opened).within(AREA);
        Exporter.of(query.variables(List.of(ValueGranules.VARIABLES.split(","))).plan())
            .with(
                ExportOptions.DEFAULT.withOutput(
                    OutputOptions.DEFAULT.withTimeUnit(TimeUnit.NANOS)))
            .write(all);
        open(statement, all);
        long rows = select(statement, "true").size();
        for (int q = 0; q < QUERIES; q++) {
          RandomConditions conditions = new RandomConditions(random);
          String text = conditions.condition(random.nextInt(4));
          List<Long> expected = select(statement, text);
          ExportPlan plan = query.matching(Filters.NONE.where(Conditions.parse(text))).plan();
          assertThat(exported(plan))
              .as("seed %s, collection %s, query %s: %s", seed, c, q, text)
              .isEqualTo(expected);
          kept += expected.size();
          removed += rows - expected.size();
        }
      }
    }
    System.out.println("conditions: %s rows kept, %s removed".formatted(kept, removed));
    assertThat(kept).isPositive();
    assertThat(removed).isPositive();
  }

  /** Small integers as wide ones, since DuckDB's arithmetic of them overflows at once. */
  private static void open(Statement statement, Path all) throws SQLException {
    statement.execute("set TimeZone = 'UTC'");
    statement.execute(
        "create table points as select * replace (i1::bigint as i1, i2::bigint as i2,"
            + " i4::bigint as i4, u1::bigint as u1, u2::bigint as u2, u4::bigint as u4,"
            + " make_timestamp_ns(epoch_ns(time)) as time), value as \"deep/value\""
            + " from '%s'".formatted(all));
  }

  private static List<Long> select(Statement statement, String text) throws SQLException {
    String names =
        text.replace("rh[-1]", "rh_m1").replace("rh[0]", "rh_0").replace("rh[2]", "rh_2");
    List<Long> ids = new ArrayList<>();
    try (ResultSet result =
        statement.executeQuery("select id from points where %s order by rowid".formatted(names))) {
      while (result.next()) {
        ids.add(result.getLong(1));
      }
    }
    return ids;
  }

  private static List<Long> exported(ExportPlan plan) {
    List<Long> ids = new ArrayList<>();
    try (PointReader points = Exporter.of(plan).read()) {
      while (points.loadNextBatch()) {
        BigIntVector id = (BigIntVector) points.root().getVector("id");
        for (int i = 0; i < id.getValueCount(); i++) {
          ids.add(id.get(i));
        }
      }
    }
    return ids;
  }
}
