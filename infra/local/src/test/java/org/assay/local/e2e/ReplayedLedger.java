package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.functions.audit.LedgerAudit;
import org.assay.ledger.Admission;
import org.assay.ledger.BlockStore;
import org.assay.ledger.IndexStore;
import org.assay.ledger.Ref;
import org.assay.ledger.StatementStore;
import org.assay.ledger.Subject;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.AuditSettings;
import org.assay.ledger.audit.AuditStores;
import org.assay.ledger.audit.Judge;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.local.StoredLedger;
import org.assay.traceability.admission.RecordedJudge;
import org.assay.traceability.admission.Submission;
import org.jspecify.annotations.Nullable;

/**
 * Audits an exchange's ledger straight from the stores, and replays it once more by the simple
 * means of the tests, so that the two are held against each other.
 */
final class ReplayedLedger {
  private ReplayedLedger() {}

  /**
   * Checks everything; nobody may be writing.
   *
   * @param environment says where the stores are
   * @throws AssertionError if something is not as it must be
   */
  static LedgerCheck.Replay verify(Map<String, String> environment) {
    try (StoredLedger ledger = StoredLedger.of(environment)) {
      AuditStores stores = ledger.stores();
      AuditReport report =
          LedgerAudit.run(stores, ledger.key().orElseThrow(), AuditSettings.onAllCores(), null);
      assertThat(report.findings()).isEmpty();
      assertThat(report.verdict()).as("%s", report).isEqualTo(AuditReport.Verdict.CLEAN);
      BlockStore blocks = there(stores.blocks());
      StatementStore statements = there(stores.statements());
      IndexStore index = there(stores.index());
      LedgerCheck.Replay replay =
          LedgerCheck.verify(blocks, statements, index, new Judged(new RecordedJudge(statements)));
      assertThat(report.size()).isEqualTo(replay.entries());
      return replay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T there(@Nullable T store) {
    if (store == null) {
      throw new AssertionError("whoever has the stores can read them all");
    }
    return store;
  }

  /** The judge of the audit in the place of an admission. */
  private static final class Judged implements Admission<Submission, Judge.Objection> {
    private final RecordedJudge judge;
    private Judge.Rules<Submission> rules;

    Judged(RecordedJudge judge) {
      this.judge = judge;
      this.rules = judge.start();
    }

    @Override
    public Submission read(byte[] statement) {
      return judge.read(statement);
    }

    @Override
    public Optional<Submission> receive(byte[] statement) {
      return Optional.of(judge.read(statement)); // Nothing is submitted to a replay.
    }

    @Override
    public Set<Subject> standing() {
      return judge.standing();
    }

    @Override
    public byte @Nullable [] fold(
        Submission candidate, Subject subject, byte @Nullable [] before, Instant at) {
      return judge.fold(candidate, subject, before, at);
    }

    @Override
    public Session<Submission, Judge.Objection> open(View view) {
      return new Session<>() {
        private long next = view.position().size();

        @Override
        public Optional<Judge.Objection> objection(
            Submission candidate, Instant at, States states) {
          return rules
              .objection(candidate, next, at, states::reference)
              .or(() -> judge.contradiction(candidate, states));
        }

        @Override
        public void admitted(Submission candidate, Ref ref) {
          next = ref.index() + 1;
          if (rules.isChangedBy(candidate)) {
            rules = rules.after(candidate, ref);
          }
        }
      };
    }
  }
}
