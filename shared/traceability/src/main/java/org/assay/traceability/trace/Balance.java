package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.attestation.LotId;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;

/**
 * Weighs what went into a transformation against what came out. No metal comes from nothing: where
 * grades are known on both sides, the contained metal that comes out is held against what went in.
 */
final class Balance {
  /**
   * Up to here a surplus is measurement; published mine figures close within 2 % for seven rows of
   * ten.
   */
  static final BigDecimal PASS = new BigDecimal("1.02");

  /** Beyond here it is none; RMAP All Minerals v1.1 (1C) allows a variance of 10 %. */
  static final BigDecimal FAIL = new BigDecimal("1.10");

  private final Evidence evidence;

  Balance(Evidence evidence) {
    this.evidence = evidence;
  }

  Step step(Recorded recorded) {
    Transformation transformation = (Transformation) recorded.said();
    List<Quantity> in =
        transformation.inputs().stream().map(Transformation.Input::quantity).toList();
    List<Quantity> out =
        transformation.outputs().stream().map(Transformation.Output::quantity).toList();
    boolean isDry =
        in.stream().allMatch(q -> q.dryMass().isPresent())
            && out.stream().allMatch(q -> q.dryMass().isPresent());
    return new Step(recorded, sum(in, isDry), sum(out, isDry), isDry, metals(transformation));
  }

  private static BigDecimal sum(List<Quantity> quantities, boolean isDry) {
    return quantities.stream()
        .map(quantity -> isDry ? quantity.dryMass().orElseThrow() : quantity.mass())
        .map(mass -> Kilograms.of(mass.milligrams()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private List<Step.Metal> metals(Transformation transformation) {
    Map<String, BigDecimal> out = new TreeMap<>();
    for (Transformation.Output output : transformation.outputs()) {
      for (Grade grade : output.grades()) {
        contained(output.quantity(), grade)
            .ifPresent(kg -> out.merge(grade.analyte(), kg, BigDecimal::add));
      }
    }
    List<Step.Metal> metals = new ArrayList<>();
    out.forEach(
        (analyte, kilograms) ->
            metals.add(
                new Step.Metal(analyte, in(transformation, analyte).orElse(null), kilograms)));
    return metals;
  }

  private Optional<BigDecimal> in(Transformation transformation, String analyte) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Transformation.Input input : transformation.inputs()) {
      Optional<BigDecimal> contained =
          grade(input.lot(), analyte).flatMap(grade -> contained(input.quantity(), grade));
      if (contained.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(contained.get());
    }
    return Optional.of(sum);
  }

  private Optional<Grade> grade(LotId lot, String analyte) {
    return evidence
        .upstream(lot)
        .flatMap(LotEvidence::description)
        .flatMap(
            description ->
                description.grades().stream()
                    .filter(grade -> grade.analyte().equals(analyte))
                    .findFirst());
  }

  /**
   * Contained metal in kilograms: mass × (1 − moisture) × grade; empty where the bases cannot be
   * brought together.
   */
  private static Optional<BigDecimal> contained(Quantity quantity, Grade grade) {
    Optional<Mass> mass =
        grade.basis() == MassBasis.DRY
            ? quantity.dryMass()
            : Optional.of(quantity).filter(q -> q.basis() == MassBasis.WET).map(Quantity::mass);
    return mass.map(
        known ->
            Kilograms.of(known.milligrams())
                .multiply(grade.fraction())
                .setScale(6, RoundingMode.HALF_EVEN));
  }

  /** Judges a step. */
  static void check(Step step, Checks checks) {
    String facility = step.transformation().facility().name();
    boolean onlyMoves =
        step.transformation().process().equals("split")
            || step.transformation().process().equals("blend");
    for (Step.Metal metal : step.metals()) {
      BigDecimal in = metal.in();
      if (in == null || in.signum() == 0) {
        continue;
      }
      Check.Result result = judge(metal.out(), in);
      checks.add(
          Check.Rule.BALANCE,
          result,
          facility,
          List.of(step.recorded()),
          Kilograms.text(metal.out())
              + " kg of "
              + metal.analyte()
              + " came out of "
              + step.transformation().process()
              + " at "
              + facility
              + ", and "
              + Kilograms.text(in)
              + " kg went in"
              + (result == Check.Result.PASS
                  ? ""
                  : ": " + percentMore(metal.out(), in) + " % more than there was"));
    }
    if (onlyMoves && step.massIn().signum() > 0) {
      Check.Result result = judge(step.massOut(), step.massIn());
      checks.add(
          Check.Rule.BALANCE,
          result,
          facility,
          List.of(step.recorded()),
          Kilograms.text(step.massOut())
              + " kg came out of the "
              + step.transformation().process()
              + " at "
              + facility
              + ", and "
              + Kilograms.text(step.massIn())
              + " kg went in");
    }
  }

  private static Check.Result judge(BigDecimal out, BigDecimal in) {
    if (out.compareTo(in.multiply(PASS)) <= 0) {
      return Check.Result.PASS;
    }
    return out.compareTo(in.multiply(FAIL)) <= 0 ? Check.Result.WARN : Check.Result.FAIL;
  }

  private static String percentMore(BigDecimal out, BigDecimal in) {
    return out.subtract(in)
        .multiply(BigDecimal.valueOf(100))
        .divide(in, 1, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
