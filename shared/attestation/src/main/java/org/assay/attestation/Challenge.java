package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Disputes a recorded statement about a lot or a facility. It changes nothing of it: whoever asks
 * is told that it is disputed.
 *
 * <p>Issued by an auditor or another party accredited for it, or a member. Source: UNTP discussion
 * of third-party attestation.
 *
 * @param target the statement that is disputed, of another issuer
 * @param about the lot or the facility that the statement is about
 * @param claim what is wrong with it
 * @param answerBy the day by which an answer is asked for
 * @param evidence what shows it
 */
public record Challenge(
    Revocation.StatementTarget target,
    About about,
    String claim,
    LocalDate answerBy,
    List<Document> evidence)
    implements Attestation {

  public Challenge {
    requireNonNull(target);
    requireNonNull(about);
    Invariants.text(claim, 1024, "/claim");
    Invariants.day(answerBy, "/answerBy");
    Invariants.size(evidence, 0, Document.MOST, "/evidence");
    evidence = List.copyOf(evidence);
  }

  @Override
  public AttestationType type() {
    return AttestationType.CHALLENGE;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(about.country());
  }

  @Override
  public Set<Mineral> minerals() {
    return about.minerals();
  }

  @Override
  public Set<LotId> lots() {
    return about.lots();
  }

  @Override
  public Set<FacilityId> facilities() {
    return about.facilities();
  }

  static Challenge read(JsonFields in) throws RejectedException {
    Revocation.StatementTarget target = Revocation.StatementTarget.read(in.object("target"));
    About about = About.read(in.object("about"));
    String claim = in.text("claim");
    LocalDate answerBy = in.date("answerBy");
    List<Document> evidence = Document.readAll(in.objects("evidence"));
    return in.build(() -> new Challenge(target, about, claim, answerBy, evidence));
  }

  void write(ObjectNode out) {
    target.write(out.putObject("target"));
    about.write(out.putObject("about"));
    out.put("claim", claim);
    out.put("answerBy", answerBy.toString());
    Document.writeAll(evidence, out, "evidence");
  }
}
