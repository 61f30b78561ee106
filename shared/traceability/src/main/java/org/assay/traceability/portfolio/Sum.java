package org.assay.traceability.portfolio;

import java.util.List;
import org.assay.attestation.quantity.Rational;

/** Adds many fractions. */
final class Sum {
  private Sum() {}

  /**
   * Halves first: with one after the other, every step would work on a fraction that has the digits
   * of all those before.
   */
  static Rational of(List<Rational> parts) {
    return switch (parts.size()) {
      case 0 -> Rational.ZERO;
      case 1 -> parts.get(0);
      default -> {
        int half = parts.size() / 2;
        yield of(parts.subList(0, half)).plus(of(parts.subList(half, parts.size())));
      }
    };
  }
}
