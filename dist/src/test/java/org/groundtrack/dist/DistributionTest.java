package org.groundtrack.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip, unpacked, works with Java alone. */
class DistributionTest {
  private static final String VERSION = System.getProperty("groundtrack.version");

  @TempDir static Path folder;
  private static Path home;

  /** What a program left. */
  private record Run(int exitCode, String out, String err) {}

  @BeforeAll
  static void unpack() throws IOException {
    Path target = folder.resolve("unpacked");
    try (ZipFile zip = new ZipFile(System.getProperty("groundtrack.zip"))) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path file = target.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          try (InputStream bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, file);
          }
        }
      }
    }
    home = target.resolve("groundtrack-" + VERSION);
    for (String program : List.of("groundtrack", "groundtrack-prepare")) {
      assertThat(home.resolve("bin/" + program).toFile().setExecutable(true)).isTrue();
    }
  }

  private static Run run(Object... words) throws IOException {
    return run(Map.of(), words);
  }

  private static Run run(Map<String, String> environment, Object... words) throws IOException {
    Assumptions.assumeTrue(File.separatorChar == '/', "the launcher is for sh");
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.of(words).map(Object::toString).toList())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GROUNDTRACK_"));
    builder.environment().put("GROUNDTRACK_CONFIG", "/dev/null");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    try {
      int exitCode = builder.start().waitFor();
      return new Run(exitCode, Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String succeeded(Run run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }

  private static Path command() {
    return home.resolve("bin/groundtrack");
  }

  @Test
  void theCommandRunsFromAnywhereAndKnowsItsVersion() throws IOException {
    assertThat(succeeded(run(command(), "--version"))).startsWith("groundtrack " + VERSION);
    Path link = Files.createSymbolicLink(folder.resolve("gt"), command());
    assertThat(succeeded(run(link, "products"))).contains("ATL06");
    Path spaced = folder.resolve("with a space");
    for (String name : List.of("bin/groundtrack", "lib/groundtrack.jar")) {
      Files.createDirectories(spaced.resolve(name).getParent());
      Files.copy(home.resolve(name), spaced.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    assertThat(succeeded(run(spaced.resolve("bin/groundtrack"), "--version"))).contains(VERSION);
    Run none = run(Map.of("JAVA_HOME", "/nowhere"), command(), "--version");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err())
        .isEqualTo("groundtrack: no Java found: install one, 17 or newer, or set JAVA_HOME\n");
    Run small = run(Map.of("GROUNDTRACK_OPTS", "-Dany=1 -Xmx300m"), command(), "--version");
    assertThat(succeeded(small)).contains(VERSION);
  }

  @Test
  void theWholeWayWorksWithoutSources() throws IOException {
    Path demo = folder.resolve("demo");
    succeeded(run(command(), "demo", "-d", demo, "--granules", 2, "--rows", 500));
    String points =
        succeeded(
            run(
                command(),
                "export",
                demo.resolve("index"),
                "--aoi",
                demo.resolve("greenland.geojson"),
                "-o",
                folder.resolve("points.arrow")));
    assertThat(points).contains("Exported ");
    Run wrong = run(command(), "exprot");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("did you mean 'export'?");
  }

  @Test
  void aPreparedCommandSaysNothingMoreWhateverBecomesOfTheArchive() throws IOException {
    assertThat(succeeded(run(home.resolve("bin/groundtrack-prepare")))).contains("done");
    Path archive = home.resolve("lib/groundtrack.jsa");
    assertThat(archive).isNotEmptyFile();
    String log = "-Xlog:class+load:file=" + folder.resolve("loaded").toString().replace(" ", "");
    succeeded(run(Map.of("GROUNDTRACK_OPTS", log), command(), "products"));
    assertThat(Files.readString(folder.resolve("loaded")))
        .containsPattern("org.groundtrack.cli.Main source: shared objects file");
    byte[] whole = Files.readAllBytes(archive);
    rewrite(archive, Arrays.copyOf(whole, whole.length / 2));
    assertThat(succeeded(run(command(), "--version"))).contains(VERSION);
    // Of the right size, but no archive.
    rewrite(archive, new byte[whole.length]);
    assertThat(succeeded(run(command(), "--version"))).contains(VERSION);
    rewrite(archive, whole);
    Files.setLastModifiedTime(home.resolve("lib/groundtrack.jar"), FileTime.fromMillis(0));
    assertThat(succeeded(run(command(), "--version"))).contains(VERSION);
    Files.delete(archive);
    assertThat(succeeded(run(command(), "--version"))).contains(VERSION);
    try (Stream<Path> left = Files.list(home.resolve("lib"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("groundtrack.jar", "groundtrack.jsa.size");
    }
  }

  private static void rewrite(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }

  @Test
  void theZipHasPagesCompletionAndLicences() throws IOException {
    for (String name :
        List.of(
            "LICENSE",
            "NOTICE",
            "THIRD-PARTY.txt",
            "licenses/README.txt",
            "bin/groundtrack.cmd",
            "share/man/man1/groundtrack.1",
            "share/man/man1/groundtrack-index-info.1",
            "share/bash-completion/completions/groundtrack",
            "share/zsh/groundtrack-completion.zsh")) {
      assertThat(home.resolve(name)).isNotEmptyFile();
    }
    assertThat(home.resolve("share/man/man1/groundtrack.1"))
        .content()
        .contains(VERSION.replace("-", "\\-"));
    assertThat(home.resolve("NOTICE")).content().contains("Arrow", "Hadoop", "Jackson");
    assertThat(home.resolve("bin/groundtrack.cmd")).content().contains("%~dp0..\\lib", "\r\n");
  }

  @Test
  void everyLibraryThatIsNotOfTheApacheLicenceHasItsText() throws IOException {
    StringBuilder texts = new StringBuilder();
    try (Stream<Path> files = Files.list(home.resolve("licenses"))) {
      files.forEach(file -> texts.append(read(file)));
    }
    Set<String> without = new TreeSet<>();
    List<String> libraries = new ArrayList<>();
    Pattern entry = Pattern.compile("^ +((?:\\([^)]*\\) )+).*\\(([\\w.-]+:[\\w.-]+):[^:]* - .*$");
    for (String line : Files.readAllLines(home.resolve("THIRD-PARTY.txt"))) {
      Matcher library = entry.matcher(line);
      if (library.matches()) {
        libraries.add(library.group(2));
        boolean apache = library.group(1).matches("\\((The )?Apache[^)]*\\) ");
        if (!apache && !texts.toString().contains(library.group(2))) {
          without.add(library.group(2));
        }
      }
    }
    assertThat(without).isEmpty();
    assertThat(libraries).contains("io.jhdf:jhdf", "com.uber:h3").hasSizeGreaterThan(40);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
