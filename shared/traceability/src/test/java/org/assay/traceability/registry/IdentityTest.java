package org.assay.traceability.registry;

import static org.assay.attestation.AttestationType.IDENTITY_ANCHOR;
import static org.assay.attestation.AttestationType.LOT_ORIGIN;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.anchor;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.leave;
import static org.assay.traceability.testing.Say.lot;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.attestation.Attestation;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Credential;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who registers whom, and who changes whose keys. */
class IdentityTest {
  private final TestExchange exchange = TestExchange.founded();

  private static Attestation origin(String name) {
    return Say.origin(lot(name), Actor.web("op").did(), dry("1"));
  }

  @Test
  void aMemberRegistersPartiesOfItsCountryAndNoOther() {
    Actor actor = Actor.web("actor");

    assertThat(exchange.refusal(exchange.congo, anchor(actor.did(), FI, actor.method())))
        .contains(Reason.NOT_ACCREDITED_FOR_TYPE);
    assertThat(exchange.refusal(actor, anchor(actor.did(), CD, actor.method())))
        .contains(Reason.UNKNOWN_KEY);
    assertThat(exchange.refusal(exchange.congo, anchor(actor.did(), CD, actor.method()))).isEmpty();
  }

  @Test
  void nobodyRegistersItself() {
    Actor own = Actor.didKey();

    assertThat(exchange.refusal(own, anchor(own.did(), CD, own.method())))
        .contains(Reason.IDENTITY_NOT_AUTHORISED);
  }

  @Test
  void aRegisterThatIsAccreditedRegistersAndAnotherPartyDoesNot() {
    Actor register = exchange.registered("register", CD);
    Actor actor = Actor.web("actor");
    Attestation says = anchor(actor.did(), CD, actor.method());

    assertThat(exchange.refusal(register, says)).contains(Reason.NOT_ACCREDITED_FOR_TYPE);
    exchange.accept(exchange.congo, leave(register.did(), IDENTITY_ANCHOR));
    assertThat(exchange.refusal(register, says)).isEmpty();
    assertThat(exchange.registry().party(actor.did()).orElseThrow().registrar())
        .isEqualTo(register.did());
  }

  @Test
  void aPartyChangesItsOwnKeysAndThoseLeftOutEnd() {
    Actor actor = exchange.registered("actor", CD);
    exchange.accept(exchange.congo, leave(actor.did(), LOT_ORIGIN));
    Ref before = exchange.accept(actor, origin("a"));
    Actor next = actor.withKey("key-2");

    exchange.accept(actor, anchor(actor.did(), CD, next.method()));

    assertThat(exchange.refusal(actor, origin("b"))).contains(Reason.KEY_REVOKED);
    assertThat(exchange.refusal(next, origin("b"))).isEmpty();
    assertThat(exchange.judgedAgain(before)).isEmpty();
  }

  @Test
  void aPartyThatChangesItsKeysChangesNeitherItsNameNorItsCountry() {
    Actor actor = exchange.registered("actor", CD);
    Actor next = actor.withKey("key-2");

    assertThat(exchange.refusal(actor, anchor(actor.did(), FI, next.method())))
        .contains(Reason.IDENTITY_NOT_AUTHORISED);
    exchange.accept(
        actor, anchor(actor.did(), "Ministry of Mines", CD, actor.method(), next.method()));

    Party party = exchange.registry().party(actor.did()).orElseThrow();
    assertThat(party.name()).isEqualTo("Name of " + actor.did());
    assertThat(party.registrar()).isEqualTo(exchange.congo.did());
    assertThat(party.keys()).hasSize(2);
  }

  @Test
  void nobodyTakesOverAPartyThatAnotherRegistered() {
    Actor actor = exchange.registered("actor", CD);
    Actor posing = Actor.web("thief").posingAs(actor);
    Actor register = exchange.registered("register", CD);
    exchange.accept(exchange.congo, leave(register.did(), IDENTITY_ANCHOR));
    VerificationMethod wanted = actor.withKey("thief").method();

    assertThat(exchange.refusal(exchange.finland, anchor(actor.did(), FI, wanted)))
        .as("another member")
        .contains(Reason.IDENTITY_NOT_AUTHORISED);
    assertThat(exchange.refusal(register, anchor(actor.did(), CD, wanted)))
        .as("another register")
        .contains(Reason.IDENTITY_NOT_AUTHORISED);
    assertThat(exchange.refusal(posing, anchor(actor.did(), CD, wanted)))
        .as("with another secret")
        .contains(Reason.BAD_SIGNATURE);
    assertThat(exchange.refusal(exchange.congo, anchor(actor.did(), CD, wanted)))
        .as("its registrar")
        .isEmpty();
  }

