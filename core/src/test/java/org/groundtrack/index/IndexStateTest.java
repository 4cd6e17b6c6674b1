package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexStateTest {
  private static final String RESOLUTION = "\"h3Resolution\" : 5";
  private static final PartSource SOURCE =
      (location, expected) -> Sources.standard().open(location);

  @TempDir Path folder;

  private static IndexState state(String part) {
    return new IndexState(
        IndexState.FORMAT_VERSION,
        "groundtrack",
        List.of(LayoutReader.write(ProductLayouts.shipped().of("ATL06").orElseThrow())),
        List.of(new IndexState.Part(part, 1, 2)),
        List.of(),
        List.of(),
        new IndexTotals(1, 2, 3, 4, 5, 6, 7));
  }

  private String committed() throws Exception {
    state("coverage/a.parquet").commit(folder);
    return Files.readString(folder.resolve("index.json"));
  }

  private void assertRefused(String json, String... words) throws Exception {
    Files.writeString(folder.resolve("index.json"), json);
    assertThatThrownBy(() -> SpatialIndex.open(folder))
        .isInstanceOf(BadIndexException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContainingAll(words);
  }

  @Test
  void stateComesBackAsItWasCommitted() throws Exception {
    committed();
    assertThat(IndexState.read(Location.of(folder), SOURCE)).isEqualTo(state("coverage/a.parquet"));
    state("coverage/b.parquet").commit(folder);
    assertThat(IndexState.read(Location.of(folder), SOURCE)).isEqualTo(state("coverage/b.parquet"));
    assertThat(folder.toFile().list()).containsExactly("index.json");
  }

  @Test
  void folderWithoutAnIndexIsRefused() {
    assertThatThrownBy(() -> SpatialIndex.open(folder))
        .isInstanceOf(BadIndexException.class)
        .hasMessageContaining("is no Groundtrack index: it has no index.json")
        .hasMessageContaining("groundtrack index");
    assertThatThrownBy(() -> SpatialIndex.open(folder.resolve("absent")))
        .isInstanceOf(BadIndexException.class);
  }

  @Test
  void newerFormatIsRefusedWhateverElseItSays() throws Exception {
    assertRefused(
        "{\"formatVersion\": 5, \"parts\": {}}",
        "has index format 5, this Groundtrack reads 4: use a newer Groundtrack");
  }

  @Test
  void olderFormatsAreRefusedWhateverElseTheySay() throws Exception {
    for (int version : new int[] {1, 2, 3}) {
      assertRefused(
          "{\"formatVersion\": %s, \"product\": \"ATL06\"}".formatted(version),
          "has index format %s, which is older".formatted(version),
          "build the index again");
    }
  }

  @Test
  void garbledStatesAreRefused() throws Exception {
    String sound = committed();
    assertRefused("", "names no formatVersion");
    assertRefused("null", "names no formatVersion");
    assertRefused("[]", "names no formatVersion");
    assertRefused("{\"formatVersion\": \"x\"}", "names no formatVersion");
    assertRefused("{\"formatVersion\": 0}", "names no formatVersion");
    assertRefused("{\"formatVersion\": 4", "is damaged");
    assertRefused("{\"formatVersion\": 4}", "index.json");
    assertRefused("\0\1\2", "is damaged");
    assertRefused("[".repeat(10_000), "is damaged");
    assertRefused(sound.replace("\"coverage\" : [", "\"coverage\" : null, \"x\" : ["), "lacks");
    assertRefused(sound.replace("\"layouts\" : [", "\"layouts\" : [], \"x\" : ["), "lacks layouts");
    assertRefused(sound.replace("\"layouts\" : [", "\"layouts\" : [null, "), "Build the index");
    assertRefused(sound.replace("\"layouts\" : [", "\"layouts\" : [7, "), "Build the index");
    assertRefused(sound.replace(RESOLUTION, "\"h3Resolution\" : 16"), "is 16");
    assertRefused(sound.replace(RESOLUTION, "\"h3Resolution\" : -1"), "is -1");
    assertRefused(sound.replace(RESOLUTION, "\"h3Resolution\" : \"six\""), "no layout");
    assertRefused(sound.replace("\"ATL06\"", "null"), "product is missing");
    assertRefused(
        sound.replace("\"createdBy\"", "\"formatVersion\" : 4, \"createdBy\""), "is damaged");
    for (int length = 0; length < sound.length() - 2; length += 7) {
      assertRefused(sound.substring(0, length), "index");
    }
  }

  @Test
  void membersOfLaterVersionsAreIgnored() throws Exception {
    String json = committed().replace("\"createdBy\"", "\"colour\" : \"blue\", \"createdBy\"");
    Files.writeString(folder.resolve("index.json"), json);
    assertThat(IndexState.read(Location.of(folder), SOURCE)).isEqualTo(state("coverage/a.parquet"));
  }

  @Test
  void partsOutsideTheIndexAreRefused() throws Exception {
    String sound = committed();
    for (String name :
        List.of(
            "../x.parquet",
            "coverage/../../x.parquet",
            "coverage/..parquet",
            "/etc/passwd",
            "coverage/x.txt",
            "coverage/sub/x.parquet",
            "other/x.parquet",
            "coverage/.x.parquet",
            "coverage\\\\x.parquet",
            "coverage/x.parquet\\n",
            "http://host/x.parquet",
            "")) {
      assertRefused(sound.replace("coverage/a.parquet", name), "names the part '");
    }
    assertRefused(sound.replace("\"coverage/a.parquet\"", "null"), "names the part 'null'");
  }
}
