package org.groundtrack.exporter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.CopyTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.JoinTask;
import org.groundtrack.plan.Task;

/**
 * SHA-256 of what is asked for and what a plan reads: product, area, filters and columns; for each
 * granule, in order, its id and size, and for each beam the runs of rows that are tested and the
 * stored bytes that are decoded. It does not depend on where the granules lie, nor on how their
 * chunks are joined to requests. For one thread.
 */
final class PlanDigest {
  private final MessageDigest digest;

  /** Of a plan of which no task was added yet. */
  PlanDigest(ExportPlan plan) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
    add("product %s rate %s".formatted(plan.layout().product(), plan.rate().name()));
    add("area " + plan.aoi().geometry().toText());
    new TreeMap<>(plan.filters().words()).forEach((name, value) -> add(name + " " + value));
    plan.columns().forEach(column -> add("column %s %s".formatted(column.name(), column.path())));
  }

  void add(Task task) {
    add(task.granule());
    for (BeamTask beam : task.beams()) {
      add("beam " + beam.beam().name());
      beam.runs().forEach(run -> add("rows " + run.first() + " " + run.end()));
      add(beam.chunkRanges());
      for (JoinTask join : beam.joins()) {
        add(join.partner());
        add(beam.chunkRanges(join));
      }
      for (CopyTask copy : beam.copies()) {
        add("before " + copy.sameRows());
        add(copy.granule());
        copy.runs().forEach(run -> add("rows " + run.first() + " " + run.end()));
      }
    }
  }

  private void add(Granule granule) {
    add("granule %s %s".formatted(granule.id(), granule.identity().size()));
  }

  private void add(List<ByteRange> ranges) {
    ranges.stream()
        .sorted(Comparator.comparingLong(ByteRange::offset).thenComparing(ByteRange::length))
        .forEach(range -> add("bytes " + range.offset() + " " + range.length()));
  }

  private void add(String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of all that was added. */
  String text() {
    try {
      MessageDigest copy = (MessageDigest) digest.clone();
      return "sha256:" + HexFormat.of().formatHex(copy.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Every Java can copy a digest", e);
    }
  }
}
