package org.assay.ledger.audit;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/**
 * A hash table in a temporary file: slots of a fixed size, each of which begins with its {@link
 * RunKey.Key}, found by linear probing. Positions are good until something is added. Not
 * thread-safe.
 */
final class SlotTable {
  /** Where a slot's own content begins. */
  static final int CONTENT = 16;

  private static final int SEGMENT_BITS = 28;
  private static final int SEGMENT = 1 << SEGMENT_BITS;

  private final Scratch scratch;
  private final int slotBits;
  private FileChannel file;
  private ByteBuffer[] segments;
  private long capacity;
  private long size;

  /**
   * @param slotBits the logarithm of a slot's size in bytes
   */
  SlotTable(Scratch scratch, int slotBits) {
    this.scratch = scratch;
    this.slotBits = slotBits;
    this.capacity = 1 << 12;
    this.file = scratch.file();
    this.segments = segments();
  }

  private ByteBuffer[] segments() {
    long bytes = capacity << slotBits;
    int count = (int) Math.max(1, bytes >> SEGMENT_BITS);
    ByteBuffer[] mapped = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      mapped[i] = Scratch.map(file, (long) i << SEGMENT_BITS, Math.min(bytes, SEGMENT));
    }
    return mapped;
  }

  /** The position of a key's slot; -1 if there is none. */
  long find(RunKey.Key key) {
    long position = probe(key.hi(), key.lo());
    return getLong(position, 0) == 0 ? -1 : position;
  }

  /** The position of a new slot for a key that has none. */
  long add(RunKey.Key key) {
    if (size >= capacity - (capacity >> 2)) {
      grow();
    }
    long position = probe(key.hi(), key.lo());
    putLong(position, 0, key.hi());
    putLong(position, 8, key.lo());
    size++;
    return position;
  }

  private long probe(long hi, long lo) {
    for (long slot = lo & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      long position = slot << slotBits;
      long there = getLong(position, 0);
      if (there == 0 || (there == hi && getLong(position, 8) == lo)) {
        return position;
      }
    }
  }

  private void grow() {
    FileChannel old = file;
    ByteBuffer[] from = segments;
    long slots = capacity;
    capacity <<= 1;
    file = scratch.file();
    segments = segments();
    for (long slot = 0; slot < slots; slot++) {
      long position = slot << slotBits;
      ByteBuffer segment = from[(int) (position >> SEGMENT_BITS)];
      int at = (int) (position & (SEGMENT - 1));
      long hi = segment.getLong(at);
      if (hi != 0) {
        long to = probe(hi, segment.getLong(at + 8));
        for (int offset = 0; offset < 1 << slotBits; offset += Long.BYTES) {
          putLong(to, offset, segment.getLong(at + offset));
        }
      }
    }
    scratch.release(old);
  }

  void forEach(LongConsumer visitor) {
    for (long slot = 0; slot < capacity; slot++) {
      long position = slot << slotBits;
      if (getLong(position, 0) != 0) {
        visitor.accept(position);
      }
    }
  }

  RunKey.Key keyAt(long position) {
    return new RunKey.Key(getLong(position, 0), getLong(position, 8));
  }

  long getLong(long position, int offset) {
    return segments[(int) (position >> SEGMENT_BITS)].getLong(
        (int) (position & (SEGMENT - 1)) + offset);
  }

  void putLong(long position, int offset, long value) {
    segments[(int) (position >> SEGMENT_BITS)].putLong(
        (int) (position & (SEGMENT - 1)) + offset, value);
  }
}
