package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.indexer.Inspection;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.rows.RowView;

/** What is in a granule, for people and for machines. */
final class InspectText {
  private static final int UNITS_LENGTH = 24;
  private static final int DESCRIPTION_LENGTH = 60;

  private InspectText() {}

  static String of(Inspection inspection) {
    ProductLayout layout = inspection.layout();
    Inspection.Facts facts = inspection.facts();
    Lines lines = new Lines().title(inspection.id());
    if (layout == null) {
      lines.add("product", "unknown");
    } else {
      lines.add(
          "product",
          "%s %s%s"
              .formatted(
                  layout.product(),
                  facts.version(),
                  layout.title() == null ? "" : ": " + layout.title()));
      if (!track(facts).isEmpty()) {
        lines.add("track", String.join(", ", track(facts)));
      }
    }
    lines
        .add("size", Text.bytes(inspection.identity().size()))
        .add(
            "metadata",
            "from %s: %s in %s"
                .formatted(
                    inspection.manifest().origin(),
                    Text.bytes(inspection.manifest().bytes()),
                    Text.count(inspection.manifest().requests(), "request")));
    if (inspection.manifest().unusableSidecar() != null) {
      lines.add("sidecar", "not used: " + inspection.manifest().unusableSidecar());
    }
    inspection.problems().forEach(problem -> lines.add("problem", problem));
    inspection.notes().forEach(note -> lines.add("note", note));
    if (!inspection.beams().isEmpty()) {
      lines.table(beams(inspection));
    }
    inspection.rates().forEach(rate -> addRate(lines, inspection, rate));
    if (!inspection.others().isEmpty()) {
      addOthers(lines, inspection);
    }
    if (!inspection.notRead().isEmpty()) {
      lines.gap().title("Empty groups, and datasets of types that are not read");
      inspection.notRead().forEach(path -> lines.title("  " + path));
    }
    return lines.toString();
  }

  private static List<String> track(Inspection.Facts facts) {
    List<String> track = new ArrayList<>();
    if (facts.rgt() != null) {
      track.add("RGT " + facts.rgt());
    }
    if (facts.cycle() != null) {
      track.add("cycle " + facts.cycle());
    }
    if (facts.region() != null) {
      track.add("region " + facts.region());
    }
    if (facts.orbit() != null) {
      track.add("orbit " + facts.orbit());
    }
    if (facts.orientation() != null) {
      track.add("orientation " + facts.orientation());
    }
    return track;
  }

  private static Table beams(Inspection inspection) {
    Table table = new Table("<<<<");
    for (Beam beam : inspection.beams()) {
      String rows =
          beam.rowsByRate().entrySet().stream()
              .map(rate -> Text.count(rate.getValue()) + " " + rate.getKey())
              .collect(Collectors.joining(", "));
      table.row(
          beam.name().isEmpty() ? "rows" : beam.name(),
          beam.strength() == null ? "" : beam.strength(),
          beam.spot() == null ? "" : "spot " + beam.spot(),
          rows.isEmpty() ? "no rate" : rows);
    }
    return table;
  }

  private static void addRate(Lines lines, Inspection inspection, Inspection.FoundRate found) {
    Rate rate = found.rate();
    lines
        .gap()
        .title(
            "Rate %s%s"
                .formatted(
                    ProductsText.marked(inspection.layout(), rate),
                    rate.title() == null ? "" : ": " + rate.title()));
    Set<String> defaults = defaults(rate);
    long beams =
        inspection.beams().stream()
            .filter(beam -> beam.rowsByRate().containsKey(rate.name()))
            .count();
    Table table = new Table("<<<<>><<");
    table.row("", "variable", "type", "chunk", "chunks", "stored", "units", "description");
    List<Inspection.Variable> variables = new ArrayList<>(found.variables());
    variables.sort(Comparator.comparing(variable -> !defaults.contains(variable.path())));
    for (Inspection.Variable variable : variables) {
      Dataset first = variable.first();
      table.row(
          defaults.contains(variable.path()) ? "*" : "",
          variable.path(),
          type(first, elements(rate, variable)),
          storage(first),
          Text.count(variable.chunks()),
          Text.bytes(variable.storedBytes()),
          units(first),
          description(first, beams, variable));
    }
    lines.table(table);
    if (!defaults.isEmpty()) {
      lines.title("  * is exported by default");
    }
  }

  private static String description(Dataset first, long beams, Inspection.Variable variable) {
    String text = first.attributes().description();
    String shown = text == null ? "" : Text.line(text, DESCRIPTION_LENGTH);
    return variable.byBeam().size() == beams
        ? shown
        : "(%s only) %s".formatted(String.join(" ", variable.byBeam().keySet()), shown);
  }

  private static void addOthers(Lines lines, Inspection inspection) {
    Map<String, Table> tables = new LinkedHashMap<>();
    for (Dataset dataset : inspection.others()) {
      int slash = dataset.path().lastIndexOf('/');
      Table table =
          tables.computeIfAbsent(
              slash < 0 ? "" : dataset.path().substring(0, slash),
              group ->
                  new Table("<<<>><<")
                      .row("dataset", "type", "chunk", "chunks", "stored", "units", "description"));
      String text = dataset.attributes().description();
      table.row(
          dataset.name(),
          typeLabel(dataset) + (dataset.rank() == 0 ? "" : shape(dataset)),
          storage(dataset),
          Text.count(dataset.chunks().count()),
          Text.bytes(Inspection.storedBytes(dataset)),
          units(dataset),
          text == null ? "" : Text.line(text, DESCRIPTION_LENGTH));
    }
    tables.forEach((group, table) -> lines.gap().title("/" + group).table(table));
  }

