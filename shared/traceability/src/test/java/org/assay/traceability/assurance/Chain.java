package org.assay.traceability.assurance;

import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;

import java.time.LocalDate;
import org.assay.attestation.AttestationType;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.LotId;
import org.assay.ledger.Ref;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Trace;
import org.jspecify.annotations.Nullable;

/** An ore of a mine, refined at a plant: the chain that most of these tests look at. */
final class Chain {
  static final LotId ORE = lot("ore");
  static final LotId METAL = lot("metal");

  /** The day of evaluation: that on which everything is said which has no other day. */
  static final LocalDate TODAY = LocalDate.parse("2026-11-24");

  final TestExchange exchange = TestExchange.founded();
  final Actor operator = exchange.operator("op");
  final Actor auditor = exchange.registered("auditor", Say.CD);

  Chain() {
    exchange.accept(exchange.congo, Say.leave(auditor.did(), AttestationType.ESG_CONFORMITY));
    exchange.accept(operator, Site.mined("mine", ORE, operator.did()));
  }

  /** Refines all of the ore. */
  Chain refined(@Nullable CustodyModel model) {
    exchange.accept(
        operator,
        Site.made(
            "plant",
            "refining",
            model,
            output(METAL, dry("400"), percent("Co", "25")),
            input(ORE, dry("1000"))));
    return this;
  }

  Ref certify(Site.Certificate certificate) {
    return certify(auditor, certificate);
  }

  Ref certify(Actor by, Site.Certificate certificate) {
    return exchange.accept(
        exchange.say(by, certificate.said(), certificate.from(), certificate.until()));
  }

  Trace trace(LotId lot) {
    return exchange.trace(lot);
  }

  FacilityEvidence evidence(LotId lot) {
    return FacilityEvidence.of(trace(lot));
  }

  Assurance assurance(LotId lot) {
    Trace trace = trace(lot);
    return Assurance.of(trace, Origin.of(trace), TODAY);
  }

  Finding finding(LotId lot, String id) {
    return assurance(lot).findings().stream()
        .filter(finding -> finding.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
