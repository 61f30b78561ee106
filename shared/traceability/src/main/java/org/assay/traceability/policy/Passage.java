package org.assay.traceability.policy;

import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.ImportConfirmation;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;

/**
 * The countries that the material was in, as far as statements tell.
 *
 * @param countries each with the first statement that tells of it
 * @param routes the transfers, with those from country to country whose route nobody tells
 */
record Passage(SortedMap<CountryCode, Recorded> countries, Found routes) {
  static Passage of(Chain chain) {
    SortedMap<CountryCode, Recorded> countries = new TreeMap<>();
    Found.Builder routes = new Found.Builder();
    for (Work work : chain.work()) {
      countries.putIfAbsent(work.facility().country(), work.recorded());
    }
    for (LotEvidence lot : chain.lots()) {
      chain
          .about(lot)
          .forEach(
              recorded -> {
                if (recorded.said() instanceof CustodyTransfer transfer) {
                  countries.putIfAbsent(transfer.fromCountry(), recorded);
                  countries.putIfAbsent(transfer.toCountry(), recorded);
                  transfer.route().forEach(each -> countries.putIfAbsent(each, recorded));
                  routes.uses(recorded);
                  addRoute(routes, transfer);
                } else if (recorded.said() instanceof ExportCertificate certificate) {
                  certificate.origins().forEach(each -> countries.putIfAbsent(each, recorded));
                  countries.putIfAbsent(certificate.issuingCountry(), recorded);
                  countries.putIfAbsent(certificate.destination(), recorded);
                } else if (recorded.said() instanceof ImportConfirmation arrived) {
                  countries.putIfAbsent(arrived.issuingCountry(), recorded);
                  countries.putIfAbsent(arrived.country(), recorded);
                }
              });
    }
    for (Chain.Jump jump : chain.jumps()) {
      routes.lacks("how " + jump.lot().lot() + " came from " + jump.from() + " to " + jump.to());
    }
    return new Passage(countries, routes.build());
  }

  private static void addRoute(Found.Builder routes, CustodyTransfer transfer) {
    if (!transfer.fromCountry().equals(transfer.toCountry()) && transfer.route().isEmpty()) {
      routes.lacks(
          "the route of "
              + transfer.lot()
              + " from "
              + transfer.fromCountry()
              + " to "
              + transfer.toCountry()
              + " on "
              + transfer.shippedAt().atOffset(ZoneOffset.UTC).toLocalDate());
    }
  }
}
