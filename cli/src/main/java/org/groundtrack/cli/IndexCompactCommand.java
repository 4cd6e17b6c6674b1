package org.groundtrack.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.groundtrack.index.IndexCompaction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack index compact}. */
@Command(
    name = "compact",
    description = {
      "Sort the parts of an index into one order, without rows that were replaced.",
      "Its answers stay the same, and get faster. Needs as much free disk as the index takes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  groundtrack index compact my-index")
final class IndexCompactCommand implements Callable<Integer> {
  @Parameters(paramLabel = "INDEX", description = "A local index.")
  private String index;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    IndexCompaction done = IndexCompaction.run(LocalIndex.folder(index, "compacted"));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.write(members(done)) : text(done));
    out.flush();
    return 0;
  }

  private static String text(IndexCompaction done) {
    return new Lines()
        .title("Compacted %s".formatted(Text.count(done.totals().granules(), "granule")))
        .add(
            "parts",
            "%s, before %s"
                .formatted(Text.count(done.partsAfter()), Text.count(done.partsBefore())))
        .add(
            "bytes",
            "%s, before %s"
                .formatted(Text.bytes(done.bytesAfter()), Text.bytes(done.bytesBefore())))
        .add("time", Text.duration(done.elapsed()))
        .add("index", done.index().toString())
        .toString();
  }

  private static Map<String, Object> members(IndexCompaction done) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("index", done.index().toString());
    members.put("granules", done.totals().granules());
    members.put("coverageRows", done.totals().coverageRows());
    members.put("partsBefore", done.partsBefore());
    members.put("parts", done.partsAfter());
    members.put("bytesBefore", done.bytesBefore());
    members.put("bytes", done.bytesAfter());
    members.put("seconds", done.elapsed().toNanos() / 1e9);
    return members;
  }
}
