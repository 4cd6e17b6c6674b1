/**
 * Who we are to whom: Earthdata logins, keys of AWS and of the DAACs, and requests signed with
 * them. No secret of this package reaches a message, a {@code toString} or a host that it was not
 * meant for.
 */
package org.groundtrack.credentials;
