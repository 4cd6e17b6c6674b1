package org.groundtrack.query;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.Tasks;

/** Tasks of more granules than are to be held in memory: made slice by slice, in each pass anew. */
final class SlicedTasks implements Tasks {
  private final List<String> ids;
  private final int atOnce;
  private final Function<List<String>, List<Task>> planner;
  private final Runnable check;

  /**
   * Tasks of granules.
   *
   * @param ids in the order of output
   * @param atOnce granules of a slice
   * @param planner makes the tasks of some of them, in their order
   * @param check fails if the index is not any more what the plan was made of; it is done when a
   *     pass begins, and when all its tasks were made
   */
  SlicedTasks(
      List<String> ids, int atOnce, Function<List<String>, List<Task>> planner, Runnable check) {
    this.ids = ids;
    this.atOnce = atOnce;
    this.planner = planner;
    this.check = check;
  }

  @Override
  public int atMost() {
    return ids.size();
  }

  @Override
  public List<Task> held() {
    return List.of();
  }

  @Override
  public Iterator<Task> iterator() {
    return new Pass();
  }

  private final class Pass implements Iterator<Task> {
    private final Deque<Task> ready = new ArrayDeque<>();
    private int done;

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && done < ids.size()) {
        if (done == 0) {
          check.run();
        }
        int end = Math.min(ids.size(), done + atOnce);
        ready.addAll(planner.apply(ids.subList(done, end)));
        done = end;
        if (done == ids.size()) {
          check.run();
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Task next() {
      if (!hasNext()) {
        throw new NoSuchElementException("All tasks were given");
      }
      return ready.remove();
    }
  }
}
