package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.Challenge;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.FacilityId;
import org.assay.attestation.ImportConfirmation;
import org.assay.attestation.Incident;
import org.assay.attestation.IssueState;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.MassBalanceStatement;
import org.assay.attestation.MinePermit;
import org.assay.attestation.SiteInspection;
import org.assay.attestation.SiteStatus;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Shows what authorities, auditors and others report of the lots and facilities on the way. It
 * decides nothing: a report about a site says nothing of a lot by itself, and a dispute is not yet
 * a finding. What was revoked is not shown again here.
 */
final class OversightChecks {
  private static final Bounds BOUNDS = Bounds.current();

  private final Evidence evidence;
  private final Checks checks;

  OversightChecks(Evidence evidence, Checks checks) {
    this.evidence = evidence;
    this.checks = checks;
  }

  void run() {
    checkIncidents();
    checkDisputes();
    for (LotEvidence lot : evidence.upstream().values()) {
      lot.origin()
          .filter(recorded -> recorded.said() instanceof LotOrigin)
          .ifPresent(this::checkMine);
      lot.statements().stream()
          .filter(evidence::stands)
          .filter(recorded -> recorded.said() instanceof ImportConfirmation)
          .forEach(recorded -> checkArrival(lot, recorded));
    }
    evidence
        .facilities()
        .values()
        .forEach(
            facility ->
                facility.statements().stream()
                    .filter(evidence::stands)
                    .filter(recorded -> recorded.said() instanceof MassBalanceStatement)
                    .forEach(this::checkVariance));
  }

  /** Of each incident the newest statement of its issuer counts. */
  private void checkIncidents() {
    Map<List<String>, Recorded> newest = new LinkedHashMap<>();
    for (Recorded recorded : evidence.statements()) {
      if (recorded.said() instanceof Incident incident && evidence.stands(recorded)) {
        newest.put(List.of(recorded.issuer().value(), incident.incidentNumber()), recorded);
      }
    }
    for (Recorded recorded : newest.values()) {
      Incident incident = (Incident) recorded.said();
      if (incident.state() != IssueState.CLOSED) {
        checks.add(
            Check.Rule.INCIDENT,
            Check.Result.WARN,
            about(incident),
            List.of(recorded),
            recorded.issuer()
                + " reports an incident at "
                + about(incident)
                + " ("
                + incident.category().code()
                + ", "
                + incident.severity().code()
                + ", "
                + incident.state().code()
                + "): "
                + incident.description());
      }
    }
  }

  private static String about(Incident incident) {
    return incident.about().lots().isEmpty()
        ? incident.about().facilities().iterator().next().value()
        : incident.about().lots().iterator().next().value();
  }

  private void checkDisputes() {
    Map<String, Recorded> byDigest = new HashMap<>();
    evidence.statements().forEach(each -> byDigest.put(each.ref().statement().hex(), each));
    for (Recorded recorded : evidence.statements()) {
      if (!(recorded.said() instanceof Challenge challenge) || !evidence.stands(recorded)) {
        continue;
      }
      Recorded target = byDigest.get(challenge.target().digest().hex());
      if (target != null) {
        checks.add(
            Check.Rule.DISPUTE,
            Check.Result.WARN,
            target.issuer().value(),
            List.of(recorded, target),
            StatementChecks.name(target)
                + " is disputed by "
                + recorded.issuer()
                + ", who asks for an answer by "
                + challenge.answerBy()
                + ": "
                + challenge.claim());
      }
    }
  }

  /** What permits and inspections said of a mine when a lot was extracted. */
  private void checkMine(Recorded recorded) {
    LotOrigin origin = (LotOrigin) recorded.said();
    List<Recorded> permits = new ArrayList<>();
    List<Recorded> allowing = new ArrayList<>();
    Recorded inspected = null;
    for (Recorded each : of(origin.facility().id())) {
      if (each.said() instanceof MinePermit permit) {
        permits.add(each);
        if (permit.minerals().contains(origin.mineral())
            && permit.allows(origin.extractedFrom())
            && permit.allows(origin.extractedTo())) {
          allowing.add(each);
        }
      } else if (each.said() instanceof SiteInspection inspection
          && !inspection.inspectedOn().isAfter(origin.extractedTo())
          && (inspected == null || !inspection.inspectedOn().isBefore(day(inspected)))) {
        inspected = each;
      }
    }
    if (!permits.isEmpty()) {
      checks.add(
          Check.Rule.PERMIT,
          allowing.isEmpty() ? Check.Result.WARN : Check.Result.PASS,
          origin.lot().value(),
          allowing.isEmpty() ? permits : allowing,
          (allowing.isEmpty() ? "no permit that is recorded allowed " : "a permit allowed ")
              + origin.mineral().code()
              + " to be mined at "
              + origin.facility().name()
              + " from "
              + origin.extractedFrom()
              + " to "
              + origin.extractedTo());
    }
    if (inspected != null) {
      checkInspection(origin, inspected);
    }
  }

