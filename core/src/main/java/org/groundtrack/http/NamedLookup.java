package org.groundtrack.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Looks up host names, and says of one that has no address just that: Java's own message is the
 * bare name. It may be the name of a proxy. Safe for use by many threads at once.
 */
record NamedLookup(Dns dns) implements Dns {
  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    try {
      List<InetAddress> addresses = dns.lookup(host);
      if (!addresses.isEmpty()) {
        return addresses;
      }
    } catch (RefusedAddressException e) {
      throw e;
    } catch (UnknownHostException e) {
      throw (UnknownHostException) notFound(host).initCause(e);
    }
    throw notFound(host);
  }

  private static UnknownHostException notFound(String host) {
    return new UnknownHostException(
        "the host name %s was not found (no address): check its spelling, and your network and proxy"
            .formatted(host));
  }
}
