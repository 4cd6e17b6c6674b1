package org.groundtrack.http;

import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Where an object is asked for, before any redirect. Safe for use by many threads at once. */
public interface Origin {
  /** The object's URL now. */
  HttpUrl url();

  /** The object's name for messages: no query, no secrets. */
  String name();

  /** Adds the credentials that a request to this origin needs beyond those of its host. */
  default Request sign(Request request) {
    return request;
  }

  /**
   * Learns from an answer that asks for another form of the request, such as another region.
   *
   * @return whether the same request is worth another try
   */
  default boolean learn(int status, Headers headers) {
    return false;
  }

  /** An origin that is a URL. */
  static Origin of(HttpUrl url) {
    return new Origin() {
      @Override
      public HttpUrl url() {
        return url;
      }

      @Override
      public String name() {
        return Names.of(url);
      }
    };
  }
}
