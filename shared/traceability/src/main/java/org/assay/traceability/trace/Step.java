package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;
import org.assay.attestation.LotConversion;
import org.jspecify.annotations.Nullable;

/**
 * A step on the way, with what went in and came out.
 *
 * @param recorded the statement
 * @param massIn the sum of the inputs in kilograms, and
 * @param massOut of the outputs, dry where every one of them can be, else as given
 * @param isDry whether they are dry masses
 * @param metals what is contained, for each metal that a lot that came out has a grade of
 */
public record Step(
    Recorded recorded, BigDecimal massIn, BigDecimal massOut, boolean isDry, List<Metal> metals) {
  /**
   * Contained metal, in kilograms.
   *
   * @param in how much of it went in; null where an input's grade is not known
   */
  public record Metal(String analyte, @Nullable BigDecimal in, BigDecimal out) {}

  public Step {
    metals = List.copyOf(metals);
  }

  public LotConversion transformation() {
    return (LotConversion) recorded.said();
  }
}
