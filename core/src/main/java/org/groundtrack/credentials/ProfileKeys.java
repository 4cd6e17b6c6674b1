package org.groundtrack.credentials;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.groundtrack.error.AccessDeniedException;

/**
 * Keys of a profile: those that stand in it, or those that its {@code credential_process} prints,
 * renewed five minutes before they end. Safe for use by many threads at once.
 *
 * <p>Profiles that log in somewhere (single sign-on, roles) take the AWS command line, which turns
 * them into variables of the environment.
 */
public final class ProfileKeys implements AwsKeyProvider {
  private static final List<String> LOGS_IN =
      List.of("sso_", "role_arn", "web_identity_token_file", "login_session");

  private static final String ID = "aws_access_key_id";
  private static final String SECRET = "aws_secret_access_key";

  private final AwsProfile profile;
  private final AwsKeyProvider process;

  /**
   * @param profile of AWS's shared files
   * @param clock tells when keys are to be renewed
   */
  public ProfileKeys(AwsProfile profile, Clock clock) {
    this.profile = profile;
    String from = "credential_process of " + profile;
    this.process =
        profile
            .property("credential_process")
            .map(command -> new CredentialProcess(from, command))
            .<AwsKeyProvider>map(command -> new RenewedKeys(from, command::run, clock))
            .orElse(Optional::empty);
  }

  @Override
  public Optional<AwsKeys> keys() {
    if (profile.hasAny(LOGS_IN)) {
      throw new AccessDeniedException(
          "The %s logs in by single sign-on or a role: run eval \"$(aws configure export-credentials --profile '%s' --format env)\" first"
              .formatted(profile, profile.name()));
    }
    Optional<String> id = profile.property(ID);
    Optional<String> secret = profile.property(SECRET);
    if (id.isEmpty() && secret.isEmpty()) {
      return process.keys();
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw new AccessDeniedException(
          "The %s has no %s: add it".formatted(profile, id.isEmpty() ? ID : SECRET));
    }
    Secret token = profile.property("aws_session_token").map(Secret::of).orElse(null);
    return Optional.of(new AwsKeys(id.get(), Secret.of(secret.get()), token, null));
  }

  @Override
  public String toString() {
    return "keys of " + profile;
  }
}