  @Test
  void theMemberOfItsCountryTakesOverFromARegister() {
    Actor register = exchange.registered("register", CD);
    exchange.accept(exchange.congo, leave(register.did(), IDENTITY_ANCHOR));
    Actor actor = Actor.web("actor");
    exchange.accept(register, anchor(actor.did(), CD, actor.method()));

    assertThat(
            exchange.refusal(
                exchange.congo, anchor(actor.did(), CD, actor.withKey("key-2").method())))
        .isEmpty();
  }

  @Test
  void nobodyButTheCharterAndItselfChangesTheKeysOfAMember() {
    Actor register = exchange.registered("register", FI);
    exchange.accept(
        exchange.finland,
        Say.accreditation(register.did(), Set.of(IDENTITY_ANCHOR), List.of(FI), Set.of(), false));
    VerificationMethod wanted = exchange.finland.withKey("thief").method();

    assertThat(exchange.refusal(exchange.congo, anchor(exchange.finland.did(), CD, wanted)))
        .contains(Reason.IDENTITY_NOT_AUTHORISED);
    assertThat(exchange.refusal(register, anchor(exchange.finland.did(), FI, wanted)))
        .contains(Reason.IDENTITY_NOT_AUTHORISED);
    assertThat(
            exchange.refusal(
                exchange.finland,
                anchor(
                    exchange.finland.did(),
                    FI,
                    exchange.finland.method(),
                    exchange.finland.withKey("key-2").method())))
        .isEmpty();
    assertThat(exchange.registry().party(exchange.finland.did()).orElseThrow().name())
        .isEqualTo("Member " + exchange.finland.did());
  }

  @Test
  void aNameOfAKeyIsNeverGivenToAnotherKey() {
    Actor actor = exchange.registered("actor", CD);
    VerificationMethod other = actor.withKey("key-1").method();

    assertThat(exchange.refusal(actor, anchor(actor.did(), CD, other)))
        .contains(Reason.KEY_ID_REUSED);
    assertThat(exchange.refusal(exchange.congo, anchor(actor.did(), CD, other)))
        .contains(Reason.KEY_ID_REUSED);
    Map<Actor, Set<CountryCode>> members =
        Map.of(exchange.congo.withKey("key-1"), Set.of(CD), exchange.finland, Set.of(FI));
    assertThat(
            exchange.refusal(
                exchange.charter(2, 2, members, List.of(exchange.congo, exchange.finland))))
        .contains(Reason.KEY_ID_REUSED);
  }

  @Test
  void aKeyThatEndedDoesNotComeBack() {
    Actor actor = exchange.registered("actor", CD);
    Actor next = actor.withKey("key-2");
    exchange.accept(actor, anchor(actor.did(), CD, next.method()));

    assertThat(exchange.refusal(next, anchor(actor.did(), CD, next.method(), actor.method())))
        .contains(Reason.KEY_ID_REUSED);
    assertThat(
            exchange.refusal(
                exchange.congo, anchor(actor.did(), CD, next.method(), actor.method())))
        .contains(Reason.KEY_ID_REUSED);
  }

  @Test
  void aRevokedKeyDoesNotComeBack() {
    Actor actor = exchange.registered("actor", CD);
    exchange.accept(exchange.congo, Say.revoke(actor.kid(), null));

    assertThat(exchange.refusal(exchange.congo, anchor(actor.did(), CD, actor.method())))
        .contains(Reason.KEY_ID_REUSED);
  }

  @Test
  void aKeySignsItsOwnEndAndNeverItsOwnBeginning() {
    Actor actor = exchange.registered("actor", CD);
    Actor second = actor.withKey("key-2");
    Actor third = actor.withKey("key-3");
    Ref ending = exchange.accept(actor, anchor(actor.did(), CD, second.method()));
    Ref revoking = exchange.accept(second, Say.revoke(second.kid(), null));
    Ref beginning =
        exchange.accomplice().accept(exchange.say(third, anchor(actor.did(), CD, third.method())));

    assertThat(exchange.signatureJudgedAgain(ending)).isEmpty();
    assertThat(exchange.signatureJudgedAgain(revoking)).isEmpty();
    assertThat(exchange.signatureJudgedAgain(beginning)).contains(Reason.KEY_REVOKED);
  }

  // Identifiers that are their own key.

  @Test
  void nobodyGetsAtADidKeyByRegisteringItWithAnotherKey() {
    Actor own = Actor.didKey();
    exchange.accept(exchange.congo, leave(own.did(), LOT_ORIGIN));
    VerificationMethod wanted = own.withKey("thief").method();

    assertThat(exchange.refusal(exchange.finland, anchor(own.did(), FI, wanted)))
        .contains(Reason.IDENTITY_NOT_AUTHORISED);
    assertThat(exchange.refusal(exchange.finland, anchor(own.did(), FI, own.method(), wanted)))
        .contains(Reason.IDENTITY_NOT_AUTHORISED);
    assertThat(exchange.refusal(own, origin("a"))).isEmpty();
  }

