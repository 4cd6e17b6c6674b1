package org.groundtrack.hdf5;

import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FillValueOldMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.Message;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.AttributeValue;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.rows.HeapTexts;

/** Turns the header of a dataset into its chunk manifest. */
final class DatasetReader {
  private static final int FLOAT32_EXPONENT_BITS = 8;
  private static final int FLOAT64_EXPONENT_BITS = 11;

  /** A dataspace that holds nothing, no scalar either. */
  private static final int NO_ELEMENTS = 2;

  private record Element(ElementType type, int bytes, ByteOrder order) {}

  private DatasetReader() {}

  /**
   * The manifest.
   *
   * @throws BadGranuleException if it is no dataset, or of a type that is not supported
   */
  static Dataset read(Hdf5Storage storage, String path, ObjectHeader header) {
    if (!header.hasMessageOfType(DataTypeMessage.class)
        || !header.hasMessageOfType(DataSpaceMessage.class)) {
      throw unsupported(storage, path, "is no dataset");
    }
    DataTypeMessage typeMessage = header.getMessageOfType(DataTypeMessage.class);
    if (typeMessage.isMessageShared()) {
      typeMessage =
          HeaderMessages.sharedType(storage, header).getMessageOfType(DataTypeMessage.class);
    }
    for (Message message : header.getMessages()) {
      boolean ofValues =
          message instanceof DataSpaceMessage
              || message instanceof FillValueMessage
              || message instanceof FillValueOldMessage
              || message instanceof FilterPipelineMessage
              || message instanceof DataLayoutMessage;
      if (ofValues && message.isMessageShared()) {
        throw new IllegalArgumentException(
            "a message of type %s that is shared, which is not supported"
                .formatted(message.getMessageType()));
      }
    }
    Element element = element(storage, typeMessage.getDataType());
    if (element == null) {
      throw unsupported(storage, path, "has elements of " + name(typeMessage.getDataType()));
    }
    DataSpace space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
    if (space.getType() == NO_ELEMENTS) {
      throw unsupported(storage, path, "holds nothing, no shape either");
    }
    List<Long> shape = Arrays.stream(space.getDimensionsAsLong()).boxed().toList();
    DataLayoutMessage message = header.getMessageOfType(DataLayoutMessage.class);
    StorageLayout layout = StorageLayout.CHUNKED;
    List<Integer> chunkShape = List.of();
    StoredBytes compact = null;
    ChunkTable chunks;
    if (message instanceof CompactDataLayoutMessage compactMessage) {
      layout = StorageLayout.COMPACT;
      compact = StoredBytes.of(compactMessage.getDataBuffer());
      chunks = ChunkTable.EMPTY;
    } else if (message instanceof ContiguousDataLayoutMessage contiguous) {
      layout = StorageLayout.CONTIGUOUS;
      chunks = contiguous(storage, contiguous, bytes(shape, element.bytes()));
    } else {
      chunkShape = ChunkIndexes.chunkShape(message);
      boolean unfilteredEdges =
          message instanceof ChunkedDataLayoutMessageV4
              && HeaderMessages.unfilteredEdges(storage, header);
      chunks =
          ChunkIndexes.read(
              storage,
              message,
              shape,
              space.getMaxSizes(),
              chunkShape,
              element.bytes(),
              unfilteredEdges);
    }
    checkWithin(storage, path, chunks);
    Map<String, AttributeValue> values = Attributes.of(storage, header).values();
    Dataset dataset =
        new Dataset(
            path,
            element.type(),
            element.bytes(),
            element.order(),
            shape,
            layout,
            chunkShape,
            layout == StorageLayout.CHUNKED ? filters(header) : List.of(),
            storageFill(header),
            ValueAttributes.of(element.type(), values),
            chunks,
            compact);
    return dataset.withSign(ValueAttributes.unsigned(values));
  }

  private static BadGranuleException unsupported(Hdf5Storage storage, String path, String what) {
    return new BadGranuleException(
        "[%s /%s] %s: expected a dataset of numbers or strings"
            .formatted(storage.name(), path, what));
  }

