package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTest {
  private static List<Integer> numbers(Slice slice, int length) {
    Slice.Elements elements = slice.of(length);
    List<Integer> numbers = new ArrayList<>();
    for (int k = 0; k < elements.count(); k++) {
      numbers.add(elements.first() + k * elements.step());
    }
    if (!numbers.isEmpty()) {
      assertThat(elements.end()).isEqualTo(numbers.get(numbers.size() - 1) + 1);
    }
    return numbers;
  }

  @Test
  void anElementCountsFromTheStartOrFromTheEnd() {
    assertThat(numbers(Slice.element(0), 101)).containsExactly(0);
    assertThat(numbers(Slice.element(98), 101)).containsExactly(98);
    assertThat(numbers(Slice.element(-1), 101)).containsExactly(100);
    assertThat(numbers(Slice.element(-101), 101)).containsExactly(0);
    assertThat(Slice.element(0).of(1)).isEqualTo(Slice.Elements.ONE);
  }

  @Test
  void anElementThatRowsLackIsRefusedWithThoseTheyHave() {
    for (int element : new int[] {101, 102, -102, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> Slice.element(element).of(101))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "has no element [%s]: it has 101 in each row, [0] to [100]".formatted(element));
    }
  }

  @Test
  void slicesHoldTheElementsThatTheyHoldInPython() {
    // By Python 3: list(range(length))[start:end:step].
    assertThat(numbers(Slice.ALL, 5)).containsExactly(0, 1, 2, 3, 4);
    assertThat(numbers(new Slice(1, 3, 1, false), 5)).containsExactly(1, 2);
    assertThat(numbers(new Slice(50, 100, 10, false), 101)).containsExactly(50, 60, 70, 80, 90);
    assertThat(numbers(new Slice(0, null, 2, false), 5)).containsExactly(0, 2, 4);
    assertThat(numbers(new Slice(-2, null, 1, false), 5)).containsExactly(3, 4);
    assertThat(numbers(new Slice(0, -2, 1, false), 5)).containsExactly(0, 1, 2);
    assertThat(numbers(new Slice(-4, -1, 2, false), 5)).containsExactly(1, 3);
    assertThat(numbers(new Slice(-9, 2, 1, false), 5)).containsExactly(0, 1);
    assertThat(numbers(new Slice(3, 99, 1, false), 5)).containsExactly(3, 4);
    assertThat(numbers(new Slice(3, 3, 1, false), 5)).isEmpty();
    assertThat(numbers(new Slice(4, 2, 1, false), 5)).isEmpty();
    assertThat(numbers(new Slice(7, null, 1, false), 5)).isEmpty();
    assertThat(numbers(new Slice(0, -9, 1, false), 5)).isEmpty();
    assertThat(numbers(Slice.ALL, 0)).isEmpty();
    assertThat(numbers(new Slice(0, null, Integer.MAX_VALUE, false), 5)).containsExactly(0);
  }

  @Test
  void aStepBelowOneIsRefused() {
    for (int step : new int[] {0, -1}) {
      assertThatThrownBy(() -> new Slice(0, null, step, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found " + step);
    }
  }

  @Test
  void slicesPrintAsUsersWriteThem() {
    assertThat(Slice.ALL).hasToString("");
    assertThat(Slice.element(98)).hasToString("[98]");
    assertThat(Slice.element(-1)).hasToString("[-1]");
    assertThat(new Slice(50, 100, 10, false)).hasToString("[50:100:10]");
    assertThat(new Slice(0, 3, 1, false)).hasToString("[:3]");
    assertThat(new Slice(3, null, 1, false)).hasToString("[3:]");
    assertThat(new Slice(0, null, 2, false)).hasToString("[::2]");
    assertThat(new Slice(-3, -1, 1, false)).hasToString("[-3:-1]");
  }
}
