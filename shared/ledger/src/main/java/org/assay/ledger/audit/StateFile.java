package org.assay.ledger.audit;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the domain keeps of subjects, in a temporary file. A state that still fits is written over
 * the one before. Not thread-safe.
 */
final class StateFile {
  private static final int SEGMENT = 1 << 26;
  private static final int HEADER = 8;

  private final FileChannel file;
  private final List<ByteBuffer> segments = new ArrayList<>();
  private long end = HEADER; // No state is at 0, which stands for none.

  StateFile(Scratch scratch) {
    this.file = scratch.file();
  }

  /** The state at a position. */
  byte @Nullable [] get(long position) {
    if (position == 0) {
      return null;
    }
    ByteBuffer segment = segment(position);
    int at = (int) (position % SEGMENT);
    byte[] state = new byte[segment.getInt(at + 4)];
    segment.get(at + HEADER, state);
    return state;
  }

  /**
   * Keeps a state.
   *
   * @param position of the state before it; 0 for none
   * @return the position of the new one; 0 for none
   */
  long put(long position, byte @Nullable [] state) {
    if (state == null) {
      return 0;
    }
    if (state.length > SEGMENT / 2) {
      throw new IllegalArgumentException("a state of " + state.length + " bytes is no state");
    }
    long to = position;
    if (to == 0 || segment(to).getInt((int) (to % SEGMENT)) < state.length) {
      to = allocate(state.length);
    }
    ByteBuffer segment = segment(to);
    int at = (int) (to % SEGMENT);
    segment.putInt(at + 4, state.length);
    segment.put(at + HEADER, state);
    return to;
  }

  private long allocate(int length) {
    // Room for the digits of a growing number, and twice as much for one that has grown before.
    int room = length < 256 ? (length + 39) & ~31 : Integer.highestOneBit(length) << 1;
    long left = SEGMENT - end % SEGMENT;
    if (left < HEADER + room) {
      end += left;
    }
    long position = end;
    segment(position).putInt((int) (position % SEGMENT), room);
    end += HEADER + room;
    return position;
  }

  private ByteBuffer segment(long position) {
    int number = (int) (position / SEGMENT);
    while (segments.size() <= number) {
      segments.add(Scratch.map(file, (long) segments.size() * SEGMENT, SEGMENT));
    }
    return segments.get(number);
  }
}
