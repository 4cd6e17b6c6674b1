package org.groundtrack.hdf5;

import io.jhdf.Constants;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names in a group, without a look at what they name: jHDF's own groups read the header of
 * every child.
 */
final class Links {
  /**
   * Where a name leads.
   *
   * @param address of the object's header, or -1 for a soft link
   * @param target path of a soft link, or {@code null}
   */
  record Link(long address, String target) {
    boolean isSoft() {
      return target != null;
    }
  }

  private static final int CACHED_SOFT_LINK = 2;

  private Links() {}

  static boolean isGroup(ObjectHeader header) {
    return header.hasMessageOfType(SymbolTableMessage.class)
        || header.hasMessageOfType(LinkInfoMessage.class)
        || header.hasMessageOfType(LinkMessage.class);
  }

  /** Names and targets in the order in which they are stored. External links are left out. */
  static Map<String, Link> of(Hdf5Storage storage, ObjectHeader header) {
    Map<String, Link> links = new LinkedHashMap<>();
    if (header.hasMessageOfType(SymbolTableMessage.class)) {
      readSymbolTable(storage, header.getMessageOfType(SymbolTableMessage.class), links);
    } else if (header.hasMessageOfType(LinkInfoMessage.class)) {
      LinkInfoMessage info = header.getMessageOfType(LinkInfoMessage.class);
      if (info.getBTreeNameIndexAddress() == Constants.UNDEFINED_ADDRESS) {
        header.getMessagesOfType(LinkMessage.class).forEach(message -> add(message, links));
      } else {
        readDense(storage, info, links);
      }
    } else {
      header.getMessagesOfType(LinkMessage.class).forEach(message -> add(message, links));
    }
    return links;
  }

  private static void readSymbolTable(
      Hdf5Storage storage, SymbolTableMessage table, Map<String, Link> links) {
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    List<Long> nodes =
        BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses();
    for (long node : nodes) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
        String name = nameAt(names, entry.getLinkNameOffset());
        boolean soft = entry.getCacheType() == CACHED_SOFT_LINK;
        links.put(
            name,
            soft
                ? new Link(-1, nameAt(names, entry.getLinkValueOffset()))
                : new Link(entry.getObjectHeaderAddress(), null));
      }
    }
  }

  private static String nameAt(ByteBuffer names, int offset) {
    ByteBuffer name = names.duplicate();
    name.position(offset);
    return Utils.readUntilNull(name);
  }

  private static void readDense(
      Hdf5Storage storage, LinkInfoMessage info, Map<String, Link> links) {
    BTreeV2<LinkNameForIndexedGroupRecord> index =
        new BTreeV2<>(storage, info.getBTreeNameIndexAddress());
    DenseHeap heap = new DenseHeap(storage, info.getFractalHeapAddress());
    for (LinkNameForIndexedGroupRecord entry : index.getRecords()) {
      add(LinkMessage.fromBuffer(heap.object(entry.getId()), storage.getSuperblock()), links);
    }
  }

  private static void add(LinkMessage message, Map<String, Link> links) {
    switch (message.getLinkType()) {
      case HARD -> links.put(message.getLinkName(), new Link(message.getHardLinkAddress(), null));
      case SOFT -> links.put(message.getLinkName(), new Link(-1, message.getSoftLink()));
      case EXTERNAL -> {
        // Another file is never opened because a granule names it.
      }
    }
  }
}
