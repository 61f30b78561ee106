package org.assay.traceability.trace;

import static org.assay.traceability.trace.Kilograms.kilograms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.Assay;
import org.assay.attestation.Conformance;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;

/** Holds what others say of a lot, or of a facility on its way, against what its origin says. */
final class AgreementChecks {
  /**
   * Up to here scales and laboratories differ, where a laboratory gives no uncertainty of its own.
   */
  static final BigDecimal CLOSE = new BigDecimal("0.02");

  /** Beyond here it is another lot, or another grade: the bound of RMAP All Minerals v1.1 (1C). */
  private static final BigDecimal FAR = new BigDecimal("0.10");

  private final Evidence evidence;
  private final Checks checks;

  AgreementChecks(Evidence evidence, Checks checks) {
    this.evidence = evidence;
    this.checks = checks;
  }

  void run() {
    for (LotEvidence lot : evidence.upstream().values()) {
      lot.description()
          .ifPresent(
              description ->
                  lot.statements().stream()
                      .filter(evidence::stands)
                      .forEach(recorded -> check(lot, description, recorded)));
    }
    evidence
        .facilities()
        .values()
        .forEach(
            facility ->
                facility.statements().stream().filter(evidence::stands).forEach(this::check));
  }

  private void check(LotEvidence lot, LotEvidence.Description description, Recorded recorded) {
    if (recorded.said() instanceof CustodyTransfer transfer) {
      checkMass(lot, description.quantity(), recorded, transfer.quantity());
    } else if (recorded.said() instanceof Assay assay) {
      assay.results().forEach(result -> checkGrade(lot, description, recorded, result));
    }
  }

  private void checkMass(LotEvidence lot, Quantity there, Recorded recorded, Quantity handed) {
    if (there.basis() != handed.basis()) {
      return;
    }
    BigDecimal declared = Kilograms.of(there.mass().milligrams());
    BigDecimal given = Kilograms.of(handed.mass().milligrams());
    BigDecimal excess = given.subtract(declared).max(BigDecimal.ZERO);
    checks.add(
        Check.Rule.AGREEMENT,
        judge(excess, declared, declared.multiply(CLOSE)),
        lot.lot().value(),
        List.of(recorded),
        kilograms(handed.mass().milligrams())
            + " of "
            + lot.lot()
            + " are handed over, and it has "
            + kilograms(there.mass().milligrams()));
  }

  private void checkGrade(
      LotEvidence lot,
      LotEvidence.Description description,
      Recorded recorded,
      Assay.Result result) {
    Optional<Grade> declared =
        description.grades().stream()
            .filter(grade -> grade.analyte().equals(result.grade().analyte()))
            .filter(grade -> grade.basis() == result.grade().basis())
            .findFirst();
    if (declared.isEmpty()) {
      return;
    }
    BigDecimal said = declared.get().fraction();
    BigDecimal difference = said.subtract(result.grade().fraction()).abs();
    BigDecimal uncertainty = result.uncertainty();
    BigDecimal allowed = said.multiply(CLOSE);
    checks.add(
        Check.Rule.AGREEMENT,
        judge(difference, said, uncertainty == null ? allowed : uncertainty.max(allowed)),
        lot.lot().value(),
        List.of(recorded),
        "the laboratory found "
            + percent(result.grade().fraction())
            + " "
            + result.grade().analyte()
            + " in "
            + lot.lot()
            + ", and "
            + percent(said)
            + " are declared");
  }

  /**
   * A site's result says nothing of a lot by itself, so one that is bad is shown and decides
   * nothing.
   */
  private void check(Recorded recorded) {
    if (recorded.said() instanceof EsgConformity conformity
        && conformity.result() == Conformance.NONCONFORMANT) {
      checks.add(
          Check.Rule.CONFORMITY,
          Check.Result.WARN,
          conformity.facility().id().toString(),
          List.of(recorded),
          conformity.facility().name()
              + " does not conform to "
              + conformity.scheme()
              + " "
              + conformity.version()
              + ", says "
              + recorded.issuer());
    }
  }

  static Check.Result judge(BigDecimal difference, BigDecimal of, BigDecimal allowed) {
    if (difference.compareTo(allowed) <= 0) {
      return Check.Result.PASS;
    }
    return difference.compareTo(of.multiply(FAR)) <= 0 ? Check.Result.WARN : Check.Result.FAIL;
  }

  private static String percent(BigDecimal fraction) {
    return fraction
            .movePointRight(2)
            .setScale(3, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
