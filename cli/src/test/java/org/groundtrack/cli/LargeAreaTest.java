package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large area does not stand in the metadata of a small result. */
class LargeAreaTest {
  private static final int VERTICES = 20_000;

  /** What metadata may take beside an area: schemas, provenance, citations. */
  private static final int OTHER_WORDS = 30_000;

  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void makeAnIndex() {
    CommandRun.of("demo", "-d", folder.resolve("demo"), "--granules", 2, "--rows", 2000)
        .succeeded();
    index = folder.resolve("demo/index");
  }

  /** Circles side by side round places in the demo's tile. */
  private Path area(int circles, int vertices) throws IOException {
    StringJoiner features = new StringJoiner(",\n");
    for (int c = 0; c < circles; c++) {
      StringJoiner ring = new StringJoiner(",");
      for (int i = 0; i <= vertices; i++) {
        double angle = 2 * Math.PI * (i % vertices) / vertices;
        ring.add(
            String.format(
                Locale.ROOT,
                "[%.9f,%.9f]",
                -45 + 0.002 * c + 0.3 * Math.cos(angle),
                62.8 + 0.15 * Math.sin(angle)));
      }
      features.add(
          "{\"type\":\"Feature\",\"id\":\"a circle with a long name, number %s\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[%s]]}}"
              .formatted(c, ring));
    }
    return Files.writeString(
        folder.resolve("area.geojson"),
        "{\"type\":\"FeatureCollection\",\"features\":[%s]}".formatted(features));
  }

  private Path export(String name, Object... words) {
    Path output = folder.resolve(name);
    CommandRun.of("export", index, "-o", output, words).succeeded();
    return output;
  }

  private static JsonNode words(Path parquet) throws Exception {
    String text =
        ExportedPoints.query(
                parquet,
                "select decode(value) from parquet_kv_metadata(%s) where decode(key) = 'groundtrack'")
            .get(0)
            .get(0)
            .toString();
    return new ObjectMapper().readTree(text);
  }

  private static List<List<Object>> points(Path parquet) throws Exception {
    return ExportedPoints.query(
        parquet, "select granule, track_id, segment_id, longitude, latitude, h_li from %s");
  }

  @Test
  void itsDigestNameBoundsAndCountsStandThereAndTheAreaInAFileOfItsOwn() throws Exception {
    Path area = area(1, VERTICES);
    Path kept = folder.resolve("kept.geojson");
    Path output = export("points.parquet", "--aoi", area, "--area-file", kept);
    JsonNode words = words(output);
    assertThat(words.has("areaWkt")).isFalse();
    assertThat(words.get("area").asText()).isEqualTo("area.geojson");
    assertThat(words.get("areaPolygons").asInt()).isEqualTo(1);
    assertThat(words.get("areaVertices").asInt()).isEqualTo(VERTICES + 1);
    assertThat(words.at("/areaBounds/0").asDouble()).isEqualTo(-45.3);
    assertThat(words.at("/areaBounds/3").asDouble()).isEqualTo(62.95);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(kept));
    assertThat(words.get("areaSha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(words.toString().length()).isLessThan(OTHER_WORDS);

    Path again = export("again.parquet", "--aoi", kept);
    assertThat(points(again)).isEqualTo(points(output)).isNotEmpty();
    assertThat(words(again).get("areaSha256")).isEqualTo(words.get("areaSha256"));
    CommandRun.of("picture", output, "-o", folder.resolve("points.png")).succeeded();
    CommandRun.of("view", output, "-o", folder.resolve("points.html")).succeeded();
  }

  @Test
  void aSmallAreaStandsThereAsItIs() throws Exception {
    JsonNode words = words(export("points.parquet", "--aoi", area(1, 100)));
    assertThat(words.get("areaWkt").asText()).startsWith("POLYGON ((");
    assertThat(words.has("areaSha256")).isFalse();
  }

  @Test
  void idsOfVeryManyFeaturesAreCounted() throws Exception {
    Path area = area(2000, 8);
    Path kept = folder.resolve("kept.geojson");
    Path output = export("points.parquet", "--aoi", area, "--per-feature", "--area-file", kept);
    JsonNode words = words(output);
    assertThat(words.has("features")).isFalse();
    assertThat(words.get("featureCount").asInt()).isEqualTo(2000);
    assertThat(words.get("areaPolygons").asInt()).isEqualTo(2000);
    assertThat(words.toString().length()).isLessThan(OTHER_WORDS);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(kept));
    assertThat(words.get("areaSha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(new ObjectMapper().readTree(kept.toFile()).at("/features/7/id").asText())
        .isEqualTo("a circle with a long name, number 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrow", "arrows", "fgb"})
  void otherFormatsDoNotHoldItEither(String ending) throws Exception {
    Path output = export("points." + ending, "--aoi", area(1, VERTICES));
    byte[] bytes = Files.readAllBytes(output);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("areaSha256").doesNotContain("areaWkt");
  }
}
