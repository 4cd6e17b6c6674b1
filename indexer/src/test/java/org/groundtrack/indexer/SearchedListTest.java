package org.groundtrack.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.index.IndexSearch;
import org.groundtrack.source.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that say of which search they are. */
class SearchedListTest {
  private static final IndexSearch SEARCH =
      new IndexSearch("ATL06", "006", null, null, null, "", "2026-11-01T00:00:00Z", 0);

  @TempDir private Path folder;

  private List<IndexSearch> read(String... lines) throws Exception {
    Path list = Files.write(folder.resolve("list.txt"), List.of(lines));
    List<IndexSearch> searches = new ArrayList<>();
    GranuleInputs.find(List.of(list.toString()), Sources.standard(), searches::add);
    return searches;
  }

  @Test
  void theSearchOfAListIsTold() throws Exception {
    assertThat(
            read(
                "# 2 granules",
                GranuleInputs.searchLine(SEARCH, 2),
                "https://archive.test/a.h5",
                "https://archive.test/b.h5"))
        .containsExactly(SEARCH);
    assertThat(read("https://archive.test/a.h5")).isEmpty();
  }

  @Test
  void granulesWhoseLinesWereDeletedAreMissing() throws Exception {
    assertThat(read(GranuleInputs.searchLine(SEARCH, 3), "https://archive.test/a.h5"))
        .containsExactly(SEARCH.missing(2));
  }

  @Test
  void aLineThatIsNoSearchIsRefusedByItsNumber() {
    assertThatThrownBy(
            () -> read("https://archive.test/a.h5", "# groundtrack search of 1: {\"product\":7}"))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("line 2", "no record of a search", "delete the line");
  }
}
