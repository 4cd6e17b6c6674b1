package org.groundtrack.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.TextFiles;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * A profile of AWS's shared files: {@code ~/.aws/credentials} and {@code ~/.aws/config}, or what
 * {@code AWS_SHARED_CREDENTIALS_FILE} and {@code AWS_CONFIG_FILE} name. The former comes first.
 * Immutable.
 *
 * <p>AWS's own library reads them, and is used in this class only. The files are described at
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html.
 */
public final class AwsProfile {
  private static final int LIMIT_BYTES = 1 << 20;

  private static final Pattern LINE = Pattern.compile("\\bline (\\d+)");

  private final String name;
  private final Profile profile;

  private AwsProfile(String name, Profile profile) {
    this.name = name;
    this.profile = profile;
  }

  /**
   * Reads a profile: the one that is named, else that of {@code AWS_PROFILE}, else {@code default}.
   * There need not be a default one.
   *
   * @param environment variables by name
   * @param home the user's folder
   * @param name option, or {@code null}
   * @throws UsageException if there is no profile of that name
   * @throws AccessDeniedException if a file can't be read
   * @throws LimitExceededException if one is larger than 1 MiB
   */
  public static AwsProfile load(Map<String, String> environment, Path home, String name) {
    Path credentials =
        path(environment.get("AWS_SHARED_CREDENTIALS_FILE"), home.resolve(".aws/credentials"));
    Path config = path(environment.get("AWS_CONFIG_FILE"), home.resolve(".aws/config"));
    String given = given(name) ? name : environment.get("AWS_PROFILE");
    String wanted = given(given) ? given.strip() : "default";
    Optional<Profile> profile =
        ProfileFile.aggregator()
            .addFile(read(credentials, ProfileFile.Type.CREDENTIALS))
            .addFile(read(config, ProfileFile.Type.CONFIGURATION))
            .build()
            .profile(wanted);
    if (profile.isEmpty() && given(given)) {
      throw new UsageException(
          "There is no profile [%s] in [%s] or [%s]: name one that is there"
              .formatted(wanted, credentials, config));
    }
    return new AwsProfile(wanted, profile.orElse(null));
  }

  private static Path path(String named, Path otherwise) {
    return given(named) ? Path.of(named.strip()) : otherwise;
  }

  private static boolean given(String text) {
    return text != null && !text.isBlank();
  }

  private static ProfileFile read(Path path, ProfileFile.Type type) {
    byte[] bytes = new byte[0];
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(LIMIT_BYTES + 1);
    } catch (NoSuchFileException e) {
      // As good as an empty one.
    } catch (IOException e) {
      throw new AccessDeniedException("[%s] can't be read: %s".formatted(path, e), e);
    }
    if (bytes.length > LIMIT_BYTES) {
      throw new LimitExceededException(
          "[%s] is larger than %s bytes, the limit of a file of profiles"
              .formatted(path, LIMIT_BYTES));
    }
    // Editors on Windows write a byte order mark.
    String text = TextFiles.withoutMark(new String(bytes, StandardCharsets.UTF_8));
    InputStream content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try {
      return ProfileFile.builder().content(content).type(type).build();
    } catch (RuntimeException e) {
      // The library's message may quote a line, which may be a secret: only its number is shown.
      throw new AccessDeniedException(
          "[%s] is not a file of AWS profiles%s: mend it".formatted(path, line(e.getMessage())));
    }
  }

  private static String line(String message) {
    Matcher line = LINE.matcher(String.valueOf(message));
    return line.find() ? ", see line " + line.group(1) : "";
  }

  /** The profile's name. */
  public String name() {
    return name;
  }

  /** A property, which may be a secret; empty if it is absent or blank. */
  Optional<String> property(String property) {
    return Optional.ofNullable(profile)
        .flatMap(p -> p.property(property))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** Whether it has a property that begins so. */
  boolean hasAny(List<String> prefixes) {
    return profile != null
        && profile.properties().keySet().stream()
            .anyMatch(property -> prefixes.stream().anyMatch(property::startsWith));
  }

  /** Its name; its properties hold secrets. */
  @Override
  public String toString() {
    return "profile " + name;
  }
}
