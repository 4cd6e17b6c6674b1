package org.groundtrack.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.PlanTotals;
import org.groundtrack.plan.Read;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.query.FeatureRows;
import org.groundtrack.rows.Slice;
import org.groundtrack.source.Location;

/**
 * A plan, for people and for machines.
 *
 * @param features rows by feature, or none if features are not told apart
 */
record PlanText(ExportPlan plan, List<FeatureRows> features) {
  private static final int TASKS_SHOWN = 20;

  /** Prints it, however large the plan is. */
  void print(boolean json, PrintWriter out) {
    if (json) {
      Json.write(members(), out);
    } else {
      out.print(text());
    }
  }

  private String text() {
    Sums sums = new Sums(plan);
    PlanTotals totals = sums.totals;
    boolean beams = plan.layout().beams().exist();
    Lines lines =
        new Lines()
            .title("Plan for %s, rate %s".formatted(plan.layout().product(), plan.rate().name()))
            .add("area", plan.aoi().name());
    plan.filters().words().forEach(lines::add);
    lines.add(
        "granules", Text.count(totals.granules()) + " of " + Text.count(plan.granulesInIndex()));
    ChoiceText.lines(plan.choice()).forEach(line -> lines.add("", line));
    if (beams) {
      lines.add("beams", Text.count(totals.beams()));
    }
    lines
        .add("chunks", Text.count(totals.chunks()))
        .add("requests", Text.count(totals.requests()))
        .add(
            "bytes",
            "%s to read, %s of these granules' %s; %s of them wanted"
                .formatted(
                    Text.bytes(totals.bytes()),
                    Text.percent(totals.bytes(), totals.granuleBytes()),
                    Text.bytes(totals.granuleBytes()),
                    Text.bytes(totals.wantedBytes())))
        .add(
            "time",
            "about %s to fetch, if requests take and lines give what is assumed"
                .formatted(Text.duration(Duration.ofNanos((long) (totals.seconds() * 1e9)))))
        .add(
            "rows",
            "at most %s%s"
                .formatted(
                    Text.count(totals.maxRows()),
                    features.isEmpty() ? "" : ", each once for every feature that holds it"));
    if (totals.granules() > 0) {
      lines.gap().table(sums.table()).gap();
    }
    for (Task task : sums.first) {
      lines.add(
          "",
          "%s: %s%s, %s, %s, at most %s"
              .formatted(
                  task.granule().id(),
                  beams ? String.join(" ", beams(task)) + ", " : "",
                  Text.count(task.chunks(), "chunk"),
                  Text.count(task.allRequests().size(), "request"),
                  Text.bytes(task.bytes()),
                  Text.count(task.maxRows(), "row")));
    }
    if (totals.granules() > TASKS_SHOWN) {
      lines.add("", "and %s more; --json lists all".formatted(totals.granules() - TASKS_SHOWN));
    }
    if (!features.isEmpty()) {
      FeatureText.add(
          lines, FeatureText.most(features, FeatureText.SHOWN), "rows at most", features.size());
    }
    return lines.toString();
  }

  private Map<String, Object> members() {
    Sums sums = new Sums(plan);
    PlanTotals totals = sums.totals;
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("product", plan.layout().product());
    members.put("rate", plan.rate().name());
    members.put("area", plan.aoi().name());
    TimeRange time = plan.filters().time();
    members.put("start", time.start() == null ? null : time.start().toString());
    members.put("end", time.end() == null ? null : time.end().toString());
    members.put("filters", plan.filters().words());
    members.put("granulesInIndex", plan.granulesInIndex());
    members.put("granules", totals.granules());
    ChoiceText.addMembers(plan.choice(), members);
    members.put("beams", plan.layout().beams().exist() ? totals.beams() : null);
    members.put("chunks", totals.chunks());
    members.put("requests", totals.requests());
    members.put("bytes", totals.bytes());
    members.put("wantedBytes", totals.wantedBytes());
    members.put("granuleBytes", totals.granuleBytes());
    members.put("estimatedSeconds", totals.seconds());
    members.put("maxRows", totals.maxRows());
    if (!features.isEmpty()) {
      members.put("features", features.size());
      members.put(
          "rowsByFeature",
          FeatureText.members(FeatureText.most(features, FeatureText.LISTED), "maxRows"));
    }
    members.put(
        "readsByVariable", sums.variables.values().stream().map(VariableSum::members).toList());
    members.put("variables", plan.columns().stream().map(PlanText::variable).toList());
    // Made as they are written.
    members.put("tasks", plan.tasks().stream().map(task -> members(plan, task)).iterator());
    return members;
  }

  private static Map<String, Object> members(ExportPlan plan, Task task) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("granule", task.granule().id());
    member.put("location", Location.of(task.granule().uri()).toString());
    member.put("beams", plan.layout().beams().exist() ? beams(task) : List.of());
    member.put("chunks", task.chunks());
    member.put("wantedBytes", task.wantedBytes());
    member.put("bytes", task.bytes());
    member.put("maxRows", task.maxRows());
    member.put("requests", task.requests());
    member.put("latencySeconds", task.policy().latencySeconds());
    member.put("bytesPerSecond", task.policy().bytesPerSecond());
    member.put("parallelRequests", task.policy().parallelRequests());
    List<Map<String, Object>> reads = new ArrayList<>();
    Read.each(task, read -> reads.add(members(read)));
    member.put("reads", reads);
    return member;
  }

  private static Map<String, Object> members(Read read) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("beam", read.beam());
    member.put("variable", read.variable());
    member.put("granule", read.source().id());
    member.put("rows", read.rows());
    member.put("chunks", read.chunks());
    member.put("requests", read.requests());
    member.put("bytes", read.bytes());
    member.put("seconds", read.seconds());
    return member;
  }

  /** What one pass over a plan finds. */
  private static final class Sums {
    private final Map<String, VariableSum> variables = new LinkedHashMap<>();
    private final List<Task> first = new ArrayList<>();
    private PlanTotals totals = PlanTotals.NONE;

    Sums(ExportPlan plan) {
      for (Task task : plan.tasks()) {
        totals = totals.with(task);
        if (first.size() < TASKS_SHOWN) {
          first.add(task);
        }
        Read.each(task, read -> add(plan, read));
      }
    }

    private void add(ExportPlan plan, Read read) {
      String product = read.source().product();
      variables
          .computeIfAbsent(
              product + "/" + read.variable(),
              key ->
                  new VariableSum(
                      product.equals(plan.layout().product())
                          ? read.variable()
                          : product + "/" + read.variable()))
          .add(read);
    }

    Table table() {
      Table table = new Table("<>>>>>");
      table.row("variable", "rows", "chunks", "requests", "bytes", "time");
      for (VariableSum sum : variables.values()) {
        table.row(
            sum.variable,
            Text.count(sum.rows),
            Text.count(sum.chunks),
            Text.count(sum.requests),
            Text.bytes(sum.bytes),
            Text.duration(Duration.ofNanos((long) (sum.seconds * 1e9))));
      }
      return table;
    }
  }

  private static Map<String, Object> variable(OutputColumn column) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("name", column.name());
    member.put("path", column.path());
    member.put(
        "elements",
        column.list() || !column.slice().equals(Slice.element(0)) ? column.slice().toString() : "");
    member.put("list", column.list());
    member.put("type", column.type());
    member.put("units", column.units());
    member.put("description", column.description());
    return member;
  }

  private static List<String> beams(Task task) {
    return task.beams().stream().map(b -> b.beam().name()).toList();
  }
}
