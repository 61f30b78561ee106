package org.assay.traceability.trace;

import java.util.ArrayList;
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
  private static final Bounds.Tolerance TOLERANCE = Bounds.current().agreement();

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
    List<Recorded> used = new ArrayList<>();
    lot.origin().ifPresent(used::add);
    used.add(recorded);
    List<Quantity> before = new ArrayList<>();
    for (Recorded consumer : lot.consumers()) {
      if (consumer.ref().index() < recorded.ref().index()) {
        before.add(lot.consumption(consumer).orElseThrow());
      }
    }
    checks.add(
        Check.Rule.AGREEMENT,
        lot.lot().value(),
        HandedMass.judge(lot.lot(), there, before, handed, TOLERANCE, used));
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
    List<Recorded> used = new ArrayList<>();
    lot.origin().ifPresent(used::add);
    used.add(recorded);
    checks.add(
        Check.Rule.AGREEMENT,
        lot.lot().value(),
        AssayedGrade.judge(lot.lot(), declared.get(), result, TOLERANCE, used));
  }

  /**
   * A site's result says nothing of a lot by itself, so one that is bad is shown and decides
   * nothing.
   */
  private void check(Recorded recorded) {
    if (recorded.said() instanceof EsgConformity conformity
        && conformity.result() == Conformance.NONCONFORMANT) {
      checks.advise(
          Check.Rule.CONFORMITY,
          RuleId.ASSESSED,
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
}
