package org.assay.traceability.admission;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.assay.attestation.Attestation;
import org.assay.attestation.Challenge;
import org.assay.attestation.CustodyReceipt;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.Policy;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.attestation.Revocation;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.traceability.policy.PolicyRules;
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

  /** Refuses a policy that asks for a rule that there is not, or gives it other parameters. */
  static Optional<Rejection> policy(AttestationStatement attestation) {
    return attestation.credential().subject() instanceof Policy policy
        ? PolicyRules.objection(policy)
        : Optional.empty();
  }

  /**
   * Refuses a revocation of a statement that is not recorded, or that its issuer may not revoke, a
   * receipt of a transfer that is not recorded, or to somebody else, and a challenge of one that is
   * not recorded, or not about what the challenge is about.
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
    Attestation said = attestation.credential().subject();
    Revocation.StatementTarget target;
    if (said instanceof Challenge challenge) {
      target = challenge.target();
    } else if (said instanceof CustodyReceipt receipt) {
      target = receipt.transfer();
    } else if (said instanceof Revocation revocation
        && revocation.target() instanceof Revocation.StatementTarget revoked) {
      target = revoked;
    } else {
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
              .at(pointer(said))
              .remedy("name issuer, id and digest as the answer to its submission gave them"));
    }
    if (said instanceof Challenge challenge) {
      return notAbout(challenge, read.apply(place.get()).credential().subject());
    }
    if (said instanceof CustodyReceipt receipt) {
      return notReceiver(
          receipt,
          attestation.credential().issuer(),
          read.apply(place.get()).credential().subject());
    }
    Did issuer = attestation.credential().issuer();
    boolean isOwn = issuer.equals(target.issuer());
    Revocation revocation = (Revocation) said;
    if (isOwn && revocation.corrective().isEmpty()) {
      return Optional.empty();
    }
    AttestationStatement revoked = read.apply(place.get());
    Optional<Rejection> objection =
        isOwn
            ? Optional.empty()
            : Authority.objection(registry, issuer, revoked, place.get(), index, at);
    return objection.or(() -> notRecorded(revocation, revoked, recorded, read));
  }

  /** What replaces a statement is recorded before, and says the same kind of thing of the same. */
  private static Optional<Rejection> notRecorded(
      Revocation revocation,
      AttestationStatement target,
      Function<Digest, Optional<Ref>> recorded,
      Function<Ref, AttestationStatement> read) {
    for (int i = 0; i < revocation.corrective().size(); i++) {
      Revocation.StatementTarget each = revocation.corrective().get(i);
      Optional<Ref> place =
          recorded
              .apply(Statement.identity(each.issuer().value(), each.id()))
              .filter(ref -> ref.statement().hex().equals(each.digest().hex()));
      boolean replaces =
          place
              .map(ref -> read.apply(ref).credential().subject())
              .filter(said -> isInPlaceOf(said, target.credential().subject()))
              .isPresent();
      if (!replaces) {
        return Optional.of(
            Rejection.of(
                    Reason.TARGET_UNKNOWN,
                    place.isEmpty()
                        ? "no statement " + each.id() + " of " + each.issuer() + " is recorded so"
                        : "the statement "
                            + each.id()
                            + " is not of the type of what is revoked, or not about the same")
                .at("/credentialSubject/corrective/" + i)
                .remedy(
                    "record the corrected statement first, and name its issuer, id and digest"));
      }
    }
    return Optional.empty();
  }

  private static boolean isInPlaceOf(Attestation correction, Attestation target) {
    return correction.type() == target.type()
        && correction.lots().equals(target.lots())
        && correction.facilities().equals(target.facilities());
  }

  private static String pointer(Attestation said) {
    return "/credentialSubject"
        + (said instanceof Challenge
            ? "/target"
            : said instanceof CustodyReceipt ? "/transfer" : "/target/statement");
  }

  private static Optional<Rejection> notReceiver(
      CustodyReceipt receipt, Did issuer, Attestation target) {
    if (!(target instanceof CustodyTransfer transfer) || !transfer.lot().equals(receipt.lot())) {
      return Optional.of(
          Rejection.of(
                  Reason.TARGET_UNKNOWN,
                  "the statement that is confirmed is no custody transfer of " + receipt.lot())
              .at("/credentialSubject/transfer")
              .remedy("name the transfer by which the lot was sent"));
    }
    return transfer.to().equals(issuer)
        ? Optional.empty()
        : Optional.of(
            Rejection.of(
                    Reason.NOT_RECEIVER,
                    receipt.lot() + " was sent to " + transfer.to() + ", not to " + issuer)
                .at("/credentialSubject/transfer")
                .remedy("have " + transfer.to() + " confirm it"));
  }

  private static Optional<Rejection> notAbout(Challenge challenge, Attestation target) {
    boolean agrees =
        target.lots().containsAll(challenge.about().lots())
            && target.facilities().containsAll(challenge.about().facilities());
    return agrees
        ? Optional.empty()
        : Optional.of(
            Rejection.of(Reason.TARGET_UNKNOWN, "the statement that is disputed is not about this")
                .at("/credentialSubject/about")
                .remedy("name a lot or a facility that the statement names"));
  }
}
