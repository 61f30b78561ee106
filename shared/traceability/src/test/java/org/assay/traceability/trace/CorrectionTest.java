package org.assay.traceability.trace;

import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assay.attestation.Assay;
import org.assay.attestation.AttestationType;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Reason;
import org.assay.ledger.Ref;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;

/** What was said wrongly is said again; both stay in the ledger, and the newer counts. */
class CorrectionTest {
  private static final LotId ORE = lot("ore");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor miner = exchange.operator("miner");
  private final Actor laboratory = exchange.registered("lab", Say.CD);

  CorrectionTest() {
    exchange.accept(exchange.congo, Say.leave(laboratory.did(), AttestationType.ASSAY));
    exchange.accept(miner, origin(ORE, miner.did(), dry("1000"), percent("Co", "10")));
  }

  private static Assay found(String lot, String percentCobalt) {
    return new Assay(
        lot(lot),
        Mineral.COBALT,
        Say.CD,
        "ICP-OES",
        "S-1",
        HAPPENED,
        List.of(new Assay.Result(percent("Co", percentCobalt), null)));
  }

  private Ref assayed(String percentCobalt) {
    return exchange.accept(laboratory, found("ore", percentCobalt));
  }

  private void correct(Ref wrong, Ref right) {
    exchange.accept(laboratory, Say.correct(exchange.recorded(wrong), exchange.recorded(right)));
  }

  private Verdict asOf(long size) {
    return Tracer.trace(exchange.reader().read(ORE, size, TraceLimits.DEFAULT)).verdict();
  }

  @Test
  void anAssayThatWasRevokedFailsTheLotNoLonger() {
    Ref wrong = assayed("5");
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.FAIL);
    exchange.accept(laboratory, Say.revoke(exchange.recorded(wrong)));
    Trace trace = exchange.trace(ORE);
    assertThat(trace.verdict()).as("%s", trace.reasons()).isEqualTo(Verdict.PASS);
    assertThat(trace.checks())
        .filteredOn(check -> check.rule() == Check.Rule.REVOCATION)
        .extracting(Check::result)
        .containsExactly(Check.Result.WARN);
  }

  @Test
  void theCorrectedAssayCountsAndEarlierAnswersStay() {
    Ref wrong = assayed("5");
    long before = exchange.reader().size();
    Ref right = assayed("10.1");
    correct(wrong, right);
    long after = exchange.reader().size();

    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
    assertThat(exchange.trace(ORE).checks())
        .filteredOn(check -> check.rule() == Check.Rule.REVOCATION)
        .extracting(Check::sentence)
        .allMatch(sentence -> sentence.contains("was replaced by"));

    Ref worse = assayed("2");
    correct(right, worse);
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(asOf(before)).isEqualTo(Verdict.FAIL);
    assertThat(asOf(after)).isEqualTo(Verdict.PASS);
    assertThat(exchange.evidence(ORE).statements()).hasSize(4);
  }

  @Test
  void aCertificateIsReplacedButNotMerelyWithdrawn() {
    Ref wrong =
        exchange.accept(
            exchange.congo, Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("1001")));
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.FAIL);
    Ref right =
        exchange.accept(
            exchange.congo, Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("1000")));
    exchange.accept(
        exchange.congo, Say.correct(exchange.recorded(wrong), exchange.recorded(right)));
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
    exchange.accept(exchange.congo, Say.revoke(exchange.recorded(right)));
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void whatReplacesAStatementIsOfItsTypeAndAboutTheSame() {
    Ref wrong = assayed("5");
    Ref other = exchange.accept(laboratory, found("elsewhere", "10"));
    Ref origin = exchange.accept(miner, origin(lot("new"), miner.did(), dry("1")));
    for (Ref no : List.of(other, origin)) {
      assertThat(
              exchange.refusal(
                  laboratory, Say.correct(exchange.recorded(wrong), exchange.recorded(no))))
          .contains(Reason.TARGET_UNKNOWN);
    }
  }
}
