package org.assay.traceability.trace;

import java.time.Instant;
import java.util.Optional;
import org.assay.attestation.Assay;
import org.assay.attestation.CustodyReceipt;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.ImportConfirmation;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;

/** When what a statement tells of a lot was over. */
final class Happened {
  private Happened() {}

  /** Empty where a statement tells of no event, or of one that is not over. */
  static Optional<Instant> at(Recorded recorded) {
    if (recorded.said() instanceof LotOrigin origin) {
      return Optional.of(StatementChecks.beginning(origin.extractedTo()));
    }
    if (recorded.said() instanceof LotConversion conversion) {
      return Optional.of(conversion.endedAt());
    }
    if (recorded.said() instanceof CustodyTransfer transfer) {
      return Optional.of(
          transfer.receivedAt() == null ? transfer.shippedAt() : transfer.receivedAt());
    }
    if (recorded.said() instanceof CustodyReceipt receipt) {
      return Optional.of(receipt.receivedAt());
    }
    if (recorded.said() instanceof Assay assay) {
      return Optional.of(assay.analysedAt());
    }
    return recorded.said() instanceof ImportConfirmation arrived
        ? Optional.of(StatementChecks.beginning(arrived.importedOn()))
        : Optional.empty();
  }
}
