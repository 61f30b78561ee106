package org.assay.traceability.origin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;

/**
 * The share of a lot's metal of which something holds at every lot on its way from the mine,
 * weighed as shares of origin are.
 *
 * @param held the share of which it holds throughout, from 0 to 1
 * @param unknown the share whose way is not known; with {@code held} at most 1
 */
public record CarriedShare(Rational held, Rational unknown) {
  private static final CarriedShare UNKNOWN = new CarriedShare(Rational.ZERO, Rational.ONE);

  /**
   * @throws IllegalArgumentException if a share is below zero, or they are more than the whole
   */
  public CarriedShare {
    if (held.signum() < 0
        || unknown.signum() < 0
        || held.plus(unknown).compareTo(Rational.ONE) > 0) {
      throw new IllegalArgumentException("the shares " + held + " and " + unknown);
    }
  }

  /**
   * The share of a metal in the lot of a trace.
   *
   * @param part of what share of a lot it holds by that lot itself, from 0 to 1
   */
  public static CarriedShare of(Trace trace, String metal, Function<LotEvidence, Rational> part) {
    Network network = new Network(trace);
    Budget budget = new Budget();
    Map<LotId, CarriedShare> shares = new HashMap<>();
    for (LotId lot : network.order()) {
      shares.put(lot, of(network, budget, metal, lot, part, shares));
    }
    return shares.getOrDefault(trace.evidence().lot(), UNKNOWN);
  }

  private static CarriedShare of(
      Network network,
      Budget budget,
      String metal,
      LotId id,
      Function<LotEvidence, Rational> part,
      Map<LotId, CarriedShare> shares) {
    Optional<LotEvidence> lot = network.lot(id);
    if (lot.isEmpty() || network.gap(id).isPresent()) {
      return UNKNOWN;
    }
    Recorded origin = lot.get().origin().orElseThrow();
    Rational own = part.apply(lot.get());
    if (origin.said() instanceof LotOrigin) {
      return new CarriedShare(own, Rational.ZERO);
    }
    LotConversion made = (LotConversion) origin.said();
    if (made.custodyModel() != null && !made.custodyModel().isPhysical()) {
      return UNKNOWN;
    }
    Mix mix = Mix.of(network, metal, made);
    Rational held = Rational.ZERO;
    Rational unknown = mix.unknown().values().stream().reduce(Rational.ZERO, Rational::plus);
    for (Map.Entry<LotId, Rational> input : mix.weights().entrySet()) {
      CarriedShare brought = shares.getOrDefault(input.getKey(), UNKNOWN);
      held = held.plus(input.getValue().times(brought.held()));
      unknown = unknown.plus(input.getValue().times(brought.unknown()));
      if (!budget.allows(held.bitLength()) || !budget.allows(unknown.bitLength())) {
        return UNKNOWN;
      }
    }
    held = held.times(own);
    return budget.allows(held.bitLength()) ? new CarriedShare(held, unknown) : UNKNOWN;
  }
}
