package org.assay.traceability.origin;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.HAPPENED;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.Did;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/** What is said of lots, each place under a name of its own. */
final class Chains {
  private Chains() {}

  static Facility facility(String name, CountryCode country) {
    return new Facility(new FacilityId("urn:test:facility:" + name), "The " + name, country);
  }

  static Whereabouts.Place place(String name, CountryCode country) {
    return new Whereabouts.Place(country, facility(name, country).id());
  }

  static Whereabouts.Place place(String name) {
    return place(name, CD);
  }

  static LotOrigin mined(
      String mine, LotId lot, Did operator, Mineral mineral, Quantity quantity, Grade... grades) {
    return new LotOrigin(
        lot,
        facility(mine, CD),
        operator,
        mineral,
        "ore",
        null,
        quantity,
        List.of(grades),
        LocalDate.parse("2026-10-01"),
        LocalDate.parse("2026-10-31"),
        null);
  }

  /** Inputs, outputs and losses of a process. */
  static Transformation made(
      String plant, String process, @Nullable CustodyModel model, Object... lots) {
    List<Transformation.Input> inputs = new ArrayList<>();
    List<Transformation.Output> outputs = new ArrayList<>();
    List<Transformation.Loss> losses = new ArrayList<>();
    for (Object each : lots) {
      if (each instanceof Transformation.Input input) {
        inputs.add(input);
      } else if (each instanceof Transformation.Output output) {
        outputs.add(output);
      } else {
        losses.add((Transformation.Loss) each);
      }
    }
    return new Transformation(
        facility(plant, CD),
        process,
        inputs,
        outputs,
        losses,
        HAPPENED.minusSeconds(3600),
        HAPPENED,
        model);
  }
}
