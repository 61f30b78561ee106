package org.assay.traceability.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.transfer;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.attestation.Attestation;
import org.assay.attestation.Credential;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Outcome;
import org.assay.ledger.Ref;
import org.assay.ledger.testing.FaultyStores.Fault;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.testing.TestLedger;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the ledger keeps out because of what it holds, through a real sequencer. */
class AdmissionTest {
  private static final LotId ORE = lot("ore");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor operator = exchange.operator("op");
  private final Actor other = exchange.operator("other");

  /** Whatever a test did, what is there follows from what was said, and was rightly admitted. */
  @AfterEach
  void everythingFollowsFromTheLedger() {
    exchange.check();
  }

  private static Attestation use(LotId lot, Quantity quantity, String into) {
    return making("refining", input(lot, quantity), output(lot(into), dry("1")));
  }

  private static final long KILOGRAM = 1_000_000;

  // How much there is.

  @Test
  void aLotIsConsumedToItsLastMilligramAndNotBeyond() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));
    exchange.accept(operator, use(ORE, dry("999.999999"), "a"));

    assertThat(exchange.refusal(operator, use(ORE, dry("0.000002"), "b")))
        .contains(Reason.OVER_CONSUMED);
    assertThat(exchange.refusal(operator, use(ORE, dry("0.000001"), "b"))).isEmpty();
    assertThat(exchange.refusal(operator, use(ORE, dry("0.000001"), "c")))
        .contains(Reason.OVER_CONSUMED);
    LotState state = exchange.state(ORE);
    assertThat(state.consumed()).isEqualTo(1000 * KILOGRAM);
    assertThat(state.issued()).isEqualTo(1000 * KILOGRAM);
  }

  @Test
  void aLotThatIsNotRecordedYetIsConsumedAndThenIssuedIfThereIsEnough() {
    exchange.accept(operator, use(ORE, dry("600"), "a"));
    exchange.accept(operator, use(ORE, dry("300"), "b"));

    assertThat(exchange.refusal(operator, origin(ORE, operator.did(), dry("899.999999"))))
        .contains(Reason.OVER_CONSUMED);
    assertThat(exchange.state(ORE).issued()).isNull();
    assertThat(exchange.refusal(operator, origin(ORE, operator.did(), dry("900")))).isEmpty();
    assertThat(exchange.refusal(operator, use(ORE, dry("0.000001"), "c")))
        .contains(Reason.OVER_CONSUMED);
  }

  @Test
  void soIsOneThatComesOutOfAProcess() {
    exchange.accept(operator, use(lot("hydroxide"), dry("600"), "a"));
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));

    assertThat(
            exchange.refusal(
                operator,
                making("leaching", input(ORE, dry("1000")), output(lot("hydroxide"), dry("599")))))
        .contains(Reason.OVER_CONSUMED);
    assertThat(exchange.state(ORE).consumed()).as("what was refused consumed nothing").isZero();
  }

  @Test
  void wetAndDryMassesOfALotAreNotAdded() {
    exchange.accept(operator, origin(ORE, operator.did(), wet("1000", "0.1")));
    exchange.accept(operator, use(lot("later"), wet("1"), "x"));

    assertThat(exchange.refusal(operator, use(ORE, dry("10"), "a")))
        .contains(Reason.BASIS_MISMATCH);
    assertThat(exchange.refusal(operator, use(lot("later"), dry("1"), "y")))
        .contains(Reason.BASIS_MISMATCH);
    assertThat(exchange.refusal(operator, origin(lot("later"), operator.did(), dry("100"))))
        .contains(Reason.BASIS_MISMATCH);
    assertThat(exchange.refusal(operator, use(ORE, wet("10"), "a"))).isEmpty();
    assertThat(exchange.state(ORE).basis()).isEqualTo(MassBasis.WET);
  }

  @Test
  void whatIsConsumedOfAnUnknownLotIsCountedAsFarAsCountingGoes() {
    for (int i = 0; i < 9; i++) {
      exchange.accept(operator, use(ORE, dry("1000000000000"), "a" + i));
    }

    assertThat(exchange.refusal(operator, use(ORE, dry("1000000000000"), "b")))
        .contains(Reason.MASS_OUT_OF_RANGE);
  }

  @Test
  void aLotComesForthOnce() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));

    assertThat(exchange.refusal(operator, origin(ORE, operator.did(), dry("1000"))))
        .contains(Reason.LOT_EXISTS);
    assertThat(exchange.refusal(operator, use(lot("x"), dry("1"), "ore")))
        .contains(Reason.LOT_EXISTS);
  }

  @Test
  void aLotWhoseStatementWasRevokedDoesNotComeForthAgain() {
    Ref said = exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));
    exchange.accept(operator, use(ORE, dry("900"), "a"));
    exchange.accept(operator, Say.revoke(exchange.recorded(said)));

    assertThat(exchange.refusal(operator, origin(ORE, operator.did(), dry("1000"))))
        .contains(Reason.LOT_EXISTS);
    assertThat(exchange.refusal(operator, use(ORE, dry("101"), "b")))
        .contains(Reason.OVER_CONSUMED);
  }

  // Who has it.

  @Test
  void onlyTheHolderConsumesOrHandsOver() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));

    assertThat(exchange.refusal(other, use(ORE, dry("1"), "a"))).contains(Reason.NOT_HOLDER);
    assertThat(
            exchange.refusal(other, transfer(ORE, other.did(), Actor.web("x").did(), dry("1000"))))
        .contains(Reason.NOT_HOLDER);
    assertThat(exchange.refusal(other, transfer(ORE, operator.did(), other.did(), dry("1000"))))
        .as("it is not the receiver's to say")
        .contains(Reason.NOT_HOLDER);
    exchange.accept(operator, transfer(ORE, operator.did(), other.did(), dry("1000")));
    assertThat(exchange.refusal(operator, use(ORE, dry("1"), "a"))).contains(Reason.NOT_HOLDER);
    assertThat(exchange.refusal(other, use(ORE, dry("1"), "a"))).isEmpty();
  }

  @Test
  void aLotThatGoesInACircleIsConsumedNoMoreThanOnce() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));
    exchange.accept(operator, use(ORE, dry("700"), "a"));
    exchange.accept(operator, transfer(ORE, operator.did(), other.did(), dry("1000")));
    exchange.accept(other, use(ORE, dry("200"), "b"));
    exchange.accept(other, transfer(ORE, other.did(), operator.did(), dry("1000")));

    assertThat(exchange.refusal(operator, use(ORE, dry("101"), "c")))
        .contains(Reason.OVER_CONSUMED);
    assertThat(exchange.refusal(operator, use(ORE, dry("100"), "c"))).isEmpty();
  }

  @Test
  void whatComesOutOfAProcessIsHeldByWhoeverRanIt() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));
    exchange.accept(operator, use(ORE, dry("1000"), "made"));

    assertThat(exchange.state(lot("made")).holder()).isEqualTo(operator.did());
    assertThat(exchange.refusal(other, use(lot("made"), dry("1"), "x")))
        .contains(Reason.NOT_HOLDER);
  }

  @Test
  void theMineralThatIsNamedIsThatOfTheLot() {
    LotId copper = lot("copper");
    exchange.accept(operator, origin(copper, CD, Mineral.COPPER, operator.did(), dry("1")));

    assertThat(exchange.refusal(operator, transfer(copper, operator.did(), other.did(), dry("1"))))
        .contains(Reason.MINERAL_MISMATCH);
    assertThat(exchange.refusal(exchange.congo, Say.assay(copper, Mineral.COBALT)))
        .contains(Reason.MINERAL_MISMATCH);
    assertThat(
            exchange.refusal(
                exchange.congo, Say.certificate(copper, Mineral.COBALT, operator.did(), dry("1"))))
        .contains(Reason.MINERAL_MISMATCH);
    assertThat(exchange.refusal(exchange.congo, Say.assay(copper, Mineral.COPPER))).isEmpty();
    assertThat(exchange.refusal(exchange.congo, Say.assay(lot("unknown"), Mineral.COBALT)))
        .isEmpty();
  }

  // Which statement it is.

  @Test
  void theSameStatementIsOneEntryHoweverOften() {
    byte[] said = exchange.say(operator, origin(ORE, operator.did(), dry("1000")));
    Ref ref = exchange.accept(said);

    assertThat(exchange.process().submit(List.of(said, said)))
        .containsExactly(new Outcome.Repeated<>(ref), new Outcome.Repeated<>(ref));
  }

  @Test
  void theSameStatementIsOneEntryThoughItsKeyWasRevokedSince() {
    byte[] said = exchange.say(operator, origin(ORE, operator.did(), dry("1000")));
    Ref ref = exchange.accept(said);
    Registry before = exchange.registry();
    exchange.accept(exchange.congo, Say.revoke(operator.kid(), null));

    assertThat(exchange.process().submit(List.of(said), before))
        .containsExactly(new Outcome.Repeated<>(ref));
  }

  @Test
  void anotherStatementUnderTheSameIdIsAConflict() {
    Credential first = exchange.credential(operator, origin(ORE, operator.did(), dry("1000")));
    Ref ref = exchange.accept(operator.sign(first));
    Credential second =
        new Credential(
            first.id(),
            operator.did(),
            first.validFrom(),
            null,
            origin(lot("other"), operator.did(), dry("1000")));

    assertThat(exchange.process().submit(List.of(operator.sign(second))))
        .containsExactly(new Outcome.Conflicting<>(ref));
    assertThat(
            exchange.refusal(
                other.sign(
                    new Credential(
                        first.id(), other.did(), first.validFrom(), null, second.subject()))))
        .as("an id is its issuer's own")
        .isEmpty();
  }

  @Test
  void whatIsRefusedLeavesNothing() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));
    Object before = exchange.index.rows();

    exchange.refusal(operator, use(ORE, dry("1001"), "a"));

    assertThat(exchange.index.rows()).isEqualTo(before);
  }

  // Many at once.

  @Test
  void aBatchIsJudgedInItsOrder() {
    byte[] mined = exchange.say(operator, origin(ORE, operator.did(), dry("1000")));
    byte[] sent = exchange.say(operator, transfer(ORE, operator.did(), other.did(), dry("1000")));
    byte[] used = exchange.say(other, use(ORE, dry("1000"), "a"));
    byte[] again = exchange.say(other, use(ORE, dry("1"), "b"));

    List<Outcome<Rejection>> outcomes =
        exchange.process().submit(List.of(used, mined, sent, again));

    assertThat(outcomes.stream().map(AdmissionTest::reason))
        .containsExactly(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Reason.OVER_CONSUMED));
    assertThat(
            exchange
                .process()
                .submit(
                    List.of(
                        exchange.say(other, use(lot("late"), dry("2"), "c")),
                        exchange.say(operator, origin(lot("late"), operator.did(), dry("1")))))
                .stream()
                .map(AdmissionTest::reason))
        .containsExactly(Optional.empty(), Optional.of(Reason.OVER_CONSUMED));
  }

  @Test
  void amongManyProcessesNoMoreIsConsumedThanThereIs() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));
    List<Callable<List<Outcome<Rejection>>>> tasks = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      TestExchange.Process process = exchange.process();
      for (int t = 0; t < 4; t++) {
        List<byte[]> batch =
            List.of(
                exchange.say(operator, use(ORE, dry("90"), "p" + p + "t" + t + "x")),
                exchange.say(operator, use(ORE, dry("90"), "p" + p + "t" + t + "y")));
        tasks.add(() -> process.submit(batch));
      }
    }

    List<Optional<Reason>> reasons =
        TestLedger.together(tasks).stream()
            .flatMap(List::stream)
            .map(AdmissionTest::reason)
            .toList();

    assertThat(reasons.stream().filter(Optional::isEmpty)).hasSize(11);
    assertThat(reasons.stream().flatMap(Optional::stream))
        .hasSize(21)
        .containsOnly(Reason.OVER_CONSUMED);
    assertThat(exchange.state(ORE).consumed()).isEqualTo(990 * KILOGRAM);
  }

  @Test
  void ofTwoProcessesThatIssueOneLotOneDoes() {
    List<Callable<List<Outcome<Rejection>>>> tasks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      TestExchange.Process process = exchange.process();
      byte[] said =
          exchange.say(operator, origin(ORE, operator.did(), dry(Integer.toString(i + 1))));
      tasks.add(() -> process.submit(List.of(said)));
    }

    assertThat(
            TestLedger.together(tasks).stream()
                .flatMap(List::stream)
                .map(AdmissionTest::reason)
                .filter(Optional::isEmpty))
        .hasSize(1);
  }

  @Test
  void whatARevocationOvertookIsRefusedByEveryProcess() {
    TestExchange.Process late = exchange.process();
    Registry before = late.registries.current();
    exchange.accept(exchange.congo, Say.revoke(operator.kid(), null));

    assertThat(
            late
                .submit(
                    List.of(exchange.say(operator, origin(ORE, operator.did(), dry("1")))), before)
                .stream()
                .map(AdmissionTest::reason))
        .containsExactly(Optional.of(Reason.KEY_REVOKED));
  }

  // After a stop.

  @ParameterizedTest
  @EnumSource(Fault.class)
  void anotherProcessFinishesTheRowsOfOneThatStopped(Fault fault) {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000")));
    TestExchange.Process stopped = exchange.process();
    exchange.stores.failNext(Operation.INDEX_APPLY, fault);
    Actor newcomer = Actor.web("newcomer");
    stopped.submit(
        List.of(
            exchange.say(operator, use(ORE, dry("900"), "a")),
            exchange.say(operator, transfer(ORE, operator.did(), other.did(), dry("1000"))),
            exchange.say(exchange.congo, Say.anchor(newcomer.did(), CD, newcomer.method())),
            exchange.say(exchange.congo, Say.revoke(operator.kid(), null))));

    List<Outcome<Rejection>> outcomes =
        exchange
            .process()
            .submit(List.of(exchange.say(other, use(ORE, dry("101"), "b"))), exchange.registry());

    assertThat(outcomes.stream().map(AdmissionTest::reason))
        .containsExactly(Optional.of(Reason.OVER_CONSUMED));
    assertThat(exchange.state(ORE))
        .isEqualTo(
            new LotState(
                Mineral.COBALT, other.did(), MassBasis.DRY, 1000 * KILOGRAM, 900 * KILOGRAM));
    assertThat(exchange.registry().party(newcomer.did())).isPresent();
    assertThat(exchange.refusal(operator, use(lot("x"), dry("1"), "y")))
        .contains(Reason.KEY_REVOKED);
  }

  @Test
  void aReplayGivesTheStatesThatTheIndexHas() {
    exchange.accept(operator, use(ORE, wet("5", "0.1"), "a"));
    exchange.accept(operator, origin(ORE, operator.did(), wet("1000", "0.1")));
    exchange.accept(operator, transfer(ORE, operator.did(), other.did(), wet("1000")));
    exchange.accept(exchange.congo, Say.assay(ORE, Mineral.COBALT));

    LedgerCheck.Replay replay = exchange.check();

    assertThat(replay.heads()).isEqualTo(exchange.index.rows().heads());
  }

  @Test
  void aStateThatCannotBeReadStopsIt() {
    assertThatThrownBy(() -> LotState.decode(new byte[] {'{'})).isInstanceOf(IntegrityFault.class);
    assertThatThrownBy(() -> LotState.decode("{\"mineral\":\"unobtainium\"}".getBytes(UTF_8)))
        .isInstanceOf(IntegrityFault.class);
    assertThat(LotState.decode(LotState.UNKNOWN.encode())).isEqualTo(LotState.UNKNOWN);
  }

  private static Optional<Reason> reason(Outcome<Rejection> outcome) {
    return outcome instanceof Outcome.Refused<Rejection> refused
        ? Optional.of(refused.reason().reason())
        : Optional.empty();
  }
}
