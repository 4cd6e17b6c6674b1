package org.groundtrack.http;

import java.util.Optional;
import okhttp3.HttpUrl;

/** What a transport may do: given by who knows what the user allowed. Safe for many threads. */
public interface AccessRules {
  /**
   * Allows or refuses to follow a redirect.
   *
   * @throws org.groundtrack.error.GroundtrackException of code {@code REFUSED} if it is refused
   */
  void checkRedirect(HttpUrl from, HttpUrl to);

  /** The value of the {@code Authorization} header that belongs to a URL's host; mostly none. */
  Optional<String> authorization(HttpUrl url);

  /** Whether a URL is part of a login, where no object lies: it is asked without a range. */
  boolean isLogin(HttpUrl url);

  /** What to do if access is denied, for messages: which account, where, how. */
  String remedy(HttpUrl url);
}
