package org.assay.traceability.trace;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assay.attestation.ExportCertificate;

/** Rule B4: a certificate names the countries in which what is in the lot was mined. */
final class OriginCountries {
  static final String ID = "B4";

  private OriginCountries() {}

  /**
   * @param recorded an export certificate
   * @param mined the countries in which lots that went into it were mined
   * @param isComplete whether these are all, as nothing upstream is missing
   */
  static Finding judge(
      Recorded recorded, Set<String> mined, boolean isComplete, List<Recorded> used) {
    ExportCertificate certificate = (ExportCertificate) recorded.said();
    Set<String> named = new TreeSet<>();
    certificate.origins().forEach(country -> named.add(country.value()));
    Set<String> unnamed = new TreeSet<>(mined);
    unnamed.removeAll(named);
    Set<String> others = new TreeSet<>(named);
    others.removeAll(mined);
    Check.Result result =
        !unnamed.isEmpty()
            ? Check.Result.FAIL
            : !isComplete
                ? Check.Result.UNKNOWN
                : others.isEmpty() ? Check.Result.PASS : Check.Result.WARN;
    return new Finding(
        ID,
        result,
        used,
        result == Check.Result.UNKNOWN ? List.of("where some of the lot was mined") : List.of(),
        List.of(),
        "the certificate "
            + certificate.certificateNumber()
            + " names "
            + String.join(", ", named)
            + " as origin, and what went in was mined in "
            + (mined.isEmpty() ? "no country that is known" : String.join(", ", mined))
            + (isComplete ? "" : ", as far as is known"));
  }
}
