package org.assay.cli.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assay.attestation.Assay;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.Conformance;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyReceipt;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.MiningScale;
import org.assay.attestation.Revocation;
import org.assay.attestation.Sha256;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Grade;
import org.assay.ledger.Digest;

/**
 * What can happen to lots, each said by the one who may say it; days are counted back from now.
 * What was said is kept in the order in which it happened.
 */
final class Events {
  private final Scribe scribe;
  private final List<Said> said = new ArrayList<>();

  Events(Timeline timeline) {
    this.scribe = new Scribe(timeline);
  }

  /** All that was said so far. */
  List<Said> said() {
    return List.copyOf(said);
  }

  static Facility facility(String name, String title, Participant operator) {
    return new Facility(new FacilityId("urn:assay:facility:" + name), title, operator.country());
  }

  /** A lot is mined. */
  void mined(Lot lot, Participant by, Facility mine, MiningScale scale, long from, long until) {
    add(
        scribe.say(
            by,
            "mined " + lot.id(),
            until,
            new LotOrigin(
                lot.id(),
                mine,
                by.did(),
                lot.mineral(),
                lot.form(),
                lot.hs(),
                lot.quantity(),
                lot.grades(),
                scribe.timeline().day(from),
                scribe.timeline().day(until),
                scale)));
  }

  /** Lots become other lots. */
  void made(
      Participant by,
      Facility plant,
      String process,
      List<Transformation.Input> inputs,
      List<Lot> outputs,
      List<Transformation.Loss> losses,
      long from,
      long until) {
    add(making(by, plant, process, inputs, outputs, losses, from, until));
  }

  /** What would be said if lots became other lots. */
  Said making(
      Participant by,
      Facility plant,
      String process,
      List<Transformation.Input> inputs,
      List<Lot> outputs,
      List<Transformation.Loss> losses,
      long from,
      long until) {
    return scribe.say(
        by,
        process + " " + outputs.get(0).id(),
        until,
        new Transformation(
            plant,
            process,
            inputs,
            outputs.stream().map(Lot::output).toList(),
            losses,
            scribe.timeline().at(from),
            scribe.timeline().at(until)));
  }

  /** A residue that is left behind, in dry tonnes, and what is in it. */
  static List<Transformation.Loss> residue(String kind, String tonnes, Grade... grades) {
    return List.of(new Transformation.Loss(kind, Lot.dry(tonnes), List.of(grades)));
  }

  /** A laboratory finds what the lot is said to hold. */
  void assayed(Lot lot, Participant by, long daysAgo) {
    add(
        scribe.say(
            by,
            "assayed " + lot.id(),
            daysAgo,
            new Assay(
                lot.id(),
                lot.mineral(),
                by.country(),
                "ICP-OES after acid digestion",
                lot.id().value().replaceFirst("urn:assay:lot:", "") + "-s1",
                scribe.timeline().at(daysAgo),
                lot.grades().stream()
                    .map(
                        grade ->
                            new Assay.Result(
                                grade, grade.fraction().multiply(new BigDecimal("0.02"))))
                    .toList())));
  }

  /** An auditor was at a facility, and what it found holds for a year. */
  void audited(
      Facility facility,
      Participant by,
      String stage,
      long daysAgo,
      Mineral first,
      Mineral... more) {
    Set<Mineral> minerals = EnumSet.of(first, more);
    add(
        scribe.sayUntil(
            by,
            "audited " + facility.id(),
            daysAgo,
            365 - daysAgo,
            new EsgConformity(
                facility,
                "Responsible Minerals Assurance (demonstration)",
                "2.0",
                "full",
                minerals,
                List.of(stage),
                AssessorLevel.THIRD_PARTY,
                AssessmentLevel.ACCREDITED,
                Conformance.CONFORMANT,
                List.of(
                    new EsgConformity.Criterion("no-child-labour", Conformance.CONFORMANT),
                    new EsgConformity.Criterion("tailings-safety", Conformance.CONFORMANT),
                    new EsgConformity.Criterion("water-stewardship", Conformance.CONFORMANT)))));
  }

  /** A lot goes to somebody in the same country. */
  void handedOver(Lot lot, Participant from, Participant to, long shipped, long received) {
    moved(lot, from, to, shipped, received, List.of());
  }

  /** A lot goes abroad: the government certifies it, then the sender hands it over. */
  void exported(
      Lot lot,
      Participant government,
      Participant from,
      Participant to,
      long shipped,
      long received,
      List<String> origins,
      List<String> route) {
    String number =
        government.country().value()
            + "-"
            + scribe.timeline().day(shipped + 2).getYear()
            + "-"
            + (10_000 + Math.floorMod(lot.id().value().hashCode(), 90_000));
    add(
        scribe.say(
            government,
            "certified " + lot.id(),
            shipped + 1,
            new ExportCertificate(
                number,
                lot.id(),
                lot.mineral(),
                lot.hs(),
                from.did(),
                to.did(),
                lot.quantity(),
                origins.stream().map(CountryCode::new).toList(),
                from.country(),
                to.country(),
                scribe.timeline().day(shipped),
                "First Officer of " + government.name(),
                "Second Officer of " + government.name(),
                scribe.timeline().day(shipped + 2),
                scribe.timeline().day(shipped + 2 - 60))));
    moved(lot, from, to, shipped, received, route);
  }

  private void moved(
      Lot lot, Participant from, Participant to, long shipped, long received, List<String> route) {
    Said sent =
        scribe.say(
            from,
            "moved " + lot.id() + " to " + to.did(),
            received,
            new CustodyTransfer(
                lot.id(),
                lot.mineral(),
                from.did(),
                to.did(),
                lot.quantity(),
                from.country(),
                to.country(),
                scribe.timeline().at(shipped),
                scribe.timeline().at(received),
                null,
                route.stream().map(CountryCode::new).toList()));
    add(sent);
    add(
        scribe.say(
            to,
            "received " + lot.id() + " from " + from.did(),
            received,
            new CustodyReceipt(
                new Revocation.StatementTarget(
                    from.did(), sent.credential().id(), digest(sent.statement())),
                lot.id(),
                lot.mineral(),
                lot.quantity(),
                to.country(),
                scribe.timeline().at(received))));
  }

  private static Sha256 digest(byte[] statement) {
    return new Sha256(Digest.of(statement).hex());
  }

  /** Anything else that is said. */
  void add(Said one) {
    said.add(one);
  }
}