  /** Variables and positions that an export has unless it is told otherwise. */
  private static Set<String> defaults(Rate rate) {
    Set<String> defaults = new HashSet<>(rate.positionPaths());
    for (List<String> paths : List.of(rate.variables(), rate.trailingVariables())) {
      paths.forEach(path -> defaults.addAll(rate.placesOf(path)));
    }
    return defaults;
  }

  /** Elements of a row; 0 where a variable has no rows of its own. */
  private static int elements(Rate rate, Inspection.Variable variable) {
    Dataset dataset = variable.first();
    boolean transposed = rate.transposed().contains(variable.path()) && dataset.rank() == 2;
    return rate.isGrid() ? 1 : new RowView(dataset, transposed).rowElements();
  }

  private static String type(Dataset dataset, int elements) {
    return elements == 1 ? typeLabel(dataset) : typeLabel(dataset) + "[" + elements + "]";
  }

  private static String typeLabel(Dataset dataset) {
    return switch (dataset.type()) {
      case STRING -> "string(%s)".formatted(dataset.elementBytes());
      case VLEN_STRING -> "string";
      default -> dataset.type().label();
    };
  }

  private static String shape(Dataset dataset) {
    return dataset.shape().stream().map(Text::count).collect(Collectors.joining(" × ", " ", ""));
  }

  /** {@code 10,000 × 5 shuffle deflate}, {@code contiguous}. */
  private static String storage(Dataset dataset) {
    if (dataset.layout() != StorageLayout.CHUNKED) {
      return dataset.layout().name().toLowerCase(Locale.ROOT);
    }
    String chunk =
        dataset.chunkShape().stream()
            .map(length -> Text.count(length))
            .collect(Collectors.joining(" × "));
    return dataset.filters().stream()
        .map(FilterStep::name)
        .collect(Collectors.joining(" ", chunk + " ", ""))
        .strip();
  }

  private static String units(Dataset dataset) {
    String units = dataset.attributes().units();
    return units == null ? "" : Text.line(units, UNITS_LENGTH);
  }

  static Map<String, Object> members(Inspection inspection) {
    ProductLayout layout = inspection.layout();
    Inspection.Facts facts = inspection.facts();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("granule", inspection.id());
    members.put("location", inspection.location());
    members.put("bytes", inspection.identity().size());
    members.put("product", layout == null ? null : layout.product());
    members.put("title", layout == null ? null : layout.title());
    members.put("version", facts == null ? null : facts.version());
    members.put("rgt", facts == null ? null : facts.rgt());
    members.put("cycle", facts == null ? null : facts.cycle());
    members.put("region", facts == null ? null : facts.region());
    members.put("orbit", facts == null ? null : facts.orbit());
    members.put("orientation", facts == null ? null : facts.orientation());
    members.put("citation", facts == null ? null : facts.citation());
    members.put("license", facts == null ? null : facts.license());
    members.put("manifest", inspection.manifest());
    members.put("problems", inspection.problems());
    members.put("notes", inspection.notes());
    members.put("beams", inspection.beams());
    members.put("rates", inspection.rates().stream().map(rate -> rate(inspection, rate)).toList());
    members.put("otherDatasets", inspection.others().stream().map(InspectText::dataset).toList());
    members.put("notRead", inspection.notRead());
    return members;
  }

  private static Map<String, Object> rate(Inspection inspection, Inspection.FoundRate found) {
    Rate rate = found.rate();
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("name", rate.name());
    member.put("title", rate.title());
    member.put("default", rate.equals(inspection.layout().defaultRate()));
    member.put("indexed", rate.indexed());
    Set<String> defaults = defaults(rate);
    List<Map<String, Object>> variables = new ArrayList<>();
    for (Inspection.Variable variable : found.variables()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("path", variable.path());
      one.put("default", defaults.contains(variable.path()));
      one.put("elements", elements(rate, variable));
      putValues(one, variable.first());
      one.put("chunks", variable.chunks());
      one.put("storedBytes", variable.storedBytes());
      Map<String, List<Long>> shapes = new LinkedHashMap<>();
      variable.byBeam().forEach((beam, dataset) -> shapes.put(beam, dataset.shape()));
      one.put("shapes", shapes);
      variables.add(one);
    }
    member.put("variables", variables);
    return member;
  }

  private static Map<String, Object> dataset(Dataset dataset) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("path", dataset.path());
    member.put("shape", dataset.shape());
    putValues(member, dataset);
    member.put("chunks", dataset.chunks().count());
    member.put("storedBytes", Inspection.storedBytes(dataset));
    return member;
  }

  private static void putIfKnown(Map<String, Object> member, String name, String value) {
    if (value != null) {
      member.put(name, value);
    }
  }

  private static void putValues(Map<String, Object> member, Dataset dataset) {
    ValueAttributes attributes = dataset.attributes();
    member.put("type", dataset.type().label());
    member.put("elementBytes", dataset.elementBytes());
    member.put("layout", dataset.layout().name().toLowerCase(Locale.ROOT));
    member.put("chunkShape", dataset.chunkShape());
    member.put("filters", dataset.filters().stream().map(FilterStep::label).toList());
    member.put("fillValue", attributes.fillValue());
    member.put("scale", attributes.scale());
    member.put("offset", attributes.offset());
    member.put("units", attributes.units());
    member.put("description", attributes.description());
    putIfKnown(member, "validMin", attributes.validMin());
    putIfKnown(member, "validMax", attributes.validMax());
    putIfKnown(member, "calendar", attributes.calendar());
  }
}
