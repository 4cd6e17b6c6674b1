package org.groundtrack.exporter.points;

import java.util.Arrays;

/** A column of lists: their elements one after the other. Not safe for use by several threads. */
public final class ListValues implements ColumnValues {
  private Values elements;
  private int[] ends;
  private boolean[] missing;
  private int size;

  /** No lists, with room for some. */
  public ListValues(Values.Kind kind, int capacity) {
    this.elements = new Values(kind, capacity);
    this.ends = new int[capacity];
    this.missing = new boolean[capacity];
  }

  /**
   * Lists of given elements.
   *
   * @param elements of all lists; kept
   * @param ends for each list, the element after its last; kept
   */
  public ListValues(Values elements, int[] ends) {
    this.elements = elements;
    this.ends = ends;
    this.missing = new boolean[ends.length];
    this.size = ends.length;
  }

  /**
   * Lists of given elements, some of which may be missing.
   *
   * @param elements of all lists; kept
   * @param ends for each list, the element after its last; kept
   * @param missing which lists are missing; kept
   */
  public ListValues(Values elements, int[] ends, boolean[] missing) {
    this.elements = elements;
    this.ends = ends;
    this.missing = missing;
    this.size = ends.length;
  }

  /** Lists none of which is there. */
  public static ListValues allMissing(Values.Kind kind, int size) {
    ListValues lists = new ListValues(new Values(kind, 0), new int[size]);
    Arrays.fill(lists.missing, true);
    return lists;
  }

  @Override
  public int size() {
    return size;
  }

  /** The elements of all lists, and perhaps more. */
  public Values elements() {
    return elements;
  }

  /** Whether a list is missing. */
  public boolean isMissing(int list) {
    return missing[list];
  }

  /** Which lists are missing, and perhaps more. */
  public boolean[] missing() {
    return missing;
  }

  /** For each list the element after its last, and perhaps more. */
  public int[] ends() {
    return ends;
  }

  /** The first element of a list. */
  public int start(int list) {
    return list == 0 ? 0 : ends[list - 1];
  }

  /** The element after the last of a list. */
  public int end(int list) {
    return ends[list];
  }

  /** Adds lists of another column of the same kind. */
  public void append(ListValues from, int first, int count) {
    if (count == 0) {
      return;
    }
    if (size + count > ends.length) {
      int capacity = Math.max(size + count, ends.length * 2);
      ends = Arrays.copyOf(ends, capacity);
      missing = Arrays.copyOf(missing, capacity);
    }
    int held = size == 0 ? 0 : ends[size - 1];
    int start = from.start(first);
    int added = from.end(first + count - 1) - start;
    int total = Math.addExact(held, added);
    if (total > elements.size()) {
      Values wider = new Values(elements.kind(), Math.max(total, elements.size() * 2));
      wider.copy(0, elements, 0, held);
      elements = wider;
    }
    elements.copy(held, from.elements, start, added);
    for (int i = 0; i < count; i++) {
      ends[size + i] = held + from.end(first + i) - start;
      missing[size + i] = from.missing[first + i];
    }
    size += count;
  }

  @Override
  public ListValues spread(int[] places) {
    int[] spread = new int[places.length];
    boolean[] none = new boolean[places.length];
    int total = 0;
    for (int i = 0; i < places.length; i++) {
      none[i] = places[i] < 0 || missing[places[i]];
      total = places[i] < 0 ? total : Math.addExact(total, end(places[i]) - start(places[i]));
      spread[i] = total;
    }
    int[] taken = new int[total];
    int at = 0;
    for (int place : places) {
      for (int e = place < 0 ? 0 : start(place), end = place < 0 ? 0 : end(place); e < end; e++) {
        taken[at++] = e;
      }
    }
    return new ListValues(elements.spread(taken), spread, none);
  }
}
