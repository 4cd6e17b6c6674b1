package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      index = "0",
      arity = "0..1",
      paramLabel = "PRODUCT",
      completionCandidates = Candidates.Products.class,
      description = "Show this product: its rates, variables, aliases and joins.")
  private String product;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Only as granules of this version are, such as 005.")
  private String version;

  @Option(
      names = "--layout",
      paramLabel = "FILE",
      description = "A layout of your own, which is checked and comes first; may be repeated.")
  private List<Path> files = List.of();

  @Option(
      names = "--json",
      description =
          "Print JSON; of one product, its newest layout, or that of VERSION, as --layout takes it.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ProductLayouts known = LayoutFiles.read(files);
    PrintWriter out = spec.commandLine().getOut();
    if (product == null) {
      out.print(json ? Json.write(ProductsText.members(known)) : ProductsText.of(known));
    } else {
      List<ProductLayout> layouts = layouts(known);
      if (json) {
        out.print(Json.write(LayoutReader.write(layouts.get(0))));
      } else {
        out.print(
            layouts.stream()
                .map(ProductsText::of)
                .collect(Collectors.joining(System.lineSeparator())));
      }
    }
    out.flush();
    return 0;
  }

  private List<ProductLayout> layouts(ProductLayouts known) {
    List<ProductLayout> found = ProductsText.of(known, product, version);
    if (found.isEmpty() && known.of(product).isPresent()) {
      throw new UsageException(
          "No layout for %s %s. Describe it with --layout; known: %s"
              .formatted(product, version, known.known(product)));
    }
    if (found.isEmpty()) {
      throw new UsageException(known.unknown(product));
    }
    return found;
  }
}
