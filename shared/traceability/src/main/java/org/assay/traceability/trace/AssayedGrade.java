package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;
import org.assay.attestation.Assay;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Rounded;

/** Rule B3: a laboratory finds the grade that is declared, within what it can tell apart. */
final class AssayedGrade {
  static final String ID = "B3";

  private AssayedGrade() {}

  /**
   * @param declared the grade in the lot's origin, and
   * @param result what was found of the same analyte on the same basis
   */
  static Finding judge(
      LotId lot,
      Grade declared,
      Assay.Result result,
      Bounds.Tolerance tolerance,
      List<Recorded> used) {
    BigDecimal said = declared.fraction();
    BigDecimal found = result.grade().fraction();
    Rounded difference = declared.rounded().minus(result.grade().rounded());
    BigDecimal uncertainty = result.uncertainty();
    boolean isWithinUncertainty =
        uncertainty != null && difference.value().abs().compareTo(uncertainty) <= 0;
    Check.Result judged =
        isWithinUncertainty
            ? Check.Result.PASS
            : tolerance.judge(result.grade().rounded(), declared.rounded());
    return new Finding(
        ID,
        judged,
        used,
        judged == Check.Result.UNKNOWN
            ? List.of("more digits of the grades")
            : uncertainty == null ? List.of("the uncertainty of the laboratory") : List.of(),
        List.of(
            new Check.Figure("declared", said.movePointRight(2), "%"),
            new Check.Figure("found", found.movePointRight(2), "%")),
        "the laboratory found "
            + Percent.text(found, 3)
            + " "
            + result.grade().analyte()
            + " in "
            + lot
            + ", and "
            + Percent.text(said, 3)
            + " are declared"
            + (judged == Check.Result.UNKNOWN ? Kilograms.TOO_ROUGH : ""));
  }
}
