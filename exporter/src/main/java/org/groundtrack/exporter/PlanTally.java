package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.PlanTotals;
import org.groundtrack.plan.Task;

/** What is to be said of a plan's tasks when all were run. For one thread at a time. */
final class PlanTally {
  private final List<OutputColumn> columns;
  private final int[] lacking;
  private final SortedSet<String> versions = new TreeSet<>();
  private final SortedSet<String> citations = new TreeSet<>();
  private final SortedSet<String> licenses = new TreeSet<>();
  private final PlanDigest digest;
  private final List<ExportReport.Failed> failed = new ArrayList<>();
  private GroundtrackException lastFailure;
  private PlanTotals totals = PlanTotals.NONE;
  private InvalidPositions invalid = InvalidPositions.NONE;

  PlanTally(ExportPlan plan) {
    this.columns = plan.columnsRead();
    this.digest = new PlanDigest(plan);
    this.lacking = new int[columns.size()];
  }

  /** Takes a task as it was planned into the digest. */
  void planned(Task task) {
    digest.add(task);
  }

  /** Leaves out a granule of which something could not be read. */
  void failed(Granule granule, GroundtrackException failure) {
    failed.add(new ExportReport.Failed(granule.id(), failure.code(), failure.getMessage()));
    lastFailure = failure;
  }

  /** Granules that were left out, in their order. */
  List<ExportReport.Failed> failed() {
    return Collections.unmodifiableList(failed);
  }

  /**
   * An export of nothing but granules that were left out fails as the last of them did.
   *
   * @throws GroundtrackException if there is no other one
   */
  void checkAny() {
    if (lastFailure != null && totals.granules() == 0) {
      throw lastFailure;
    }
  }

  /** Adds a task as it was planned, all of whose points were taken. */
  void add(Task task) {
    totals = totals.with(task);
    for (int i = 0; i < lacking.length; i++) {
      int column = i;
      if (task.beams().stream().anyMatch(beam -> beam.variables().get(column) == null)) {
        lacking[i]++;
      }
    }
    Granule granule = task.granule();
    invalid = invalid.plus(granule.invalidPositions());
    versions.add(granule.version());
    if (granule.citation() != null) {
      citations.add(granule.citation());
    }
    if (granule.license() != null) {
      licenses.add(granule.license());
    }
  }

  PlanTotals totals() {
    return totals;
  }

  /** Rows of the granules whose position is not valid. */
  InvalidPositions invalid() {
    return invalid;
  }

  /** What tells plans of other rows or bytes apart: see {@link PlanDigest}. */
  String digest() {
    return digest.text();
  }

  /** Versions of the granules. */
  Set<String> versions() {
    return Collections.unmodifiableSet(versions);
  }

  /** How the granules ask to be cited. */
  Set<String> citations() {
    return Collections.unmodifiableSet(citations);
  }

  /** What use the granules allow. */
  Set<String> licenses() {
    return Collections.unmodifiableSet(licenses);
  }

  /** Variables that some granules lack, those of conditions too, each with how many. */
  List<String> absent() {
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < lacking.length; i++) {
      if (lacking[i] > 0) {
        OutputColumn column = columns.get(i);
        absent.add(
            column.source() == OutputColumn.Source.JOINED
                ? "%s: the index holds no granule of %s with it for the track of %s of %s granules"
                    .formatted(column.name(), column.product(), lacking[i], totals.granules())
                : "%s: %s of %s granules lack it"
                    .formatted(column.name(), lacking[i], totals.granules()));
      }
    }
    return absent;
  }
}
