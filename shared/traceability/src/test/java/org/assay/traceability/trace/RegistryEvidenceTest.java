package org.assay.traceability.trace;

import static org.assay.attestation.AttestationType.LOT_ORIGIN;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.leave;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.LotId;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.traceability.registry.Entered;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;

class RegistryEvidenceTest {
  private static final LotId ORE = lot("ore");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor miner = exchange.operator("miner");
  private final Ref mined =
      exchange.accept(miner, origin(ORE, miner.did(), dry("10"), percent("Co", "10")));

  private static Evidence with(Evidence all, RegistryEvidence registered) {
    return new Evidence(
        all.lot(),
        all.size(),
        registered,
        all.upstream(),
        all.downstream(),
        all.facilities(),
        all.places(),
        all.notFollowed());
  }

  @Test
  void aStatementThatIsLeftOutOfTheRegistryIsFoundByTheLinksUnlessItIsTheLast() {
    exchange.accept(exchange.congo, Say.revoke(miner.kid(), TestExchange.START));
    Evidence all = exchange.evidence(ORE);
    List<Entered> statements = all.registered().statements();
    Salt salt = all.registered().salt().orElseThrow();

    assertThat(Tracer.trace(all).verdict()).isEqualTo(Verdict.FAIL);
    for (int i = 0; i < statements.size() - 1; i++) {
      List<Entered> fewer = new ArrayList<>(statements);
      fewer.remove(i);
      Trace trace = Tracer.trace(with(all, RegistryEvidence.of(salt, fewer)));
      assertThat(trace.checks())
          .as("without statement %s", i)
          .anyMatch(
              check ->
                  check.rule() == Check.Rule.COMPLETENESS
                      && check.result() == Check.Result.FAIL
                      && check.about().equals("registry"));
    }
    // What links cannot show, and the threat model says so.
    Trace old =
        Tracer.trace(
            with(all, RegistryEvidence.of(salt, statements.subList(0, statements.size() - 1))));
    assertThat(old.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void whatWasNotItsIssuersToMakeCountsForNothing() {
    Actor thief = exchange.registered("thief", CD);
    exchange.accomplice().accept(exchange.say(thief, leave(miner.did(), LOT_ORIGIN)));
    exchange.accomplice().accept(exchange.say(thief, Say.revoke(exchange.recorded(mined))));
    exchange.accomplice().accept(exchange.say(thief, Say.revoke(miner.kid(), TestExchange.START)));
    Trace trace = exchange.trace(ORE);

    assertThat(trace.verdict()).as("%s", trace.reasons()).isEqualTo(Verdict.PASS);
    assertThat(trace.evidence().registered().passedOver()).hasSize(3);
    assertThat(trace.checks())
        .filteredOn(check -> check.rule() == Check.Rule.REGISTRY)
        .extracting(Check::result)
        .containsExactly(
            Check.Result.WARN, Check.Result.WARN, Check.Result.WARN, Check.Result.PASS);
  }

  @Test
  void aForgedAccreditationGivesNoLeave() {
    Actor plant = exchange.registered("plant", CD);
    exchange
        .accomplice()
        .accept(
            Actor.web("x")
                .posingAs(exchange.congo)
                .sign(exchange.credential(exchange.congo, leave(plant.did(), LOT_ORIGIN))));
    exchange
        .accomplice()
        .accept(exchange.say(plant, origin(lot("b"), plant.did(), dry("1"), percent("Co", "1"))));
    Trace trace = exchange.trace(lot("b"));

    assertThat(trace.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(trace.checks())
        .anyMatch(
            check -> check.rule() == Check.Rule.AUTHORITY && check.result() == Check.Result.FAIL);
  }

  @Test
  void aRevocationOfAnotherLotsStatementChangesNothingHere() {
    Ref other =
        exchange.accept(miner, origin(lot("other"), miner.did(), dry("1"), percent("Co", "1")));
    exchange.accept(miner, Say.revoke(exchange.recorded(other)));

    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
    assertThat(exchange.trace(lot("other")).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aReaderThatHasReadBeforeReadsOnlyWhatIsNewAndAnswersTheSame() {
    EvidenceReader reader = exchange.reader();
    long before = reader.size();
    reader.read(ORE, before, TraceLimits.DEFAULT);
    exchange.clock.move(Duration.ofMinutes(1));
    exchange.accept(exchange.congo, Say.revoke(exchange.recorded(mined)));

    for (long size : List.of(before, reader.size())) {
      Trace known = Tracer.trace(reader.read(ORE, size, TraceLimits.DEFAULT));
      Trace cold = Tracer.trace(exchange.reader().read(ORE, size, TraceLimits.DEFAULT));
      assertThat(known.checks()).isEqualTo(cold.checks());
      assertThat(known.verdict()).isEqualTo(size == before ? Verdict.PASS : Verdict.FAIL);
    }
  }
}
