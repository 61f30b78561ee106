package org.assay.traceability.trace;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rounded;

/**
 * Rule B5: a certificate is for one lot, and a lot leaves a country under one certificate at a
 * time. Certificates of one country for more than there is of the lot, or one number on several
 * lots, are a certificate that is used again.
 */
final class CertificateUse {
  static final String ID = "B5";

  private CertificateUse() {}

  /**
   * @param issued what there is of the lot
   * @param certificates the certificates of one country for it, at least one
   * @param elsewhere other lots that a certificate with one of their numbers is for
   */
  static Finding judge(
      LotId lot,
      Quantity issued,
      List<Recorded> certificates,
      List<LotId> elsewhere,
      Bounds.Tolerance tolerance) {
    ExportCertificate first = (ExportCertificate) certificates.get(0).said();
    String of = first.issuingCountry().value();
    if (!elsewhere.isEmpty()) {
      return finding(
          Check.Result.FAIL,
          certificates,
          List.of(),
          List.of(),
          "the certificate "
              + of
              + " "
              + first.certificateNumber()
              + " is for "
              + lot
              + " and for "
              + elsewhere.get(0));
    }
    if (certificates.size() == 1) {
      return finding(
          Check.Result.PASS,
          certificates,
          List.of(),
          List.of(),
          "the certificate "
              + of
              + " "
              + first.certificateNumber()
              + " is the only one of its country for "
              + lot);
    }
    List<Quantity> masses =
        certificates.stream().map(each -> ((ExportCertificate) each.said()).quantity()).toList();
    boolean isOneBasis = masses.stream().allMatch(each -> each.basis() == issued.basis());
    boolean isDry =
        issued.roundedDry().isPresent()
            && masses.stream().allMatch(each -> each.roundedDry().isPresent());
    String several = certificates.size() + " certificates of " + of + " for " + lot;
    if (!isOneBasis && !isDry) {
      return finding(
          Check.Result.UNKNOWN,
          certificates,
          List.of("the moisture of what is wet"),
          List.of(),
          several + " are for wet and for dry masses, which cannot be compared");
    }
    Rounded all = mass(issued, isOneBasis);
    Rounded sum =
        masses.stream().map(each -> mass(each, isOneBasis)).reduce(Rounded.ZERO, Rounded::plus);
    Rounded excess = sum.minus(all);
    Check.Result judged = tolerance.judge(excess.value(), all.value(), excess.halfStep());
    boolean isTooMuch = judged != Check.Result.PASS;
    // One that was not used in its term is replaced by another: later, for the same mass.
    Check.Result result =
        isTooMuch ? (overlaps(certificates) ? Check.Result.FAIL : Check.Result.WARN) : judged;
    return finding(
        result,
        certificates,
        List.of(),
        List.of(
            new Check.Figure("certified", sum.value(), "kg"),
            new Check.Figure("issued", all.value(), "kg")),
        several
            + " are for "
            + Kilograms.text(sum.value())
            + " kg together, and there are "
            + Kilograms.text(all.value())
            + " kg"
            + (isTooMuch && result == Check.Result.WARN ? ", one after the other" : ""));
  }

  private static Rounded mass(Quantity quantity, boolean asGiven) {
    return asGiven ? quantity.rounded() : quantity.roundedDry().orElseThrow();
  }

  /** Whether two of them were good on one day. */
  private static boolean overlaps(List<Recorded> certificates) {
    List<ExportCertificate> byBeginning =
        certificates.stream()
            .map(each -> (ExportCertificate) each.said())
            .sorted(Comparator.comparing(ExportCertificate::issuedOn))
            .toList();
    LocalDate until = LocalDate.MIN;
    for (ExportCertificate each : byBeginning) {
      if (!each.issuedOn().isAfter(until)) {
        return true;
      }
      until = each.expiresOn();
    }
    return false;
  }

  private static Finding finding(
      Check.Result result,
      List<Recorded> used,
      List<String> missing,
      List<Check.Figure> numbers,
      String sentence) {
    return new Finding(ID, result, used, missing, numbers, sentence);
  }
}
