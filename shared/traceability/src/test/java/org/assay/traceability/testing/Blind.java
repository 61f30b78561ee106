package org.assay.traceability.testing;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Rejection;
import org.assay.ledger.Admission;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.traceability.admission.Submission;
import org.jspecify.annotations.Nullable;

/** Objects to nothing, and keeps the books as another does. */
record Blind(Admission<Submission, Rejection> books) implements Admission<Submission, Rejection> {
  @Override
  public Submission read(byte[] statement) {
    return books.read(statement);
  }

  @Override
  public Optional<Submission> receive(byte[] statement) {
    return books.receive(statement);
  }

  @Override
  public Set<Subject> standing() {
    return books.standing();
  }

  @Override
  public byte @Nullable [] fold(
      Submission candidate, Subject subject, byte @Nullable [] before, Instant at) {
    return books.fold(candidate, subject, before, at);
  }

  @Override
  public Session<Submission, Rejection> open(View view) {
    Session<Submission, Rejection> session = books.open(view);
    return new Session<>() {
      @Override
      public Optional<Rejection> objection(Submission candidate, Instant at, States states) {
        return Optional.empty();
      }

      @Override
      public void admitted(Submission candidate, Ref ref) {
        session.admitted(candidate, ref);
      }
    };
  }
}
