package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assay.attestation.BlendSplit;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
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
    LotConversion transformation = (LotConversion) recorded.said();
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

  private List<Step.Metal> metals(LotConversion transformation) {
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

  private Optional<BigDecimal> in(LotConversion transformation, String analyte) {
    boolean isComplete =
        transformation.inputs().stream()
            .allMatch(
                input ->
                    grade(input.lot(), analyte)
                        .flatMap(grade -> contained(input.quantity(), grade))
                        .isPresent());
    return isComplete ? Optional.of(known(transformation, analyte)) : Optional.empty();
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
  void check(Step step, Checks checks) {
    LotConversion transformation = step.transformation();
    Set<String> compared = new HashSet<>();
    for (Step.Metal metal : step.metals()) {
      BigDecimal in = metal.in();
      BigDecimal known = known(transformation, metal.analyte());
      // What is not known can only add to what went in, so what is known may be enough.
      if (in == null && judge(metal.out(), known) != Check.Result.PASS) {
        continue;
      }
      compared.add(metal.analyte());
      checks.add(
          Check.Rule.BALANCE,
          judge(metal.out(), known),
          transformation.facility().name(),
          List.of(step.recorded()),
          Kilograms.text(metal.out())
              + " kg of "
              + metal.analyte()
              + " came out of "
              + transformation.process()
              + " at "
              + transformation.facility().name()
              + ", and "
              + (in == null ? "at least " : "")
              + Kilograms.text(known)
              + " kg went in"
              + surplus(metal.out(), known));
    }
    if (isSplitOrBlend(transformation)) {
      checkMass(step, checks);
      checkMinerals(step, checks);
    } else {
      checkCompared(step, compared, checks);
    }
  }

  private static boolean isSplitOrBlend(LotConversion transformation) {
    return transformation instanceof BlendSplit
        || transformation.process().equals("split")
        || transformation.process().equals("blend");
  }

  /** Nothing is added to what is only split or blended. */
  private static void checkMass(Step step, Checks checks) {
    LotConversion transformation = step.transformation();
    Set<MassBasis> bases = EnumSet.noneOf(MassBasis.class);
    transformation.inputs().forEach(input -> bases.add(input.quantity().basis()));
    transformation.outputs().forEach(output -> bases.add(output.quantity().basis()));
    boolean isComparable = step.isDry() || bases.size() == 1;
    checks.add(
        Check.Rule.BALANCE,
        isComparable ? judge(step.massOut(), step.massIn()) : Check.Result.UNKNOWN,
        transformation.facility().name(),
        List.of(step.recorded()),
        Kilograms.text(step.massOut())
            + " kg came out of the "
            + transformation.process()
            + " at "
            + transformation.facility().name()
            + ", and "
            + Kilograms.text(step.massIn())
            + " kg went in"
            + (isComparable
                ? surplus(step.massOut(), step.massIn())
                : ": some of it wet and some dry, which cannot be compared"));
  }

  private void checkMinerals(Step step, Checks checks) {
    LotConversion transformation = step.transformation();
    Set<Mineral> minerals = EnumSet.noneOf(Mineral.class);
    for (Transformation.Input input : transformation.inputs()) {
      Optional<Mineral> mineral =
          evidence
              .upstream(input.lot())
              .flatMap(LotEvidence::description)
              .map(LotEvidence.Description::mineral);
      if (mineral.isEmpty()) {
        return; // The lot is missing, and said to be.
      }
      minerals.add(mineral.get());
      checkForm(step, input.lot(), checks);
    }
    for (Transformation.Output output : transformation.outputs()) {
      if (!minerals.contains(output.mineral())) {
        checks.add(
            Check.Rule.BALANCE,
            Check.Result.FAIL,
            transformation.facility().name(),
            List.of(step.recorded()),
            output.lot()
                + " is "
                + output.mineral().code()
                + ", which no lot of the "
                + transformation.process()
                + " was");
      }
    }
  }

  /** What is said to be put together or taken apart, and nothing else, keeps its form. */
  private void checkForm(Step step, LotId input, Checks checks) {
    LotConversion transformation = step.transformation();
    String form =
        evidence
            .upstream(input)
            .flatMap(LotEvidence::description)
            .map(LotEvidence.Description::form)
            .orElseThrow();
    String after = transformation.outputs().get(0).form();
    if (transformation instanceof BlendSplit && !form.equals(after)) {
      checks.add(
          Check.Rule.BALANCE,
          Check.Result.FAIL,
          transformation.facility().name(),
          List.of(step.recorded()),
          input
              + " is "
              + form
              + ", and "
              + after
              + " came out of the "
              + transformation.process()
              + " at "
              + transformation.facility().name());
    }
  }

  /**
   * Whatever leads on to the lot that is asked about must have been held against what went in by
   * what it has most of; else leaving out a grade would hide that something was added.
   */
  private void checkCompared(Step step, Set<String> compared, Checks checks) {
    LotConversion transformation = step.transformation();
    for (Transformation.Output output : transformation.outputs()) {
      boolean isCompared =
          output.grades().stream()
              .max(Comparator.comparing(Grade::fraction))
              .filter(main -> compared.contains(main.analyte()))
              .isPresent();
      if (!isCompared && evidence.upstream(output.lot()).isPresent()) {
        checks.add(
            Check.Rule.BALANCE,
            Check.Result.UNKNOWN,
            transformation.facility().name(),
            List.of(step.recorded()),
            "what came out of "
                + transformation.process()
                + " at "
                + transformation.facility().name()
                + " as "
                + output.lot()
                + " cannot be held against what went in: grades or moistures are missing");
      }
    }
  }

  /** How much of an analyte went in as far as grades tell, in kilograms. */
  private BigDecimal known(LotConversion transformation, String analyte) {
    return transformation.inputs().stream()
        .map(
            input ->
                grade(input.lot(), analyte).flatMap(grade -> contained(input.quantity(), grade)))
        .flatMap(Optional::stream)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What comes of it that so much came out of so much. */
  static Check.Result judge(BigDecimal out, BigDecimal in) {
    if (out.compareTo(in.multiply(PASS)) <= 0) {
      return Check.Result.PASS;
    }
    return out.compareTo(in.multiply(FAIL)) <= 0 ? Check.Result.WARN : Check.Result.FAIL;
  }

  private static String surplus(BigDecimal out, BigDecimal in) {
    if (judge(out, in) == Check.Result.PASS) {
      return "";
    }
    return in.signum() == 0
        ? ": there was none"
        : ": "
            + out.subtract(in)
                .multiply(BigDecimal.valueOf(100))
                .divide(in, 1, RoundingMode.HALF_EVEN)
                .toPlainString()
            + " % more than there was";
  }
}
