package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;

class EntryPropertiesTest {
  private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();

  @Property(tries = 500)
  void anEntryIsReadBackEqual(@ForAll("entries") Entry entry) {
    byte[] bytes = entry.encode();

    assertThat(Entry.decode(bytes)).isEqualTo(entry);
    assertThat(Entry.decode(bytes).encode()).isEqualTo(bytes);
  }

  @Property(tries = 500)
  void differentEntriesHaveDifferentBytes(
      @ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    assertThat(Digest.of(one.encode()).equals(Digest.of(other.encode())))
        .isEqualTo(one.equals(other));
  }

  /** The read entry, where there is one, says what its bytes say: no two spellings of one entry. */
  @Property(tries = 2_000)
  void aChangedByteIsRefusedOrAnotherEntry(
      @ForAll("entries") Entry entry,
      @ForAll @IntRange(max = 1_000_000) int where,
      @ForAll @ByteRange(min = 1, max = 127) byte flip) {
    byte[] bytes = entry.encode();
    bytes[where % bytes.length] ^= flip;

    assertRefusedOrAnother(entry, bytes);
  }

  @Property(tries = 500)
  void aByteLessOrMoreIsRefusedOrAnotherEntry(
      @ForAll("entries") Entry entry, @ForAll @IntRange(max = 1_000_000) int where) {
    byte[] bytes = entry.encode();
    int at = where % bytes.length;
    byte[] less = new byte[bytes.length - 1];
    System.arraycopy(bytes, 0, less, 0, at);
    System.arraycopy(bytes, at + 1, less, at, less.length - at);
    byte[] more = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, more, 0, at + 1);
    System.arraycopy(bytes, at, more, at + 1, bytes.length - at);

    assertRefusedOrAnother(entry, less);
    assertRefusedOrAnother(entry, more);
  }

  private static void assertRefusedOrAnother(Entry entry, byte[] bytes) {
    assertThat(Digest.of(bytes)).isNotEqualTo(Digest.of(entry.encode()));
    Entry read;
    try {
      read = Entry.decode(bytes);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertThat(read).isNotEqualTo(entry);
    assertThat(read.encode()).isEqualTo(bytes);
  }

  @Provide
  Arbitrary<Entry> entries() {
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.longs().between(YEAR_0, YEAR_10000 - 1).map(Instant::ofEpochMilli),
            digests(),
            digests(),
            links().list().ofMinSize(1).ofMaxSize(8))
        .as(Entry::new);
  }

  private static Arbitrary<Link> links() {
    Arbitrary<Link> first = digests().map(tag -> new Link(tag, 0, -1));
    Arbitrary<Link> later =
        Combinators.combine(
                digests(),
                Arbitraries.longs().greaterOrEqual(1),
                Arbitraries.longs().greaterOrEqual(0))
            .as(Link::new);
    return Arbitraries.oneOf(List.of(first, later));
  }

  private static Arbitrary<Digest> digests() {
    return Arbitraries.bytes().array(byte[].class).ofSize(Digest.LENGTH).map(Digest::fromBytes);
  }
}
