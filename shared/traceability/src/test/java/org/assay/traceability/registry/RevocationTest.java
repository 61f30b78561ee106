package org.assay.traceability.registry;

import static org.assay.attestation.AttestationType.ASSAY;
import static org.assay.attestation.AttestationType.IDENTITY_ANCHOR;
import static org.assay.attestation.AttestationType.LOT_ORIGIN;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.leave;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.passOn;
import static org.assay.traceability.testing.Say.revoke;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assay.attestation.Attestation;
import org.assay.attestation.Mineral;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.Revocation;
import org.assay.attestation.RevocationReason;
import org.assay.attestation.Sha256;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.TestAuthority;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.ledger.Digest;
import org.assay.ledger.Outcome;
import org.assay.ledger.Ref;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;

/** Who takes back what, and what that changes. */
class RevocationTest {
  private final TestExchange exchange = TestExchange.founded();

  private static Attestation origin(String name) {
    return Say.origin(lot(name), Actor.web("op").did(), dry("1"));
  }

  private AttestationStatement said(Actor by, Attestation what) {
    return exchange.recorded(exchange.accept(by, what));
  }

  // Statements.

  @Test
  void anIssuerTakesBackWhatItSaid() {
    Actor operator = exchange.operator("op");
    AttestationStatement said = said(operator, origin("a"));

    assertThat(exchange.refusal(operator, revoke(said))).isEmpty();
    assertThat(exchange.registry().withdrawal(said.statement())).isPresent();
  }

  @Test
  void theMemberOfTheIssuersCountryTakesItBackAndAnotherDoesNot() {
    AttestationStatement said = said(exchange.operator("op"), origin("a"));

    assertThat(exchange.refusal(exchange.finland, revoke(said)))
        .contains(Reason.REVOCATION_NOT_AUTHORISED);
    assertThat(exchange.refusal(exchange.operator("rival"), revoke(said)))
        .contains(Reason.REVOCATION_NOT_AUTHORISED);
    assertThat(exchange.refusal(exchange.congo, revoke(said))).isEmpty();
  }

  @Test
  void anAccreditorTakesBackWhatWasSaidOnItsLeave() {
    Actor laboratory = exchange.registered("laboratory", FI);
    exchange.accept(exchange.congo, leave(laboratory.did(), ASSAY));
    AttestationStatement said = said(laboratory, Say.assay(lot("a"), Mineral.COBALT));

    assertThat(exchange.refusal(exchange.congo, revoke(said))).isEmpty();
  }

  @Test
  void soDoesTheOneThatAccreditedTheAccreditor() {
    Actor body = exchange.registered("body", FI);
    Actor laboratory = exchange.registered("laboratory", FI);
    exchange.accept(exchange.congo, passOn(body.did(), ASSAY));
    AttestationStatement leave = said(body, leave(laboratory.did(), ASSAY));
    AttestationStatement said = said(laboratory, Say.assay(lot("a"), Mineral.COBALT));

    assertThat(exchange.refusal(exchange.congo, revoke(said))).isEmpty();
    assertThat(exchange.refusal(exchange.congo, revoke(leave))).isEmpty();
  }

  @Test
  void toAccreditSomebodyGivesNoPowerOverWhatItSaysByOtherLeave() {
    Actor laboratory = exchange.registered("laboratory", FI);
    exchange.accept(
        exchange.finland,
        Say.accreditation(
            laboratory.did(), Set.of(LOT_ORIGIN), List.of(FI), Set.of(Mineral.COBALT), false));
    AttestationStatement said =
        said(laboratory, Say.origin(lot("a"), FI, Mineral.COBALT, laboratory.did(), dry("1")));
    Actor rival = exchange.registered("rival", CD);
    exchange.accept(exchange.congo, passOn(rival.did(), LOT_ORIGIN, ASSAY));
    exchange.accept(rival, leave(laboratory.did(), LOT_ORIGIN));
    exchange.accept(rival, leave(exchange.finland.did(), LOT_ORIGIN));

    assertThat(exchange.refusal(rival, revoke(said))).contains(Reason.REVOCATION_NOT_AUTHORISED);
    assertThat(
            exchange.refusal(
                rival,
                revoke(
                    said(
                        exchange.finland,
                        Say.origin(
                            lot("b"), FI, Mineral.COBALT, exchange.finland.did(), dry("1"))))))
        .as("a statement of a member")
        .contains(Reason.REVOCATION_NOT_AUTHORISED);
  }

