package org.assay.traceability.admission;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.attestation.Attestation;
import org.assay.attestation.BlendSplit;
import org.assay.attestation.CarbonFootprint;
import org.assay.attestation.Challenge;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.Incident;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.PaymentDisclosure;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Quantity;
import org.assay.ledger.Admission.States;
import org.assay.traceability.statement.AttestationStatement;

/**
 * What the recorded lots say against an attestation: a lot comes forth once, is consumed by whoever
 * holds it, and never beyond its mass. A lot that is not recorded yet speaks against nothing; a
 * trace shows it as missing.
 */
final class LotChecks {
  private LotChecks() {}

  static Optional<Rejection> objection(AttestationStatement statement, States states) {
    Attestation said = statement.credential().subject();
    Did issuer = statement.credential().issuer();
    Optional<Rejection> otherMineral = otherMineral(said, states);
    if (otherMineral.isPresent()) {
      return otherMineral;
    }
    if (said instanceof LotOrigin origin) {
      return issue(
          state(states, origin.lot()),
          origin.lot(),
          origin.mineral(),
          origin.quantity(),
          "/credentialSubject");
    }
    if (said instanceof CustodyTransfer transfer) {
      return transfer(state(states, transfer.lot()), transfer, issuer);
    }
    if (said instanceof LotConversion conversion) {
      return convert(conversion, issuer, states);
    }
    return Optional.empty();
  }

  /**
   * Whoever is accredited for some minerals names one of them; it must be the one of the lot, or
   * the accreditation would not bind.
   */
  private static Optional<Rejection> otherMineral(Attestation said, States states) {
    if (said instanceof LotOrigin || said instanceof LotConversion || said.lots().isEmpty()) {
      return Optional.empty();
    }
    LotId lot = said.lots().iterator().next();
    Mineral recorded = state(states, lot).mineral();
    return recorded == null || said.minerals().contains(recorded)
        ? Optional.empty()
        : Optional.of(
            Rejection.of(
                    Reason.MINERAL_MISMATCH,
                    "the lot " + lot + " is recorded as " + recorded.code())
                .at("/credentialSubject" + (isAbout(said) ? "/about" : "") + "/mineral")
                .remedy("name the mineral that the lot is traded for, or another lot"));
  }

  /** Whether the lot is named as what the statement is about, rather than by itself. */
  private static boolean isAbout(Attestation said) {
    return said instanceof PaymentDisclosure
        || said instanceof CarbonFootprint
        || said instanceof Incident
        || said instanceof Challenge;
  }

  private static Optional<Rejection> convert(LotConversion conversion, Did issuer, States states) {
    List<Transformation.Input> inputs = conversion.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      Transformation.Input input = inputs.get(i);
      LotState lot = state(states, input.lot());
      String pointer = "/credentialSubject/inputs/" + i;
      Optional<Rejection> objection =
          consume(lot, input, issuer, pointer)
              .or(() -> becomesAnother(conversion, lot, input.lot(), pointer));
      if (objection.isPresent()) {
        return objection;
      }
    }
    List<Transformation.Output> outputs = conversion.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Transformation.Output output = outputs.get(i);
      Optional<Rejection> objection =
          issue(
              state(states, output.lot()),
              output.lot(),
              output.mineral(),
              output.quantity(),
              "/credentialSubject/outputs/" + i);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  /** What is put together or taken apart stays what it is. */
  private static Optional<Rejection> becomesAnother(
      LotConversion conversion, LotState lot, LotId id, String pointer) {
    return !(conversion instanceof BlendSplit)
            || lot.mineral() == null
            || conversion.minerals().contains(lot.mineral())
        ? Optional.empty()
        : Optional.of(
            Rejection.of(
                    Reason.MINERAL_MISMATCH,
                    "the lot " + id + " is recorded as " + lot.mineral().code())
                .at(pointer + "/lot")
                .remedy("name the mineral of the lots, or another lot"));
  }

