package org.assay.traceability.portfolio;

import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A lot of the portfolio that adds nothing to a total.
 *
 * @param metal the metal; null where it is so of all metals
 * @param atMostMilligrams more than this of the metal is not in the lot; null where no statement
 *     gives a mass
 */
public record NotCounted(
    LotId lot, @Nullable String metal, Reason reason, @Nullable Rational atMostMilligrams) {
  /** Why. */
  public enum Reason {
    NOTHING_LEFT("all of it is consumed, and what was made of it counts where it is listed"),
    NOT_BROUGHT_FORTH("no statement brings it forth, so neither metal nor mass is known"),
    NO_GRADE("its grade or its moisture lacks, so the contained metal is not known"),
    LEFT_UNKNOWN(
        "some of it was consumed on another basis, wet or dry, so what is left is unknown");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** For a person. */
    public String sentence() {
      return sentence;
    }

    /** Whether the total would be another one if more were known. */
    boolean isGap() {
      return this != NOTHING_LEFT;
    }
  }

  /** Whether this may change the shares of a metal. */
  boolean concerns(String other) {
    return reason.isGap() && (metal == null || metal.equals(other));
  }
}
