package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack products}. */
@Command(
    name = "products",
    description = "List the products that are known, or show what is known of one.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack products",
      "  groundtrack products ATL03",
      "  groundtrack products ATL06 --json > mine.json    # a layout to start from",
      "  groundtrack products --layout mine.json          # is it sound?"
    })
final class ProductsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "PRODUCT",
      description = "Show this product: its rates, variables, aliases and joins.")
  private String product;

  @Option(
      names = "--layout",
      paramLabel = "FILE",
      description = "A layout of your own, which is checked and comes first; may be repeated.")
  private List<Path> layouts = List.of();

  @Option(
      names = "--json",
      description = "Print JSON; of one product, its layout as --layout takes it.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ProductLayouts known = LayoutFiles.read(layouts);
    PrintWriter out = spec.commandLine().getOut();
    if (product == null) {
      out.print(json ? Json.write(ProductsText.members(known)) : ProductsText.of(known));
    } else {
      ProductLayout layout =
          known
              .of(product)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "No product is called '%s'; known: %s. Describe it with --layout"
                              .formatted(product, String.join(", ", ProductsText.names(known)))));
      out.print(json ? Json.write(LayoutReader.write(layout)) : ProductsText.of(layout));
    }
    out.flush();
    return 0;
  }
}
