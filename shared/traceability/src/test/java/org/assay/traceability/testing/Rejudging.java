package org.assay.traceability.testing;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.ledger.Admission;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.admission.Submission;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The admission of a replay: statements come from the ledger, so their signatures are checked here,
 * by the registry as it was before each of them.
 */
final class Rejudging implements Admission<Submission, Rejection> {
  private final RegistryReader registries;
  private final AttestationAdmission admission;

  Rejudging(RegistryReader registries) {
    this.registries = registries;
    this.admission = new AttestationAdmission(registries);
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
    Registry registry = registries.at(view.standing(Statement.REGISTRY)).copy();
    Session<Submission, Rejection> session = admission.open(view);
    return new Session<>() {
      private long next = view.position().size();

      @Override
      public Optional<Rejection> objection(Submission candidate, Instant at, States states) {
        try {
          return session.objection(verified(candidate, at), at, states);
        } catch (RejectedException e) {
          return Optional.of(e.rejection());
        }
      }

      private Submission verified(Submission candidate, Instant at) throws RejectedException {
        return candidate.content() instanceof AttestationStatement attestation
            ? new Submission(attestation, Signatures.verify(registry, attestation.jws(), next, at))
            : candidate;
      }

      @Override
      public void admitted(Submission candidate, Ref ref) {
        next = ref.index() + 1;
        if (candidate.subjects().contains(Statement.REGISTRY)) {
          registry.record(candidate.content(), ref);
        }
        session.admitted(candidate, ref);
      }
    };
  }
}