  /** A type in words, such as {@code compound type, 12 bytes each}. */
  private static String name(DataType type) {
    String kind =
        type.getClass()
            .getSimpleName()
            .replaceAll("(DataType|Data)$", "")
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .toLowerCase(Locale.ROOT);
    return "%s type, %s bytes each".formatted(kind, type.getSize());
  }

  private static Element element(Hdf5Storage storage, DataType type) {
    DataType stored = type instanceof EnumDataType enumeration ? enumeration.getBaseType() : type;
    int bytes = stored.getSize();
    if (stored instanceof FixedPoint fixed) {
      boolean whole = fixed.getBitOffset() == 0 && fixed.getBitPrecision() == bytes * 8;
      ElementType integer = ElementType.integerOrNull(bytes, fixed.isSigned());
      return whole && integer != null ? new Element(integer, bytes, fixed.getByteOrder()) : null;
    }
    if (stored instanceof FloatingPoint floating) {
      int exponent = floating.getExponentSize();
      if (bytes == Float.BYTES && exponent == FLOAT32_EXPONENT_BITS) {
        return new Element(ElementType.FLOAT32, bytes, floating.getByteOrder());
      }
      if (bytes == Double.BYTES && exponent == FLOAT64_EXPONENT_BITS) {
        return new Element(ElementType.FLOAT64, bytes, floating.getByteOrder());
      }
      return null;
    }
    if (stored instanceof StringData && bytes > 0) {
      return new Element(ElementType.STRING, bytes, ByteOrder.LITTLE_ENDIAN);
    }
    if (stored instanceof VariableLength variable && variable.isVariableLengthString()) {
      // Addresses of another width, or not from the start of the granule, no real granule has.
      boolean usual =
          bytes == HeapTexts.ELEMENT_BYTES
              && storage.getSizeOfOffsets() == Long.BYTES
              && storage.getSizeOfLengths() == Long.BYTES
              && storage.getUserBlockSize() == 0;
      return usual ? new Element(ElementType.VLEN_STRING, bytes, ByteOrder.LITTLE_ENDIAN) : null;
    }
    return null;
  }

  private static long bytes(List<Long> shape, int elementBytes) {
    long bytes = elementBytes;
    for (long length : shape) {
      bytes = Math.multiplyExact(bytes, length);
    }
    return bytes;
  }

  private static ChunkTable contiguous(
      Hdf5Storage storage, ContiguousDataLayoutMessage message, long bytes) {
    boolean allocated = message.getAddress() != Constants.UNDEFINED_ADDRESS;
    return ChunkTable.block(
        allocated ? message.getAddress() + storage.getUserBlockSize() : ChunkTable.UNALLOCATED,
        bytes);
  }

  private static List<FilterStep> filters(ObjectHeader header) {
    return header.getMessagesOfType(FilterPipelineMessage.class).stream()
        .flatMap(message -> message.getFilters().stream())
        .map(
            filter ->
                new FilterStep(filter.getId(), Arrays.stream(filter.getData()).boxed().toList()))
        .toList();
  }

  private static StoredBytes storageFill(ObjectHeader header) {
    for (FillValueMessage message : header.getMessagesOfType(FillValueMessage.class)) {
      if (message.isFillValueDefined() && message.getFillValue().hasRemaining()) {
        return StoredBytes.of(message.getFillValue());
      }
    }
    for (FillValueOldMessage message : header.getMessagesOfType(FillValueOldMessage.class)) {
      if (message.getFillValue() != null && message.getFillValue().hasRemaining()) {
        return StoredBytes.of(message.getFillValue());
      }
    }
    return null;
  }

  private static void checkWithin(Hdf5Storage storage, String path, ChunkTable chunks) {
    for (int i = chunks.nextAllocated(0); i < chunks.count(); i = chunks.nextAllocated(i + 1)) {
      if (chunks.offset(i) > storage.size() - chunks.size(i)) {
        throw new BadGranuleException(
            "[%s /%s chunk %s] lies at bytes %s to %s, but the granule ends at %s: it is truncated; get it again"
                .formatted(
                    storage.name(),
                    path,
                    i,
                    chunks.offset(i),
                    chunks.offset(i) + chunks.size(i),
                    storage.size()));
      }
    }
  }
}
