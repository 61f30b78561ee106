package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assay.attestation.HsCode;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Analytes;
import org.assay.attestation.quantity.ContainedMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rounded;

/**
 * Weighs what went into a transformation against what came out. No metal comes from nothing: where
 * grades are known on both sides, the contained metal that comes out is held against what went in.
 */
final class Balance {
  private static final Bounds BOUNDS = Bounds.current();

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
    boolean isDry = isDry(in) && isDry(out);
    return new Step(recorded, sum(in, isDry), sum(out, isDry), isDry, metals(transformation));
  }

  private static boolean isDry(List<Quantity> quantities) {
    return quantities.stream().allMatch(quantity -> quantity.dryMass().isPresent());
  }

  private static BigDecimal sum(List<Quantity> quantities, boolean isDry) {
    return quantities.stream()
        .map(quantity -> isDry ? quantity.dryMass().orElseThrow() : quantity.mass())
        .map(mass -> Kilograms.of(mass.milligrams()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Rounded rounded(List<Quantity> quantities, boolean isDry) {
    return quantities.stream()
        .map(quantity -> isDry ? quantity.roundedDry().orElseThrow() : quantity.rounded())
        .reduce(Rounded.ZERO, Rounded::plus);
  }

  private List<Step.Metal> metals(LotConversion transformation) {
    Map<String, BigDecimal> out = new TreeMap<>();
    for (Transformation.Output output : transformation.outputs()) {
      for (String metal : metalsOf(output.grades())) {
        contained(output.quantity(), output.grades(), metal)
            .ifPresent(kg -> out.merge(metal, kg, BigDecimal::add));
      }
    }
    List<Step.Metal> metals = new ArrayList<>();
    out.forEach(
        (metal, kilograms) ->
            metals.add(new Step.Metal(metal, in(transformation, metal).orElse(null), kilograms)));
    return metals;
  }

  private static Set<String> metalsOf(List<Grade> grades) {
    Set<String> metals = new TreeSet<>();
    grades.forEach(grade -> metals.add(Analytes.metal(grade.analyte())));
    return metals;
  }

  private Optional<BigDecimal> in(LotConversion transformation, String metal) {
    boolean isComplete =
        transformation.inputs().stream().allMatch(input -> contained(input, metal).isPresent());
    return isComplete ? Optional.of(known(transformation, metal).value()) : Optional.empty();
  }

  /** What a consumed part of a lot contains, in kilograms, by the grades of the lot. */
  private Optional<Rounded> contained(Transformation.Input input, String metal) {
    return evidence
        .upstream(input.lot())
        .flatMap(LotEvidence::description)
        .flatMap(
            description -> ContainedMetal.rounded(input.quantity(), description.grades(), metal));
  }

  /** Contained metal in kilograms; empty where no grade tells of it. */
  private static Optional<BigDecimal> contained(
      Quantity quantity, List<Grade> grades, String metal) {
    return ContainedMetal.in(quantity, grades, metal).map(ContainedMetal::kilograms);
  }

  /** Judges a step. */
  void check(Step step, Checks checks) {
    LotConversion transformation = step.transformation();
    String facility = transformation.facility().name();
    String where = transformation.process() + " at " + facility;
    List<Recorded> used = used(step);
    Set<String> compared = new HashSet<>();
    for (Step.Metal each : step.metals()) {
      MetalBalance.Metal metal = metal(transformation, each);
      Optional<Bounds.RecoveryBand> band = BOUNDS.recovery(metal.metal(), transformation.process());
      Finding balance = MetalBalance.judge(where, metal, BOUNDS.closing(), band, used);
      // What is not known can only add to what went in, so what is known may be enough.
      if (!metal.isInComplete() && balance.result() != Check.Result.PASS) {
        continue;
      }
      compared.add(metal.metal());
      checks.add(Check.Rule.BALANCE, facility, balance);
      // A route of which no source says what it recovers is no fault of the lot.
      if (band.isPresent() && metal.isInComplete() && metal.in().value().signum() > 0) {
        checks.add(
            Check.Rule.RECOVERY,
            facility,
            Recovery.judge(transformation.process(), where, metal, band, BOUNDS.closing(), used));
      }
    }
    if (transformation.isHandling()) {
      checkMass(step, checks);
      checkMinerals(step, checks);
    } else {
      checkCompared(step, compared, checks);
    }
  }

  /** The statement of a step and those that say what went in. */
  private List<Recorded> used(Step step) {
    List<Recorded> used = new ArrayList<>(List.of(step.recorded()));
    step.transformation()
        .inputs()
        .forEach(
            input ->
                evidence
                    .upstream(input.lot())
                    .flatMap(LotEvidence::origin)
                    .filter(origin -> !used.contains(origin))
                    .ifPresent(used::add));
    return used;
  }

  private MetalBalance.Metal metal(LotConversion transformation, Step.Metal each) {
    String metal = each.analyte();
    Rounded out = Rounded.ZERO;
    Rounded lost = Rounded.ZERO;
    List<String> unanalysed = new ArrayList<>();
    for (Transformation.Loss loss : transformation.losses()) {
      Optional<Rounded> contained = ContainedMetal.rounded(loss.quantity(), loss.grades(), metal);
      lost = lost.plus(contained.orElse(Rounded.ZERO));
      if (contained.isEmpty()) {
        unanalysed.add("the " + loss.kind());
      }
    }
    boolean isMain = false;
    for (Transformation.Output output : transformation.outputs()) {
      isMain |= Analytes.metal(output.mineral()).equals(metal);
      Optional<Rounded> contained =
          ContainedMetal.rounded(output.quantity(), output.grades(), metal);
      out = out.plus(contained.orElse(Rounded.ZERO));
      if (contained.isEmpty()) {
        unanalysed.add(output.lot().value());
      }
    }
    boolean isByProduct =
        transformation.inputs().stream()
            .map(input -> evidence.upstream(input.lot()).flatMap(LotEvidence::description))
            .flatMap(Optional::stream)
            .noneMatch(lot -> Analytes.metal(lot.mineral()).equals(metal));
    return new MetalBalance.Metal(
        metal,
        known(transformation, metal),
        each.in() != null,
        out,
        lost,
        unanalysed,
        isMain,
        isByProduct);
  }

  /** Nothing is added to what is only split or blended, and nothing is lost. */
  private static void checkMass(Step step, Checks checks) {
    LotConversion transformation = step.transformation();
    List<Quantity> in =
        transformation.inputs().stream().map(Transformation.Input::quantity).toList();
    List<Quantity> out =
        transformation.outputs().stream().map(Transformation.Output::quantity).toList();
    List<Quantity> lost =
        transformation.losses().stream().map(Transformation.Loss::quantity).toList();
    boolean isDry = step.isDry() && isDry(lost);
    boolean isOnOneBasis =
        Stream.of(in, out, lost).flatMap(List::stream).map(Quantity::basis).distinct().count() == 1;
    checks.add(
        Check.Rule.BALANCE,
        transformation.facility().name(),
        SplitMass.judge(
            "the " + transformation.process() + " at " + transformation.facility().name(),
            new SplitMass.Masses(
                rounded(in, isDry),
                rounded(out, isDry),
                rounded(lost, isDry),
                isDry || isOnOneBasis),
            BOUNDS.closing(),
            List.of(step.recorded())));
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
            SameKind.ID,
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

  /**
   * What is said to be put together or taken apart, and nothing else, keeps its form and its
   * commodity code.
   */
  private void checkForm(Step step, LotId input, Checks checks) {
    LotConversion made = step.transformation();
    if (!made.isHandling()) {
      return;
    }
    LotEvidence.Description before =
        evidence.upstream(input).flatMap(LotEvidence::description).orElseThrow();
    made.outputs().stream()
        .map(Transformation.Output::form)
        .distinct()
        .filter(after -> !before.form().equals(after))
        .forEach(after -> fault(step, input + " is " + before.form() + ", and " + after, checks));
    HsCode code = before.hs();
    for (Transformation.Output output : made.outputs()) {
      HsCode other = output.hs();
      if (code != null && other != null && !code.agreesWith(other)) {
        fault(
            step,
            input
                + " has the commodity code "
                + code
                + ", and "
                + output.lot()
                + " with the code "
                + other,
            checks);
      }
    }
  }

  private static void fault(Step step, String what, Checks checks) {
    LotConversion transformation = step.transformation();
    checks.add(
        Check.Rule.BALANCE,
        SameKind.ID,
        Check.Result.FAIL,
        transformation.facility().name(),
        List.of(step.recorded()),
        what
            + " came out of the "
            + transformation.process()
            + " at "
            + transformation.facility().name());
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
              .filter(main -> compared.contains(Analytes.metal(main.analyte())))
              .isPresent();
      if (!isCompared && evidence.upstream(output.lot()).isPresent()) {
        checks.add(
            Check.Rule.BALANCE,
            MetalBalance.ID,
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

  /** How much of a metal went in as far as grades tell, in kilograms. */
  private Rounded known(LotConversion transformation, String metal) {
    return transformation.inputs().stream()
        .map(input -> contained(input, metal))
        .flatMap(Optional::stream)
        .reduce(Rounded.ZERO, Rounded::plus);
  }
}
