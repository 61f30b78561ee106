package org.assay.traceability.trace;

import static org.assay.attestation.AttestationType.TRANSFORMATION;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.leave;
import static org.assay.traceability.testing.Say.loss;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.makingAt;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.transfer;
import static org.assay.traceability.testing.Say.transferAt;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assay.attestation.Assay;
import org.assay.attestation.Attestation;
import org.assay.attestation.Conformance;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.quantity.Quantity;
import org.assay.ledger.Block;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered about a lot, on what was really recorded. */
class TraceTest {
  private static final LotId ORE = lot("ore");
  private static final LotId HYDROXIDE = lot("hydroxide");
  private static final LotId SULFATE = lot("sulfate");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor miner = exchange.operator("miner");
  private final Actor refiner = exchange.operator("refiner");
  private final Map<String, Ref> said = new LinkedHashMap<>();

  /** 90 kg of cobalt in the ground, 75 in the hydroxide, 72.8 in the sulfate. */
  private void chain() {
    said.put("mined", exchange.accept(miner, mined()));
    said.put("leached", exchange.accept(miner, leached()));
    said.put(
        "sent",
        exchange.accept(miner, transfer(HYDROXIDE, miner.did(), refiner.did(), dry("250"))));
    said.put("refined", exchange.accept(refiner, refined()));
  }

  private LotOrigin mined() {
    return origin(ORE, miner.did(), wet("1000", "0.1"), percent("Co", "10"));
  }

  private static Attestation leached() {
    return making(
        "leaching",
        input(ORE, wet("1000", "0.1")),
        output(HYDROXIDE, dry("250"), percent("Co", "30")),
        loss("tailings", dry("650"), percent("Co", "2.3")));
  }

  private static Attestation refined() {
    return making(
        "refining",
        input(HYDROXIDE, dry("250")),
        output(SULFATE, dry("350"), percent("Co", "20.8")));
  }

  /** Records without asking. */
  private Ref forge(Actor by, Attestation what) {
    return exchange.accomplice().accept(exchange.say(by, what));
  }

  private static List<Check> found(Trace trace, Check.Rule rule) {
    return trace.checks().stream()
        .filter(check -> check.rule() == rule && check.result() != Check.Result.PASS)
        .toList();
  }

  private static void assertFails(Trace trace, Check.Rule rule) {
    assertThat(trace.verdict()).as("%s", trace.reasons()).isEqualTo(Verdict.FAIL);
    assertThat(found(trace, rule))
        .as("%s among %s", rule, trace.reasons())
        .anyMatch(check -> check.result() == Check.Result.FAIL);
  }

  private static void assertOnlyFails(Trace trace, Check.Rule rule) {
    assertFails(trace, rule);
    assertThat(trace.checks())
        .filteredOn(check -> check.isMandatory() && check.result() == Check.Result.FAIL)
        .allMatch(check -> check.rule() == rule);
  }

  private static void assertUnknown(Trace trace, Check.Rule rule) {
    assertThat(trace.verdict()).as("%s", trace.reasons()).isEqualTo(Verdict.UNKNOWN);
    assertThat(found(trace, rule))
        .as("%s among %s", rule, trace.reasons())
        .anyMatch(check -> check.result() == Check.Result.UNKNOWN);
  }

  private static void assertPasses(Trace trace) {
    assertThat(trace.reasons()).isEmpty();
    assertThat(trace.verdict()).isEqualTo(Verdict.PASS);
  }

  // A chain in order.

