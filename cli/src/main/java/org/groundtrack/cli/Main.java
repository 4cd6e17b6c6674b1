package org.groundtrack.cli;

import java.io.PrintWriter;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code groundtrack} command. */
@Command(
    name = "groundtrack",
    description = "ICESat-2 and GEDI points in a polygon, straight from the archive's granules.",
    subcommands = {
      SearchCommand.class,
      IndexCommand.class,
      QueryCommand.class,
      ExportCommand.class,
      PictureCommand.class,
      ViewCommand.class,
      RefsCommand.class,
      ProductsCommand.class,
      InspectCommand.class,
      DemoCommand.class,
      CommandLine.HelpCommand.class
    },
    versionProvider = VersionProvider.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack index granules/ -o my-index",
      "  groundtrack query my-index --aoi greenland.geojson",
      "  groundtrack export my-index --aoi greenland.geojson -o points.parquet",
      "",
      "Exit codes: 0 complete, 1 bug, 2 usage or AOI, 3 bad data, 4 source unavailable,",
      "5 access denied, 6 source changed, 7 limit reached, 8 refused by a rule,",
      "9 complete but granules were skipped."
    })
public final class Main {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean debug;

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  static int run(String... args) {
    try {
      return commandLine().execute(args);
    } catch (OutOfMemoryError e) {
      // Nothing is half-written: what was staged is deleted on the way here.
      System.err.println(
          "groundtrack: error[%s] Java ran out of memory, of which it has %s: give it more (GROUNDTRACK_OPTS=-Xmx4g), a smaller --max-memory, fewer --threads or variables, or a smaller area"
              .formatted(ErrorCode.LIMIT_EXCEEDED, Text.bytes(Runtime.getRuntime().maxMemory())));
      return ErrorCode.LIMIT_EXCEEDED.exitCode();
    }
  }

  /** The command line, so that tests can give it writers of their own. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::report);
  }

  private static int report(Exception e, CommandLine command, ParseResult parsed) {
    if (StandardOutput.readerIsGone(e)) {
      // It has what it wanted.
      return StandardOutput.READER_GONE;
    }
    PrintWriter err = command.getErr();
    Main main = command.getCommandSpec().root().userObject() instanceof Main root ? root : null;
    if (e instanceof GroundtrackException known) {
      err.println("groundtrack: error[%s] %s".formatted(known.code(), known.getMessage()));
    } else {
      err.println(
          "groundtrack: error[%s] %s. This is a bug: please report it with the output of --debug"
              .formatted(ErrorCode.INTERNAL, Text.printable(e.toString())));
    }
    if (main != null && main.debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return e instanceof GroundtrackException known
        ? known.code().exitCode()
        : ErrorCode.INTERNAL.exitCode();
  }
}
