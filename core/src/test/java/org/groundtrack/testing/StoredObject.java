package org.groundtrack.testing;

import java.time.Instant;

/**
 * What a {@link FaultServer} serves under a path.
 *
 * @param bytes the whole object; not copied
 * @param etag the entity tag with its quotes, or {@code null} to send none
 * @param lastModified sent to the second, or {@code null} to send none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StoredObject(byte[] bytes, String etag, Instant lastModified) {}