  private void checkInspection(LotOrigin origin, Recorded inspected) {
    SiteInspection inspection = (SiteInspection) inspected.said();
    SiteStatus status = inspection.statusOn(origin.extractedTo());
    boolean isDoubtful = status == SiteStatus.RED || status == SiteStatus.YELLOW;
    checks.add(
        Check.Rule.CONFORMITY,
        isDoubtful ? Check.Result.WARN : Check.Result.PASS,
        origin.facility().id().value(),
        List.of(inspected),
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

  private static LocalDate day(Recorded inspection) {
    return ((SiteInspection) inspection.said()).inspectedOn();
  }

  private List<Recorded> of(FacilityId facility) {
    return Optional.ofNullable(evidence.facilities().get(facility)).stream()
        .flatMap(all -> all.statements().stream())
        .filter(evidence::stands)
        .toList();
  }

  private void checkVariance(Recorded recorded) {
    MassBalanceStatement statement = (MassBalanceStatement) recorded.said();
    PeriodBalance.Period period =
        new PeriodBalance.Period(
            kilograms(statement.opening()),
            kilograms(statement.receipts()),
            kilograms(statement.consumed()),
            kilograms(statement.lost()),
            kilograms(statement.sold()),
            kilograms(statement.closing()));
    if (period.throughput().signum() == 0) {
      return;
    }
    Finding finding =
        PeriodBalance.judge(
            statement.facility().name()
                + ", for its "
                + statement.mineral().code()
                + " from "
                + statement.periodFrom()
                + " to "
                + statement.periodTo()
                + ",",
            period,
            BOUNDS.closing(),
            List.of(recorded));
    // The books of a whole site bind no single lot.
    checks.add(Check.Rule.BALANCE, statement.facility().name(), finding.atMostAWarning());
  }

  private static BigDecimal kilograms(@Nullable Quantity quantity) {
    return quantity == null ? BigDecimal.ZERO : Kilograms.of(quantity.mass().milligrams());
  }

  /** What arrived is held against the certificate that let it go. */
  private void checkArrival(LotEvidence lot, Recorded recorded) {
    ImportConfirmation arrived = (ImportConfirmation) recorded.said();
    List<Recorded> certificates =
        lot.statements().stream()
            .filter(evidence::stands)
            .filter(
                each ->
                    each.said() instanceof ExportCertificate certificate
                        && certificate.issuingCountry().equals(arrived.issuingCountry())
                        && certificate.certificateNumber().equals(arrived.certificateNumber()))
            .toList();
    String which = arrived.issuingCountry() + " " + arrived.certificateNumber();
    if (certificates.isEmpty()) {
      checks.add(
          Check.Rule.CERTIFICATE,
          Check.Result.WARN,
          lot.lot().value(),
          List.of(recorded),
          lot.lot() + " arrived under the certificate " + which + ", which is not recorded");
      return;
    }
    ExportCertificate certificate = (ExportCertificate) certificates.get(0).said();
    boolean agrees =
        certificate.hs().agreesWith(arrived.hs())
            && certificate.importer().equals(arrived.importer())
            && certificate.destination().equals(arrived.country())
            && !arrived.importedOn().isBefore(certificate.shipmentDate())
            && isClose(certificate.quantity(), arrived.quantity());
    checks.add(
        Check.Rule.CERTIFICATE,
        agrees ? Check.Result.PASS : Check.Result.WARN,
        lot.lot().value(),
        List.of(certificates.get(0), recorded),
        lot.lot()
            + " arrived in "
            + arrived.country()
            + " on "
            + arrived.importedOn()
            + (agrees ? ", as " : ", not as ")
            + "the certificate "
            + which
            + " says");
  }

  private static boolean isClose(Quantity sent, Quantity arrived) {
    boolean isDry = sent.dryMass().isPresent() && arrived.dryMass().isPresent();
    if (!isDry && sent.basis() != arrived.basis()) {
      return false;
    }
    Mass before = isDry ? sent.dryMass().orElseThrow() : sent.mass();
    Mass after = isDry ? arrived.dryMass().orElseThrow() : arrived.mass();
    BigDecimal whole = Kilograms.of(before.milligrams());
    return BOUNDS.agreement().judge(Kilograms.of(after.milligrams()).subtract(whole).abs(), whole)
        == Check.Result.PASS;
  }
}