  @Test
  void aDidKeyThatIsRegisteredKeepsWhatItSaidAndMayChangeItsKeys() {
    Actor own = Actor.didKey();
    exchange.accept(exchange.congo, leave(own.did(), LOT_ORIGIN));
    Ref before = exchange.accept(own, origin("a"));
    exchange.accept(exchange.congo, anchor(own.did(), CD, own.method()));
    Ref between = exchange.accept(own, origin("b"));
    Actor next = own.withKey("key-2");
    exchange.accept(own, anchor(own.did(), CD, next.method()));

    assertThat(exchange.refusal(own, origin("c"))).contains(Reason.KEY_REVOKED);
    assertThat(exchange.refusal(next, origin("c"))).isEmpty();
    assertThat(exchange.judgedAgain(before)).isEmpty();
    assertThat(exchange.judgedAgain(between)).isEmpty();
  }

  @Test
  void aDidKeyWithAnotherNameForItsKeyIsUnknown() {
    Actor own = Actor.didKey();
    exchange.accept(exchange.congo, leave(own.did(), LOT_ORIGIN));

    assertThat(
            exchange.refusal(
                new Actor(own.did(), new KeyId(own.did(), "key-1"), own.key()), origin("a")))
        .contains(Reason.UNKNOWN_KEY);
  }

  // Keys that brought keys.

  @Test
  void aKeyThatAStolenKeyBroughtIsNotBelieved() {
    Actor actor = exchange.registered("actor", CD);
    exchange.accept(exchange.congo, leave(actor.did(), LOT_ORIGIN));
    Ref honest = exchange.accept(actor, origin("a"));
    exchange.clock.move(Duration.ofDays(1));
    Actor thief = actor.withKey("key-2");
    exchange.accept(actor, anchor(actor.did(), CD, thief.method()));
    Actor thiefAgain = actor.withKey("key-3");
    exchange.accept(thief, anchor(actor.did(), CD, thiefAgain.method()));
    Ref stolen = exchange.accept(thiefAgain, origin("b"));

    exchange.accept(
        exchange.congo, Say.revoke(actor.kid(), exchange.clock.instant().minusMillis(1)));

    assertThat(exchange.refusal(thiefAgain, origin("c"))).contains(Reason.KEY_REVOKED);
    assertThat(exchange.judgedAgain(stolen)).contains(Reason.KEY_REVOKED);
    assertThat(exchange.judgedAgain(honest)).isEmpty();
    Actor regained = actor.withKey("key-4");
    exchange.accept(exchange.congo, anchor(actor.did(), CD, regained.method()));
    assertThat(exchange.refusal(regained, origin("d"))).isEmpty();
  }

  @Test
  @Timeout(20)
  void twoThatRegisteredEachOtherDoNotSpinTheLedger() {
    Actor own = Actor.didKey();
    exchange.accept(exchange.congo, leave(own.did(), IDENTITY_ANCHOR));
    Actor register = Actor.web("register");
    exchange.accept(own, anchor(register.did(), CD, register.method()));
    exchange.accept(exchange.congo, leave(register.did(), IDENTITY_ANCHOR));
    exchange.accept(register, anchor(own.did(), CD, own.method()));

    assertThat(exchange.registry().isDisavowed(own.kid(), exchange.clock.instant())).isFalse();
    assertThat(exchange.refusal(own, anchor(Actor.web("x").did(), CD, Actor.web("x").method())))
        .isEmpty();
  }

  @Test
  void manyChangesOfKeysAreFollowed() {
    Registry registry = new Registry();
    Actor actor = exchange.registered("actor", CD);
    Ref place = exchange.accept(actor, anchor(actor.did(), CD, actor.method()));
    registry.record(exchange.recorded(place), place);
    Actor last = actor;
    for (int i = 2; i < 3_000; i++) {
      Actor next = new Actor(actor.did(), new KeyId(actor.did(), "key-" + i), actor.key());
      Ref ref = new Ref(place.index() + i, place.block(), place.at(), place.statement());
      registry.record(statement(last, anchor(actor.did(), CD, next.method())), ref);
      last = next;
    }

    assertThat(registry.isDisavowed(last.kid(), place.at())).isFalse();
  }

  private Statement statement(Actor by, Attestation said) {
    Credential credential = exchange.credential(by, said);
    byte[] bytes = by.sign(credential);
    try {
      return new AttestationStatement(bytes, Digest.of(bytes), CompactJws.parse(bytes), credential);
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anAccreditationForRegistersNamesNoMineral() {
    Actor register = exchange.registered("register", CD);
    exchange.accept(
        exchange.congo,
        Say.accreditation(
            register.did(), Set.of(IDENTITY_ANCHOR, LOT_ORIGIN), List.of(CD), Set.of(), false));

    assertThat(
            exchange.refusal(register, anchor(Actor.web("x").did(), CD, Actor.web("x").method())))
        .isEmpty();
    assertThat(exchange.refusal(register, origin("a"))).contains(Reason.NOT_ACCREDITED_FOR_MINERAL);
  }
}
