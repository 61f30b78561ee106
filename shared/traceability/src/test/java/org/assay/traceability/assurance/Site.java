package org.assay.traceability.assurance;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.percent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.Conformance;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.Did;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.traceability.testing.Say;
import org.jspecify.annotations.Nullable;

/** What is said in these tests of a place, and of what happens there. */
final class Site {
  private Site() {}

  /** A place in the Congo. */
  static Facility of(String name) {
    return new Facility(new FacilityId("urn:test:site:" + name), "The " + name, CD);
  }

  /** 1000 kg dry of ten percent, extracted in October 2026. */
  static LotOrigin mined(String mine, LotId lot, Did operator) {
    return new LotOrigin(
        lot,
        of(mine),
        operator,
        Mineral.COBALT,
        "ore",
        null,
        dry("1000"),
        List.of(percent("Co", "10")),
        LocalDate.parse("2026-10-01"),
        LocalDate.parse("2026-10-31"),
        null);
  }

  /** What is done on 1 November 2026 to inputs. */
  static Transformation made(
      String plant,
      String process,
      @Nullable CustodyModel model,
      Transformation.Output output,
      Transformation.Input... inputs) {
    return new Transformation(
        of(plant),
        process,
        Arrays.asList(inputs),
        List.of(output),
        List.of(),
        Say.HAPPENED.minusSeconds(3600),
        Say.HAPPENED,
        model);
  }

  /** A certificate with what a test does not say: IRMA 75 for mining cobalt, by a third party. */
  static Certificate certificate(String site) {
    return new Certificate(
        of(site),
        "IRMA",
        "IRMA 75",
        Set.of(Mineral.COBALT),
        List.of("mined"),
        AssessorLevel.THIRD_PARTY,
        AssessmentLevel.ACCREDITED,
        Conformance.CONFORMANT,
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2027-01-01T00:00:00Z"));
  }

  /** A certificate and its term. */
  record Certificate(
      Facility facility,
      String scheme,
      String level,
      Set<Mineral> minerals,
      List<String> stages,
      AssessorLevel assessor,
      AssessmentLevel assessment,
      Conformance result,
      Instant from,
      Instant until) {
    Certificate by(String otherScheme, String otherLevel) {
      return new Certificate(
          facility,
          otherScheme,
          otherLevel,
          minerals,
          stages,
          assessor,
          assessment,
          result,
          from,
          until);
    }

    Certificate assessed(AssessorLevel by, AssessmentLevel behind) {
      return new Certificate(
          facility, scheme, level, minerals, stages, by, behind, result, from, until);
    }

    Certificate forStages(String... others) {
      return new Certificate(
          facility,
          scheme,
          level,
          minerals,
          List.of(others),
          assessor,
          assessment,
          result,
          from,
          until);
    }

    Certificate forMineral(Mineral other) {
      return new Certificate(
          facility,
          scheme,
          level,
          Set.of(other),
          stages,
          assessor,
          assessment,
          result,
          from,
          until);
    }

    Certificate nonconformant() {
      return new Certificate(
          facility,
          scheme,
          level,
          minerals,
          stages,
          assessor,
          assessment,
          Conformance.NONCONFORMANT,
          from,
          until);
    }

    Certificate term(String firstDay, String end) {
      return new Certificate(
          facility,
          scheme,
          level,
          minerals,
          stages,
          assessor,
          assessment,
          result,
          Instant.parse(firstDay + "T00:00:00Z"),
          Instant.parse(end + "T00:00:00Z"));
    }

    EsgConformity said() {
      return new EsgConformity(
          facility,
          scheme,
          "1.0",
          level,
          minerals,
          stages,
          assessor,
          assessment,
          result,
          List.of());
    }
  }
}
