package org.groundtrack.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads exports with DuckDB: a reader that shares no code with the writer. */
final class ExportedPoints {
  private ExportedPoints() {}

  /**
   * The rows of a query; {@code %s} in it stands for the file.
   *
   * @return for each row its values as DuckDB's driver gives them
   */
  static List<List<Object>> query(Path parquet, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                sql.formatted("'" + parquet.toString().replace("'", "''") + "'"))) {
      return rows(result);
    }
  }

  /** For each row of a result its values. */
  static List<List<Object>> rows(ResultSet result) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(result.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
