package org.groundtrack.plan;

/**
 * Sums over the tasks of a plan.
 *
 * @param granules with rows that may be exported
 * @param beams of them
 * @param chunks that are wanted
 * @param requests range reads
 * @param bytes that all requests read
 * @param wantedBytes stored bytes of all chunks that are wanted
 * @param granuleBytes bytes of all granules of the plan
 * @param maxRows rows that may be exported, at most
 * @param seconds that the requests take by their cost model; decoding is not part of it
 */
public record PlanTotals(
    int granules,
    int beams,
    long chunks,
    long requests,
    long bytes,
    long wantedBytes,
    long granuleBytes,
    long maxRows,
    double seconds) {
  /** Those of no task. */
  public static final PlanTotals NONE = new PlanTotals(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sums with another task. */
  public PlanTotals with(Task task) {
    return new PlanTotals(
        granules + 1,
        beams + task.beams().size(),
        chunks + task.chunks(),
        requests + task.allRequests().size(),
        bytes + task.bytes(),
        wantedBytes + task.wantedBytes(),
        granuleBytes + task.granule().identity().size(),
        maxRows + task.maxRows(),
        seconds + task.seconds());
  }

  /** The sums over some tasks. */
  public static PlanTotals of(Iterable<Task> tasks) {
    PlanTotals totals = NONE;
    for (Task task : tasks) {
      totals = totals.with(task);
    }
    return totals;
  }
}