  @Test
  void aChainInOrderPasses() {
    chain();
    Trace trace = exchange.trace(SULFATE);

    assertPasses(trace);
    assertThat(trace.missing()).isEmpty();
    assertThat(trace.evidence().upstream().keySet()).containsExactly(SULFATE, HYDROXIDE, ORE);
    assertThat(trace.steps())
        .extracting(step -> step.transformation().process())
        .containsExactly("leaching", "refining");
    assertThat(trace.steps().get(0).metals().get(0).out()).isEqualByComparingTo("75");
    assertThat(trace.steps().get(0).metals().get(0).in()).isEqualByComparingTo("90");
    assertThat(trace.checks())
        .extracting(Check::rule)
        .contains(
            Check.Rule.SIGNATURE,
            Check.Rule.AUTHORITY,
            Check.Rule.CHAIN,
            Check.Rule.COMPLETENESS,
            Check.Rule.CONSUMPTION,
            Check.Rule.CUSTODY,
            Check.Rule.BALANCE);
    assertPasses(exchange.trace(HYDROXIDE));
    assertPasses(exchange.trace(ORE));
    assertThat(exchange.trace(ORE).evidence().downstream().keySet())
        .containsExactly(HYDROXIDE, SULFATE);
  }

  @Test
  void oneBlockIsAsGoodAsMany() {
    Actor one = Actor.web("one");
    exchange.accept(exchange.congo, Say.anchor(one.did(), CD, one.method()));
    exchange
        .process()
        .submit(
            List.of(
                exchange.say(miner, mined()),
                exchange.say(miner, leached()),
                exchange.say(miner, transfer(HYDROXIDE, miner.did(), refiner.did(), dry("250"))),
                exchange.say(refiner, refined())));

    assertPasses(exchange.trace(SULFATE));
  }

  // What is missing.

  @Test
  void aLotOfWhichNothingIsRecordedIsUnknown() {
    chain();
    Trace trace = exchange.trace(lot("nothing"));

    assertUnknown(trace, Check.Rule.ORIGIN);
    assertThat(trace.missing()).containsExactly(lot("nothing"));
    assertUnknown(TestExchange.founded().trace(lot("nothing")), Check.Rule.ORIGIN);
  }

  @Test
  void aLotThatIsOnlyUsedIsUnknown() {
    exchange.accept(refiner, refined());

    assertUnknown(exchange.trace(HYDROXIDE), Check.Rule.ORIGIN);
  }

  @Test
  void aLotThatIsMissingUpstreamMakesTheAnswerUnknown() {
    exchange.accept(miner, leached());
    exchange.accept(miner, transfer(HYDROXIDE, miner.did(), refiner.did(), dry("250")));
    exchange.accept(refiner, refined());
    Trace trace = exchange.trace(SULFATE);

    assertUnknown(trace, Check.Rule.ORIGIN);
    assertThat(trace.missing()).containsExactly(ORE);
    assertThat(trace.reasons().get(0)).contains(ORE.value());
  }

  @Test
  void whateverIsLeftOutOfTheEvidenceItDoesNotPass() {
    chain();
    Evidence all = exchange.evidence(SULFATE);

    for (Long index : all.places().keySet()) {
      Map<Long, Placement> fewer = new HashMap<>(all.places());
      fewer.remove(index);
      Trace trace = Tracer.trace(with(all, all.registered(), all.upstream(), fewer));
      assertThat(trace.verdict()).as("without entry %s", index).isEqualTo(Verdict.UNKNOWN);
    }
    for (LotId lot : all.upstream().keySet()) {
      Map<LotId, LotEvidence> fewer = new LinkedHashMap<>(all.upstream());
      fewer.remove(lot);
      assertThat(Tracer.trace(with(all, all.registered(), fewer, all.places())).verdict())
          .as("without %s", lot)
          .isEqualTo(Verdict.UNKNOWN);
    }
    assertThat(
            Tracer.trace(with(all, RegistryEvidence.none(), all.upstream(), all.places()))
                .verdict())
        .as("without the registry")
        .isNotEqualTo(Verdict.PASS);
    all.upstream()
        .forEach(
            (id, lot) -> {
              for (int i = 0; i < lot.statements().size() - 1; i++) {
                List<Recorded> fewer = new ArrayList<>(lot.statements());
                fewer.remove(i);
                assertThat(Tracer.trace(replaced(all, id, fewer)).verdict())
                    .as("without statement %s of %s", i, id)
                    .isEqualTo(Verdict.FAIL);
              }
              assertThat(Tracer.trace(replaced(all, id, List.of())).verdict())
                  .as("without the statements of %s", id)
                  .isNotEqualTo(Verdict.PASS);
            });
  }

