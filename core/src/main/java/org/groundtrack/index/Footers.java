package org.groundtrack.index;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.parquet.ParquetTableReader;

/**
 * The footers of the parts that were read last, for the next query of the same index. Safe for use
 * by many threads at once.
 */
final class Footers {
  /** Of all footers together: some 25 MB of memory, which do for the parts of many queries. */
  private static final int MAX_COLUMN_CHUNKS = 50_000;

  private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private int columnChunks;

  /** A footer, and of which object it is. */
  private record Held(SourceIdentity identity, ParquetTableReader.Footer footer) {}

  /** Opens a part; its footer is not read again if it is known. */
  ParquetTableReader open(RangeReader source, Fetching fetching) {
    Held known;
    synchronized (this) {
      known = held.get(source.name());
    }
    if (known != null && known.identity().equals(source.identity())) {
      return ParquetTableReader.open(source, fetching, known.footer());
    }
    ParquetTableReader table = ParquetTableReader.open(source, fetching);
    keep(source.name(), new Held(source.identity(), table.footer()));
    return table;
  }

  private synchronized void keep(String name, Held read) {
    Held old = held.put(name, read);
    columnChunks += read.footer().columnChunks() - (old == null ? 0 : old.footer().columnChunks());
    for (Iterator<Held> oldest = held.values().iterator();
        columnChunks > MAX_COLUMN_CHUNKS && oldest.hasNext(); ) {
      columnChunks -= oldest.next().footer().columnChunks();
      oldest.remove();
    }
  }
}
