package org.assay.attestation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.assay.attestation.quantity.DeclaredMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;

/** What holds wherever a lot's quantity is given together with its grades. */
final class Goods {
  private static final int MAX_GRADES = 32;

  private Goods() {}

  /**
   * Holds that the contained mass can be computed: mass × (1 − moisture) × grade needs the moisture
   * where the mass is wet and the grade dry, and has no meaning the other way round.
   */
  static void requireGradesFit(Quantity quantity, List<Grade> grades) {
    Invariants.size(grades, 0, MAX_GRADES, "/grades");
    Invariants.noRepeats(
        grades.stream().map(Grade::analyte).toList(),
        Reason.SCHEMA_VIOLATION,
        "/grades",
        "/analyte",
        "the analyte");
    for (int i = 0; i < grades.size(); i++) {
      MassBasis basis = grades.get(i).basis();
      if (basis == MassBasis.DRY && quantity.basis() == MassBasis.WET) {
        Invariants.require(
            quantity.moisture() != null,
            Reason.MOISTURE_MISSING,
            "/quantity",
            "a grade is of the dry mass, and the quantity is wet without its moisture",
            "give the moisture of the quantity as a share, such as 0.085, or the dry quantity");
      }
      Invariants.require(
          basis == MassBasis.DRY || quantity.basis() == MassBasis.WET,
          Reason.BASIS_MISMATCH,
          "/grades/" + i + "/basis",
          "the grade is of the wet mass, and the quantity is dry",
          "give both on one basis, or the wet quantity with its moisture");
    }
  }

  /** An analyte is said to be contained once, and is no more than all there is. */
  static void requireContainedFits(Quantity quantity, List<DeclaredMetal> contained) {
    Invariants.size(contained, 0, MAX_GRADES, "/contained");
    Invariants.noRepeats(
        contained.stream().map(DeclaredMetal::analyte).toList(),
        Reason.SCHEMA_VIOLATION,
        "/contained",
        "/analyte",
        "the analyte");
    for (int i = 0; i < contained.size(); i++) {
      DeclaredMetal declared = contained.get(i);
      Invariants.require(
          declared.mass().compareTo(quantity.mass()) <= 0,
          Reason.MASS_OUT_OF_RANGE,
          "/contained/" + i + "/value",
          declared.mass()
              + " of "
              + declared.analyte()
              + " would be contained in "
              + quantity.mass(),
          "give the mass of the analyte alone, at most " + quantity.mass());
    }
  }

  static void writeContained(ObjectNode out, List<DeclaredMetal> contained) {
    if (!contained.isEmpty()) {
      ArrayNode array = out.putArray("contained");
      contained.forEach(declared -> array.add(declared.toJson()));
    }
  }

  static void writeGrades(ObjectNode out, List<Grade> grades) {
    ArrayNode array = out.putArray("grades");
    grades.forEach(grade -> array.add(grade.toJson()));
  }
}
