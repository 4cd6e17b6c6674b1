package org.groundtrack.kerchunk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkManifest;

/** Gathers the entries of references in JSON as they stream by. */
final class KerchunkParser {
  private static final String CONSOLIDATED = ".zmetadata";

  private final String granule;
  private final ObjectMapper mapper;
  private final ZarrMetadata metadata;
  private final GranuleObject object;
  private final Map<String, ChunkReferences> references = new HashMap<>();
  private JsonNode consolidated;

  KerchunkParser(String granule, ObjectMapper mapper) {
    this.granule = granule;
    this.mapper = mapper;
    this.metadata = new ZarrMetadata(granule);
    this.object = new GranuleObject(granule);
  }

  void read(JsonParser in) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw damaged("start with %s, expected an object".formatted(in.currentToken()));
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      JsonToken value = in.nextToken();
      if (key.equals("version") && value.isNumeric()) {
        if (in.getDoubleValue() != 0 && in.getDoubleValue() != 1) {
          throw damaged("are of version %s, expected 0 or 1".formatted(in.getText()));
        }
      } else if (key.equals("refs") && value == JsonToken.START_OBJECT) {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          String inner = in.currentName();
          in.nextToken();
          entry(inner, in);
        }
      } else if (key.equals("templates") && value == JsonToken.START_OBJECT) {
        templates(in);
      } else if (key.equals("gen")) {
        if (in.readValueAsTree().size() > 0) {
          throw damaged("are to be generated ('gen'), which is not supported: write them out");
        }
      } else {
        entry(key, in);
      }
    }
    if (in.nextToken() != null) {
      throw damaged("go on after their end");
    }
  }

  ChunkManifest manifest() {
    if (metadata.isEmpty() && consolidated != null) {
      consolidated
          .path("metadata")
          .fields()
          .forEachRemaining(
              field -> {
                if (ZarrMetadata.isMetadata(field.getKey())) {
                  metadata.add(field.getKey(), field.getValue());
                }
              });
    }
    if (metadata.isEmpty()) {
      throw damaged("have no Zarr metadata of format 2, expected .zarray and .zgroup");
    }
    object.check();
    return metadata.manifest((path, array) -> references.getOrDefault(path, new ChunkReferences()));
  }

  private void templates(JsonParser in) throws IOException {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (in.nextToken() != JsonToken.VALUE_STRING) {
        throw damaged("have a template '%s' that is no text".formatted(name));
      }
      object.template(name, in.getText());
    }
  }

  private void entry(String key, JsonParser in) throws IOException {
    if (key.equals(CONSOLIDATED)) {
      consolidated = json(in);
      return;
    }
    if (ZarrMetadata.isMetadata(key)) {
      metadata.add(key, json(in));
      return;
    }
    int slash = key.lastIndexOf('/');
    long[] chunk = slash < 0 ? null : coordinates(key.substring(slash + 1));
    if (chunk == null) {
      in.skipChildren();
      return;
    }
    ChunkReferences array =
        references.computeIfAbsent(key.substring(0, slash), p -> new ChunkReferences());
    switch (in.currentToken()) {
      case START_ARRAY -> reference(key, chunk, array, in);
      case VALUE_STRING -> array.addInline(ZarrValues.inline(in.getText()));
      default -> {
        array.refuse("has a reference that is neither a list nor text");
        in.skipChildren();
      }
    }
  }

  private void reference(String key, long[] chunk, ChunkReferences array, JsonParser in)
      throws IOException {
    if (in.nextToken() != JsonToken.VALUE_STRING) {
      throw damaged("name no object at %s".formatted(key));
    }
    object.use(in.getText());
    if (in.nextToken() == JsonToken.END_ARRAY) {
      array.refuse("has a chunk that is a whole object");
      return;
    }
    long offset = whole(key, in);
    in.nextToken();
    long size = whole(key, in);
    if (in.nextToken() != JsonToken.END_ARRAY) {
      throw damaged("have more than an object, an offset and a size at %s".formatted(key));
    }
    array.add(chunk, offset, size);
  }

  private long whole(String key, JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw damaged("have %s for an offset or size at %s".formatted(in.currentToken(), key));
    }
    return in.getLongValue();
  }

  /** Metadata are an object, or the text of one. */
  private JsonNode json(JsonParser in) throws IOException {
    return in.currentToken() == JsonToken.VALUE_STRING
        ? mapper.readTree(ZarrValues.inline(in.getText()))
        : in.readValueAsTree();
  }

  /** The place of a chunk in the grid by its key, or {@code null} if the key is none of a chunk. */
  private static long[] coordinates(String key) {
    if (key.isEmpty() || key.length() > 512) {
      return null;
    }
    String[] parts = key.split("\\.", -1);
    long[] coordinates = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].length() > 18) {
        return null;
      }
      for (int k = 0; k < parts[i].length(); k++) {
        int digit = parts[i].charAt(k) - '0';
        if (digit < 0 || digit > 9) {
          return null;
        }
        coordinates[i] = coordinates[i] * 10 + digit;
      }
    }
    return coordinates;
  }

  private BadGranuleException damaged(String what) {
    return new BadGranuleException(
        "[%s] its kerchunk references %s: index the granule without them".formatted(granule, what));
  }
}
