package org.groundtrack.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.groundtrack.io.SourceIdentity;

/**
 * One version of one object, as a SHA-256 of both. Neither the URI nor what may be secret in it can
 * be had from it.
 */
final class ObjectKey {
  /** Bytes of a key. */
  static final int BYTES = 32;

  private final String hex;

  private ObjectKey(String hex) {
    this.hex = hex;
  }

  /**
   * The key of a version; empty if nothing tells it from the next one. A query is left out: it may
   * hold a signature. Since it may also say which object is meant, such a URI needs an entity tag.
   */
  static Optional<ObjectKey> of(String canonicalUri, SourceIdentity identity) {
    String uri = canonicalUri.replaceFirst("(?s)[?#].*$", "");
    boolean whole = uri.length() == canonicalUri.length();
    // A weak tag is kept by versions that mean the same, and differ in bytes.
    boolean tagged = identity.etag() != null && !identity.etag().startsWith("W/");
    if (!tagged && !(whole && identity.lastModified() != null)) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    add(digest, uri);
    add(digest, Long.toString(identity.size()));
    add(digest, String.valueOf(identity.etag()));
    add(
        digest,
        identity.lastModified() == null
            ? ""
            : Long.toString(identity.lastModified().getEpochSecond()));
    return Optional.of(new ObjectKey(HexFormat.of().formatHex(digest.digest())));
  }

  /** With its length in front, so that no two lists of texts are the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** 64 hexadecimal digits. */
  @Override
  public String toString() {
    return hex;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectKey key && key.hex.equals(hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }
}
