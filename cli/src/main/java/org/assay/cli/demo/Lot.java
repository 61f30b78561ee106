package org.assay.cli.demo;

import java.math.BigDecimal;
import java.util.List;
import org.assay.attestation.HsCode;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.MassUnit;
import org.assay.attestation.quantity.Quantity;

/**
 * A lot as whoever brings it forth declares it.
 *
 * @param id its name
 * @param mineral the mineral that it is traded for
 * @param form what it is
 * @param hs its commodity code
 * @param quantity how much of it there is
 * @param grades what is in it, on the dry mass
 */
record Lot(
    LotId id, Mineral mineral, String form, HsCode hs, Quantity quantity, List<Grade> grades) {

  static Lot of(
      String name, Mineral mineral, String form, String hs, Quantity quantity, Grade... grades) {
    return new Lot(id(name), mineral, form, new HsCode(hs), quantity, List.of(grades));
  }

  /** The name of a lot. */
  static LotId id(String name) {
    return new LotId("urn:assay:lot:" + name);
  }

  /** Tonnes as weighed, and the share of them that is water. */
  static Quantity wet(String tonnes, String moisture) {
    return Quantity.wet(mass(tonnes), moisture);
  }

  /** Tonnes without moisture. */
  static Quantity dry(String tonnes) {
    return Quantity.dry(mass(tonnes));
  }

  private static Mass mass(String tonnes) {
    return Mass.of(new BigDecimal(tonnes), MassUnit.TNE);
  }

  /** So many percent of the dry mass. */
  static Grade percent(String analyte, String percent) {
    return Grade.percent(analyte, percent, MassBasis.DRY);
  }

  /** All of it, as it goes into a process. */
  Transformation.Input whole() {
    return new Transformation.Input(id, quantity);
  }

  /** Some of it, with its moisture. */
  Transformation.Input part(String tonnes) {
    return new Transformation.Input(
        id, new Quantity(mass(tonnes), quantity.basis(), quantity.moisture()));
  }

  /** How it comes out of a process. */
  Transformation.Output output() {
    return new Transformation.Output(id, mineral, form, hs, quantity, grades);
  }
}
