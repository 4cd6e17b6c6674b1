package org.groundtrack.hdf5;

import io.jhdf.Constants;
import io.jhdf.GlobalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundtrack.granule.AttributeValue;
import org.groundtrack.granule.StoredText;
import org.groundtrack.granule.ValueAttributes;

/** Attributes of an object: the few that are asked for are decoded, the others only listed. */
final class Attributes {
  private final Hdf5Storage storage;
  private final Map<String, AttributeMessage> messages;

  private Attributes(Hdf5Storage storage, Map<String, AttributeMessage> messages) {
    this.storage = storage;
    this.messages = messages;
  }

  static Attributes of(Hdf5Storage storage, ObjectHeader header) {
    Map<String, AttributeMessage> messages = new HashMap<>();
    for (AttributeInfoMessage info : header.getMessagesOfType(AttributeInfoMessage.class)) {
      if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
        DenseHeap heap = new DenseHeap(storage, info.getFractalHeapAddress());
        BTreeV2<AttributeNameForIndexedAttributesRecord> index =
            new BTreeV2<>(storage, info.getAttributeNameBTreeAddress());
        for (AttributeNameForIndexedAttributesRecord entry : index.getRecords()) {
          AttributeMessage message =
              new AttributeMessage(heap.object(entry.getHeapId()), storage, entry.getFlags());
          messages.put(message.getName(), message);
        }
      }
    }
    for (AttributeMessage message : header.getMessagesOfType(AttributeMessage.class)) {
      messages.put(message.getName(), message);
    }
    return new Attributes(storage, messages);
  }

  Set<String> names() {
    return Set.copyOf(messages.keySet());
  }

  /** The attribute as text: a string, or a number's decimal; {@code null} if absent. */
  String text(String name) {
    AttributeValue value = value(name);
    return value == null ? null : value.text();
  }

  /** The attributes that say something of values. */
  Map<String, AttributeValue> values() {
    Map<String, AttributeValue> values = new HashMap<>();
    for (String name : ValueAttributes.NAMES) {
      AttributeValue value = value(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  /** An attribute that holds numbers or strings, else {@code null}. */
  private AttributeValue value(String name) {
    AttributeMessage message = messages.get(name);
    if (message == null || message.getDataBuffer() == null) {
      return null;
    }
    DataType type =
        message.getDataType() instanceof EnumDataType enumeration
            ? enumeration.getBaseType()
            : message.getDataType();
    // Its bytes are in memory: they are fewer than the array's indexes.
    int count = Math.toIntExact(message.getDataSpace().getTotalLength());
    List<Object> values = new ArrayList<>();
    ByteBuffer bytes = message.getDataBuffer().slice();
    if (type instanceof FixedPoint || type instanceof FloatingPoint) {
      Object numbers = count == 0 ? null : type.fillData(bytes, new int[] {count}, storage);
      for (int i = 0; i < count; i++) {
        values.add(Array.get(numbers, i));
      }
    } else if (type instanceof StringData) {
      for (int i = 0; i < count; i++) {
        byte[] text = new byte[type.getSize()];
        bytes.get(text);
        values.add(text(text));
      }
    } else if (type instanceof VariableLength variable && variable.isVariableLengthString()) {
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        byte[] text = heapText(bytes);
        if (text != null) {
          values.add(text(text));
        }
      }
    }
    return values.isEmpty() ? null : new AttributeValue(values);
  }

  private static String text(byte[] bytes) {
    // Fixed-length strings are padded with spaces or NULs, which Java's trim removes alike.
    return StoredText.description(bytes).trim();
  }

  /** The bytes of a string that lies in the global heap; {@code null} if none was written. */
  private byte[] heapText(ByteBuffer element) {
    int length = element.getInt();
    long address = storage.getSizeOfOffsets() == Long.BYTES ? element.getLong() : element.getInt();
    int object = element.getInt();
    if (address == 0 || address == Constants.UNDEFINED_ADDRESS) {
      return null;
    }
    if (length == 0) {
      return new byte[0];
    }
    ByteBuffer stored = new GlobalHeap(storage, address).getObjectData(object);
    byte[] text = new byte[Math.min(length & Integer.MAX_VALUE, stored.remaining())];
    stored.duplicate().get(text);
    return text;
  }
}
