package org.assay.traceability.assurance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.quantity.Analytes;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.CarriedShare;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Trace;

/**
 * Rule F3: what share of the metal that the lot is traded for is third-party verified, after the
 * {@code verifiedRatio} of UNTP: metal whose lots, from the mine on, all had their mass vouched for
 * by somebody without a part in them. It is weighed by contained metal as shares of origin are, and
 * exact. What is not verified is no fault, and what cannot be followed is unknown.
 */
public final class VerifiedShare {
  static final String ID = "F3";

  private static final int DECIMALS = 9;

  private VerifiedShare() {}

  /** The share of the lot's metal that is verified throughout; empty where the lot is not known. */
  public static Optional<CarriedShare> throughout(Trace trace) {
    ThirdPartyMass masses = new ThirdPartyMass(trace);
    return metal(trace).map(metal -> CarriedShare.of(trace, metal, masses::of));
  }

  private static Optional<String> metal(Trace trace) {
    return trace
        .evidence()
        .upstream(trace.evidence().lot())
        .flatMap(LotEvidence::description)
        .map(description -> Analytes.metal(description.mineral()));
  }

  /** What is shown: anything less than the whole is worth a look. */
  static Finding judge(Trace trace) {
    return judge(trace, Rational.ONE, Check.Result.WARN);
  }

  /**
   * Judges the metal that the lot of a trace is traded for.
   *
   * @param minimum the least share that is good enough, from 0 to 1
   * @param below what less makes of it, WARN or FAIL; where what cannot be followed might make up
   *     for it, it is UNKNOWN
   */
  public static Finding judge(Trace trace, Rational minimum, Check.Result below) {
    Optional<String> metal = metal(trace);
    if (metal.isEmpty()) {
      return new Finding(
          ID,
          Check.Result.UNKNOWN,
          List.of(),
          List.of("where " + trace.evidence().lot() + " comes from"),
          List.of(),
          "nothing is known of what the lot is");
    }
    ThirdPartyMass masses = new ThirdPartyMass(trace);
    Map<LotId, Rational> known = new HashMap<>();
    CarriedShare all =
        CarriedShare.of(
            trace,
            metal.get(),
            lot -> {
              Rational own = masses.of(lot);
              known.put(lot.lot(), own);
              return own;
            });
    CarriedShare mined =
        CarriedShare.of(
            trace,
            metal.get(),
            lot ->
                lot.origin().filter(origin -> origin.said() instanceof LotOrigin).isPresent()
                    ? known.getOrDefault(lot.lot(), Rational.ZERO)
                    : Rational.ONE);
    Rational own = known.getOrDefault(trace.evidence().lot(), Rational.ZERO);
    boolean isKnown = all.unknown().signum() == 0;
    Check.Result result = below;
    if (all.held().compareTo(minimum) >= 0) {
      result = Check.Result.PASS;
    } else if (all.held().plus(all.unknown()).compareTo(minimum) >= 0) {
      result = Check.Result.UNKNOWN;
    }
    return new Finding(
        ID,
        result,
        List.copyOf(masses.used()),
        isKnown ? List.of() : List.of("the way of " + Sentences.percent(all.unknown()) + " of it"),
        List.of(
            figure("verified throughout", all.held()),
            figure("verified as mined", mined.held()),
            figure("verified as it is now", own),
            figure("not known", all.unknown())),
        Sentences.percent(all.held())
            + " of the "
            + metal.get()
            + " is third-party verified by mass at every step; as mined "
            + Sentences.percent(mined.held())
            + ", as it is now "
            + Sentences.percent(own)
            + (isKnown ? "" : "; " + Sentences.percent(all.unknown()) + " cannot be followed"));
  }

  private static Check.Figure figure(String name, Rational share) {
    return new Check.Figure(name, share.toDecimal(DECIMALS), "");
  }
}
