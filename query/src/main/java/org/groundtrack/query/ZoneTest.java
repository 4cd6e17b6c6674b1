package org.groundtrack.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.expression.Condition;
import org.groundtrack.expression.Evaluator;
import org.groundtrack.expression.ValueType;
import org.groundtrack.expression.Zone;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.ZoneColumn;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.Operands;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.PointField;
import org.groundtrack.rows.Slice;

/**
 * Tells coverage rows of which no row fulfils the conditions, by the zones of the index. It needs
 * to know what the conditions' names are, and of which type in all granules that are found: what a
 * condition means depends on it. Immutable.
 */
final class ZoneTest {
  private final List<ZoneColumn> zones = new ArrayList<>();
  private final Map<String, Known> known = new HashMap<>();
  private final List<Evaluator> evaluators = new ArrayList<>();

  /** What is known of a name of each coverage row. */
  private interface Known {
    Zone of(CoverageTable.Row row);
  }

  /**
   * A test by conditions.
   *
   * @param index the zones that there are
   * @param columns of the plan, those that only conditions need too
   */
  ZoneTest(
      List<ZoneColumn> index,
      ProductLayout layout,
      Rate rate,
      List<OutputColumn> columns,
      Operands operands,
      List<Condition> conditions) {
    operands
        .byName()
        .forEach(
            (name, operand) -> {
              if (operand instanceof Operands.OfColumn column) {
                addZone(index, layout, rate, name, columns.get(column.number()), column.type());
              } else if (operand instanceof Operands.OfField field) {
                addField(name, field.field());
              }
            });
    conditions.forEach(condition -> evaluators.add(Evaluator.of(condition, operands::type)));
  }

  private void addZone(
      List<ZoneColumn> index,
      ProductLayout layout,
      Rate rate,
      String name,
      OutputColumn column,
      ValueType type) {
    String owner =
        switch (column.source()) {
          case ROWS -> rate.name();
          case PARENT -> rate.parent();
          case FLAT, JOINED -> null;
        };
    for (ZoneColumn zone : index) {
      ZoneColumn.Place place = zone.places().get(layout.product());
      if (place != null
          && place.rate().equals(owner)
          && place.path().equals(column.path())
          && column.slice().equals(Slice.element(place.element() == null ? 0 : place.element()))) {
        int number = zones.size();
        zones.add(zone);
        known.put(name, row -> row.zones().get(number).of(type));
        return;
      }
    }
  }

  /** What all rows of a beam of a granule share. */
  private void addField(String name, PointField field) {
    switch (field) {
      case TRACK_ID -> known.put(name, row -> Zone.ofText(row.beam()));
      case GRANULE -> known.put(name, row -> Zone.ofText(row.granule()));
      case LONGITUDE, LATITUDE, TIME, RGT, CYCLE, REGION, ORBIT, SPOT, STRENGTH -> {}
    }
  }

  /** The zones that rows must come with, in this order; none if it has nothing to tell. */
  List<ZoneColumn> zones() {
    return zones;
  }

  /** Whether all conditions may be true of a row that a row of the coverage names. */
  boolean mayHold(CoverageTable.Row row) {
    for (Evaluator evaluator : evaluators) {
      if (!evaluator.mayHold(
          name -> {
            Known variable = known.get(name);
            return variable == null ? null : variable.of(row);
          })) {
        return false;
      }
    }
    return true;
  }
}
