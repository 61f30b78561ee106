package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.ExportCertificate;

/**
 * Rule A5: one person of an authority verifies a certificate, and another of the same authority
 * validates it. That the two names differ is a condition for being recorded at all; here the
 * authorities of one country are held against each other.
 */
final class TwoPersons {
  static final String ID = "A5";

  private TwoPersons() {}

  /**
   * @param recorded an export certificate
   * @param others the other certificates of the same country for the same lot
   */
  static Finding judge(Recorded recorded, List<Recorded> others) {
    ExportCertificate certificate = (ExportCertificate) recorded.said();
    List<Recorded> differing =
        others.stream().filter(each -> !each.issuer().equals(recorded.issuer())).toList();
    List<Recorded> used = new ArrayList<>(List.of(recorded));
    used.addAll(differing);
    return new Finding(
        ID,
        differing.isEmpty() ? Check.Result.PASS : Check.Result.WARN,
        used,
        List.of(),
        List.of(),
        certificate.verifiedBy()
            + " verified the certificate "
            + certificate.certificateNumber()
            + ", and "
            + certificate.validatedBy()
            + " validated it, both of "
            + recorded.issuer()
            + (differing.isEmpty()
                ? ""
                : "; "
                    + differing.get(0).issuer()
                    + " certifies the same lot for the same country"));
  }
}
