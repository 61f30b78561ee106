package org.assay.traceability.registry;

import static org.assay.attestation.AttestationType.ASSAY;
import static org.assay.attestation.AttestationType.CUSTODY_TRANSFER;
import static org.assay.attestation.AttestationType.IDENTITY_ANCHOR;
import static org.assay.attestation.AttestationType.LOT_ORIGIN;
import static org.assay.attestation.AttestationType.TRANSFORMATION;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.leave;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.passOn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assay.attestation.Attestation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Charter;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Mineral;
import org.assay.attestation.Reason;
import org.assay.ledger.Outcome;
import org.assay.ledger.Ref;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may say what: issuer, type, country, mineral and time. */
class AuthorityTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final TestExchange exchange = TestExchange.founded();

  /**
   * A row of the table.
   *
   * @param given what was done for somebody who is registered in the Congo
   * @param says what that one says then
   * @param refused why not; null if it may
   */
  record Row(
      String name,
      BiConsumer<TestExchange, Actor> given,
      Attestation says,
      @Nullable Reason refused) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Attestation COBALT_OF_CONGO = origin(CD, Mineral.COBALT);

  private static Attestation origin(CountryCode country, Mineral mineral) {
    return Say.origin(lot("a"), country, mineral, Actor.web("op").did(), dry("1"));
  }

  static Stream<Row> table() {
    return Stream.of(
        new Row("nobody let it", (x, a) -> {}, COBALT_OF_CONGO, Reason.NOT_ACCREDITED_FOR_TYPE),
        new Row(
            "it may say just this",
            (x, a) -> x.accept(x.congo, leave(a.did(), LOT_ORIGIN)),
            COBALT_OF_CONGO,
            null),
        new Row(
            "it may say something else",
            (x, a) -> x.accept(x.congo, leave(a.did(), ASSAY, TRANSFORMATION)),
            COBALT_OF_CONGO,
            Reason.NOT_ACCREDITED_FOR_TYPE),
        new Row(
            "it may say it of another country",
            (x, a) -> x.accept(x.congo, leave(a.did(), LOT_ORIGIN)),
            origin(FI, Mineral.COBALT),
            Reason.NOT_ACCREDITED_FOR_COUNTRY),
        new Row(
            "it may say it of another mineral",
            (x, a) -> x.accept(x.congo, leave(a.did(), LOT_ORIGIN)),
            origin(CD, Mineral.NICKEL),
            Reason.NOT_ACCREDITED_FOR_MINERAL),
        new Row(
            "two accreditations do not add up to a third",
            (x, a) -> {
              x.accept(x.congo, leave(a.did(), ASSAY));
              x.accept(
                  x.finland,
                  Say.accreditation(
                      a.did(), Set.of(LOT_ORIGIN), List.of(FI), Set.of(Mineral.COBALT), false));
            },
            COBALT_OF_CONGO,
            Reason.NOT_ACCREDITED_FOR_COUNTRY),
        new Row(
            "its accreditation has ended",
            (x, a) -> {
              Instant now = x.clock.instant();
              x.accept(
                  x.say(x.congo, leave(a.did(), LOT_ORIGIN), now.minus(DAY), now.plusMillis(1)));
              x.clock.move(Duration.ofMillis(1));
            },
            COBALT_OF_CONGO,
            Reason.ACCREDITATION_NOT_IN_FORCE),
        new Row(
            "its accreditation is in its last millisecond",
            (x, a) -> {
              Instant now = x.clock.instant();
              x.accept(
                  x.say(x.congo, leave(a.did(), LOT_ORIGIN), now.minus(DAY), now.plusMillis(2)));
              x.clock.move(Duration.ofMillis(1));
            },
            COBALT_OF_CONGO,
            null),
        new Row(
            "its accreditation has not begun",
            (x, a) -> {
              Instant begins = x.clock.instant().plus(Duration.ofMinutes(4));
              x.accept(x.say(x.congo, leave(a.did(), LOT_ORIGIN), begins, begins.plus(DAY)));
            },
            COBALT_OF_CONGO,
            Reason.ACCREDITATION_NOT_IN_FORCE),
        new Row(
            "its accreditation was revoked",
            (x, a) -> {
              Ref grant = x.accept(x.congo, leave(a.did(), LOT_ORIGIN));
              x.accept(x.congo, Say.revoke(x.recorded(grant)));
            },
            COBALT_OF_CONGO,
            Reason.ACCREDITATION_NOT_IN_FORCE),
        new Row(
            "one of two accreditations was revoked",
            (x, a) -> {
              Ref grant = x.accept(x.congo, leave(a.did(), LOT_ORIGIN));
              x.accept(x.congo, leave(a.did(), LOT_ORIGIN));
              x.accept(x.congo, Say.revoke(x.recorded(grant)));
            },
            COBALT_OF_CONGO,
            null),
        new Row(
            "its accreditor's accreditation was revoked",
            (x, a) -> {
              Actor body = x.registered("body", CD);
              Ref above = x.accept(x.congo, passOn(body.did(), LOT_ORIGIN));
              x.accept(body, leave(a.did(), LOT_ORIGIN));
              x.accept(x.congo, Say.revoke(x.recorded(above)));
            },
            COBALT_OF_CONGO,
            Reason.ACCREDITATION_NOT_IN_FORCE),
        new Row(
            "its accreditor was compromised before it gave the accreditation",
            (x, a) -> {
              Actor body = x.registered("body", CD);
              x.accept(x.congo, passOn(body.did(), LOT_ORIGIN));
              x.clock.move(DAY);
              x.accept(body, leave(a.did(), LOT_ORIGIN));
              x.accept(x.congo, Say.revoke(body.kid(), x.clock.instant().minusMillis(1)));
            },
            COBALT_OF_CONGO,
            Reason.NOT_ACCREDITED_FOR_TYPE),
        new Row(
            "its accreditor was compromised after it gave the accreditation",
            (x, a) -> {
              Actor body = x.registered("body", CD);
              x.accept(x.congo, passOn(body.did(), LOT_ORIGIN));
              x.accept(body, leave(a.did(), LOT_ORIGIN));
              x.clock.move(DAY);
              x.accept(x.congo, Say.revoke(body.kid(), x.clock.instant()));
            },
            COBALT_OF_CONGO,
            null),
        new Row(
            "the accreditor of its accreditor was compromised",
            (x, a) -> {
              Actor body = x.registered("body", CD);
              Actor branch = x.registered("branch", CD);
              x.accept(x.congo, passOn(body.did(), LOT_ORIGIN));
              x.clock.move(DAY);
              x.accept(body, passOn(branch.did(), LOT_ORIGIN));
              x.accept(branch, leave(a.did(), LOT_ORIGIN));
              x.accept(x.congo, Say.revoke(body.kid(), x.clock.instant()));
            },
            COBALT_OF_CONGO,
            Reason.NOT_ACCREDITED_FOR_TYPE));
  }

  @ParameterizedTest
  @MethodSource("table")
  void anIssuerSaysWhatItsAccreditationsCover(Row row) {
    Actor actor = exchange.registered("actor", CD);
    row.given().accept(exchange, actor);

    assertThat(exchange.refusal(actor, row.says())).isEqualTo(Optional.ofNullable(row.refused()));
  }

  @Test
  void aMemberSpeaksForItsOwnCountryAndNoOther() {
    assertThat(exchange.refusal(exchange.congo, COBALT_OF_CONGO)).isEmpty();
    assertThat(exchange.refusal(exchange.congo, origin(FI, Mineral.COBALT)))
        .contains(Reason.NOT_ACCREDITED_FOR_TYPE);
    assertThat(
            exchange.refusal(
                exchange.congo,
                Say.accreditation(
                    exchange.registered("op", CD).did(),
                    Set.of(LOT_ORIGIN),
                    List.of(CD, FI),
                    Set.of(Mineral.COBALT),
                    false)))
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);
  }

  @Test
  void nobodySaysAnythingBeforeThereIsACharter() {
    TestExchange empty = TestExchange.empty();
    Actor stranger = Actor.didKey();

    assertThat(empty.refusal(stranger, COBALT_OF_CONGO)).contains(Reason.CHARTER_MISSING);
    assertThat(empty.refusal(empty.congo, COBALT_OF_CONGO)).contains(Reason.UNKNOWN_KEY);
    assertThat(empty.index.applied()).isEqualTo(-1);
  }

  @Test
  void aStatementIsDatedAtMostFiveMinutesAhead() {
    Instant now = exchange.clock.instant();

    assertThat(
            exchange.refusal(
                exchange.say(
                    exchange.congo, COBALT_OF_CONGO, now.plus(Duration.ofMillis(300_001)), null)))
        .contains(Reason.ISSUED_IN_FUTURE);
    assertThat(
            exchange.refusal(
                exchange.say(
                    exchange.congo, COBALT_OF_CONGO, now.plus(Duration.ofMinutes(5)), null)))
        .isEmpty();
  }

  // Accreditations.

  @Test
  void nobodyAccreditsItself() {
    Actor body = exchange.registered("body", CD);
    exchange.accept(exchange.congo, passOn(body.did(), LOT_ORIGIN));

    assertThat(exchange.refusal(body, leave(body.did(), LOT_ORIGIN)))
        .contains(Reason.SELF_ACCREDITATION);
    assertThat(exchange.refusal(exchange.congo, leave(exchange.congo.did(), LOT_ORIGIN)))
        .contains(Reason.SELF_ACCREDITATION);
  }

  @Test
  void nobodyPassesOnWhatItMayNot() {
    Actor body = exchange.registered("body", CD);
    Actor operator = exchange.registered("op", CD);
    exchange.accept(exchange.congo, leave(body.did(), LOT_ORIGIN));

    assertThat(exchange.refusal(body, leave(operator.did(), LOT_ORIGIN)))
        .as("with no leave to accredit")
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);

    exchange.accept(exchange.congo, passOn(body.did(), LOT_ORIGIN));
    assertThat(exchange.refusal(body, leave(operator.did(), LOT_ORIGIN, ASSAY)))
        .as("another type")
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);
    assertThat(
            exchange.refusal(
                body,
                Say.accreditation(
                    operator.did(),
                    Set.of(LOT_ORIGIN),
                    List.of(FI),
                    Set.of(Mineral.COBALT),
                    false)))
        .as("another country")
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);
    assertThat(
            exchange.refusal(
                body,
                Say.accreditation(
                    operator.did(),
                    Set.of(LOT_ORIGIN),
                    List.of(CD),
                    Set.of(Mineral.NICKEL),
                    false)))
        .as("another mineral")
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);
    Instant now = exchange.clock.instant();
    assertThat(
            exchange.refusal(
                exchange.say(
                    body,
                    leave(operator.did(), LOT_ORIGIN),
                    now,
                    now.plus(Duration.ofDays(365)).plusMillis(1))))
        .as("for longer")
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);
    assertThat(exchange.refusal(body, leave(operator.did(), LOT_ORIGIN))).isEmpty();
  }

  @Test
  void anAccreditationIsAtMostThreeStepsFromAMember() {
    Actor first = exchange.registered("first", CD);
    Actor second = exchange.registered("second", CD);
    Actor third = exchange.registered("third", CD);
    Actor fourth = exchange.registered("fourth", CD);
    exchange.accept(exchange.congo, passOn(first.did(), LOT_ORIGIN));
    exchange.accept(first, passOn(second.did(), LOT_ORIGIN));
    exchange.accept(second, passOn(third.did(), LOT_ORIGIN));

    assertThat(exchange.refusal(third, leave(fourth.did(), LOT_ORIGIN)))
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);
    assertThat(exchange.refusal(third, COBALT_OF_CONGO)).isEmpty();
    assertThat(exchange.registry().grants(third.did()).get(0).depth()).isEqualTo(3);
  }

  @Test
  void aLoopOfAccreditationsGivesNothing() {
    Actor first = exchange.registered("first", CD);
    Actor second = exchange.registered("second", CD);
    Ref root = exchange.accept(exchange.congo, passOn(first.did(), LOT_ORIGIN));
    exchange.accept(first, passOn(second.did(), LOT_ORIGIN));
    exchange.accept(second, passOn(first.did(), LOT_ORIGIN));

    exchange.accept(exchange.congo, Say.revoke(exchange.recorded(root)));

    assertThat(exchange.refusal(first, COBALT_OF_CONGO))
        .contains(Reason.ACCREDITATION_NOT_IN_FORCE);
    assertThat(exchange.refusal(second, COBALT_OF_CONGO))
        .contains(Reason.ACCREDITATION_NOT_IN_FORCE);
    assertThat(exchange.refusal(first, passOn(second.did(), LOT_ORIGIN)))
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);
  }

  @Test
  void whatWasSaidBeforeARevocationStands() {
    Actor body = exchange.registered("body", CD);
    Actor operator = exchange.registered("op", CD);
    Ref above = exchange.accept(exchange.congo, passOn(body.did(), LOT_ORIGIN));
    exchange.accept(body, leave(operator.did(), LOT_ORIGIN));
    Ref said = exchange.accept(operator, COBALT_OF_CONGO);

    exchange.accept(exchange.congo, Say.revoke(exchange.recorded(above)));

    assertThat(exchange.judgedAgain(said)).isEmpty();
  }

  @Test
  void whoIsNotRegisteredIsNotAccreditedUnlessItIsItsOwnKey() {
    Actor nobody = Actor.web("nobody");
    Actor own = Actor.didKey();

    assertThat(exchange.refusal(exchange.congo, leave(nobody.did(), LOT_ORIGIN)))
        .contains(Reason.PARTY_UNKNOWN);
    exchange.accept(exchange.congo, leave(own.did(), LOT_ORIGIN));
    assertThat(exchange.refusal(own, COBALT_OF_CONGO)).isEmpty();
  }

  @Test
  void anAccreditationThatADishonestWriterRecordedGivesNothing() {
    Actor thief = exchange.registered("thief", CD);
    Actor shill = exchange.registered("shill", CD);
    exchange.accomplice().accept(exchange.say(thief, passOn(shill.did(), LOT_ORIGIN)));

    assertThat(exchange.refusal(shill, COBALT_OF_CONGO))
        .contains(Reason.ACCREDITATION_NOT_IN_FORCE);
  }

  // Charters.

  @Test
  void theFirstCharterIsSignedByEveryFounder() {
    TestExchange empty = TestExchange.empty();
    Map<Actor, Set<CountryCode>> members =
        Map.of(empty.congo, Set.of(CD), empty.finland, Set.of(FI));

    assertThat(empty.refusal(empty.charter(1, 1, members, List.of(empty.congo))))
        .contains(Reason.CHARTER_SIGNATURES_MISSING);
    Actor posing = Actor.web("thief").posingAs(empty.finland);
    assertThat(empty.refusal(empty.charter(1, 1, members, List.of(empty.congo, posing))))
        .contains(Reason.CHARTER_SIGNATURES_MISSING);
    assertThat(empty.refusal(empty.charter(2, 1, members, List.of(empty.congo, empty.finland))))
        .contains(Reason.CHARTER_INVALID);
    assertThat(empty.refusal(empty.charter())).isEmpty();
  }

  @Test
  void aCharterIsAmendedByAsManyMembersAsItSaysAndByWhoeverIsNew() {
    Actor zambia = Actor.web("mines.zm");
    Map<Actor, Set<CountryCode>> members =
        Map.of(exchange.congo, Set.of(CD), exchange.finland, Set.of(FI), zambia, Set.of(Say.ZM));

    assertThat(exchange.refusal(exchange.charter(2, 2, members, List.of(exchange.congo, zambia))))
        .as("a new member is not counted")
        .contains(Reason.CHARTER_SIGNATURES_MISSING);
    assertThat(
            exchange.refusal(
                exchange.charter(2, 2, members, List.of(exchange.congo, exchange.finland))))
        .as("nobody becomes a member without its signature")
        .contains(Reason.CHARTER_SIGNATURES_MISSING);
    assertThat(
            exchange.refusal(
                exchange.charter(2, 2, members, List.of(exchange.congo, exchange.finland, zambia))))
        .isEmpty();
    assertThat(exchange.refusal(zambia, origin(Say.ZM, Mineral.COPPER))).isEmpty();
  }

  @Test
  void aMemberThatLeavesKeepsNothingAndWhatItSaidStands() {
    Actor zambia = Actor.web("mines.zm");
    Actor operator = exchange.operator("op");
    Ref said = exchange.accept(exchange.congo, COBALT_OF_CONGO);
    Ref saidOnLeave = exchange.accept(operator, Say.origin(lot("b"), operator.did(), dry("1")));

    exchange.accept(
        exchange.charter(
            2,
            2,
            Map.of(exchange.finland, Set.of(FI), zambia, Set.of(Say.ZM)),
            List.of(exchange.congo, exchange.finland, zambia)));

    assertThat(exchange.refusal(exchange.congo, origin(CD, Mineral.NICKEL)))
        .contains(Reason.KEY_REVOKED);
    assertThat(exchange.refusal(operator, Say.origin(lot("c"), operator.did(), dry("1"))))
        .as("nor do those whom it accredited")
        .contains(Reason.ACCREDITATION_NOT_IN_FORCE);
    assertThat(exchange.judgedAgain(said)).isEmpty();
    assertThat(exchange.judgedAgain(saidOnLeave)).isEmpty();
  }

  @Test
  void whatAMemberSaidIsJudgedByTheCountriesThatItSpokeForThen() {
    Ref ofCongo = exchange.accept(exchange.congo, COBALT_OF_CONGO);
    exchange.accept(
        exchange.charter(
            2,
            2,
            Map.of(exchange.congo, Set.of(Say.ZM), exchange.finland, Set.of(FI, CD)),
            List.of(exchange.congo, exchange.finland)));
    Ref ofZambia = exchange.accept(exchange.congo, cobalt("z", Say.ZM));
    Ref ofFinland = exchange.accept(exchange.finland, cobalt("f", CD));

    assertThat(exchange.judgedAgain(ofCongo)).isEmpty();
    assertThat(exchange.judgedAgain(ofZambia)).isEmpty();
    assertThat(exchange.judgedAgain(ofFinland)).isEmpty();
    assertThat(exchange.refusal(exchange.congo, cobalt("g", CD)))
        .contains(Reason.NOT_ACCREDITED_FOR_TYPE);
  }

  private static Attestation cobalt(String name, CountryCode country) {
    return Say.origin(lot(name), country, Mineral.COBALT, Actor.web("op").did(), dry("1"));
  }

  @Test
  void whatAMemberSaidBeforeItLeftAndCameBackStands() {
    Ref first = exchange.accept(exchange.congo, COBALT_OF_CONGO);
    Actor zambia = Actor.web("mines.zm");
    exchange.accept(
        exchange.charter(
            2,
            2,
            Map.of(exchange.finland, Set.of(FI), zambia, Set.of(Say.ZM)),
            List.of(exchange.congo, exchange.finland, zambia)));
    Actor back = exchange.congo.withKey("key-2");
    exchange.accept(
        exchange.charter(
            3,
            2,
            Map.of(exchange.finland, Set.of(FI), zambia, Set.of(Say.ZM), back, Set.of(CD)),
            List.of(exchange.finland, zambia, back)));

    assertThat(exchange.judgedAgain(first)).isEmpty();
    assertThat(exchange.refusal(exchange.congo, cobalt("d", CD))).contains(Reason.KEY_REVOKED);
    assertThat(exchange.refusal(back, cobalt("e", CD))).isEmpty();
  }

  @Test
  void chartersAreNumberedWithoutGapsAndRepeats() {
    Map<Actor, Set<CountryCode>> members =
        Map.of(exchange.congo, Set.of(CD), exchange.finland, Set.of(FI));
    List<Actor> both = List.of(exchange.congo, exchange.finland);
    Ref second = exchange.accept(exchange.charter(2, 1, members, both));

    assertThat(exchange.refusal(exchange.charter(4, 1, members, both)))
        .contains(Reason.CHARTER_INVALID);
    // A version is an identity, so another charter of a version that is there is a conflict; the
    // check for it is what a replay has.
    assertThat(exchange.process().submit(List.of(exchange.charter(2, 2, members, both))))
        .containsExactly(new Outcome.Conflicting<>(second));
  }

  @Test
  void aLogKeepsItsName() {
    Charter renamed =
        new Charter(
            2,
            "another.example/log",
            "Test coalition",
            1,
            TestExchange.START,
            exchange.registry().charter().orElseThrow().members());

    assertThat(
            exchange.refusal(TestExchange.sign(renamed, List.of(exchange.congo, exchange.finland))))
        .contains(Reason.CHARTER_INVALID);
  }

  @Test
  void aTypeThatIsListedGivesNoPowerToAccreditOrRevoke() {
    Actor actor = exchange.registered("actor", CD);
    Actor victim = exchange.operator("victim");
    Ref said = exchange.accept(victim, Say.origin(lot("v"), victim.did(), dry("1")));
    exchange.accept(
        exchange.congo,
        leave(
            actor.did(),
            AttestationType.ACCREDITATION,
            AttestationType.REVOCATION,
            CUSTODY_TRANSFER,
            IDENTITY_ANCHOR));

    assertThat(exchange.refusal(actor, leave(victim.did(), CUSTODY_TRANSFER)))
        .contains(Reason.ACCREDITATION_OUT_OF_SCOPE);
    assertThat(exchange.refusal(actor, Say.revoke(exchange.recorded(said))))
        .contains(Reason.REVOCATION_NOT_AUTHORISED);
  }
}
