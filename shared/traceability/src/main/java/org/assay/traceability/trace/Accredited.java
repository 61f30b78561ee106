package org.assay.traceability.trace;

import java.util.List;
import java.util.Optional;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.traceability.registry.Authority;
import org.assay.traceability.registry.Registry;

/**
 * Rules A2 and A3: the issuer is accredited for the type, the country and the mineral, and what
 * accredits it had begun, not ended and not been revoked at the entry.
 */
final class Accredited {
  private Accredited() {}

  /** What both found; where A2 fails there is nothing that could be in force. */
  static List<Finding> judge(Registry registry, Recorded recorded) {
    Optional<Rejection> objection =
        Authority.objection(
            registry, recorded.statement(), recorded.ref().index(), recorded.ref().at());
    if (objection.isEmpty()) {
      return List.of(
          finding(RuleId.ACCREDITED, recorded, "the issuer may attest this"),
          finding(RuleId.IN_FORCE, recorded, "its leave was in force at the entry"));
    }
    Finding fault =
        new Finding(
            objection.get().reason() == Reason.ACCREDITATION_NOT_IN_FORCE
                ? RuleId.IN_FORCE
                : RuleId.ACCREDITED,
            Check.Result.FAIL,
            List.of(recorded),
            List.of(),
            List.of(),
            StatementChecks.name(recorded)
                + " was not its issuer's to make: "
                + objection.get().detail());
    return fault.id().equals(RuleId.ACCREDITED)
        ? List.of(fault)
        : List.of(
            finding(RuleId.ACCREDITED, recorded, "the issuer was accredited to attest this"),
            fault);
  }

  private static Finding finding(String id, Recorded recorded, String sentence) {
    return new Finding(id, Check.Result.PASS, List.of(recorded), List.of(), List.of(), sentence);
  }
}
