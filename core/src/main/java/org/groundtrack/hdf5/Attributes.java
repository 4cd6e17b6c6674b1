package org.groundtrack.hdf5;

import io.jhdf.AttributeImpl;
import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.dataset.NoParent;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
    Object value = value(name);
    if (value == null) {
      return null;
    }
    // Fixed-length strings are padded with spaces or NULs, which Java's trim removes alike.
    return value.toString().trim();
  }

  /** The attribute as a number, or {@code null} if it is absent or text. */
  Double number(String name) {
    return value(name) instanceof Number number ? (Double) number.doubleValue() : null;
  }

  ValueAttributes valueAttributes() {
    String description = text("description");
    return new ValueAttributes(
        text("_FillValue"),
        number("scale_factor"),
        number("add_offset"),
        text("units"),
        description != null ? description : text("long_name"));
  }

  /** The first element of an attribute that holds numbers or strings, else {@code null}. */
  private Object value(String name) {
    AttributeMessage message = messages.get(name);
    if (message == null || message.getDataBuffer() == null) {
      return null;
    }
    boolean readable =
        message.getDataType() instanceof FixedPoint
            || message.getDataType() instanceof FloatingPoint
            || message.getDataType() instanceof StringData
            || (message.getDataType() instanceof VariableLength variable
                && variable.isVariableLengthString());
    if (!readable) {
      return null;
    }
    Object value = new AttributeImpl(storage, NODE, message).getData();
    while (value != null && value.getClass().isArray()) {
      value = Array.getLength(value) == 0 ? null : Array.get(value, 0);
    }
    if (value instanceof Number number && message.getDataType() instanceof FixedPoint fixed) {
      return signed(number, fixed);
    }
    return value;
  }

  /** jHDF widens what has no sign; elements are compared in their own width. */
  private static Number signed(Number number, FixedPoint type) {
    return number instanceof BigInteger || type.isSigned() ? number : (Number) number.longValue();
  }

  private static final io.jhdf.api.Node NODE = NoParent.INSTANCE;
}
