package org.assay.traceability.trace;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.MinePermit;
import org.assay.attestation.SiteInspection;
import org.assay.attestation.SiteStatus;

/**
 * Rule D2: a permit, the state of a site and a certificate were good when it mattered, whatever
 * they are now.
 */
final class AtEventTime {
  static final String ID = "D2";

  private AtEventTime() {}

  /**
   * Whether a mine might be worked when a lot was extracted.
   *
   * @param permits all of the mine, at least one
   */
  static Finding judgePermits(LotOrigin origin, List<Recorded> permits) {
    List<Recorded> allowing =
        permits.stream()
            .filter(
                each ->
                    each.said() instanceof MinePermit permit
                        && permit.minerals().contains(origin.mineral())
                        && permit.allows(origin.extractedFrom())
                        && permit.allows(origin.extractedTo()))
            .toList();
    return new Finding(
        ID,
        allowing.isEmpty() ? Check.Result.FAIL : Check.Result.PASS,
        allowing.isEmpty() ? permits : allowing,
        List.of(),
        List.of(),
        (allowing.isEmpty() ? "no permit that is recorded allowed " : "a permit allowed ")
            + origin.mineral().code()
            + " to be mined at "
            + origin.facility().name()
            + " from "
            + origin.extractedFrom()
            + " to "
            + origin.extractedTo());
  }

  /**
   * What a site was when a lot was extracted.
   *
   * @param inspected the newest inspection before
   */
  static Finding judgeInspection(LotOrigin origin, Recorded inspected) {
    SiteInspection inspection = (SiteInspection) inspected.said();
    SiteStatus status = inspection.statusOn(origin.extractedTo());
    return new Finding(
        ID,
        status == SiteStatus.RED
            ? Check.Result.FAIL
            : status == SiteStatus.YELLOW ? Check.Result.WARN : Check.Result.PASS,
        List.of(inspected),
        List.of(),
        List.of(),
        origin.facility().name()
            + " was "
            + status.code()
            + " on "
            + origin.extractedTo()
            + ", after the inspection of "
            + inspection.inspectedOn()
            + " by "
            + inspected.issuer());
  }

  /** Whether a lot is shipped within the term of its certificate, as that says itself. */
  static Finding judgeTerm(LotId lot, Recorded recorded) {
    ExportCertificate certificate = (ExportCertificate) recorded.said();
    boolean holds = isIn(certificate.shipmentDate(), certificate);
    return new Finding(
        ID,
        holds ? Check.Result.PASS : Check.Result.FAIL,
        List.of(recorded),
        List.of(),
        List.of(),
        "by the export certificate "
            + certificate.certificateNumber()
            + ", "
            + lot
            + " was shipped on "
            + certificate.shipmentDate()
            + (holds ? ", within its term" : ", outside its term"));
  }

  /**
   * Whether a lot left a country while one of that country's certificates for it was good.
   *
   * @param sent a transfer out of the country
   * @param certificates the country's certificates for the lot, at least one
   */
  static Finding judgeExport(LotId lot, Recorded sent, List<Recorded> certificates) {
    CustodyTransfer transfer = (CustodyTransfer) sent.said();
    LocalDate day = transfer.shippedAt().atOffset(ZoneOffset.UTC).toLocalDate();
    // Its day where it left may be the one before or after that of UTC.
    boolean holds =
        certificates.stream()
            .map(each -> (ExportCertificate) each.said())
            .anyMatch(
                each ->
                    isIn(day.minusDays(1), each) || isIn(day, each) || isIn(day.plusDays(1), each));
    List<Recorded> used = new ArrayList<>(List.of(sent));
    used.addAll(certificates);
    return new Finding(
        ID,
        holds ? Check.Result.PASS : Check.Result.FAIL,
        used,
        List.of(),
        List.of(),
        lot
            + " left "
            + transfer.fromCountry()
            + " on "
            + day
            + (holds ? " under a certificate that was good" : ", when no certificate was good"));
  }

  private static boolean isIn(LocalDate day, ExportCertificate certificate) {
    return !day.isBefore(certificate.issuedOn()) && !day.isAfter(certificate.expiresOn());
  }
}
