package org.assay.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assay.ledger.Digest;
import org.assay.ledger.StatementStore;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.testing.InMemoryStatementStore;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.ConsistencyProof;
import org.assay.ledger.tlog.SignedNote;
import org.assay.ledger.tlog.TileHashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir Path folder;

  @Test
  void anUntamperedLedgerHasNoFindings() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    AuditReport report = ledger.audit();
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(AuditReport.Verdict.CLEAN);
    assertThat(report.unchecked()).isEmpty();
    assertThat(report.size()).isEqualTo(AuditedLedger.SIZE);
    assertThat(report.published()).isEqualTo(AuditedLedger.PUBLISHED);
    assertThat(report.counts())
        .isEqualTo(
            new AuditReport.Counts(21, AuditedLedger.SIZE, AuditedLedger.SIZE, 7, rows(ledger)));
  }

  private static long rows(AuditedLedger ledger) {
    long[] rows = {0};
    ledger.index.scan(0, 1, row -> rows[0]++);
    return rows[0];
  }

  @Test
  void theLogAloneIsCheckedAsFarAsItTells() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    AuditReport report = ledger.audit(AuditStores.publicLog(ledger.log, null), null);
    assertThat(report.verdict()).isEqualTo(AuditReport.Verdict.CLEAN);
    assertThat(report.size()).isEqualTo(AuditedLedger.PUBLISHED);
    assertThat(report.counts().statements()).isZero();
    assertThat(report.unchecked())
        .extracting(Unchecked::what)
        .containsExactlyInAnyOrder(
            "blocks and salts", "index rows", "statements, signatures and authority");
  }

  @Test
  void theLogAloneWithStatementsIsJudged() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    AuditReport report = ledger.audit(AuditStores.publicLog(ledger.log, ledger.statements), null);
    assertThat(report.verdict()).isEqualTo(AuditReport.Verdict.CLEAN);
    assertThat(report.counts().statements()).isEqualTo(AuditedLedger.PUBLISHED);
  }

  @Test
  void aTamperedBundleOfTheLogAloneIsFound() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    byte[] bundle = ledger.file("tile/entries/001");
    bundle[1000] ^= 1;
    ledger.log.tamper("tile/entries/001", bundle);
    AuditReport report = ledger.audit(AuditStores.publicLog(ledger.log, null), null);
    assertThat(report.findings())
        .extracting(Finding::object)
        .contains("tile/entries/001")
        .allMatch(object -> object.equals("tile/entries/001") || object.equals("checkpoint"));
  }

  @Test
  void aForkIsRefusedByWhoeverHoldsAnEarlierCheckpoint() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    AuditedLedger fork = ledger.fork();
    assertThat(fork.audit().verdict()).isEqualTo(AuditReport.Verdict.CLEAN);
    AuditReport report = fork.audit(fork.stores(), ledger.checkpoint());
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.object()).isEqualTo("checkpoint of 600 entries");
              assertThat(finding.invariant()).isEqualTo(Invariant.I2);
              assertThat(finding.sentence()).contains("fork");
            });
    assertThat(ledger.audit(ledger.stores(), ledger.checkpoint()).findings()).isEmpty();
    assertThat(fork.audit(AuditStores.publicLog(fork.log, null), ledger.checkpoint()).findings())
        .extracting(Finding::object)
        .containsExactly("checkpoint of 600 entries");
  }

  @Test
  void aForkHasNoConsistencyProofThatHolds() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    Checkpoint held = Checkpoint.parse(SignedNote.parse(ledger.checkpoint()).text());
    AuditedLedger fork = ledger.fork();
    fork.publisher().publish();
    Checkpoint shown = Checkpoint.parse(SignedNote.parse(fork.checkpoint()).text());
    ConsistencyProof proof =
        new TileHashes(fork.log, shown.size())
            .read(tree -> tree.consistency(held.size(), shown.size()));
    assertThat(proof.holds(held.root(), shown.root())).isFalse();
    ledger.publisher().publish();
    Checkpoint later = Checkpoint.parse(SignedNote.parse(ledger.checkpoint()).text());
    assertThat(
            new TileHashes(ledger.log, later.size())
                .read(tree -> tree.consistency(held.size(), later.size()))
                .holds(held.root(), later.root()))
        .isTrue();
  }

  @Test
  void aLogThatShrankIsFound() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    byte[] before = ledger.checkpoint();
    ledger.publisher().publish();
    byte[] held = ledger.checkpoint();
    ledger.log.putCheckpoint(before);
    AuditReport report = ledger.audit(AuditStores.publicLog(ledger.log, null), held);
    assertThat(report.findings())
        .extracting(Finding::object)
        .containsExactly("checkpoint of 630 entries");
  }

  @Test
  void whatNobodyMaySayAfterTheClosingIsFound() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    ledger.force(
        Note.note("issuer1", "closing", 0, QuotaAdmission.CLOSING.id()),
        Note.note("issuer1", "late", 0, "lot1"));
    assertThat(ledger.audit().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.object())
                  .isEqualTo(
                      "statement " + Note.note("issuer1", "late", 0, "lot1").statement().hex());
              assertThat(finding.index()).isEqualTo(AuditedLedger.SIZE + 1);
              assertThat(finding.invariant()).isEqualTo(Invariant.I10);
            });
  }

  @Test
  void whatConsumesMoreThanThereIsIsFound() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    ledger.force(
        Note.note("issuer1", "first", 99_000, "lot1"),
        Note.note("issuer2", "second", 2_000, "lot1"));
    assertThat(ledger.audit().findings())
        .extracting(Finding::index, Finding::invariant)
        .containsExactly(tuple(AuditedLedger.SIZE + 1L, Invariant.I5));
  }

  @Test
  void aStatementWithTwoEntriesIsFound() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    ledger.force(
        Note.note("issuer1", "first", 1, "lot1"), Note.note("issuer1", "first", 1, "lot1"));
    assertThat(ledger.audit().findings())
        .extracting(Finding::index, Finding::invariant)
        .contains(tuple(AuditedLedger.SIZE + 1L, Invariant.I3));
  }

  @Test
  void aStoreThatDoesNotAnswerEndsTheAuditWithoutAVerdict() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    InMemoryStatementStore deaf = new InMemoryStatementStore();
    StatementStore failing =
        new StatementStore() {
          @Override
          public Digest put(byte[] statement) {
            return deaf.put(statement);
          }

          @Override
          public void putAll(Collection<byte[]> statements) {
            deaf.putAll(statements);
          }

          @Override
          public Optional<byte[]> get(Digest digest) {
            throw new StoreUnavailable("it sleeps");
          }

          @Override
          public Map<Digest, byte[]> getAll(Collection<Digest> digests) {
            throw new StoreUnavailable("it sleeps");
          }
        };
    AuditReport report =
        ledger.audit(
            new AuditStores(ledger.blocks, failing, ledger.index, ledger.log, ledger.publications),
            null);
    assertThat(report.verdict()).isEqualTo(AuditReport.Verdict.UNFINISHED);
    assertThat(report.unfinished())
        .hasValueSatisfying(why -> assertThat(why).contains("it sleeps"));
  }

  @Test
  void anAuditThatIsStoppedSaysSo() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    AtomicLong done = new AtomicLong();
    AuditReport report =
        ledger
            .auditor(
                ledger.stores(), new AuditSettings(2, 10, 100, () -> done.get() >= 100, done::set))
            .audit();
    assertThat(report.verdict()).isEqualTo(AuditReport.Verdict.UNFINISHED);
    assertThat(report.size()).isBetween(100L, 600L);
  }

  @Test
  void rowsOfABlockThatIsWrittenDuringTheAuditAreNoFindings() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    boolean[] isWritten = {false};
    AuditReport report =
        ledger
            .auditor(
                ledger.stores(),
                new AuditSettings(
                    2,
                    10,
                    100,
                    () -> false,
                    size -> {
                      if (size == AuditedLedger.SIZE && !isWritten[0]) {
                        isWritten[0] = true;
                        ledger.more();
                      }
                    }))
            .audit();
    assertThat(isWritten[0]).isTrue();
    assertThat(report.findings()).isEmpty();
    assertThat(report.size()).isEqualTo(AuditedLedger.SIZE);
  }

  @Test
  void rowsOfTheNewestBlockThatNobodyWroteYetAreNoFindings() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    ledger.force(Note.note("issuer1", "first", 1, "lot1"));
    AuditReport report = ledger.audit();
    assertThat(report.findings()).isEmpty();
    assertThat(report.unchecked())
        .extracting(Unchecked::what)
        .containsExactly("index rows of block 21");
  }

  @Test
  void manyFindingsAreCounted() {
    AuditedLedger ledger = AuditedLedger.make(folder);
    for (int i = 0; i < 200; i++) {
      ledger.statements.drop(ledger.note(i).statement());
    }
    AuditReport report = ledger.audit();
    assertThat(report.findings()).hasSize(100);
    assertThat(report.findings().get(0).index()).isZero();
    assertThat(report.findingsTotal()).isEqualTo(200);
  }
}