  private static Optional<Rejection> issue(
      LotState lot, LotId id, Mineral mineral, Quantity quantity, String pointer) {
    if (lot.issued() != null) {
      return Optional.of(
          Rejection.of(
                  Reason.LOT_EXISTS,
                  "the lot " + id + " is recorded already, and a lot comes forth once")
              .at(pointer + "/lot")
              .remedy("give the new lot a name of its own"));
    }
    if (lot.consumed() > 0 && lot.basis() != quantity.basis()) {
      return Optional.of(mixed(lot, id, quantity, pointer));
    }
    long mass = quantity.mass().milligrams();
    if (lot.consumed() > mass) {
      return Optional.of(
          Rejection.of(
                  Reason.OVER_CONSUMED,
                  kilograms(lot.consumed())
                      + " of the lot "
                      + id
                      + " are consumed already, but it would have only "
                      + kilograms(mass))
              .at(pointer + "/quantity")
              .remedy(
                  "give at least "
                      + kilograms(lot.consumed())
                      + ", or compare the mass with the statements that consume the lot"));
    }
    return Optional.empty();
  }

  private static Optional<Rejection> consume(
      LotState lot, Transformation.Input input, Did issuer, String pointer) {
    LotId id = input.lot();
    Quantity quantity = input.quantity();
    if (lot.issued() != null && lot.holder() != null && !lot.holder().equals(issuer)) {
      return Optional.of(
          Rejection.of(
                  Reason.NOT_HOLDER,
                  "the lot " + id + " is held by " + lot.holder() + ", not by " + issuer)
              .at(pointer + "/lot")
              .remedy("have " + lot.holder() + " record the transfer of custody first"));
    }
    if (lot.basis() != null && lot.basis() != quantity.basis()) {
      return Optional.of(mixed(lot, id, quantity, pointer));
    }
    if (lot.issued() != null) {
      long left = lot.issued() - lot.consumed();
      if (quantity.mass().milligrams() > left) {
        return Optional.of(
            Rejection.of(
                    Reason.OVER_CONSUMED,
                    kilograms(quantity.mass().milligrams())
                        + " of the lot "
                        + id
                        + " would be consumed, but "
                        + kilograms(left)
                        + " of its "
                        + kilograms(lot.issued())
                        + " are left")
                .at(pointer + "/quantity")
                .remedy(
                    left == 0
                        ? "the lot is used up: name the lot that was really used"
                        : "consume at most " + kilograms(left)));
      }
    } else if (lot.consumed() > Long.MAX_VALUE - quantity.mass().milligrams()) {
      return Optional.of(
          Rejection.of(
                  Reason.MASS_OUT_OF_RANGE,
                  "more of the lot " + id + " would be consumed than can be counted")
              .at(pointer + "/quantity")
              .remedy("look at the unit: " + kilograms(lot.consumed()) + " are consumed already"));
    }
    return Optional.empty();
  }

  private static Optional<Rejection> transfer(LotState lot, CustodyTransfer transfer, Did issuer) {
    if (!issuer.equals(transfer.from())) {
      return Optional.of(
          Rejection.of(
                  Reason.NOT_HOLDER,
                  issuer + " hands over what it says " + transfer.from() + " holds")
              .at("/credentialSubject/from")
              .remedy("have " + transfer.from() + ", who hands the lot over, sign the transfer"));
    }
    if (lot.issued() != null && lot.holder() != null && !lot.holder().equals(transfer.from())) {
      return Optional.of(
          Rejection.of(
                  Reason.NOT_HOLDER,
                  "the lot "
                      + transfer.lot()
                      + " is held by "
                      + lot.holder()
                      + ", not by "
                      + transfer.from())
              .at("/credentialSubject/from")
              .remedy(
                  "have "
                      + lot.holder()
                      + " record its transfer to "
                      + transfer.from()
                      + " first: transfers are recorded in the order in which they happened"));
    }
    return Optional.empty();
  }

  private static Rejection mixed(LotState lot, LotId id, Quantity quantity, String pointer) {
    String counted = String.valueOf(lot.basis()).toLowerCase(Locale.ROOT);
    return Rejection.of(
            Reason.BASIS_MISMATCH,
            "the lot "
                + id
                + " is counted "
                + counted
                + ", this mass is "
                + quantity.basis().code())
        .at(pointer + "/quantity/basis")
        .remedy("give the mass " + counted + ", as the other statements about the lot do");
  }

  private static LotState state(States states, LotId lot) {
    return LotState.decode(states.of(AttestationStatement.lot(lot)));
  }

  private static String kilograms(long milligrams) {
    return BigDecimal.valueOf(milligrams, 6).stripTrailingZeros().toPlainString() + " kg";
  }
}
