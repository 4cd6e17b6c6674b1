package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundtrack.granule.ElementType;
import org.groundtrack.plan.OutputColumn.Source;
import org.groundtrack.query.Variable;
import org.groundtrack.query.VariableList;

/** The variables that exports can have, for people and for machines. */
final class VariablesText {
  private static final int UNITS_LENGTH = 24;

  /** Letters that say anything of a variable; where there is less room, the column is left out. */
  private static final int LEAST_DESCRIPTION = 12;

  /** Descriptions come from granules, which are not trusted to be short. */
  private static final int MOST_DESCRIPTION = 2000;

  /** Columns of a table before the description, and what stands before each. */
  private static final int COLUMNS = 4;

  private static final int INDENT = 2;

  private VariablesText() {}

  /**
   * Tables of variables.
   *
   * @param width letters in a line
   */
  static String of(List<VariableList> lists, int width) {
    Lines lines = new Lines();
    boolean first = true;
    for (VariableList list : lists) {
      if (!first) {
        lines.gap();
      }
      first = false;
      add(lines, list, width);
    }
    return lines.toString();
  }

  private static void add(Lines lines, VariableList list, int width) {
    lines.title(
        "%s, rate %s%s"
            .formatted(
                list.layout().product(),
                ProductsText.marked(list.layout(), list.rate()),
                list.rate().title() == null ? "" : ": " + list.rate().title()));
    lines.add("looked at", looked(list));
    Map<String, List<Variable>> groups = new LinkedHashMap<>();
    for (Variable variable : list.variables()) {
      groups.computeIfAbsent(heading(variable), of -> new ArrayList<>()).add(variable);
    }
    groups.forEach(
        (heading, variables) -> {
          if (!heading.isEmpty()) {
            lines.title("  " + heading);
          }
          lines.table(table(variables, list.looked().size(), width));
        });
    if (!list.aliases().isEmpty()) {
      lines.title("  Aliases:");
      Table aliases = new Table("<<<");
      list.aliases().forEach((alias, meant) -> aliases.row(" ", alias, "= " + meant));
      lines.table(aliases);
    }
    if (list.variables().stream().anyMatch(Variable::isDefault)) {
      lines.title("  * is exported by default");
    }
  }

  /** {@code 8 of 120 granules of version 006}. */
  private static String looked(VariableList list) {
    return list.looked().entrySet().stream()
        .map(
            entry -> {
              VariableList.Looked looked = entry.getValue();
              String version = " of version " + entry.getKey();
              if (looked.held() == null) {
                return Text.count(looked.granules(), "granule") + version + ", of many";
              }
              return looked.isSample()
                  ? "%s of %s"
                          .formatted(
                              Text.count(looked.granules()), Text.count(looked.held(), "granule"))
                      + version
                  : Text.count(looked.granules(), "granule") + version;
            })
        .collect(Collectors.joining("; "));
  }

  private static String heading(Variable variable) {
    return switch (variable.origin().source()) {
      case ROWS -> "";
      case FLAT -> "Lists of various lengths:";
      case PARENT -> "Of the row of %s that leads to each:".formatted(variable.origin().of());
      case JOINED -> "Of the granule of %s of the same track:".formatted(variable.origin().of());
    };
  }

  private static Table table(List<Variable> variables, int versions, int width) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "variable", "type", "units", "description"});
    for (Variable variable : variables) {
      String units = variable.values().units();
      rows.add(
          new String[] {
            variable.isDefault() ? "*" : "",
            variable.name(),
            type(variable),
            units == null ? "" : Text.line(units, UNITS_LENGTH),
            description(variable, versions)
          });
    }
    // Where a terminal is too narrow, first descriptions go, then units: never names.
    int used = 0;
    for (int i = 0; i < COLUMNS; i++) {
      int widest = 0;
      for (String[] row : rows) {
        widest = Math.max(widest, row[i].length());
      }
      used += widest == 0 ? 0 : INDENT + widest;
    }
    int left = width - used - INDENT;
    boolean described = left >= LEAST_DESCRIPTION;
    boolean measured = used <= width;
    Table table = new Table("<<<<<");
    for (String[] row : rows) {
      table.row(
          row[0],
          row[1],
          row[2],
          measured ? row[3] : "",
          described ? Text.line(row[4], Math.min(left, MOST_DESCRIPTION)) : "");
    }
    return table;
  }

  private static String description(Variable variable, int versions) {
    List<String> parts = new ArrayList<>();
    List<String> elements =
        variable.exported().stream().filter(name -> name.endsWith("]")).toList();
    if (!elements.isEmpty()) {
      parts.add("(default: %s)".formatted(String.join(", ", elements)));
    }
    if (variable.versions().size() < versions) {
      parts.add("(%s only)".formatted(String.join(", ", variable.versions())));
    }
    if (variable.values().description() != null) {
      parts.add(variable.values().description());
    }
    return String.join(" ", parts);
  }

  /** {@code float32}, {@code float32[101]}; {@code float32[n]} for lists of various lengths. */
  private static String type(Variable variable) {
    String types =
        variable.values().types().stream()
            .map(ElementType::label)
            .collect(Collectors.joining(" or "));
    if (variable.origin().source() == Source.FLAT) {
      return types + "[n]";
    }
    String shapes =
        variable.values().rowShapes().stream()
            .map(
                shape ->
                    shape.isEmpty()
                        ? "1"
                        : shape.stream().map(String::valueOf).collect(Collectors.joining(",")))
            .collect(Collectors.joining(" or "));
    return variable.values().rowShapes().stream().allMatch(List::isEmpty)
        ? types
        : "%s[%s]".formatted(types, shapes);
  }

  static Map<String, Object> members(VariableList list) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("product", list.layout().product());
    members.put("rate", list.rate().name());
    members.put("defaultRate", list.rate().equals(list.layout().defaultRate()));
    List<Map<String, Object>> looked = new ArrayList<>();
    list.looked()
        .forEach(
            (version, of) -> {
              Map<String, Object> member = new LinkedHashMap<>();
              member.put("version", version);
              member.put("lookedAt", of.granules());
              member.put("held", of.held());
              member.put("sample", of.isSample());
              looked.add(member);
            });
    members.put("granules", looked);
    members.put("variables", list.variables().stream().map(VariablesText::members).toList());
    members.put("aliases", list.aliases());
    return members;
  }

  private static Map<String, Object> members(Variable variable) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", variable.name());
    members.put("path", variable.path());
    members.put("source", variable.origin().source().name().toLowerCase(Locale.ROOT));
    members.put("of", variable.origin().of());
    members.put("types", variable.values().types().stream().map(ElementType::label).toList());
    members.put("rowShapes", variable.values().rowShapes());
    members.put("units", variable.values().units());
    members.put("description", variable.values().description());
    members.put("default", variable.isDefault());
    members.put("exported", variable.exported());
    members.put("versions", variable.versions());
    return members;
  }
}
