/**
 * Range reads over HTTP: what a server may answer, redirects and logins, retries. No rule on which
 * hosts may be asked is made here; {@link org.groundtrack.http.AccessRules} is given.
 */
package org.groundtrack.http;
