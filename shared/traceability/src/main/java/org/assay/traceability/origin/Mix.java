package org.assay.traceability.origin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Analytes;
import org.assay.attestation.quantity.ContainedMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.trace.Bounds;
import org.assay.traceability.trace.LotEvidence;

/**
 * What share of a metal each input brought to a step.
 *
 * @param carriers the inputs that the metal may come from
 * @param weights the share that each brought, above zero; with {@code unknown} they add up to 1
 * @param unknown the share that is of no input, or of none that can be told
 * @param by what the inputs were weighed by
 */
record Mix(
    List<LotId> carriers,
    Map<LotId, Rational> weights,
    Map<Whereabouts, Rational> unknown,
    MetalOrigin.Weight by) {

  /** An input and how much of the metal it brought, where that is known. */
  private record Carrier(LotId lot, Quantity quantity, Optional<Rational> metal) {}

  static Mix of(Network network, String metal, LotConversion made) {
    List<Carrier> carriers = carriers(network, metal, made);
    List<LotId> lots = carriers.stream().map(Carrier::lot).toList();
    Optional<Rational> in = sum(carriers.stream().map(Carrier::metal).toList());
    if (in.isPresent() && in.get().signum() > 0) {
      return byMetal(carriers, lots, in.get(), out(metal, made));
    }
    if (carriers.size() == 1) {
      return new Mix(lots, Map.of(lots.get(0), Rational.ONE), Map.of(), MetalOrigin.Weight.METAL);
    }
    List<Optional<Rational>> masses = masses(carriers);
    Optional<Rational> all = sum(masses);
    if (all.isEmpty()) {
      return new Mix(
          lots,
          Map.of(),
          Map.of(new Whereabouts.Unknown(Whereabouts.Cause.NOT_COMPARABLE), Rational.ONE),
          MetalOrigin.Weight.NONE);
    }
    Map<LotId, Rational> weights = new TreeMap<>();
    for (int i = 0; i < carriers.size(); i++) {
      weights.put(lots.get(i), masses.get(i).orElseThrow().dividedBy(all.get()));
    }
    return new Mix(lots, weights, Map.of(), MetalOrigin.Weight.MASS);
  }

  private static Mix byMetal(List<Carrier> carriers, List<LotId> lots, Rational in, Rational out) {
    // What came out beyond what measuring explains came from somewhere that no statement names.
    Rational tolerated =
        in.times(Rational.of(BigDecimal.ONE.add(Bounds.current().closing().pass())));
    Rational whole = out.compareTo(tolerated) > 0 ? out : in;
    Map<LotId, Rational> weights = new TreeMap<>();
    for (Carrier carrier : carriers) {
      Rational brought = carrier.metal().orElseThrow();
      if (brought.signum() > 0) {
        weights.put(carrier.lot(), brought.dividedBy(whole));
      }
    }
    Rational surplus = whole.minus(in).dividedBy(whole);
    return new Mix(
        lots,
        weights,
        surplus.signum() == 0
            ? Map.of()
            : Map.of(new Whereabouts.Unknown(Whereabouts.Cause.SURPLUS), surplus),
        MetalOrigin.Weight.METAL);
  }

  /**
   * The inputs that the metal may come from: those traded for it, those that say they contain it,
   * and those of which nothing is known. If there is none it may come from any.
   */
  private static List<Carrier> carriers(Network network, String metal, LotConversion made) {
    List<Carrier> carriers = new ArrayList<>();
    List<Carrier> all = new ArrayList<>();
    for (Transformation.Input input : made.inputs()) {
      // A lot whose origin does not hold is as if it were missing: its grade does not hold either.
      Optional<LotEvidence.Description> lot =
          network.gap(input.lot()).filter(cause -> cause != Whereabouts.Cause.CYCLE).isPresent()
              ? Optional.empty()
              : network.lot(input.lot()).flatMap(LotEvidence::description);
      Optional<Grade> grade = lot.flatMap(known -> Analytes.grade(known.grades(), metal));
      Carrier carrier =
          new Carrier(
              input.lot(),
              input.quantity(),
              grade
                  .flatMap(known -> ContainedMetal.known(input.quantity(), known))
                  .map(ContainedMetal::milligrams));
      all.add(carrier);
      boolean mayCarry =
          grade
              .map(known -> known.fraction().signum() > 0)
              .orElseGet(
                  () ->
                      lot.map(known -> Analytes.metal(known.mineral()).equals(metal)).orElse(true));
      if (mayCarry) {
        carriers.add(carrier);
      }
    }
    return carriers.isEmpty() ? all : carriers;
  }

  /** How much of the metal came out, as products and as losses, as far as grades tell. */
  private static Rational out(String metal, LotConversion made) {
    return Stream.concat(
            made.outputs().stream()
                .map(output -> ContainedMetal.in(output.quantity(), output.grades(), metal)),
            made.losses().stream()
                .map(loss -> ContainedMetal.in(loss.quantity(), loss.grades(), metal)))
        .flatMap(Optional::stream)
        .map(ContainedMetal::milligrams)
        .reduce(Rational.ZERO, Rational::plus);
  }

  /** The masses on one basis, dry where that is known of all. */
  private static List<Optional<Rational>> masses(List<Carrier> carriers) {
    List<Optional<Rational>> dry =
        carriers.stream().map(carrier -> ContainedMetal.dry(carrier.quantity())).toList();
    if (dry.stream().allMatch(Optional::isPresent)) {
      return dry;
    }
    Set<MassBasis> bases = EnumSet.noneOf(MassBasis.class);
    carriers.forEach(carrier -> bases.add(carrier.quantity().basis()));
    return bases.size() > 1
        ? dry
        : carriers.stream()
            .map(carrier -> Optional.of(Rational.of(carrier.quantity().mass().milligrams())))
            .toList();
  }

  private static Optional<Rational> sum(List<Optional<Rational>> parts) {
    Rational sum = Rational.ZERO;
    for (Optional<Rational> part : parts) {
      if (part.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(part.get());
    }
    return Optional.of(sum);
  }
}
