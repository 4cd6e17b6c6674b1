package org.groundtrack.plan;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The tasks of a plan, one per granule, in the order of output: by the granules' ids. A plan of
 * many granules makes them anew in each pass, some granules at a time, from the index that was
 * asked: so it takes no more memory than these, and the index must stay open meanwhile. One pass is
 * for one thread.
 */
public interface Tasks extends Iterable<Task> {
  /**
   * Begins a pass.
   *
   * @throws org.groundtrack.error.SourceChangedException while tasks are read, if the index is not
   *     any more the one that the plan was made of
   * @throws IllegalStateException if tasks are to be read from an index that was closed
   * @throws org.groundtrack.error.GroundtrackException while tasks are read, if the index can't be
   *     read any more, or contradicts itself
   */
  @Override
  Iterator<Task> iterator();

  /** How many there are, or more: some granules may prove to hold no row of the rate. */
  int atMost();

  /** Those that are in memory; all of them, or none. */
  List<Task> held();

  /** A pass as a stream. */
  default Stream<Task> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /** Tasks that are in memory. */
  static Tasks of(List<Task> tasks) {
    List<Task> held = List.copyOf(tasks);
    return new Tasks() {
      @Override
      public Iterator<Task> iterator() {
        return held.iterator();
      }

      @Override
      public int atMost() {
        return held.size();
      }

      @Override
      public List<Task> held() {
        return held;
      }
    };
  }
}
