package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/**
 * How material was kept apart from other material, by the models of ISO 22095:2020, the strongest
 * first. A path is as strong as its weakest step.
 */
public enum CustodyModel {
  /** Never mixed: one source. */
  IDENTITY_PRESERVED("identity-preserved", true),
  /** Mixed only with material that qualifies as well. */
  SEGREGATED("segregated", true),
  /** Mixed in a known ratio that holds for each lot. */
  CONTROLLED_BLENDING("controlled-blending", true),
  /** A share on average: what is in a lot need not be what is attributed to it. */
  MASS_BALANCE("mass-balance", false),
  /** A certificate without any physical link. */
  BOOK_AND_CLAIM("book-and-claim", false);

  private final String code;
  private final boolean isPhysical;

  CustodyModel(String code, boolean isPhysical) {
    this.code = code;
    this.isPhysical = isPhysical;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** Whether what went in is, in its proportion, what is in what came out. */
  public boolean isPhysical() {
    return isPhysical;
  }

  /** The model of a code; empty if there is none. */
  public static Optional<CustodyModel> fromCode(String code) {
    return Arrays.stream(values()).filter(model -> model.code.equals(code)).findFirst();
  }
}
