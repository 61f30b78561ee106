package org.assay.ledger;

import static org.assay.ledger.testing.Note.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.ledger.testing.Chain;
import org.assay.ledger.testing.FaultyStores;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.assay.ledger.testing.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One sequencer, one submitter, stores that work. */
class SequencerTest {
  @Test
  void entriesGetIndexesWithoutGaps() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();

    for (int i = 0; i < 5; i++) {
      assertThat(ref(ledger.submit(sequencer, note("mine", "n" + i, 1, "lot"))).index())
          .isEqualTo(i);
    }

    assertThat(ledger.check().entries()).isEqualTo(5);
  }

  @Test
  void aBatchIsOneBlockInItsOrder() {
    TestLedger ledger = TestLedger.empty();
    List<Note> notes = notes(20);

    List<Outcome<String>> outcomes = ledger.submit(ledger.sequencer(), notes);

    assertThat(outcomes)
        .extracting(outcome -> ref(outcome).index())
        .isEqualTo(IntStream.range(0, 20).mapToObj(Long::valueOf).toList());
    assertThat(outcomes)
        .extracting(outcome -> ref(outcome).statement())
        .isEqualTo(notes.stream().map(Note::statement).toList());
    assertThat(ledger.check().blocks()).isEqualTo(1);
  }

  @Test
  void nothingSubmittedIsNothingRecorded() {
    TestLedger ledger = TestLedger.empty();

    assertThat(ledger.sequencer().submit(List.of())).isEmpty();

    assertThat(ledger.check().entries()).isZero();
  }

  @Test
  void aStatementSubmittedAgainIsAnsweredWithItsFirstPlace() {
    TestLedger ledger = TestLedger.withQuota(5);
    Note note = note("mine", "n", 5, "lot");
    Ref first = ref(ledger.submit(ledger.sequencer(), note));
    ledger.clock.move(Duration.ofDays(400));

    assertThat(ledger.submit(ledger.sequencer(), note)).isEqualTo(new Outcome.Repeated<>(first));

    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void aStatementTwiceInOneBatchIsOneEntry() {
    TestLedger ledger = TestLedger.withQuota(5);
    Note note = note("mine", "n", 5, "lot");

    List<Outcome<String>> outcomes = ledger.submit(ledger.sequencer(), List.of(note, note));

    Ref ref = ref(outcomes.get(0));
    assertThat(outcomes).containsExactly(new Outcome.Sequenced<>(ref), new Outcome.Repeated<>(ref));
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void otherBytesUnderARecordedIdentityAreAConflict() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    Ref first = ref(ledger.submit(sequencer, note("mine", "n", 1, "lot")));

    List<Outcome<String>> outcomes =
        ledger.submit(sequencer, List.of(note("mine", "n", 2, "lot"), note("mine", "m", 1, "lot")));

    assertThat(outcomes.get(0)).isEqualTo(new Outcome.Conflicting<>(first));
    assertThat(ref(outcomes.get(1)).index()).isEqualTo(1);
    assertThat(ledger.check().entries()).isEqualTo(2);
  }

  @Test
  void otherBytesUnderOneIdentityInOneBatchAreAConflict() {
    TestLedger ledger = TestLedger.empty();

    List<Outcome<String>> outcomes =
        ledger.submit(
            ledger.sequencer(), List.of(note("mine", "n", 1, "lot"), note("mine", "n", 2, "lot")));

    assertThat(outcomes.get(1)).isEqualTo(new Outcome.Conflicting<>(ref(outcomes.get(0))));
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void aRefusalSaysWhyAndLeavesNothing() {
    TestLedger ledger = TestLedger.withQuota(10);
    Sequencer<Note, String> sequencer = ledger.sequencer();
    ledger.submit(sequencer, note("mine", "first", 7, "lot"));
    var rows = ledger.index.rows();

    assertThat(ledger.submit(sequencer, note("mine", "second", 4, "new", "lot")))
        .isEqualTo(new Outcome.Refused<>("lot has 3 left"));

    assertThat(ledger.index.rows()).isEqualTo(rows);
    assertThat(ledger.blocks.read(1)).isEmpty();
    LedgerCheck.Replay replay = ledger.check();
    assertThat(replay.entries()).isEqualTo(1);
    assertThat(replay.heads()).doesNotContainKey(new Subject("new"));
  }

  @Test
  void whatWasRefusedMayBeRecordedLater() {
    TestLedger ledger = TestLedger.withQuota(10);
    Sequencer<Note, String> sequencer = ledger.sequencer();
    ledger.submit(sequencer, note("mine", "first", 7, "lot"));
    Note second = note("mine", "second", 4, "lot");
    assertThat(ledger.submit(sequencer, second)).isInstanceOf(Outcome.Refused.class);
    ledger.submit(sequencer, note("mine", "returned", -5, "lot"));

    assertThat(ref(ledger.submit(sequencer, second)).index()).isEqualTo(2);

    ledger.check();
  }

  @Test
  void anEarlierLineOfABatchCountsForALaterOne() {
    TestLedger ledger = TestLedger.withQuota(10);

    List<Outcome<String>> outcomes =
        ledger.submit(
            ledger.sequencer(),
            List.of(
                note("mine", "a", 6, "lot"),
                note("mine", "b", 6, "lot"),
                note("mine", "c", 4, "lot"),
                note("mine", "d", 1, "lot")));

    assertThat(outcomes.get(1)).isEqualTo(new Outcome.Refused<>("lot has 4 left"));
    assertThat(outcomes.get(3)).isEqualTo(new Outcome.Refused<>("lot has 0 left"));
    assertThat(ref(outcomes.get(2)).index()).isEqualTo(1);
    assertThat(ledger.check().entries()).isEqualTo(2);
  }

  @Test
  void aStandingSubjectCountsInItsOwnBatchAndLater() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    String closing = QuotaAdmission.CLOSING.id();

    List<Outcome<String>> outcomes =
        ledger.submit(
            sequencer,
            List.of(
                note("mine", "a", 1, "lot"),
                note("mine", "b", 1, closing),
                note("mine", "c", 1, "lot")));

    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Refused<>("closed"));
    assertThat(ledger.submit(sequencer, note("mine", "d", 1)))
        .isEqualTo(new Outcome.Refused<>("closed"));
    assertThat(ledger.submit(ledger.sequencer(), note("mine", "e", 1)))
        .isEqualTo(new Outcome.Refused<>("closed"));
    assertThat(ledger.check().entries()).isEqualTo(2);
  }

  @Test
  void aBatchLargerThanABlockIsSplitOverBlocks() {
    TestLedger ledger = TestLedger.withQuota(20);
    SequencerSettings small = settings(65_536, 7);
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      notes.add(note("mine", "n" + i, 1, "lot"));
    }

    List<Outcome<String>> outcomes = ledger.submit(ledger.sequencer(small), notes);

    assertThat(outcomes.subList(0, 20))
        .extracting(outcome -> ref(outcome).index())
        .isEqualTo(IntStream.range(0, 20).mapToObj(Long::valueOf).toList());
    assertThat(outcomes.subList(20, 25)).containsOnly(new Outcome.Refused<>("lot has 0 left"));
    assertThat(ledger.check().blocks()).isEqualTo(3);
  }

  @Test
  void noBlockHasMoreBytesThanItMay() {
    TestLedger ledger = TestLedger.empty();
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      notes.add(new Note("mine", "n" + i, names("lot" + i + "/", 30), 1));
    }

    ledger.submit(ledger.sequencer(settings(65_536, 1_000)), notes);

    long blocks = ledger.check().blocks();
    assertThat(blocks).isEqualTo(3);
    for (long number = 0; number < blocks; number++) {
      assertThat(bytes(ledger.blocks.read(number).orElseThrow())).isLessThanOrEqualTo(65_536);
    }
  }

  @Test
  void theLargestEntryHasRoomInABlockOfItsOwn() {
    TestLedger ledger = TestLedger.empty();
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      notes.add(new Note("mine", "n" + i, names("lot" + i + "/", 690), 1));
    }

    ledger.submit(ledger.sequencer(settings(65_536, 1_000)), notes);

    assertThat(ledger.check().blocks()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64, 65, 128, 200})
  void aSubjectOfManyEntriesIsFollowedThroughItsChunks(int entries) {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    for (int from = 0; from < entries; from += 9) {
      List<Note> batch = new ArrayList<>();
      for (int i = from; i < Math.min(entries, from + 9); i++) {
        batch.add(note(i % 2 == 0 ? "even" : "odd", "n" + i, 1, "lot"));
      }
      ledger.submit(sequencer, batch);
    }

    SubjectHead head = ledger.check().head(new Subject("lot"));

    assertThat(head.count()).isEqualTo(entries);
    assertThat(ledger.index.chunks(new Subject("lot"), 0)).hasSize(entries / SubjectHead.CHUNK);
    Entry last =
        ledger.blocks.read(ledger.index.applied()).orElseThrow().entries().get((entries - 1) % 9);
    assertThat(last.links().get(1))
        .isEqualTo(new Link(last.links().get(1).tag(), entries - 1, entries - 2));
  }

  @Test
  void oneBlockMayFillSeveralChunksOfASubject() {
    TestLedger ledger = TestLedger.empty();
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      notes.add(note("mine", "n" + i, 1, "lot"));
    }

    ledger.submit(ledger.sequencer(), notes);

    assertThat(ledger.check().blocks()).isEqualTo(1);
    assertThat(ledger.index.chunks(new Subject("lot"), 0)).hasSize(3);
  }

  @Test
  void timeDoesNotGoBackWhenTheClockDoes() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    Instant first = ref(ledger.submit(sequencer, note("mine", "a", 1))).at();

    ledger.clock.move(Duration.ofHours(-3));
    Instant second = ref(ledger.submit(sequencer, note("mine", "b", 1))).at();
    Instant third = ref(ledger.submit(ledger.sequencer(), note("mine", "c", 1))).at();
    ledger.clock.move(Duration.ofHours(4));
    Instant fourth = ref(ledger.submit(sequencer, note("mine", "d", 1))).at();

    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);
    assertThat(fourth).isEqualTo(first.plus(Duration.ofHours(1)));
    ledger.check();
  }

  @Test
  void aNewProcessFindsTheTip() {
    TestLedger ledger = TestLedger.empty();
    for (int i = 0; i < 10; i++) {
      assertThat(ref(ledger.submit(ledger.sequencer(), note("mine", "n" + i, 1, "lot"))).index())
          .isEqualTo(i);
    }

    assertThat(ledger.check().blocks()).isEqualTo(10);
  }

  @Test
  void aProcessThatSleptThroughManyBlocksIsNotTakenForAnUnluckyOne() {
    TestLedger ledger = TestLedger.empty();
    SequencerSettings settings = TestLedger.settings(3, Duration.ZERO, Duration.ofSeconds(20));
    Sequencer<Note, String> sleeper = ledger.sequencer(settings);
    ledger.submit(sleeper, note("mine", "early", 1, "lot"));
    Sequencer<Note, String> busy = ledger.sequencer();
    for (int i = 0; i < 50; i++) {
      ledger.submit(busy, note("mine", "n" + i, 1, "lot"));
    }

    assertThat(ref(ledger.submit(sleeper, note("mine", "late", 1, "lot"))).index()).isEqualTo(51);

    ledger.check();
  }

  @Test
  void whatADamagedStoreHoldsIsNotBuiltUpon() {
    TestLedger ledger = TestLedger.empty();
    Note note = note("mine", "n", 1, "lot");
    ledger.stores.failNext(FaultyStores.Operation.INDEX_APPLY, FaultyStores.Fault.DID_NOT_HAPPEN);
    ledger.submit(ledger.sequencer(), note);
    ledger.statements.tamper(note.statement(), new byte[] {1});

    assertThatExceptionOfType(IntegrityFault.class)
        .isThrownBy(() -> ledger.submit(ledger.sequencer(), note("mine", "m", 1, "lot")))
        .withMessageContaining(note.statement().hex());

    ledger.statements.tamper(note.statement(), note.bytes());
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void aBlockThatDoesNotFollowIsNotBuiltUpon() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    ledger.submit(sequencer, note("mine", "n", 1, "lot"));
    Block fork = Chain.block(Position.START, 1, "fork");
    ledger.blocks.tamper(Chain.block(fork.position(), 1, "next"));

    assertThatExceptionOfType(IntegrityFault.class)
        .isThrownBy(() -> ledger.submit(sequencer, note("mine", "m", 1, "lot")))
        .withMessage("block 1 does not follow block 0");
  }

  @Test
  void aMarkedBlockThatTakesTheLedgerBackIsNotBuiltUpon() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    ledger.submit(sequencer, notes(3));
    Position first = ledger.blocks.read(0).orElseThrow().position();
    ledger.blocks.tamper(Chain.block(first, 1, "next"));
    ledger.blocks.tamper(
        Chain.block(new Position(1, Digest.ZERO, RightEdge.EMPTY, first.at()), 1, "shorter"));
    ledger.index.apply(new IndexUpdate(2, Map.of(), List.of(), List.of()));

    assertThatExceptionOfType(IntegrityFault.class)
        .isThrownBy(() -> ledger.submit(sequencer, note("mine", "m", 1, "lot")))
        .withMessage("block 2 does not come after block 1");
  }

  private static SequencerSettings settings(int bytes, int entries) {
    return new SequencerSettings(
        bytes,
        entries,
        10,
        Duration.ZERO,
        Duration.ofSeconds(20),
        Duration.ofMillis(2),
        Duration.ofMillis(500),
        4_000);
  }

  private static List<Note> notes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> note("mine" + i % 3, "n" + i, 1, "lot" + i % 5))
        .toList();
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static int bytes(Block block) {
    return block.encodedEntries().stream().mapToInt(entry -> entry.length).sum()
        + block.salts().size() * (Digest.LENGTH + Salt.LENGTH);
  }

  private static Ref ref(Outcome<String> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Sequenced.class);
    return ((Outcome.Sequenced<String>) outcome).ref();
  }
}
