package org.groundtrack.http;

import java.net.UnknownHostException;

/** A host name leads to an address that may not be connected to. */
public final class RefusedAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  /** With a message that names host, address and rule. */
  public RefusedAddressException(String message) {
    super(message);
  }
}
