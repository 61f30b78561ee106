package org.assay.ledger.tlog;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.assay.ledger.Entry;

/** Entries one after the other, each behind its length in two bytes (C2SP tlog-tiles). */
public final class EntryBundle {
  private EntryBundle() {}

  /** The bytes of a bundle. */
  public static byte[] encode(List<byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > Entry.MAX_BYTES) {
        throw new IllegalArgumentException("an entry has at most " + Entry.MAX_BYTES + " bytes");
      }
      out.write(entry.length >> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /**
   * The entries of a bundle.
   *
   * @throws IllegalArgumentException if a length leads past the end
   */
  public static List<byte[]> decode(byte[] bundle) {
    ByteBuffer in = ByteBuffer.wrap(bundle);
    List<byte[]> entries = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        byte[] entry = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(entry);
        entries.add(entry);
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("an entry's length leads past the end of its bundle", e);
    }
    return entries;
  }
}
