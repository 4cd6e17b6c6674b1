package org.groundtrack.source;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Dns;
import org.groundtrack.http.RefusedAddressException;

/**
 * Resolves host names, and refuses addresses of this machine and its private networks unless the
 * user named the host. Connections are made to the very addresses that were checked. Safe for use
 * by many threads at once.
 */
final class Addresses implements Dns {
  private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private final Dns dns;
  private final Set<String> privateHosts;

  /**
   * @param privateHosts hosts that may have private addresses; may grow
   */
  Addresses(Dns dns, Set<String> privateHosts) {
    this.dns = dns;
    this.privateHosts = privateHosts;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = dns.lookup(host);
    if (!privateHosts.contains(host)) {
      for (InetAddress address : addresses) {
        if (!isPublic(address)) {
          throw new RefusedAddressException(
              "host %s has the address %s, which is not public: refused. If you trust it, allow it with --allow-source"
                  .formatted(host, address.getHostAddress()));
        }
      }
    }
    return addresses;
  }

  /** Whether a host is written as an address, which no resolver is asked for. */
  static boolean isLiteral(String host) {
    return host.contains(":") || IP_V4.matcher(host).matches();
  }

  /** The address that a host is written as. */
  static InetAddress literal(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("No address: " + host, e);
    }
  }

  /**
   * Whether an address is of the public internet: not one of this machine, a private or link-local
   * network, or a special block (RFC 6890), also where such an IPv4 address is embedded in IPv6.
   */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] b = address.getAddress();
    return address instanceof Inet4Address ? isPublicV4(b, 0) : isPublicV6((Inet6Address) address);
  }

  private static boolean isPublicV4(byte[] b, int at) {
    int first = b[at] & 0xFF;
    int second = b[at + 1] & 0xFF;
    boolean special =
        first == 0
            || first == 10
            || first == 127
            || (first == 100 && second >= 64 && second < 128)
            || (first == 169 && second == 254)
            || (first == 172 && second >= 16 && second < 32)
            || (first == 192 && second == 168)
            || (first == 192 && second == 0 && b[at + 2] == 0)
            || (first == 198 && (second == 18 || second == 19))
            || first >= 224;
    return !special;
  }

  private static boolean isPublicV6(Inet6Address address) {
    byte[] b = address.getAddress();
    if ((b[0] & 0xFE) == 0xFC) {
      return false; // unique local, fc00::/7
    }
    boolean zeros = true;
    for (int i = 0; i < 10; i++) {
      zeros &= b[i] == 0;
    }
    if (zeros) {
      return isPublicV4(b, 12); // compatible and mapped addresses
    }
    if (b[0] == 0 && b[1] == 0x64 && b[2] == (byte) 0xFF && b[3] == (byte) 0x9B) {
      return isPublicV4(b, 12); // NAT64, 64:ff9b::/96
    }
    if (b[0] == 0x20 && b[1] == 0x02) {
      return isPublicV4(b, 2); // 6to4, 2002::/16
    }
    return true;
  }
}
