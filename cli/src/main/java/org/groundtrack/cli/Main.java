package org.groundtrack.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      VariablesCommand.class,
      DemoCommand.class,
      CompletionCommand.class,
      ReferenceCommand.class,
      CommandLine.HelpCommand.class
    },
    versionProvider = VersionProvider.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack index granules/ -o my-index",
      "  groundtrack query my-index --aoi greenland.geojson",
      "  groundtrack export my-index --aoi greenland.geojson -o points.parquet"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:complete",
      "1:a bug",
      "2:an option, argument or area that can't be used",
      "3:a bad granule, index or file of points",
      "4:a source that does not exist or does not answer",
      "5:access denied",
      "6:a granule that is not the one that was indexed",
      "7:a limit was reached",
      "8:refused by a rule, such as whom to trust",
      "9:complete, but granules were skipped"
    })
public final class Main {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean debug;

  @Option(
      names = Settings.CONFIG,
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "Settings to use; default: GROUNDTRACK_CONFIG, else ~/.config/groundtrack/config if there is"
              + " one.")
  String config;

  /** What commands write bytes to; its words are the output of all command lines. */
  private final StandardOutput standardOutput;

  /** A failure was told on standard error, which says more than that words are missing. */
  private boolean failed;

  private Main(StandardOutput standardOutput) {
    this.standardOutput = standardOutput;
  }

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
    StandardOutput out = new StandardOutput();
    return run(commandLine(System.getenv(), out).setOut(out.words()), out, args);
  }

  /**
   * Runs a command line, and says if what it printed could not be written.
   *
   * @param out where its words and bytes end
   * @return the exit code
   */
  static int run(CommandLine command, StandardOutput out, String... args) {
    int exitCode;
    try {
      exitCode = command.execute(args);
    } catch (OutOfMemoryError e) {
      // Nothing is half-written: what was staged is deleted on the way here.
      command
          .getErr()
          .println(
              "groundtrack: error[%s] Java ran out of memory, of which it has %s: give it more (GROUNDTRACK_OPTS=-Xmx4g), a smaller --max-memory, fewer --threads or variables, or a smaller area"
                  .formatted(
                      ErrorCode.LIMIT_EXCEEDED, Text.bytes(Runtime.getRuntime().maxMemory())));
      exitCode = ErrorCode.LIMIT_EXCEEDED.exitCode();
    }
    command.getOut().flush();
    if (out.failure() == null || ((Main) command.getCommandSpec().userObject()).failed) {
      return exitCode;
    }
    if (StandardOutput.readerIsGone(out.failure())) {
      // It has what it wanted.
      return StandardOutput.READER_GONE;
    }
    PrintWriter err = command.getErr();
    err.println(
        "groundtrack: error[%s] [standard output] can't be written: %s. What was printed is not complete"
            .formatted(ErrorCode.LIMIT_EXCEEDED, Text.printable(out.failure().getMessage())));
    err.flush();
    return ErrorCode.LIMIT_EXCEEDED.exitCode();
  }

  /** The command line without settings, so that tests can give it writers of their own. */
  static CommandLine commandLine() {
    return commandLine(Map.of());
  }

  /** The command line with settings and standard output as it is. */
  static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, new StandardOutput());
  }

  /**
   * The command line.
   *
   * @param environment variables by name, which hold settings, and say where their file is
   * @param out where commands write bytes
   */
  static CommandLine commandLine(Map<String, String> environment, StandardOutput out) {
    SettingArguments settings = new SettingArguments(environment);
    CommandLine command =
        new CommandLine(new Main(out))
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(new UsageMistakes(settings::explained))
            .setExecutionExceptionHandler((e, failed, parsed) -> report(e, failed, settings));
    settings.attach(command);
    versions(command);
    return command;
  }

  /** Has each command know the version, or --version of some would print nothing. */
  private static void versions(CommandLine command) {
    command.getCommandSpec().versionProvider(new VersionProvider());
    command.getSubcommands().values().forEach(Main::versions);
  }

  /** Standard output of the command line to which a command belongs. */
  static StandardOutput standardOutput(CommandSpec command) {
    return ((Main) command.root().userObject()).standardOutput;
  }

  private static int report(Exception e, CommandLine command, SettingArguments settings) {
    if (StandardOutput.readerIsGone(e)) {
      // It has what it wanted.
      return StandardOutput.READER_GONE;
    }
    PrintWriter err = command.getErr();
    Main main = (Main) command.getCommandSpec().root().userObject();
    main.failed = true;
    if (e instanceof GroundtrackException known) {
      String message =
          known.code() == ErrorCode.USAGE
              ? settings.explained(known.getMessage())
              : known.getMessage();
      err.println("groundtrack: error[%s] %s".formatted(known.code(), message));
    } else if (isFullDisk(e)) {
      err.println(
          "groundtrack: error[%s] %s"
              .formatted(ErrorCode.LIMIT_EXCEEDED, Text.printable(String.valueOf(e.getMessage()))));
    } else {
      err.println(
          "groundtrack: error[%s] %s. This is a bug: please report it with the output of --debug"
              .formatted(ErrorCode.INTERNAL, Text.printable(e.toString())));
    }
    if (main.debug) {
      e.printStackTrace(err);
    }
    err.flush();
    if (e instanceof GroundtrackException known) {
      return known.code().exitCode();
    }
    return (isFullDisk(e) ? ErrorCode.LIMIT_EXCEEDED : ErrorCode.INTERNAL).exitCode();
  }

  /** A library may wrap the failure of a disk in an exception of its own, but is not to blame. */
  private static boolean isFullDisk(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          && String.valueOf(cause.getMessage())
              .matches("(?s).*(No space left on|Disk quota exceeded|not enough space on).*")) {
        return true;
      }
    }
    return false;
  }
}
