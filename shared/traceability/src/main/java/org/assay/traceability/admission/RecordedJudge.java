package org.assay.traceability.admission;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.ledger.Admission;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Ref;
import org.assay.ledger.StatementStore;
import org.assay.ledger.Subject;
import org.assay.ledger.audit.Invariant;
import org.assay.ledger.audit.Judge;
import org.assay.traceability.registry.Authority;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.CharterStatement;
import org.assay.traceability.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Judges recorded statements again for an audit, by the same rules as when they were admitted, but
 * by a registry that is replayed from the statements themselves. Thread-safe.
 */
public final class RecordedJudge implements Judge<Submission> {
  private final @Nullable StatementStore statements;

  /**
   * @param statements where a statement is read that another one revokes; null where statements
   *     cannot be read, and so none is judged
   */
  public RecordedJudge(@Nullable StatementStore statements) {
    this.statements = statements;
  }

  @Override
  public Submission read(byte[] statement) {
    return AttestationAdmission.recorded(statement);
  }

  @Override
  public Set<Subject> standing() {
    return Set.of(Statement.REGISTRY);
  }

  @Override
  public byte @Nullable [] fold(
      Submission candidate, Subject subject, byte @Nullable [] before, Instant at) {
    try {
      return AttestationAdmission.kept(candidate, subject, before);
    } catch (ArithmeticException e) {
      throw new IntegrityFault("more of a lot is consumed than can be counted", e);
    }
  }

  @Override
  public Optional<Objection> contradiction(Submission candidate, Admission.States states) {
    return candidate.content() instanceof AttestationStatement attestation
        ? LotChecks.objection(attestation, states)
            .map(rejection -> objection(Invariant.I5, rejection))
        : Optional.empty();
  }

  @Override
  public Rules<Submission> start() {
    return new Registered(new Registry());
  }

  private static Objection objection(Invariant invariant, Rejection rejection) {
    return new Objection(
        invariant,
        "it should have been refused (" + rejection.reason() + "): " + rejection.detail());
  }

  /** The rules as a registry has them. */
  private final class Registered implements Rules<Submission> {
    private final Registry registry;

    Registered(Registry registry) {
      this.registry = registry;
    }

    @Override
    public boolean isChangedBy(Submission candidate) {
      return candidate.content() instanceof CharterStatement
          || (candidate.content() instanceof AttestationStatement said && said.isGovernance());
    }

    @Override
    public Optional<Objection> objection(
        Submission candidate, long index, Instant at, Recorded recorded) {
      return rejection(candidate.content(), index, at, recorded)
          .map(
              rejection ->
                  RecordedJudge.objection(
                      rejection.reason() == Reason.BAD_SIGNATURE ? Invariant.I8 : Invariant.I10,
                      rejection));
    }

    private Optional<Rejection> rejection(
        Statement statement, long index, Instant at, Recorded recorded) {
      if (statement instanceof CharterStatement charter) {
        return Authority.objection(registry, charter, index, at);
      }
      AttestationStatement attestation = (AttestationStatement) statement;
      try {
        // The key's standing is judged here too; unlike at a submission, nothing happened since.
        Object unused = Signatures.verify(registry, attestation.jws(), index, at);
      } catch (RejectedException e) {
        return Optional.of(e.rejection());
      }
      return Admissibility.tooEarly(attestation, at)
          .or(() -> Authority.objection(registry, attestation, index, at))
          .or(() -> Admissibility.policy(attestation))
          .or(
              () ->
                  Admissibility.target(
                      registry, attestation, index, at, recorded::find, this::attestation));
    }

    private AttestationStatement attestation(Ref place) {
      if (statements == null) {
        throw new IntegrityFault("statements cannot be read");
      }
      return RegistryReader.attestation(place, statements);
    }

    @Override
    public Rules<Submission> after(Submission candidate, Ref ref) {
      Registry next = registry.copy();
      next.record(candidate.content(), ref);
      return new Registered(next);
    }
  }
}
