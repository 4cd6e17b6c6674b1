package org.groundtrack.plan;

import java.util.Arrays;
import java.util.Optional;
import org.groundtrack.expression.ValueType;
import org.groundtrack.layout.ProductLayout;

/** What is known of every point whatever the variables of its granule are. */
public enum PointField {
  LONGITUDE("longitude", ValueType.FLOAT64),
  LATITUDE("latitude", ValueType.FLOAT64),
  TIME("time", ValueType.TIME),
  TRACK_ID("track_id", ValueType.TEXT),
  GRANULE("granule", ValueType.TEXT),
  RGT("rgt", ValueType.INT64),
  CYCLE("cycle", ValueType.INT64),
  REGION("region", ValueType.INT64),
  ORBIT("orbit", ValueType.INT64),
  SPOT("spot", ValueType.INT64),
  /** Its name is what the layout calls it. */
  STRENGTH(null, ValueType.TEXT);

  private final String column;
  private final ValueType type;

  PointField(String column, ValueType type) {
    this.column = column;
    this.type = type;
  }

  /** What its values are. */
  public ValueType type() {
    return type;
  }

  /** The field that an export of a product has as a column of a name. */
  public static Optional<PointField> called(String name, ProductLayout layout) {
    return Arrays.stream(values())
        .filter(field -> name.equals(field.name(layout)))
        .filter(field -> field.exists(layout))
        .findFirst();
  }

  private String name(ProductLayout layout) {
    return this == STRENGTH ? layout.beams().strengthColumn() : column;
  }

  private boolean exists(ProductLayout layout) {
    return switch (this) {
      case LONGITUDE, LATITUDE, TIME, GRANULE, STRENGTH -> true;
      case TRACK_ID -> layout.beams().exist();
      case RGT, CYCLE, REGION, ORBIT, SPOT -> layout.granuleColumns().contains(column);
    };
  }
}
