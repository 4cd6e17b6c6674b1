package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a demo replaces, and what it leaves alone. */
class DemoCommandTest {
  @TempDir Path temp;

  private CommandRun demo(Object... more) {
    return demoOf(1, more);
  }

  private CommandRun demoOf(int granules, Object... more) {
    return CommandRun.of(
        "demo", "-d", temp.resolve("demo"), "--granules", granules, "--rows", 300, more);
  }

  private List<String> files() throws IOException {
    Path demo = temp.resolve("demo");
    try (Stream<Path> found = Files.walk(demo)) {
      return found
          .filter(Files::isRegularFile)
          .map(f -> demo.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aSecondDemoReplacesTheFirst() throws IOException {
    demo().succeeded();
    demoOf(2).succeeded();
    assertThat(files()).filteredOn(name -> name.endsWith(".h5")).hasSize(2);
    demo("--product", "GEDI02_A").succeeded();
    assertThat(files())
        .contains("greenland.parquet", "forest.parquet", "forest.png", "demo.sha256")
        .filteredOn(name -> name.endsWith(".h5"))
        .singleElement()
        .asString()
        .startsWith("granules/GEDI02_A");
    demo().succeeded();
  }

  @Test
  void aGranuleThatNoDemoWroteStopsItBeforeAnythingIsDeleted() throws IOException {
    demo().succeeded();
    Path own = temp.resolve("demo/granules/ATL06_20190103000000_00010201_006_01.h5");
    Files.writeString(own, "mine");
    List<String> before = files();
    assertThat(demo().failed(2)).contains("[" + own + "] was written by no demo", "--folder");
    assertThat(files()).isEqualTo(before);
    assertThat(own).hasContent("mine");
  }

  @Test
  void aFolderOfGranulesOfOnesOwnIsNotTaken() throws IOException {
    Path own = Files.createDirectories(temp.resolve("demo/granules")).resolve("ATL06_x.h5");
    Files.writeString(own, "mine");
    assertThat(demo().failed(2)).contains("was written by no demo");
    assertThat(files()).containsExactly("granules/ATL06_x.h5");
  }

  @Test
  void whatWasChangedSinceIsNotReplaced() throws IOException {
    demo().succeeded();
    Path area = temp.resolve("demo/greenland.geojson");
    Files.writeString(area, "mine");
    assertThat(demo().failed(2)).contains("[" + area + "] was changed since a demo wrote it");
    assertThat(area).hasContent("mine");
  }

  @Test
  void otherFilesBesideStay() throws IOException {
    demo().succeeded();
    Path note = Files.writeString(temp.resolve("demo/note.txt"), "mine");
    demo().succeeded();
    assertThat(note).hasContent("mine");
  }

  @Test
  void aListThatNamesFilesElsewhereDeletesNone() throws IOException {
    Path other = Files.writeString(temp.resolve("other"), "");
    Files.createDirectories(temp.resolve("demo"));
    Files.writeString(
        temp.resolve("demo/demo.sha256"),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  ../other\n");
    demo().succeeded();
    assertThat(other).exists();
  }

  @Test
  void aDemoThatFailsLeavesNothing() throws IOException {
    // Nothing of an index can be made where a file is the folder's parent.
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThat(CommandRun.of("demo", "-d", file.resolve("sub/demo")).failed(7))
        .contains("can't be written");
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).containsExactly(file);
    }
  }
}
