package org.assay.local.e2e;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;
import org.assay.ledger.Admission;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.admission.Submission;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Replays an exchange's ledger from block 0 as an auditor does, straight from the stores: blocks,
 * chain, tree, links, signatures, authority, lots and every index row.
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
    try (AwsStores stores = new AwsStores(AwsSettings.from(environment))) {
      RegistryReader registries = new RegistryReader(stores.index(), stores.statements());
      return LedgerCheck.verify(
          stores.blocks(),
          stores.statements(),
          stores.index(),
          new Audited(new AttestationAdmission(registries)));
    }
  }

  /** The admission, which is told here with which key each recorded signature holds. */
  private static final class Audited implements Admission<Submission, Rejection> {
    private final AttestationAdmission admission;
    private final Registry registry = new Registry();

    Audited(AttestationAdmission admission) {
      this.admission = admission;
    }

    @Override
    public Submission read(byte[] statement) {
      return admission.read(statement);
    }

    @Override
    public Optional<Submission> receive(byte[] statement) {
      return admission.receive(statement);
    }

    @Override
    public Set<Subject> standing() {
      return admission.standing();
    }

    @Override
    public byte @Nullable [] fold(
        Submission candidate, Subject subject, byte @Nullable [] before, Instant at) {
      return admission.fold(candidate, subject, before, at);
    }

    @Override
    public Session<Submission, Rejection> open(View view) {
      Session<Submission, Rejection> session = admission.open(view);
      return new Session<>() {
        private long next = view.position().size();

        @Override
        public Optional<Rejection> objection(Submission candidate, Instant at, States states) {
          try {
            return session.objection(verified(candidate, next, at), at, states);
          } catch (RejectedException e) {
            return Optional.of(e.rejection());
          }
        }

        @Override
        public void admitted(Submission candidate, Ref ref) {
          session.admitted(candidate, ref);
          next = ref.index() + 1;
          if (candidate.subjects().contains(Statement.REGISTRY)) {
            registry.record(candidate.content(), ref);
          }
        }
      };
    }

    private Submission verified(Submission candidate, long index, Instant at)
        throws RejectedException {
      if (!(candidate.content() instanceof AttestationStatement statement)) {
        return candidate;
      }
      VerificationMethod method = Signatures.verify(registry, statement.jws(), index, at);
      return new Submission(statement, method);
    }
  }
}