  @Test
  void anAccreditationThatCameLaterGivesNoPowerOverWhatWasSaidBefore() {
    Actor laboratory = exchange.registered("laboratory", FI);
    exchange.accept(exchange.congo, leave(laboratory.did(), ASSAY));
    AttestationStatement said = said(laboratory, Say.assay(lot("a"), Mineral.COBALT));
    Actor rival = exchange.registered("rival", CD);
    exchange.accept(exchange.congo, passOn(rival.did(), ASSAY));
    exchange.accept(rival, leave(laboratory.did(), ASSAY));

    assertThat(exchange.refusal(rival, revoke(said))).contains(Reason.REVOCATION_NOT_AUTHORISED);
  }

  @Test
  void anAccreditorThatLostItsOwnAccreditationTakesNothingBack() {
    Actor body = exchange.registered("body", CD);
    Actor laboratory = exchange.registered("laboratory", FI);
    AttestationStatement above = said(exchange.congo, passOn(body.did(), ASSAY));
    exchange.accept(body, leave(laboratory.did(), ASSAY));
    AttestationStatement said = said(laboratory, Say.assay(lot("a"), Mineral.COBALT));
    exchange.accept(exchange.congo, revoke(above));

    assertThat(exchange.refusal(body, revoke(said))).contains(Reason.REVOCATION_NOT_AUTHORISED);
  }

  @Test
  void theAccreditedTakesBackNothingOfItsAccreditor() {
    Actor body = exchange.registered("body", CD);
    Actor branch = exchange.registered("branch", CD);
    exchange.accept(exchange.congo, passOn(body.did(), LOT_ORIGIN));
    exchange.accept(body, passOn(branch.did(), LOT_ORIGIN));
    exchange.accept(branch, leave(body.did(), LOT_ORIGIN));
    AttestationStatement said = said(body, leave(exchange.registered("op", CD).did(), LOT_ORIGIN));

    assertThat(exchange.refusal(branch, revoke(said))).contains(Reason.REVOCATION_NOT_AUTHORISED);
  }

  @Test
  void aRegisterTakesBackKeysWhileItIsOneAndNeverStatements() {
    Actor register = exchange.registered("register", CD);
    AttestationStatement leave = said(exchange.congo, leave(register.did(), IDENTITY_ANCHOR));
    Actor one = Actor.web("one");
    Actor two = Actor.web("two");
    exchange.accept(register, Say.anchor(one.did(), CD, one.method()));
    exchange.accept(register, Say.anchor(two.did(), CD, two.method()));
    exchange.accept(exchange.congo, leave(one.did(), LOT_ORIGIN));
    AttestationStatement said = said(one, origin("a"));

    assertThat(exchange.refusal(register, revoke(said))).contains(Reason.REVOCATION_NOT_AUTHORISED);
    assertThat(exchange.refusal(register, revoke(one.kid(), null))).isEmpty();
    exchange.accept(exchange.congo, revoke(leave));
    assertThat(exchange.refusal(register, revoke(two.kid(), null)))
        .contains(Reason.REVOCATION_NOT_AUTHORISED);
  }

  @Test
  void theTargetIsInTheLedgerUnderThisDigest() {
    Actor operator = exchange.operator("op");
    AttestationStatement said = said(operator, origin("a"));
    Revocation otherDigest =
        new Revocation(
            new Revocation.StatementTarget(
                operator.did(), said.credential().id(), new Sha256(Digest.ZERO.hex())),
            RevocationReason.FRAUD,
            null,
            "x");
    Revocation otherId =
        new Revocation(
            new Revocation.StatementTarget(
                operator.did(),
                "urn:uuid:00000000-0000-4000-8000-ffffffffffff",
                new Sha256(said.statement().hex())),
            RevocationReason.FRAUD,
            null,
            "x");

    assertThat(exchange.refusal(operator, otherDigest)).contains(Reason.TARGET_UNKNOWN);
    assertThat(exchange.refusal(operator, otherId)).contains(Reason.TARGET_UNKNOWN);
    assertThat(exchange.refusal(operator, revoke(operator.withKey("key-9").kid(), null)))
        .contains(Reason.TARGET_UNKNOWN);
  }

  @Test
  void aStatementAndItsRevocationFitOneBlock() {
    Actor operator = exchange.operator("op");
    byte[] said = exchange.say(operator, origin("a"));
    AttestationStatement read = read(said);

    List<Outcome<Rejection>> outcomes =
        exchange.process().submit(List.of(said, exchange.say(operator, revoke(read))));

    assertThat(outcomes).allMatch(Outcome.Sequenced.class::isInstance);
  }

