package org.groundtrack.http;

import okhttp3.HttpUrl;

/** URLs as messages show them. */
public final class Names {
  private Names() {}

  /** Scheme, host and path: the query of a signed URL is a secret. */
  public static String of(HttpUrl url) {
    int port = url.port() == HttpUrl.defaultPort(url.scheme()) ? -1 : url.port();
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.scheme() + "://" + host + (port < 0 ? "" : ":" + port) + url.encodedPath();
  }
}
