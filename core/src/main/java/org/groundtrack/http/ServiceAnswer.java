package org.groundtrack.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a service answered, read whole. Everything in it is as the service sent it: nothing is
 * checked but its length. Immutable but for its bytes, which are not to be changed.
 *
 * @param status HTTP status; none that another try may mend
 * @param headers their first values by name, in any case
 * @param body all of it if the status is a success, else its first 8 KiB
 */
public record ServiceAnswer(int status, Map<String, String> headers, byte[] body) {
  public ServiceAnswer {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = sorted;
  }

  /** The value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Whether the request succeeded. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /** No headers and no body. */
  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
