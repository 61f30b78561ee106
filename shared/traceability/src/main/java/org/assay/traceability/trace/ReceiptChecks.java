package org.assay.traceability.trace;

import java.util.List;
import java.util.Optional;
import org.assay.attestation.CustodyReceipt;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.quantity.Quantity;

/**
 * Holds each custody transfer against what its receiver says of it. A sender alone cannot give a
 * lot away: until the receiver confirms, custody is open, and where the receiver has used the lot
 * without confirming, how much arrived is.
 */
final class ReceiptChecks {
  private final Evidence evidence;
  private final Checks checks;

  ReceiptChecks(Evidence evidence, Checks checks) {
    this.evidence = evidence;
    this.checks = checks;
  }

  void run() {
    for (LotEvidence lot : evidence.upstream().values()) {
      lot.transfers().forEach(transfer -> check(lot, transfer));
    }
  }

  private void check(LotEvidence lot, Recorded recorded) {
    CustodyTransfer transfer = (CustodyTransfer) recorded.said();
    Optional<Recorded> receipt = receipt(lot, recorded, transfer.to());
    if (receipt.isPresent()) {
      checkReceipt(lot, recorded, transfer, receipt.get());
      return;
    }
    boolean isUsed = hasUsed(lot, recorded, transfer.to());
    checks.add(
        Check.Rule.CUSTODY,
        RuleId.RECEIVED,
        isUsed ? Check.Result.WARN : Check.Result.UNKNOWN,
        lot.lot().value(),
        List.of(recorded),
        "the transfer of "
            + lot.lot()
            + " by "
            + transfer.from()
            + " is not confirmed by the receiver, "
            + transfer.to()
            + (isUsed ? ", who used it" : ""));
  }

  /** The newest confirmation by the receiver that still stands. */
  private Optional<Recorded> receipt(LotEvidence lot, Recorded transfer, Did receiver) {
    return lot.statements().stream()
        .filter(each -> each.issuer().equals(receiver))
        .filter(
            each ->
                each.said() instanceof CustodyReceipt receipt
                    && receipt.transfer().digest().hex().equals(transfer.ref().statement().hex()))
        .filter(evidence::stands)
        .reduce((earlier, later) -> later);
  }

  /** Whoever uses a lot or hands it on says by that that it came to have it. */
  private static boolean hasUsed(LotEvidence lot, Recorded transfer, Did receiver) {
    return lot.statements().stream()
        .filter(each -> each.ref().index() > transfer.ref().index())
        .filter(each -> each.issuer().equals(receiver))
        .anyMatch(
            each -> lot.consumption(each).isPresent() || each.said() instanceof CustodyTransfer);
  }

  private void checkReceipt(
      LotEvidence lot, Recorded recorded, CustodyTransfer transfer, Recorded confirmed) {
    CustodyReceipt receipt = (CustodyReceipt) confirmed.said();
    boolean isLater = !receipt.receivedAt().isBefore(transfer.shippedAt());
    checks.add(
        isLater ? Check.Rule.CUSTODY : Check.Rule.TIME_ORDER,
        isLater ? RuleId.RECEIVED : RuleId.ORDER,
        isLater ? Check.Result.PASS : Check.Result.FAIL,
        lot.lot().value(),
        List.of(recorded, confirmed),
        transfer.to()
            + " confirms that it received "
            + lot.lot()
            + " from "
            + transfer.from()
            + (isLater
                ? ""
                : ", at " + receipt.receivedAt() + ", before it left at " + transfer.shippedAt()));
    checkMass(lot, recorded, transfer.quantity(), confirmed, receipt.quantity());
  }

  private void checkMass(
      LotEvidence lot, Recorded sent, Quantity out, Recorded received, Quantity in) {
    checks.add(
        Check.Rule.AGREEMENT,
        lot.lot().value(),
        ArrivedMass.judge(
            lot.lot(), out, in, Bounds.current().agreement(), List.of(sent, received)));
  }
}
