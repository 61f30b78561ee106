package org.assay.traceability.portfolio;

import java.util.List;
import org.assay.attestation.quantity.Rational;

/**
 * One metal of a portfolio.
 *
 * @param metal an element, or the trade's name of a sum
 * @param milligrams all that is counted
 * @param isComplete whether no lot is left out that may hold some of it
 * @param stages one each, in their order; none where nothing is counted
 */
public record MetalPortfolio(
    String metal, Rational milligrams, boolean isComplete, List<Concentration> stages) {
  public MetalPortfolio {
    stages = List.copyOf(stages);
  }

  /** One decision for all stages. */
  public Decision decision() {
    return Decision.of(stages.stream().map(Concentration::decision).toList());
  }
}
