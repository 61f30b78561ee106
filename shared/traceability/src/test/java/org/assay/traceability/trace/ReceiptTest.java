package org.assay.traceability.trace;

import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.receipt;
import static org.assay.traceability.testing.Say.transfer;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assay.attestation.CustodyReceipt;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Reason;
import org.assay.ledger.Ref;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It takes two to hand a lot over. */
class ReceiptTest {
  private static final LotId ORE = lot("ore");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor miner = exchange.operator("miner");
  private final Actor refiner = exchange.operator("refiner");
  private final AttestationStatement sent;

  ReceiptTest() {
    exchange.accept(miner, origin(ORE, miner.did(), dry("1000"), percent("Co", "10")));
    Ref ref = exchange.accept(miner, transfer(ORE, miner.did(), refiner.did(), dry("1000")));
    sent = exchange.recorded(ref);
  }

  private Stream<Check> open(Check.Rule rule) {
    return exchange.trace(ORE).checks().stream()
        .filter(check -> check.rule() == rule && check.result() != Check.Result.PASS);
  }

  @Test
  void untilTheReceiverConfirmsCustodyIsOpen() {
    Trace trace = exchange.trace(ORE);
    assertThat(trace.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(trace.reasons())
        .singleElement()
        .asString()
        .contains("is not confirmed by the receiver, " + refiner.did());
  }

  @Test
  void onceTheReceiverConfirmsItIsNot() {
    exchange.accept(refiner, receipt(sent, dry("995")));
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
    assertThat(exchange.trace(ORE).checks())
        .filteredOn(Check::isMandatory)
        .extracting(Check::result)
        .containsOnly(Check.Result.PASS);
  }

  @Test
  void aReceiverWhoUsesTheLotWithoutConfirmingIsPointedOut() {
    exchange.accept(
        refiner,
        making(
            "leaching",
            input(ORE, dry("1000")),
            output(lot("h"), dry("300"), percent("Co", "30"))));
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
    assertThat(open(Check.Rule.CUSTODY)).extracting(Check::result).containsOnly(Check.Result.WARN);
  }

  @ParameterizedTest
  @CsvSource({"980, PASS", "1020, PASS", "978, WARN", "900, WARN", "898, FAIL", "899, UNKNOWN"})
  void whatArrivesIsHeldAgainstWhatWasSent(String kilograms, Check.Result result) {
    exchange.accept(refiner, receipt(sent, dry(kilograms)));
    assertThat(exchange.trace(ORE).checks())
        .filteredOn(check -> check.rule() == Check.Rule.AGREEMENT)
        .filteredOn(check -> check.sentence().contains("arrived"))
        .extracting(Check::result)
        .containsExactly(result);
  }

  @Test
  void aWetMassThatCannotBeComparedLeavesItOpen() {
    exchange.accept(refiner, receipt(sent, wet("1000")));
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void onlyTheReceiverConfirmsAndOnlyATransferOfTheLot() {
    assertThat(exchange.refusal(miner, receipt(sent, dry("1000")))).contains(Reason.NOT_RECEIVER);
    CustodyReceipt good = receipt(sent, dry("1000"));
    assertThat(
            exchange.refusal(
                refiner,
                new CustodyReceipt(
                    good.transfer(),
                    lot("other"),
                    Mineral.COBALT,
                    good.quantity(),
                    good.country(),
                    good.receivedAt())))
        .contains(Reason.TARGET_UNKNOWN);
    AttestationStatement later =
        exchange.recorded(
            exchange.accept(refiner, transfer(ORE, refiner.did(), miner.did(), dry("1000"))));
    assertThat(exchange.refusal(refiner, receipt(later, dry("1000"))))
        .contains(Reason.NOT_RECEIVER);
  }

  @Test
  void aReceiptThatIsRevokedConfirmsNothing() {
    Ref confirmed = exchange.accept(refiner, receipt(sent, dry("1000")));
    exchange.accept(refiner, Say.revoke(exchange.recorded(confirmed)));
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.UNKNOWN);
  }
}
