package org.assay.ledger.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;

/**
 * The key of one audit, under which its tables keep what they compare: SipHash-2-4 (Aumasson and
 * Bernstein 2012), a pseudorandom function, so that whoever laid out the ledger could not choose
 * what collides. Sums of its values modulo 2^64 compare multisets (Clarke et al. 2003, MSet-Add-
 * Hash; Blum et al. 1991): rows that were fixed before the key was drawn go undetected once in 2^64
 * times. Thread-safe.
 */
final class RunKey {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long k0;
  private final long k1;

  RunKey(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  static RunKey draw() {
    SecureRandom random = new SecureRandom();
    return new RunKey(random.nextLong(), random.nextLong());
  }

  /**
   * Where something is kept in a table.
   *
   * @param hi the first 64 bits, never 0
   * @param lo the last
   */
  record Key(long hi, long lo) {}

  Key key(Digest digest) {
    return key(digest.toBytes());
  }

  Key key(Subject subject) {
    return key(subject.id().getBytes(StandardCharsets.US_ASCII));
  }

  private Key key(byte[] data) {
    Sip sip = new Sip(k0, k1, true);
    sip.bytes(data);
    long lo = sip.finish(0xee);
    long hi = sip.second();
    return new Key(hi == 0 ? 1 : hi, lo);
  }

  /** A value for the place of an entry among those of a subject, or of a statement. */
  long value(long seq, Ref ref) {
    byte[] statement = ref.statement().toBytes();
    Sip sip = new Sip(k0, k1, false);
    sip.word(seq);
    sip.word(ref.index());
    sip.word(ref.block());
    sip.word(ref.at().toEpochMilli());
    sip.bytes(statement);
    return sip.finish(0xff);
  }

  /** The 64-bit hash of some bytes. */
  long hash(byte[] data) {
    Sip sip = new Sip(k0, k1, false);
    sip.bytes(data);
    return sip.finish(0xff);
  }

  /** The state of one computation. */
  private static final class Sip {
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private int length;
    private boolean ended;

    Sip(long k0, long k1, boolean isWide) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
      if (isWide) {
        v1 ^= 0xee;
      }
    }

    void word(long m) {
      v3 ^= m;
      rounds(2);
      v0 ^= m;
      length += Long.BYTES;
    }

    /** The last part of what is hashed. */
    void bytes(byte[] data) {
      int whole = data.length & ~7;
      for (int at = 0; at < whole; at += Long.BYTES) {
        word((long) LONGS.get(data, at));
      }
      long last = (long) (length + data.length - whole) << 56;
      for (int at = whole; at < data.length; at++) {
        last |= (data[at] & 0xffL) << (8 * (at - whole));
      }
      v3 ^= last;
      rounds(2);
      v0 ^= last;
      ended = true;
    }

    long finish(int mark) {
      if (!ended) {
        throw new IllegalStateException("the bytes come last");
      }
      v2 ^= mark;
      rounds(4);
      return v0 ^ v1 ^ v2 ^ v3;
    }

    long second() {
      v1 ^= 0xdd;
      rounds(4);
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void rounds(int count) {
      for (int i = 0; i < count; i++) {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
      }
    }
  }
}
