package org.assay.traceability.policy;

import java.util.List;
import java.util.stream.Stream;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.PaymentDisclosure;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;

/** Whether it is told what was paid to governments for each lot that was mined. */
final class GovernmentPayments {
  private GovernmentPayments() {}

  static Found find(Chain chain) {
    Found.Builder found = new Found.Builder();
    for (LotEvidence lot : chain.lots()) {
      if (lot.origin().orElseThrow().said() instanceof LotOrigin mined) {
        List<Recorded> told =
            Stream.concat(chain.about(lot), chain.about(mined.facility()))
                .filter(
                    each ->
                        each.said() instanceof PaymentDisclosure payment
                            && !payment.periodFrom().isAfter(mined.extractedTo())
                            && !payment.periodTo().isBefore(mined.extractedFrom()))
                .toList();
        told.forEach(found::uses);
        if (told.isEmpty()) {
          found.lacks(
              "what was paid to the government for "
                  + lot.lot()
                  + ", or by "
                  + mined.facility().name()
                  + " from "
                  + mined.extractedFrom()
                  + " to "
                  + mined.extractedTo());
        }
      }
    }
    return found.build();
  }
}
