package org.groundtrack.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.groundtrack.error.UsageException;
import org.junit.jupiter.api.Test;

class BoundedTextTest {
  private static final String NAME = "ab".repeat(60);

  @Test
  void aPatternThatTriesAllWaysIsRefusedByName() {
    Pattern pattern = Pattern.compile("^(?:(a|b|ab)\\1?)*c$");
    assertThatThrownBy(() -> pattern.matcher(new BoundedText(NAME, "ICE")).find())
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("Layout of ICE", NAME);
  }

  @Test
  void aPatternThatKnowsWhatItWantsFits() {
    assertThat(Pattern.compile("^(?:ab)+$").matcher(new BoundedText(NAME, "ICE")).find()).isTrue();
  }
}