  private static AttestationStatement read(byte[] bytes) {
    try {
      return (AttestationStatement) Statement.read(bytes);
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  // Keys.

  @Test
  void aRevokedKeySignsNothingMoreAndWhatItSignedStands() {
    Actor operator = exchange.operator("op");
    Ref before = exchange.accept(operator, origin("a"));

    exchange.accept(exchange.congo, revoke(operator.kid(), null));

    assertThat(exchange.refusal(operator, origin("b"))).contains(Reason.KEY_REVOKED);
    assertThat(exchange.judgedAgain(before)).isEmpty();
  }

  @Test
  void aCompromiseReachesBackToItsTimeAndNoFurther() {
    Actor operator = exchange.operator("op");
    Ref before = exchange.accept(operator, origin("a"));
    exchange.clock.move(Duration.ofMillis(1));
    Ref after = exchange.accept(operator, origin("b"));
    Instant since = exchange.clock.instant();
    exchange.clock.move(Duration.ofDays(1));

    exchange.accept(exchange.congo, revoke(operator.kid(), since));

    assertThat(exchange.judgedAgain(before)).isEmpty();
    assertThat(exchange.judgedAgain(after)).contains(Reason.KEY_REVOKED);
  }

  @Test
  void aSecondRevocationReachesFurtherBackAndNeverLess() {
    Actor operator = exchange.operator("op");
    Instant start = exchange.clock.instant();
    Ref said = exchange.accept(operator, origin("a"));
    exchange.clock.move(Duration.ofDays(1));
    exchange.accept(exchange.congo, revoke(operator.kid(), null));
    assertThat(exchange.judgedAgain(said)).isEmpty();

    exchange.accept(exchange.congo, revoke(operator.kid(), start));
    assertThat(exchange.judgedAgain(said)).contains(Reason.KEY_REVOKED);

    exchange.accept(exchange.congo, revoke(operator.kid(), exchange.clock.instant()));
    assertThat(exchange.judgedAgain(said)).contains(Reason.KEY_REVOKED);
  }

  @Test
  void entriesOfOneBlockAreJudgedInTheirOrder() {
    Actor operator = exchange.operator("op");

    List<Outcome<Rejection>> outcomes =
        exchange
            .process()
            .submit(
                List.of(
                    exchange.say(operator, origin("a")),
                    exchange.say(exchange.congo, revoke(operator.kid(), null)),
                    exchange.say(operator, origin("b"))));

    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Sequenced.class);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Refused.class);
    assertThat(exchange.judgedAgain(((Outcome.Sequenced<?>) outcomes.get(0)).ref())).isEmpty();
    exchange.check();
  }

  @Test
  void whoeverCheckedSignaturesByAnOldRegistryIsCorrected() {
    Actor actor = exchange.registered("actor", CD);
    exchange.accept(exchange.congo, leave(actor.did(), LOT_ORIGIN));
    exchange.clock.move(Duration.ofDays(1));
    Actor thief = actor.withKey("key-2");
    exchange.accept(actor, Say.anchor(actor.did(), CD, actor.method(), thief.method()));
    TestExchange.Process late = exchange.process();
    Registry old = late.registries.current();

    exchange.accept(exchange.congo, revoke(actor.kid(), exchange.clock.instant()));

    assertThat(reason(late.submit(List.of(exchange.say(thief, origin("a"))), old).get(0)))
        .as("the key that brought this one was stolen")
        .isEqualTo(Reason.KEY_REVOKED);
    assertThat(reason(late.submit(List.of(exchange.say(actor, origin("a"))), old).get(0)))
        .isEqualTo(Reason.KEY_REVOKED);
  }

  private static Reason reason(Outcome<Rejection> outcome) {
    if (outcome instanceof Outcome.Refused<Rejection> refused) {
      return refused.reason().reason();
    }
    throw new AssertionError("not refused: " + outcome);
  }

  // Certificates.

  private final TestAuthority authority =
      TestAuthority.root("CN=Congo Root", SignatureAlgorithm.ES256);
  private final Actor signer = exchange.operator("with-certificates");
  private final X509Certificate leaf = authority.signer(signer.did(), signer.key().publicKey());

  /** The operator, with a certificate authority in place of its key. */
  private Actor withAuthority() {
    Actor actor = signer.withKey("ca");
    exchange.accept(
        signer,
        Say.anchor(
            signer.did(),
            CD,
            new VerificationMethod(
                actor.kid(),
                new VerificationMethod.CertificateAuthority(authority.certificate()))));
    return new Actor(signer.did(), actor.kid(), signer.key());
  }

  private byte[] certified(Actor actor, String name) {
    return actor.sign(exchange.credential(actor, origin(name)), List.of(leaf));
  }

