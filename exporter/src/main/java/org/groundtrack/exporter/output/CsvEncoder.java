package org.groundtrack.exporter.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;

/**
 * Points as CSV: UTF-8, a header, lines that end with a line feed. Texts and lists are in quotes,
 * numbers and times are not; a missing value is nothing at all, so that an empty text is not one.
 */
final class CsvEncoder implements RowSink.Encoder {
  private static final int BYTES_OF_VALUE = 16;

  private final PointSchema schema;
  private final QuoteStrategy quotes;

  CsvEncoder(PointSchema schema) {
    this.schema = schema;
    boolean[] quoted = new boolean[schema.columns().size()];
    for (int i = 0; i < quoted.length; i++) {
      PointColumn column = schema.columns().get(i);
      quoted[i] = column.list() || column.type().isText();
    }
    this.quotes =
        new QuoteStrategy() {
          @Override
          public boolean quoteEmpty(int line, int field) {
            return quoted[field];
          }

          @Override
          public boolean quoteValue(int line, int field, String value) {
            return quoted[field];
          }
        };
  }

  /** The names of the columns. */
  ByteBuffer header() {
    return write(QuoteStrategies.REQUIRED, 1, csv -> csv.writeRecord(schema.names()));
  }

  @Override
  public ByteBuffer encode(PointTable points) {
    List<IntFunction<String>> texts = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      texts.add(CellTexts.of(schema.columns().get(i), points.columns().get(i)));
    }
    return write(
        quotes,
        points.size(),
        csv -> {
          for (int i = 0; i < points.size(); i++) {
            CsvWriter.CsvWriterRecord line = csv.writeRecord();
            for (IntFunction<String> text : texts) {
              line.writeField(text.apply(i));
            }
            line.endRecord();
          }
        });
  }

  private interface Lines {
    void writeTo(CsvWriter csv);
  }

  private ByteBuffer write(QuoteStrategy quoting, int lines, Lines writing) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(lines * schema.columns().size() * BYTES_OF_VALUE);
    try (CsvWriter csv =
        CsvWriter.builder()
            .quoteStrategy(quoting)
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      writing.writeTo(csv);
    } catch (IOException e) {
      throw new UncheckedIOException("CSV in memory", e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
