package org.groundtrack.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version of the build. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "groundtrack " + version(),
      "Java %s (%s), %s, %s %s"
          .formatted(
              System.getProperty("java.version"),
              System.getProperty("java.vendor"),
              System.getProperty("java.vm.name"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }

  /** The version in the jar's manifest, or {@code development} outside a jar. */
  static String version() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
