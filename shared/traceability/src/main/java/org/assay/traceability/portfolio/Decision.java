package org.assay.traceability.portfolio;

import java.util.Collection;
import org.assay.attestation.quantity.Rational;

/** How the share of the top country stands to a threshold. */
public enum Decision {
  /** No country has more than the threshold, whatever the unknown turns out to be. */
  BELOW,
  /** A country has more than the threshold, whatever the unknown turns out to be. */
  ABOVE,
  /** It depends on what is not known. */
  UNDECIDED;

  /** A share of exactly the threshold is not above it. */
  static Decision of(Interval share, Rational threshold) {
    if (share.least().compareTo(threshold) > 0) {
      return ABOVE;
    }
    return share.most().compareTo(threshold) <= 0 ? BELOW : UNDECIDED;
  }

  /** One decision of many: one that is above is enough, and nothing at all decides nothing. */
  static Decision of(Collection<Decision> each) {
    if (each.contains(ABOVE)) {
      return ABOVE;
    }
    return each.isEmpty() || each.contains(UNDECIDED) ? UNDECIDED : BELOW;
  }
}
