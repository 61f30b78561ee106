package org.assay.traceability.trace;

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
import org.assay.attestation.MinePermit;
import org.assay.attestation.SiteInspection;

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
        checks.advise(
            Check.Rule.INCIDENT,
            RuleId.OPEN_ISSUE,
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
        checks.advise(
            Check.Rule.DISPUTE,
            RuleId.OPEN_ISSUE,
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
    Recorded inspected = null;
    for (Recorded each : of(origin.facility().id())) {
      if (each.said() instanceof MinePermit) {
        permits.add(each);
      } else if (each.said() instanceof SiteInspection inspection
          && !inspection.inspectedOn().isAfter(origin.extractedTo())
          && (inspected == null || !inspection.inspectedOn().isBefore(day(inspected)))) {
        inspected = each;
      }
    }
    if (!permits.isEmpty()) {
      checks.advise(
          Check.Rule.PERMIT, origin.lot().value(), AtEventTime.judgePermits(origin, permits));
    }
    if (inspected != null) {
      checks.advise(
          Check.Rule.CONFORMITY,
          origin.facility().id().value(),
          AtEventTime.judgeInspection(origin, inspected));
    }
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
      checks.advise(
          Check.Rule.CERTIFICATE,
          CertificateUse.ID,
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
            && ArrivedMass.judge(
                        lot.lot(),
                        certificate.quantity(),
                        arrived.quantity(),
                        BOUNDS.agreement(),
                        List.of())
                    .result()
                == Check.Result.PASS;
    checks.advise(
        Check.Rule.CERTIFICATE,
        CertificateUse.ID,
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
}
