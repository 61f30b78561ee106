package org.assay.traceability.admission;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.assay.attestation.Did;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.attestation.Revocation;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.traceability.registry.Authority;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;

/** The checks of a statement that need neither its signature nor its lots. */
final class Admissibility {
  private Admissibility() {}

  /** Refuses what is dated after its entry. */
  static Optional<Rejection> tooEarly(AttestationStatement attestation, Instant at) {
    return attestation.credential().validFrom().isAfter(at.plus(AttestationAdmission.CLOCK_SKEW))
        ? Optional.of(
            Rejection.of(
                    Reason.ISSUED_IN_FUTURE,
                    "the statement is dated "
                        + attestation.credential().validFrom()
                        + ", and it is "
                        + at)
                .at("/validFrom")
                .remedy("submit it when it is due, or set the clock right"))
        : Optional.empty();
  }

  /**
   * Refuses a revocation of a statement that is not recorded, or that its issuer may not revoke.
   *
   * @param recorded where a statement of an identity is
   * @param read the attestation that is recorded somewhere
   */
  static Optional<Rejection> target(
      Registry registry,
      AttestationStatement attestation,
      long index,
      Instant at,
      Function<Digest, Optional<Ref>> recorded,
      Function<Ref, AttestationStatement> read) {
    if (!(attestation.credential().subject() instanceof Revocation revocation
        && revocation.target() instanceof Revocation.StatementTarget target)) {
      return Optional.empty();
    }
    Optional<Ref> place = recorded.apply(Statement.identity(target.issuer().value(), target.id()));
    if (place.isEmpty() || !place.get().statement().hex().equals(target.digest().hex())) {
      return Optional.of(
          Rejection.of(
                  Reason.TARGET_UNKNOWN,
                  place.isEmpty()
                      ? "no statement " + target.id() + " of " + target.issuer() + " is recorded"
                      : "the statement " + target.id() + " is recorded with another digest")
              .at("/credentialSubject/target/statement")
              .remedy("name issuer, id and digest as the answer to its submission gave them"));
    }
    Did issuer = attestation.credential().issuer();
    return issuer.equals(target.issuer())
        ? Optional.empty()
        : Authority.objection(registry, issuer, read.apply(place.get()), place.get(), index, at);
  }
}