  private static String sha256(X509Certificate certificate) {
    try {
      return Digest.of(certificate.getEncoded()).hex();
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nobodyRevokesACertificateOfAnother() {
    Actor actor = withAuthority();
    Actor stranger = Actor.didKey();
    Actor rival = exchange.operator("rival");

    assertThat(
            exchange.refusal(stranger, Say.revokeCertificate(sha256(leaf), stranger.did(), null)))
        .as("a stranger, in its own name")
        .contains(Reason.TARGET_UNKNOWN);
    assertThat(exchange.refusal(rival, Say.revokeCertificate(sha256(leaf), rival.did(), null)))
        .as("a party, in its own name")
        .contains(Reason.TARGET_UNKNOWN);
    assertThat(exchange.refusal(rival, Say.revokeCertificate(sha256(leaf), actor.did(), null)))
        .as("a party, in the name of the issuer")
        .contains(Reason.REVOCATION_NOT_AUTHORISED);
    assertThat(exchange.refusal(certified(actor, "a"))).isEmpty();
  }

  @Test
  void aRevocationOfACertificateCountsForTheIssuerThatItNames() {
    Actor actor = withAuthority();
    Actor rival = exchange.operator("rival");
    exchange.accept(
        rival,
        Say.anchor(
            rival.did(),
            CD,
            rival.method(),
            new VerificationMethod(
                rival.withKey("ca").kid(),
                new VerificationMethod.CertificateAuthority(authority.certificate()))));

    exchange.accept(rival, Say.revokeCertificate(sha256(leaf), rival.did(), null));

    assertThat(exchange.refusal(certified(actor, "a"))).isEmpty();
  }

  @Test
  void aRevokedCertificateVouchesNoMoreFromItsPlaceOn() {
    Actor actor = withAuthority();
    TestExchange.Process process = exchange.process();
    Registry old = process.registries.current();

    List<Outcome<Rejection>> outcomes =
        process.submit(
            List.of(
                certified(actor, "a"),
                exchange.say(
                    exchange.congo, Say.revokeCertificate(sha256(leaf), actor.did(), null)),
                certified(actor, "b")),
            old);

    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Sequenced.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Sequenced.class);
    assertThat(reason(outcomes.get(2))).isEqualTo(Reason.KEY_REVOKED);
    assertThat(exchange.judgedAgain(((Outcome.Sequenced<?>) outcomes.get(0)).ref())).isEmpty();
    assertThat(exchange.refusal(certified(actor, "c"))).contains(Reason.KEY_REVOKED);
  }

  @Test
  void aLaterRevocationOfACertificateReachesFurtherBack() {
    Actor actor = withAuthority();
    Instant start = exchange.clock.instant();
    Ref said = exchange.accept(certified(actor, "a"));
    exchange.clock.move(Duration.ofDays(1));
    exchange.accept(exchange.congo, Say.revokeCertificate(sha256(leaf), actor.did(), null));
    assertThat(exchange.judgedAgain(said)).isEmpty();

    exchange.accept(exchange.congo, Say.revokeCertificate(sha256(leaf), actor.did(), start));
    assertThat(exchange.judgedAgain(said)).contains(Reason.KEY_REVOKED);
  }

  @Test
  void theRevokedCertificateOfAnAuthorityCountsThoughNobodySendsIt() {
    Actor actor = withAuthority();
    exchange.accept(
        exchange.congo, Say.revokeCertificate(sha256(authority.certificate()), actor.did(), null));

    assertThat(exchange.refusal(certified(actor, "a"))).contains(Reason.KEY_REVOKED);
  }

  @Test
  void aCertificateOfAnotherSubjectOfTheSameAuthorityDoesNotSign() {
    Actor actor = withAuthority();
    Actor other = Actor.web("other");
    X509Certificate foreign = authority.signer(other.did(), other.key().publicKey());

    assertThat(
            exchange.refusal(
                other
                    .posingAs(actor)
                    .sign(exchange.credential(actor, origin("a")), List.of(foreign))))
        .contains(Reason.CERTIFICATE_INVALID);
    assertThat(exchange.refusal(exchange.say(actor, origin("a"))))
        .as("with no certificate at all")
        .contains(Reason.CERTIFICATE_INVALID);
  }

  @Test
  void aCertificateSignsItsOwnEnd() {
    Actor actor = withAuthority();

    Ref ending =
        exchange.accept(
            actor.sign(
                exchange.credential(actor, Say.revokeCertificate(sha256(leaf), actor.did(), null)),
                List.of(leaf)));

    assertThat(exchange.judgedAgain(ending)).isEmpty();
    assertThat(exchange.refusal(certified(actor, "a"))).contains(Reason.KEY_REVOKED);
  }
}
