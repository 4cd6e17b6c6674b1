package org.groundtrack.kerchunk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.sidecar.BoundedInputStream;
import org.groundtrack.sidecar.SidecarReading;

/**
 * Reads kerchunk references in JSON, of version 0 and 1, that describe one granule.
 *
 * <p>They are not trusted. Every reference must be to the granule, by its name; nothing that they
 * name is opened. Depth, size and numbers have limits. Arrays that no HDF5 dataset can be, and
 * those of which chunks are in the references themselves, are left out; a dataset whose only chunk
 * is there has compact storage.
 */
public final class KerchunkReferences {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_KEY_CHARACTERS = 64 << 10;
  private static final int MAX_INLINE_CHARACTERS = 64 << 20;

  private KerchunkReferences() {}

  /**
   * Reads references to their end. The stream stays the caller's to close.
   *
   * @param granuleName name for messages; its last component is the granule's file name
   * @throws BadGranuleException if they are damaged, hostile, or of other objects too
   */
  public static ChunkManifest read(InputStream json, String granuleName) {
    return read(json, granuleName, BoundedInputStream.MAX_BYTES);
  }

  static ChunkManifest read(InputStream json, String granule, long maxBytes) {
    return SidecarReading.guarded(
        granule,
        "kerchunk references",
        () -> {
          ObjectMapper mapper = mapper();
          KerchunkParser parser = new KerchunkParser(granule, mapper);
          try (JsonParser in =
              mapper.createParser(new BoundedInputStream(json, granule, maxBytes))) {
            parser.read(in);
          }
          return parser.manifest();
        });
  }

  /** A reader of JSON with limits; names aren't kept, as those of chunks are many and differ. */
  static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_KEY_CHARACTERS)
                    .maxStringLength(MAX_INLINE_CHARACTERS)
                    .maxDocumentLength(BoundedInputStream.MAX_BYTES)
                    .build())
            .build();
    return new ObjectMapper(factory);
  }
}
