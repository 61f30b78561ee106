package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class EntryPropertiesTest {
  private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();

  @RepeatedTest(500)
  void anEntryIsReadBackEqual(RepetitionInfo repetition) {
    Entry entry = entry(random(repetition));
    byte[] bytes = entry.encode();

    assertThat(Entry.decode(bytes)).isEqualTo(entry);
    assertThat(Entry.decode(bytes).encode()).isEqualTo(bytes);
  }

  @RepeatedTest(500)
  void differentEntriesHaveDifferentBytes(RepetitionInfo repetition) {
    Random random = random(repetition);
    Entry one = entry(random);
    Entry other = changed(one, random);

    assertThat(Digest.of(one.encode()).equals(Digest.of(other.encode())))
        .isEqualTo(one.equals(other));
  }

  /** The read entry, where there is one, says what its bytes say: no two spellings of one entry. */
  @RepeatedTest(2_000)
  void aChangedByteIsRefusedOrAnotherEntry(RepetitionInfo repetition) {
    Random random = random(repetition);
    Entry entry = entry(random);
    byte[] bytes = entry.encode();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(127));

    assertRefusedOrAnother(entry, bytes);
  }

  @RepeatedTest(500)
  void aByteLessOrMoreIsRefusedOrAnotherEntry(RepetitionInfo repetition) {
    Random random = random(repetition);
    Entry entry = entry(random);
    byte[] bytes = entry.encode();
    int at = random.nextInt(bytes.length);
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

  private static Random random(RepetitionInfo repetition) {
    // Numbers that follow each other give java.util.Random beginnings that are alike.
    return new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
  }

  private static Entry entry(Random random) {
    List<Link> links = new ArrayList<>();
    for (int count = 1 + random.nextInt(8); count > 0; count--) {
      links.add(link(random));
    }
    return new Entry(number(random), instant(random), digest(random), digest(random), links);
  }

  /** The same entry, or one that differs in one part. */
  private static Entry changed(Entry entry, Random random) {
    List<Link> links = new ArrayList<>(entry.links());
    return switch (random.nextInt(6)) {
      case 0 -> entry;
      case 1 ->
          new Entry(number(random), entry.at(), entry.prev(), entry.statement(), entry.links());
      case 2 -> new Entry(entry.index(), instant(random), entry.prev(), entry.statement(), links);
      case 3 ->
          new Entry(entry.index(), entry.at(), digest(random), entry.statement(), entry.links());
      case 4 -> new Entry(entry.index(), entry.at(), entry.prev(), digest(random), entry.links());
      default -> {
        links.set(random.nextInt(links.size()), link(random));
        yield new Entry(entry.index(), entry.at(), entry.prev(), entry.statement(), links);
      }
    };
  }

  private static Link link(Random random) {
    return random.nextBoolean()
        ? new Link(digest(random), 0, -1)
        : new Link(digest(random), Math.max(1, number(random)), number(random));
  }

  /** Any that is not negative, and often one at the ends. */
  private static long number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(3);
      case 1 -> Long.MAX_VALUE - random.nextInt(3);
      default -> (random.nextLong() & Long.MAX_VALUE) >> random.nextInt(63);
    };
  }

  private static Instant instant(Random random) {
    long millis =
        switch (random.nextInt(6)) {
          case 0 -> YEAR_0 + random.nextInt(2);
          case 1 -> YEAR_10000 - 1 - random.nextInt(2);
          case 2 -> 1_000L * random.nextInt();
          default -> random.nextLong(YEAR_0, YEAR_10000);
        };
    return Instant.ofEpochMilli(millis);
  }

  private static Digest digest(Random random) {
    byte[] bytes = new byte[Digest.LENGTH];
    random.nextBytes(bytes);
    return Digest.fromBytes(bytes);
  }
}
