package org.groundtrack.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.groundtrack.error.UsageException;
import org.groundtrack.rows.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableTextTest {
  @Test
  void aNameWithoutBracketsHasNoSlice() {
    for (String name : new String[] {"h_li", "gt1l/land_ice_segments/h_li", "geophysical/*"}) {
      assertThat(VariableText.of(name)).isEqualTo(new VariableText(name, null));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "rh[50:100:10]   | 50 | 100 | 10",
        "rh[:]           | 0  | -   | 1",
        "rh[5:]          | 5  | -   | 1",
        "rh[:5]          | 0  | 5   | 1",
        "rh[-5:]         | -5 | -   | 1",
        "rh[:-1]         | 0  | -1  | 1",
        "rh[::10]        | 0  | -   | 10",
        "rh[5::10]       | 5  | -   | 10",
        "rh[ 5 : 9 : 2 ] | 5  | 9   | 2"
      })
  void aSliceInBracketsIsRead(String text, int start, Integer end, int step) {
    assertThat(VariableText.of(text))
        .isEqualTo(new VariableText("rh", new Slice(start, end, step, false)));
  }

  @Test
  void anElementInBracketsIsRead() {
    assertThat(VariableText.of("rh[98]")).isEqualTo(new VariableText("rh", Slice.element(98)));
    assertThat(VariableText.of("/a/b[-1]")).isEqualTo(new VariableText("/a/b", Slice.element(-1)));
    assertThat(VariableText.of("rh[ 0 ]").slice()).isEqualTo(Slice.element(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rh[",
        "rh]",
        "rh[]",
        "[5]",
        "rh[5",
        "rh5]",
        "rh[5]x",
        "rh[5][6]",
        "rh[a]",
        "rh[1,2]",
        "rh[1 2]",
        "rh[1:2:3:4]",
        "rh[::-1]",
        "rh[--1]",
        "rh[1.5]",
        "rh[99999999999]",
        "rh[0:99999999999]",
        "rh[::0]"
      })
  void bracketsThatMakeNoSenseAreRefusedWithTheVariable(String text) {
    assertThatThrownBy(() -> VariableText.of(text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("Variable '%s': ".formatted(text));
  }

  @Test
  void anAsteriskMakesAPattern() {
    assertThat(VariableText.of("h_*").isPattern()).isTrue();
    assertThat(VariableText.of("rx_*/rh[98]").isPattern()).isTrue();
    assertThat(VariableText.of("h_li").isPattern()).isFalse();
  }
}
