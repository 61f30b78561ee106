package org.assay.traceability.origin;

import java.util.Locale;

/** What may be done to metal on its way, in the words of 48 CFR 252.225-7052. */
public enum Stage {
  MINED,
  REFINED,
  SEPARATED,
  MELTED,
  PRODUCED;

  /** The name in answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