  private static Evidence with(
      Evidence all,
      RegistryEvidence registry,
      Map<LotId, LotEvidence> upstream,
      Map<Long, Placement> places) {
    return new Evidence(
        all.lot(),
        all.size(),
        registry,
        upstream,
        all.downstream(),
        all.facilities(),
        places,
        all.notFollowed());
  }

  private static Evidence replaced(Evidence all, LotId lot, List<Recorded> statements) {
    SubjectEvidence subject = all.upstream(lot).orElseThrow().subject();
    Map<LotId, LotEvidence> upstream = new LinkedHashMap<>(all.upstream());
    upstream.put(
        lot,
        new LotEvidence(lot, new SubjectEvidence(subject.subject(), subject.salt(), statements)));
    return with(all, all.registered(), upstream, all.places());
  }

  @Test
  void theEntriesOfOneLotDoNotStandForThoseOfAnother() {
    chain();
    LotEvidence ore = exchange.evidence(SULFATE).upstream(ORE).orElseThrow();

    assertThatThrownBy(() -> new LotEvidence(HYDROXIDE, ore.subject()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(HYDROXIDE.value());
  }

  // What is recorded by whom.

  @Test
  void aRevokedStatementFails() {
    chain();
    exchange.accept(miner, Say.revoke(exchange.recorded(ref("mined"))));
    Trace trace = exchange.trace(SULFATE);

    assertOnlyFails(trace, Check.Rule.REVOCATION);
    assertThat(trace.reasons().get(0)).contains("LotOrigin", "It was a mistake.");
  }

  private Ref ref(String name) {
    Ref ref = said.get(name);
    if (ref == null) {
      throw new AssertionError("nothing of that name was said: " + name);
    }
    return ref;
  }

  @Test
  void aKeyThatWasStolenBeforeFailsAndOneThatWasReplacedAfterPasses() {
    chain();
    exchange.clock.move(Duration.ofDays(1));
    exchange.accept(exchange.congo, Say.revoke(miner.kid(), null));
    assertPasses(exchange.trace(SULFATE));

    exchange.accept(exchange.congo, Say.revoke(miner.kid(), TestExchange.START));
    assertOnlyFails(exchange.trace(SULFATE), Check.Rule.SIGNATURE);
  }

  @Test
  void anAccreditationThatEndedAfterChangesNothing() {
    Actor plant = exchange.registered("plant", CD);
    Ref grant = exchange.accept(exchange.congo, leave(plant.did(), TRANSFORMATION));
    exchange.accept(miner, mined());
    exchange.accept(miner, transfer(ORE, miner.did(), plant.did(), wet("1000")));
    exchange.accept(plant, leached());
    exchange.accept(exchange.congo, Say.revoke(exchange.recorded(grant)));

    assertPasses(exchange.trace(HYDROXIDE));
  }

  @Test
  void aStatementThatWasNotItsIssuersToMakeFails() {
    Actor nobody = exchange.registered("nobody", CD);
    forge(nobody, origin(ORE, nobody.did(), wet("1000", "0.1"), percent("Co", "10")));

    assertOnlyFails(exchange.trace(ORE), Check.Rule.AUTHORITY);
  }

  @Test
  void aStatementWithAnotherSignatureFails() {
    forge(Actor.web("thief").posingAs(miner), mined());

    assertOnlyFails(exchange.trace(ORE), Check.Rule.SIGNATURE);
  }

  // What was tampered with.

  @Test
  void anotherBlockInPlaceOfTheOneFails() {
    chain();
    TestExchange other = TestExchange.founded();
    for (int i = 0; i < 20; i++) {
      other.accept(other.congo, origin(lot("x" + i), other.congo.did(), dry("1")));
    }
    Evidence all = exchange.evidence(SULFATE);
    Map<Long, Placement> places = new HashMap<>(all.places());
    Ref leached = ref("leached");
    Map<Long, Block> blocks =
        new HashMap<>(exchange.blocks.readAll(Set.of(leached.block(), leached.block() - 1)));
    blocks.put(leached.block(), other.blocks.read(leached.block()).orElseThrow());
    places.put(leached.index(), Placement.in(blocks, leached));

    Trace trace = Tracer.trace(with(all, all.registered(), all.upstream(), places));

    assertFails(trace, Check.Rule.CHAIN);
    assertFails(trace, Check.Rule.COMPLETENESS);
  }

  @Test
  void aStatementInPlaceOfAnotherFails() {
    chain();
    Ref richer =
        exchange.accept(
            miner, origin(lot("richer"), miner.did(), wet("1000", "0.1"), percent("Co", "30")));
    Evidence all = exchange.evidence(SULFATE);
    UnaryOperator<Recorded> swap =
        recorded ->
            recorded.ref().equals(ref("mined"))
                ? new Recorded(exchange.recorded(richer), recorded.ref())
                : recorded;

    Trace trace =
        Tracer.trace(
            replaced(
                all,
                ORE,
                all.upstream(ORE).orElseThrow().statements().stream().map(swap).toList()));

    assertFails(trace, Check.Rule.CHAIN);
  }

  @Test
  void anotherTimeOrSaltFails() {
    chain();
    Evidence all = exchange.evidence(ORE);
    LotEvidence ore = all.upstream(ORE).orElseThrow();
    Recorded first = ore.statements().get(0);
    Ref ref = first.ref();
    List<Recorded> statements = new ArrayList<>(ore.statements());
    statements.set(
        0,
        new Recorded(
            first.statement(),
            new Ref(ref.index(), ref.block(), ref.at().minusMillis(1), ref.statement())));
    assertFails(Tracer.trace(replaced(all, ORE, statements)), Check.Rule.CHAIN);

    Map<LotId, LotEvidence> salted = new LinkedHashMap<>(all.upstream());
    salted.put(
        ORE,
        new LotEvidence(
            ORE,
            new SubjectEvidence(
                ore.subject().subject(), new Salt(new byte[Salt.LENGTH]), ore.statements())));
    assertFails(
        Tracer.trace(with(all, all.registered(), salted, all.places())), Check.Rule.COMPLETENESS);
  }

  @Test
  void otherBytesUnderTheDigestOfAStatementStopTheReading() {
    chain();
    exchange.statements.tamper(ref("mined").statement(), exchange.say(miner, mined()));

    assertThatThrownBy(() -> exchange.trace(SULFATE)).isInstanceOf(IntegrityFault.class);
  }

  // What the statements say together.

  @Test
  void moreThanThereWasFails() {
    chain();
    forge(miner, making("leaching", input(ORE, wet("1", "0.1")), output(lot("more"), dry("0.1"))));

    assertOnlyFails(exchange.trace(SULFATE), Check.Rule.CONSUMPTION);
  }

  @Test
  void aLotThatComesForthTwiceFails() {
    chain();
    forge(miner, mined());

    assertOnlyFails(exchange.trace(SULFATE), Check.Rule.ORIGIN);
  }

  @Test
  void massesOnTwoBasesAreNotCompared() {
    exchange.accept(miner, origin(ORE, miner.did(), wet("1000", "0.1"), percent("Co", "10")));
    forge(
        miner,
        making(
            "leaching", input(ORE, dry("100")), output(HYDROXIDE, dry("33"), percent("Co", "30"))));

    assertUnknown(exchange.trace(HYDROXIDE), Check.Rule.CONSUMPTION);
  }

  @Test
  void aConsumerThatSaysTheLotWasDrierThanItsOriginSaysGetsNoMoreOutOfIt() {
    exchange.accept(miner, origin(ORE, miner.did(), wet("1000", "0.5"), percent("Co", "10")));
    exchange.accept(
        miner,
        making(
            "leaching",
            input(ORE, wet("1000", "0")),
            output(HYDROXIDE, dry("300"), percent("Co", "30"))));

    assertOnlyFails(exchange.trace(HYDROXIDE), Check.Rule.CONSUMPTION);
  }

  @Test
  void whoDoesNotHoldALotDoesNotUseIt() {
    exchange.accept(miner, mined());
    forge(refiner, leached());

    assertOnlyFails(exchange.trace(HYDROXIDE), Check.Rule.CUSTODY);
  }

  @Test
  void whoHandsOverWhatItDoesNotHoldBreaksTheChain() {
    exchange.accept(miner, mined());
    exchange.accept(miner, leached());
    forge(refiner, transfer(HYDROXIDE, refiner.did(), miner.did(), dry("250")));

    assertOnlyFails(exchange.trace(HYDROXIDE), Check.Rule.CUSTODY);
  }

  @Test
  void aLotThatWasUsedBeforeAnybodyIsSaidToHoldItIsUnknown() {
    exchange.accept(miner, leached());
    exchange.accept(miner, mined());

    assertUnknown(exchange.trace(HYDROXIDE), Check.Rule.CUSTODY);
  }

  @Test
  void aLotThatIsMadeFromItselfFails() {
    exchange.accept(
        miner,
        making("a", input(lot("x"), dry("1")), output(lot("y"), dry("1"), percent("Co", "1"))));
    exchange.accept(
        miner,
        making("b", input(lot("y"), dry("1")), output(lot("z"), dry("1"), percent("Co", "1"))));
    exchange.accept(
        miner,
        making("c", input(lot("z"), dry("1")), output(lot("x"), dry("1"), percent("Co", "1"))));

    assertFails(exchange.trace(lot("y")), Check.Rule.CYCLE);
    assertThat(found(exchange.trace(lot("y")), Check.Rule.CYCLE)).hasSize(1);
  }

  // Time.

  @Test
  void aLotIsNotUsedOrShippedBeforeItIsThere() {
    Instant before = Instant.parse("2026-09-30T09:59:59.999Z");
    exchange.accept(miner, mined());
    exchange.accept(
        miner,
        makingAt(
            CD,
            before,
            "leaching",
            input(ORE, wet("1000", "0.1")),
            output(HYDROXIDE, dry("250"), percent("Co", "30")),
            loss("tailings", dry("650"), percent("Co", "2.3"))));
    assertOnlyFails(exchange.trace(HYDROXIDE), Check.Rule.TIME_ORDER);

    exchange.accept(miner, origin(lot("b"), miner.did(), dry("1")));
    exchange.accept(miner, transferAt(lot("b"), miner.did(), refiner.did(), dry("1"), before));
    assertOnlyFails(exchange.trace(lot("b")), Check.Rule.TIME_ORDER);
  }

  @Test
  void aDayBeginsWhereItBeginsFirst() {
    exchange.accept(miner, origin(ORE, miner.did(), dry("1")));
    Ref sent =
        exchange.accept(
            miner,
            transferAt(
                ORE, miner.did(), refiner.did(), dry("1"), Instant.parse("2026-09-30T10:00:00Z")));
    exchange.accept(refiner, Say.receipt(exchange.recorded(sent), dry("1")));

    assertPasses(exchange.trace(ORE));
  }

  @Test
  void whoReceivesALotDoesNotUseItBeforeItWasShipped() {
    exchange.accept(miner, mined());
    exchange.accept(miner, leached());
    exchange.accept(
        miner,
        transferAt(
            HYDROXIDE, miner.did(), refiner.did(), dry("250"), HAPPENED.plusSeconds(86_400)));
    exchange.accept(refiner, refined());

    assertOnlyFails(exchange.trace(SULFATE), Check.Rule.TIME_ORDER);
  }

  @Test
  void whatAdmissionLetsInForTheSakeOfClocksPasses() {
    Instant ahead = exchange.clock.instant().plus(Duration.ofMinutes(5));
    exchange.accept(miner, mined());
    exchange.accept(
        exchange.say(
            miner,
            makingAt(
                CD,
                ahead,
                "leaching",
                input(ORE, wet("1000", "0.1")),
                output(HYDROXIDE, dry("250"), percent("Co", "30")),
                loss("tailings", dry("650"), percent("Co", "2.3"))),
            ahead,
            null));

    assertPasses(exchange.trace(HYDROXIDE));
  }

  @Test
  void whatIsRecordedBeforeItHappenedFails() {
    Instant ahead = exchange.clock.instant().plus(Duration.ofMinutes(6));
    exchange.accept(miner, mined());
    exchange
        .accomplice()
        .accept(
            exchange.say(
                miner,
                makingAt(
                    CD,
                    ahead,
                    "leaching",
                    input(ORE, wet("1000", "0.1")),
                    output(HYDROXIDE, dry("250"), percent("Co", "30")),
                    loss("tailings", dry("650"), percent("Co", "2.3"))),
                ahead,
                null));

    assertOnlyFails(exchange.trace(HYDROXIDE), Check.Rule.TIME_ORDER);
  }

  // Certificates.

  @ParameterizedTest
  @CsvSource({
    "250, dry, PASS",
    "250.000001, dry, FAIL",
    "500, wet 0.5, PASS",
    "501, wet 0.5, FAIL",
    "100, wet, UNKNOWN"
  })
  void anExportCertificateAgreesWithItsLot(String mass, String basis, Verdict expected) {
    chain();
    Quantity quantity =
        switch (basis) {
          case "dry" -> dry(mass);
          case "wet" -> wet(mass);
          default -> wet(mass, "0.5");
        };
    exchange.accept(
        exchange.congo, Say.certificate(HYDROXIDE, Mineral.COBALT, miner.did(), quantity));
    Trace trace = exchange.trace(SULFATE);

    assertThat(trace.verdict()).as("%s", trace.reasons()).isEqualTo(expected);
    assertThat(trace.checks()).anyMatch(check -> check.rule() == Check.Rule.CERTIFICATE);
  }

  @Test
  void anExportCertificateForAnotherMineralFails() {
    chain();
    forge(exchange.congo, Say.certificate(HYDROXIDE, Mineral.COPPER, miner.did(), dry("250")));

    assertOnlyFails(exchange.trace(SULFATE), Check.Rule.CERTIFICATE);
  }

  // How far it goes.

  @Test
  void pastTheLimitOfDepthItIsUnknownAndSaysSo() {
    chain();
    EvidenceReader reader = exchange.reader();

    Trace trace = Tracer.trace(reader.read(SULFATE, reader.size(), new TraceLimits(1, 100)));
    assertUnknown(trace, Check.Rule.LIMIT);
    assertThat(trace.reasons()).anyMatch(reason -> reason.contains("limit"));
    assertThat(trace.evidence().notFollowed()).containsExactly(ORE);
    assertPasses(Tracer.trace(reader.read(SULFATE, reader.size(), new TraceLimits(2, 100))));
  }

  @Test
  void pastTheLimitOfLotsItIsUnknownAndSaysSo() {
    wide(5);
    EvidenceReader reader = exchange.reader();

    assertUnknown(
        Tracer.trace(reader.read(SULFATE, reader.size(), new TraceLimits(10, 5))),
        Check.Rule.LIMIT);
    assertPasses(Tracer.trace(reader.read(SULFATE, reader.size(), new TraceLimits(10, 6))));
  }

  /** A lot that is blended from so many. */
  private void wide(int width) {
    List<byte[]> batch = new ArrayList<>();
    List<Object> lots = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      LotId id = lot("part-" + i);
      batch.add(exchange.say(miner, origin(id, miner.did(), dry("10"), percent("Co", "10"))));
      lots.add(input(id, dry("10")));
    }
    lots.add(output(SULFATE, dry(Integer.toString(10 * width)), percent("Co", "10")));
    batch.add(exchange.say(miner, making("blend", lots.toArray())));
    exchange.process().submit(batch);
  }

  @Test
  void theRoundsOfCallsGrowWithTheDepthAndNotWithTheLots() {
    wide(1);
    int narrow = calls(SULFATE);
    TraceTest other = new TraceTest();
    other.wide(50);

    assertThat(other.calls(SULFATE)).isEqualTo(narrow);
    assertPasses(other.exchange.trace(SULFATE));
  }

  private int calls(LotId lot) {
    EvidenceReader reader = exchange.reader();
    long size = reader.size();
    int before = allCalls();
    reader.read(lot, size, TraceLimits.DEFAULT);
    return allCalls() - before;
  }

  private int allCalls() {
    return exchange.stores.count(Operation.INDEX_READ)
        + exchange.stores.count(Operation.STATEMENT_GET)
        + exchange.stores.count(Operation.BLOCK_READ);
  }

  @Test
  void eachStepOfDepthCostsTwoRounds() {
    TraceTest other = new TraceTest();
    deep(10);
    other.deep(30);

    // One for the heads of its lots, one for their statements.
    assertThat(other.calls(lot("deep-30")) - calls(lot("deep-10"))).isEqualTo(2 * 20);
  }

  /** A lot that went through so many splits. */
  private void deep(int depth) {
    List<byte[]> batch = new ArrayList<>();
    batch.add(
        exchange.say(miner, origin(lot("deep-0"), miner.did(), dry("10"), percent("Co", "10"))));
    for (int i = 1; i <= depth; i++) {
      batch.add(
          exchange.say(
              miner,
              making(
                  "split",
                  input(lot("deep-" + (i - 1)), dry("10")),
                  output(lot("deep-" + i), dry("10"), percent("Co", "10")))));
    }
    exchange.process().submit(batch);
  }

  @Test
  void threeHundredStepsAreFollowedOnASmallStack() throws InterruptedException {
    deep(300);
    EvidenceReader reader = exchange.reader();
    long size = reader.size();
    List<Trace> traces = new ArrayList<>();
    Thread small =
        new Thread(
            null,
            () ->
                traces.add(
                    Tracer.trace(reader.read(lot("deep-300"), size, new TraceLimits(300, 5_000)))),
            "small",
            256 * 1024);
    small.start();
    small.join(30_000);

    assertThat(traces).hasSize(1);
    assertPasses(traces.get(0));
    assertThat(traces.get(0).steps()).hasSize(300);
    assertUnknown(exchange.trace(lot("deep-300")), Check.Rule.LIMIT);
  }

  @Test
  void anAncestorOfTwoBranchesIsReadAndCountedOnce() {
    exchange.accept(miner, mined());
    exchange.accept(
        miner,
        making(
            "split",
            input(ORE, wet("1000", "0.1")),
            output(lot("left"), wet("400", "0.1"), percent("Co", "10")),
            output(lot("right"), wet("600", "0.1"), percent("Co", "10"))));
    exchange.accept(
        miner,
        making(
            "blend",
            input(lot("left"), wet("400", "0.1")),
            input(lot("right"), wet("600", "0.1")),
            output(SULFATE, wet("1000", "0.1"), percent("Co", "10"))));
    Trace trace = exchange.trace(SULFATE);

    assertPasses(trace);
    assertThat(trace.evidence().upstream()).hasSize(4);
    assertThat(trace.steps()).hasSize(2);
    assertThat(trace.checks()).filteredOn(check -> check.rule() == Check.Rule.SIGNATURE).hasSize(3);
  }

  // What others measured.

  private static Assay assayOf(String percent) {
    return new Assay(
        ORE,
        Mineral.COBALT,
        CD,
        "ICP-OES",
        "S-2",
        TestExchange.START,
        List.of(new Assay.Result(percent("Co", percent), null)));
  }

  private Check.Result agreementWhenTheLaboratoryFinds(String percent) {
    exchange.accept(exchange.congo, assayOf(percent));
    return exchange.trace(SULFATE).checks().stream()
        .filter(check -> check.id().equals("B3") && check.about().equals(ORE.value()))
        .map(Check::result)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAssayCloseToTheDeclaredGradeAgrees() {
    chain();
    assertThat(agreementWhenTheLaboratoryFinds("10.1")).isEqualTo(Check.Result.PASS);
    assertThat(exchange.trace(SULFATE).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void anAssaySomewhatOffTheDeclaredGradeIsPointedOut() {
    chain();
    assertThat(agreementWhenTheLaboratoryFinds("10.9")).isEqualTo(Check.Result.WARN);
    assertThat(exchange.trace(SULFATE).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void anAssayFarFromTheDeclaredGradeFailsTheLot() {
    chain();
    assertThat(agreementWhenTheLaboratoryFinds("13")).isEqualTo(Check.Result.FAIL);
    assertFails(exchange.trace(SULFATE), Check.Rule.AGREEMENT);
  }

  @Test
  void handingOverMoreThanThereIsFailsTheLot() {
    exchange.accept(miner, mined());
    exchange.accept(miner, leached());
    exchange.accept(miner, transfer(HYDROXIDE, miner.did(), refiner.did(), dry("9000")));
    exchange.accept(refiner, refined());
    assertFails(exchange.trace(SULFATE), Check.Rule.AGREEMENT);
  }

  @Test
  void aSiteThatDoesNotConformIsPointedOutAndDecidesNothing() {
    chain();
    EsgConformity conforms = Say.conformity(CD, Mineral.COBALT);
    exchange.accept(
        exchange.congo,
        new EsgConformity(
            conforms.facility(),
            conforms.scheme(),
            conforms.version(),
            conforms.level(),
            conforms.minerals(),
            conforms.stages(),
            conforms.assessorLevel(),
            conforms.assessmentLevel(),
            Conformance.NONCONFORMANT,
            List.of()));
    Trace trace = exchange.trace(SULFATE);
    assertThat(trace.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found(trace, Check.Rule.CONFORMITY))
        .extracting(Check::result)
        .containsExactly(Check.Result.WARN);
  }

  // As it was.

  @Test
  void asOfAnEarlierSizeTheAnswerIsWhatItWasThen() {
    chain();
    Map<Long, Trace> then = new LinkedHashMap<>();
    List<Runnable> later =
        List.of(
            () -> exchange.accept(exchange.congo, Say.assay(ORE, Mineral.COBALT)),
            () -> exchange.accept(exchange.congo, Say.conformity(CD, Mineral.COBALT)),
            () ->
                exchange.accept(
                    exchange.congo,
                    Say.certificate(HYDROXIDE, Mineral.COBALT, miner.did(), dry("900"))),
            () -> exchange.accept(exchange.congo, Say.revoke(miner.kid(), TestExchange.START)),
            () -> exchange.accept(exchange.congo, Say.revoke(exchange.recorded(ref("refined")))),
            () ->
                exchange.accept(
                    exchange.charter(
                        2,
                        1,
                        Map.of(
                            exchange.finland, Set.of(Say.FI, CD), exchange.congo, Set.of(Say.ZM)),
                        List.of(exchange.congo, exchange.finland))));
    EvidenceReader reader = exchange.reader();
    then.put(reader.size(), exchange.trace(SULFATE));
    for (Runnable each : later) {
      each.run();
      then.put(reader.size(), exchange.trace(SULFATE));
    }

    assertThat(then.values())
        .extracting(Trace::verdict)
        .containsExactly(
            Verdict.PASS,
            Verdict.PASS,
            Verdict.PASS,
            Verdict.FAIL,
            Verdict.FAIL,
            Verdict.FAIL,
            Verdict.FAIL);
    then.forEach(
        (size, trace) -> {
          Trace again = Tracer.trace(exchange.reader().read(SULFATE, size, TraceLimits.DEFAULT));
          assertThat(again.verdict()).as("as of %s", size).isEqualTo(trace.verdict());
          assertThat(again.checks()).as("as of %s", size).isEqualTo(trace.checks());
          assertThat(again.reasons()).as("as of %s", size).isEqualTo(trace.reasons());
        });
  }

  @Test
  void whatIsSaidOfAFacilityIsPartOfTheEvidenceAndWhatItMadeElseIsNot() {
    chain();
    exchange.accept(exchange.congo, Say.conformity(CD, Mineral.COBALT));
    exchange.accept(miner, origin(lot("else"), miner.did(), dry("1")));
    Evidence evidence = exchange.evidence(SULFATE);

    assertThat(evidence.facilities()).hasSize(1);
    assertThat(evidence.facilities().values().iterator().next().statements()).hasSize(1);
    assertThat(evidence.statements())
        .extracting(Recorded::statement)
        .extracting(AttestationStatement::statement)
        .hasSize(5);
  }
}
