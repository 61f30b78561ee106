package org.assay.traceability.policy;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.attestation.Assay;
import org.assay.attestation.AttestationType;
import org.assay.attestation.HsCode;
import org.assay.attestation.ImportConfirmation;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Grade;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.Finding;

/** A product that its producer mined and made itself, of some mineral in some form. */
final class ProductWay {
  static final LotId PRODUCT = lot("product");

  final TestExchange exchange = TestExchange.founded();
  final Actor producer = exchange.operator("producer");
  final Actor laboratory = exchange.operator("laboratory");
  final Actor importer = exchange.registered("importer", FI);
  private final Mineral mineral;

  ProductWay(Mineral mineral, String form, Grade... declared) {
    this.mineral = mineral;
    allow(
        producer,
        AttestationType.LOT_ORIGIN,
        AttestationType.TRANSFORMATION,
        AttestationType.CUSTODY_TRANSFER,
        AttestationType.ASSAY);
    allow(laboratory, AttestationType.ASSAY);
    exchange.accept(
        producer,
        new LotOrigin(
            lot("raw"),
            CobaltWay.MINE,
            producer.did(),
            mineral,
            "ore",
            null,
            dry("10000"),
            Stream.of(declared).map(ProductWay::ofRaw).toList(),
            LocalDate.parse("2026-10-01"),
            LocalDate.parse("2026-10-31"),
            null));
    exchange.accept(
        producer,
        new Transformation(
            CobaltWay.REFINERY,
            "purification",
            List.of(input(lot("raw"), dry("10000"))),
            List.of(
                new Transformation.Output(
                    PRODUCT, mineral, form, null, dry("6000"), List.of(declared))),
            List.of(),
            HAPPENED.minusSeconds(3600),
            HAPPENED,
            null));
  }

  /** What the raw lot must have of something, so that as much goes in as comes out. */
  private static Grade ofRaw(Grade product) {
    return new Grade(
        product.analyte(), product.fraction().multiply(new BigDecimal("0.6")), product.basis());
  }

  private void allow(Actor actor, AttestationType... types) {
    exchange.accept(
        exchange.congo,
        Say.accreditation(actor.did(), Set.of(types), List.of(CD), Set.of(mineral), false));
  }

  /** Somebody analyses the product. */
  void analysed(Actor by, Assay.Result... results) {
    exchange.accept(by, new Assay(PRODUCT, mineral, CD, "GDMS", "S-1", HAPPENED, List.of(results)));
  }

  /** Finland's customs confirm that so much arrived there. */
  void imported(String certificate, String code, String kilograms) {
    exchange.accept(
        exchange.finland,
        new ImportConfirmation(
            certificate,
            CD,
            PRODUCT,
            mineral,
            new HsCode(code),
            importer.did(),
            dry(kilograms),
            FI,
            LocalDate.parse("2026-11-20")));
  }

  Finding judge(String rule, String parameters) {
    return CobaltWay.judge(exchange, PRODUCT, rule, parameters, CobaltWay.TODAY);
  }
}
