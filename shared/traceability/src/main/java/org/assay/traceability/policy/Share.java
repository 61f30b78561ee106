package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.util.Optional;
import org.assay.attestation.RejectedException;

/** Shares of a whole as parameters give them and sentences tell them. */
final class Share {
  private Share() {}

  /** A share above 0 and up to 1. */
  static BigDecimal read(Parameters in, String name) throws RejectedException {
    BigDecimal share = in.decimal(name);
    if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw in.refused(name, "must be a share above 0 and up to 1", "write 25 % as \"0.25\"");
    }
    return share;
  }

  /** The same, where there may be none. */
  static Optional<BigDecimal> optional(Parameters in, String name) throws RejectedException {
    return in.has(name) ? Optional.of(read(in, name)) : Optional.empty();
  }

  /** In percent, exactly. */
  static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
