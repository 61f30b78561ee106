package org.assay.traceability.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Attestation;
import org.assay.attestation.Credential;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.ledger.Admission;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.traceability.registry.Authority;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.CharterStatement;
import org.assay.traceability.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Admits to the ledger what its issuer may say and what contradicts no earlier entry. Thread-safe.
 */
public final class AttestationAdmission implements Admission<Submission, Rejection> {
  /** How far an issuer's clock may be ahead of the ledger's. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final RegistryReader registries;
  private final Optional<Reception> reception;

  /** One that takes no statements from other processes, such as that of a replay. */
  public AttestationAdmission(RegistryReader registries) {
    this.registries = registries;
    this.reception = Optional.empty();
  }

  /**
   * @param reception checks the statements that other processes were given
   */
  public AttestationAdmission(RegistryReader registries, Reception reception) {
    this.registries = registries;
    this.reception = Optional.of(reception);
  }

  @Override
  public Submission read(byte[] statement) {
    return recorded(statement);
  }

  static Submission recorded(byte[] statement) {
    try {
      return new Submission(Statement.read(statement), null);
    } catch (RejectedException e) {
      throw new IntegrityFault("a recorded statement cannot be read", e);
    }
  }

  /** What speaks against a statement that is dated after its entry; empty if it is not. */
  public static Optional<Rejection> tooEarly(AttestationStatement statement, Instant at) {
    return Admissibility.tooEarly(statement, at);
  }

  @Override
  public Optional<Submission> receive(byte[] statement) {
    return reception.flatMap(desk -> desk.receive(statement));
  }

  @Override
  public Set<Subject> standing() {
    return Set.of(Statement.REGISTRY);
  }

  @Override
  public byte @Nullable [] fold(
      Submission candidate, Subject subject, byte @Nullable [] before, Instant at) {
    return kept(candidate, subject, before);
  }

  static byte @Nullable [] kept(Submission candidate, Subject subject, byte @Nullable [] before) {
    if (candidate.content() instanceof AttestationStatement attestation) {
      Credential credential = attestation.credential();
      Attestation said = credential.subject();
      boolean isAboutFacilities = !(said instanceof LotOrigin || said instanceof LotConversion);
      if (isAboutFacilities
          && said.facilities().stream()
              .anyMatch(id -> AttestationStatement.facility(id).equals(subject))) {
        return FacilityState.decode(before).after(candidate.identity()).encode();
      }
      for (LotId lot : credential.subject().lots()) {
        if (AttestationStatement.lot(lot).equals(subject)) {
          return LotState.decode(before)
              .after(credential.subject(), lot, credential.issuer())
              .encode();
        }
      }
    }
    return before;
  }

  @Override
  public Session<Submission, Rejection> open(View view) {
    return new OpenSession(
        registries, registries.at(view.standing(Statement.REGISTRY)), view.position().size());
  }

  /**
   * Judges one block's candidates; the registry it reads is shared until one of them changes it.
   */
  private static final class OpenSession implements Session<Submission, Rejection> {
    private final RegistryReader registries;
    private Registry registry;
    private boolean isOwn;
    private long next;

    OpenSession(RegistryReader registries, Registry registry, long next) {
      this.registries = registries;
      this.registry = registry;
      this.next = next;
    }

    @Override
    public Optional<Rejection> objection(Submission candidate, Instant at, States states) {
      if (candidate.content() instanceof CharterStatement charter) {
        return Authority.objection(registry, charter, next, at);
      }
      AttestationStatement attestation = (AttestationStatement) candidate.content();
      return Admissibility.tooEarly(attestation, at)
          .or(() -> keyEnded(candidate, attestation, at))
          .or(() -> Authority.objection(registry, attestation, next, at))
          .or(() -> Admissibility.policy(attestation))
          .or(
              () ->
                  Admissibility.target(
                      registry, attestation, next, at, states::reference, registries::attestation))
          .or(() -> LotChecks.objection(attestation, states));
    }

    /**
     * The signature was checked before this turn, maybe against an older registry; what may have
     * changed since is whether the key, and any certificate that vouches for it, still stands.
     */
    private Optional<Rejection> keyEnded(
        Submission candidate, AttestationStatement attestation, Instant at) {
      try {
        VerificationMethod standing =
            Signatures.standing(registry, attestation.jws().header(), next, at);
        return standing.equals(candidate.verifiedWith())
            ? Optional.empty()
            : Optional.of(
                Rejection.of(
                        Reason.KEY_REVOKED,
                        "the key "
                            + standing.id()
                            + " is not the one that the signature was checked with")
                    .remedy("submit the statement again"));
      } catch (RejectedException e) {
        return Optional.of(e.rejection());
      }
    }

    @Override
    public void admitted(Submission candidate, Ref ref) {
      next = ref.index() + 1;
      if (candidate.subjects().contains(Statement.REGISTRY)) {
        if (!isOwn) {
          registry = registry.copy();
          isOwn = true;
        }
        registry.record(candidate.content(), ref);
      }
    }
  }
}
