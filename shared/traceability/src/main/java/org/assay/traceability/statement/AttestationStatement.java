package org.assay.traceability.statement;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Accreditation;
import org.assay.attestation.Attestation;
import org.assay.attestation.Challenge;
import org.assay.attestation.Credential;
import org.assay.attestation.CustodyReceipt;
import org.assay.attestation.Did;
import org.assay.attestation.FacilityId;
import org.assay.attestation.IdentityAnchor;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Policy;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.Revocation;
import org.assay.attestation.jws.CompactJws;
import org.assay.ledger.Digest;
import org.assay.ledger.Subject;

/**
 * An attestation in its envelope.
 *
 * @param bytes as received
 * @param statement the digest of the bytes
 * @param jws the envelope
 * @param credential what it says
 */
public record AttestationStatement(
    byte[] bytes, Digest statement, CompactJws jws, Credential credential) implements Statement {

  private static final String FACILITY = "facility:";

  public AttestationStatement {
    bytes = bytes.clone();
  }

  static AttestationStatement read(byte[] bytes) throws RejectedException {
    return of(CompactJws.parse(bytes), bytes);
  }

  /**
   * Reads the payload of an envelope.
   *
   * @throws RejectedException if it is no credential, or is signed in another name than its
   *     issuer's
   */
  public static AttestationStatement of(CompactJws jws, byte[] bytes) throws RejectedException {
    Credential credential = Credential.parse(jws.payload());
    if (!credential.issuer().equals(jws.header().kid().did())) {
      throw Rejection.of(
              Reason.KID_INVALID,
              "the statement is signed with a key of "
                  + jws.header().kid().did()
                  + ", but its issuer is "
                  + credential.issuer())
          .at("/issuer")
          .remedy("sign with a key of the issuer, and name that key in kid")
          .toException();
    }
    return new AttestationStatement(bytes, Digest.of(bytes), jws, credential);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public Digest identity() {
    return Statement.identity(credential.issuer().value(), credential.id());
  }

  /**
   * The issuer, then the registry where it concerns it, then facilities and lots in the order in
   * which they are named.
   */
  @Override
  public List<Subject> subjects() {
    Set<Subject> subjects = new LinkedHashSet<>();
    subjects.add(issuer(credential.issuer()));
    Attestation said = credential.subject();
    if (isGovernance()) {
      subjects.add(REGISTRY);
    }
    said.facilities().stream().map(AttestationStatement::facility).forEach(subjects::add);
    said.lots().stream().map(AttestationStatement::lot).forEach(subjects::add);
    return List.copyOf(subjects);
  }

  /**
   * The facility at which it says that a lot was brought forth; empty where it brings forth none.
   */
  public Optional<FacilityId> broughtForthAt() {
    Attestation said = credential.subject();
    if (said instanceof LotOrigin origin) {
      return Optional.of(origin.facility().id());
    }
    return said instanceof LotConversion conversion
        ? Optional.of(conversion.facility().id())
        : Optional.empty();
  }

  /** Whether it changes who may say what, or what is asked of lots. */
  public boolean isGovernance() {
    Attestation said = credential.subject();
    return said instanceof IdentityAnchor
        || said instanceof Accreditation
        || said instanceof Revocation
        || said instanceof Policy;
  }

  @Override
  public Set<Digest> references() {
    if (credential.subject() instanceof Revocation revocation
        && revocation.target() instanceof Revocation.StatementTarget target) {
      Set<Digest> named = new LinkedHashSet<>();
      named.add(Statement.identity(target.issuer().value(), target.id()));
      revocation
          .corrective()
          .forEach(each -> named.add(Statement.identity(each.issuer().value(), each.id())));
      return Set.copyOf(named);
    }
    if (credential.subject() instanceof Challenge challenge) {
      return Set.of(
          Statement.identity(challenge.target().issuer().value(), challenge.target().id()));
    }
    if (credential.subject() instanceof CustodyReceipt receipt) {
      return Set.of(
          Statement.identity(receipt.transfer().issuer().value(), receipt.transfer().id()));
    }
    return Set.of();
  }

  /** The subject of an issuer's own statements. */
  public static Subject issuer(Did did) {
    return new Subject("issuer:" + did);
  }

  /** The subject of a lot. */
  public static Subject lot(LotId lot) {
    return new Subject("lot:" + lot);
  }

  /** The subject of a facility. */
  public static Subject facility(FacilityId facility) {
    return new Subject(FACILITY + facility);
  }

  /** Whether a subject is a facility. */
  public static boolean isFacility(Subject subject) {
    return subject.id().startsWith(FACILITY);
  }
}
