package org.groundtrack.http;

import java.util.Optional;
import okhttp3.HttpUrl;

/** Rules that allow every redirect and know no login: for servers that the test starts. */
final class OpenRules implements AccessRules {
  @Override
  public void checkRedirect(HttpUrl from, HttpUrl to) {
    // Any may be followed.
  }

  @Override
  public Optional<String> authorization(HttpUrl url) {
    return Optional.empty();
  }

  @Override
  public boolean isLogin(HttpUrl url) {
    return url.encodedPath().endsWith("/login");
  }

  @Override
  public String remedy(HttpUrl url) {
    return "Give a login";
  }
}
