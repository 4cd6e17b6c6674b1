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

  /**
   * Tasks of granules.
   *
   * @param ids in the order of output
   * @param atOnce granules of a slice
   * @param planner makes the tasks of some of them, in their order
   */
  SlicedTasks(List<String> ids, int atOnce, Function<List<String>, List<Task>> planner) {
    this.ids = ids;
    this.atOnce = atOnce;
    this.planner = planner;
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
        int end = Math.min(ids.size(), done + atOnce);
        ready.addAll(planner.apply(ids.subList(done, end)));
        done = end;
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
