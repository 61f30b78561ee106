package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.ledger.testing.Chain;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BlockTest {
  private static final Block FIRST = Chain.block(Position.START, 3, "first");
  private static final Block SECOND = Chain.block(FIRST.position(), 3, "second");

  @Test
  void blocksFollowEachOther() {
    assertThatCode(() -> FIRST.checkFollows(Position.START)).doesNotThrowAnyException();
    assertThatCode(() -> SECOND.checkFollows(FIRST.position())).doesNotThrowAnyException();
    assertThat(SECOND.position())
        .isEqualTo(new Position(1, SECOND.chain(), SECOND.edge(), SECOND.entries().get(2).at()));
  }

  @Test
  void aBlockFollowsOnlyTheOneBeforeIt() {
    Block other = Chain.block(Position.START, 3, "other");

    assertFault(() -> SECOND.checkFollows(Position.START), "block 1");
    assertFault(() -> SECOND.checkFollows(other.position()), "block 1");
    assertFault(() -> FIRST.checkFollows(FIRST.position()), "block 0");
  }

  @Test
  void anEdgeThatIsNotThatOfTheEntriesIsFound() {
    List<Digest> hashes = new ArrayList<>(SECOND.edge().hashes());
    hashes.set(0, Digest.ZERO);
    Block forged =
        Block.stored(
            1,
            SECOND.encodedEntries(),
            SECOND.salts(),
            SECOND.chain(),
            new RightEdge(SECOND.edge().size(), hashes));

    assertFault(() -> forged.checkFollows(FIRST.position()), "right edge");
  }

  @Test
  void entriesThatAreMissingMovedOrAddedAreFound() {
    List<byte[]> entries = SECOND.encodedEntries();

    assertFault(() -> stored(List.of(entries.get(0), entries.get(2))), "does not follow");
    assertFault(
        () -> stored(List.of(entries.get(1), entries.get(0), entries.get(2))), "does not follow");
    assertFault(
        () -> stored(List.of(entries.get(0), entries.get(0), entries.get(1), entries.get(2))),
        "does not follow");
    assertFault(() -> stored(entries.subList(0, 2)), "chain hash or size");
    assertFault(() -> stored(List.of()), "no entries");
    Block shortened = stored(entries.subList(1, 3));
    assertFault(() -> shortened.checkFollows(FIRST.position()), "does not follow block 0");
  }

  @Test
  void anEntryThatCannotBeReadIsFound() {
    List<byte[]> entries = SECOND.encodedEntries();
    entries = new ArrayList<>(entries);
    entries.set(1, new byte[] {'{', '}'});
    List<byte[]> damaged = entries;

    assertFault(() -> stored(damaged), "entry 1");
  }

  @Test
  void aWrongChainHashOrSizeIsFound() {
    assertFault(
        () ->
            Block.stored(1, SECOND.encodedEntries(), SECOND.salts(), FIRST.chain(), SECOND.edge()),
        "chain hash");
    assertFault(
        () ->
            Block.stored(1, SECOND.encodedEntries(), SECOND.salts(), SECOND.chain(), FIRST.edge()),
        "size");
    assertFault(
        () ->
            Block.stored(
                -1, SECOND.encodedEntries(), SECOND.salts(), SECOND.chain(), SECOND.edge()),
        "no number");
  }

  @Test
  void blocksAreEqualIfTheyHoldTheSame() {
    Block same = stored(SECOND.encodedEntries());
    Block withoutSalts =
        Block.stored(1, SECOND.encodedEntries(), Map.of(), SECOND.chain(), SECOND.edge());

    assertThat(same).isEqualTo(SECOND).hasSameHashCodeAs(SECOND);
    assertThat(withoutSalts).isNotEqualTo(SECOND);
    assertThat(Chain.block(FIRST.position(), 3, "rival")).isNotEqualTo(SECOND);
  }

  @Test
  void nobodyCanChangeTheEntriesOfABlock() {
    byte[] before = SECOND.encodedEntries().get(0);

    SECOND.encodedEntries().get(0)[5] = 'X';

    assertThat(SECOND.encodedEntries().get(0)).isEqualTo(before);
  }

  private static Block stored(List<byte[]> entries) {
    return Block.stored(1, entries, SECOND.salts(), SECOND.chain(), SECOND.edge());
  }

  private static void assertFault(ThrowingCallable call, String message) {
    assertThatExceptionOfType(IntegrityFault.class).isThrownBy(call).withMessageContaining(message);
  }
}
