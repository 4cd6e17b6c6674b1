package org.groundtrack.exporter.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListValuesTest {
  /** Lists as given: {@code null} for a list or an element that is missing. */
  private static ListValues lists(List<List<Integer>> lists) {
    ListValues all = new ListValues(Values.Kind.INT, 0);
    ListValues none = ListValues.allMissing(Values.Kind.INT, 1);
    for (List<Integer> list : lists) {
      all.append(list == null ? none : one(list), 0, 1);
    }
    return all;
  }

  private static ListValues one(List<Integer> list) {
    Values elements = new Values(Values.Kind.INT, list.size());
    for (int i = 0; i < list.size(); i++) {
      elements.missing()[i] = list.get(i) == null;
      elements.ints()[i] = list.get(i) == null ? 0 : list.get(i);
    }
    return new ListValues(elements, new int[] {list.size()});
  }

  private static List<List<Integer>> read(ListValues values) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      List<Integer> list = new ArrayList<>();
      for (int k = values.start(i); k < values.end(i); k++) {
        boolean missing = values.elements().missing()[k];
        list.add(missing ? null : (Integer) values.elements().ints()[k]);
      }
      assertThat(values.isMissing(i) && !list.isEmpty()).isFalse();
      lists.add(values.isMissing(i) ? null : list);
    }
    return lists;
  }

  private static List<List<Integer>> random(int size, Random random) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Integer> list = new ArrayList<>();
      for (int k = random.nextInt(6) * random.nextInt(3); k > 0; k--) {
        list.add(random.nextInt(4) == 0 ? null : (Integer) random.nextInt(1000));
      }
      lists.add(random.nextInt(5) == 0 ? null : list);
    }
    return lists;
  }

  @Test
  void appendedListsKeepTheirElementsAndWhatIsMissing() {
    ListValues all = new ListValues(Values.Kind.INT, 2);
    assertThat(all.size()).isZero();
    List<List<Integer>> given = new ArrayList<>();
    given.add(Arrays.asList(1, null, 3));
    given.add(null);
    given.add(List.of());
    given.add(List.of(4));
    ListValues from = lists(given);
    all.append(from, 1, 0);
    assertThat(all.size()).isZero();
    all.append(from, 3, 1);
    all.append(from, 0, 4);
    assertThat(read(all)).containsExactly(List.of(4), given.get(0), null, List.of(), List.of(4));
    assertThat(read(from)).isEqualTo(given);
  }

  @Test
  void listsOfAsManyElementsEachAreMadeByTheirEnds() {
    Values elements = new Values(Values.Kind.INT, 6);
    Arrays.setAll(elements.ints(), i -> 10 + i);
    ListValues lists = new ListValues(elements, new int[] {2, 4, 6});
    assertThat(read(lists)).containsExactly(List.of(10, 11), List.of(12, 13), List.of(14, 15));
  }

  @Test
  void randomRunsOfRandomListsAppendInOrder() {
    long seed = System.nanoTime();
    System.out.println("ListValuesTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      ListValues all = new ListValues(Values.Kind.INT, random.nextInt(5));
      List<List<Integer>> expected = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        List<List<Integer>> given = random(1 + random.nextInt(9), random);
        int first = random.nextInt(given.size());
        int count = random.nextInt(given.size() - first + 1);
        all.append(lists(given), first, count);
        expected.addAll(given.subList(first, first + count));
      }
      assertThat(read(all)).as("seed %s round %s", seed, round).isEqualTo(expected);
    }
  }

  @Test
  void spreadListsAreThoseOfTheirPlacesAndMissingWithoutOne() {
    List<List<Integer>> given = new ArrayList<>();
    given.add(List.of(1, 2));
    given.add(null);
    given.add(List.of());
    given.add(Arrays.asList(5, null));
    ListValues spread = lists(given).spread(new int[] {3, 0, 0, -1, 2, 1, 3});
    List<List<Integer>> expected = new ArrayList<>();
    for (int place : new int[] {3, 0, 0, 1, 2, 1, 3}) {
      expected.add(given.get(place));
    }
    assertThat(read(spread)).isEqualTo(expected);
    assertThat(lists(given).spread(new int[0]).size()).isZero();
  }

  @Test
  void spreadValuesAreThoseOfTheirPlacesAndMissingWithoutOne() {
    for (Values.Kind kind : Values.Kind.values()) {
      Values values = new Values(kind, 3);
      values.missing()[1] = true;
      Values spread = values.spread(new int[] {2, -1, 0, 1, 2});
      assertThat(spread.kind()).isEqualTo(kind);
      assertThat(spread.missing()).containsExactly(false, true, false, true, false);
    }
    Values longs = new Values(Values.Kind.LONG, 3);
    Arrays.setAll(longs.longs(), i -> 10L * i);
    assertThat(longs.spread(new int[] {2, -1, 0, 1, 2}).longs()).containsExactly(20, 0, 0, 10, 20);
  }
}
