package org.assay.traceability.assurance;

/** Why a statement about a facility does not count for what was done there. */
public enum Doubt {
  DOES_NOT_HOLD("its signature, its issuer's authority or its entry does not hold"),
  REVOKED("it was revoked"),
  OTHER_STAGE("its scope lacks the stage"),
  OTHER_MINERAL("its scope lacks the mineral"),
  NOT_YET_VALID("its term began only later"),
  EXPIRED("its term had ended"),
  SUPERSEDED("a later one of the same issuer takes its place");

  private final String sentence;

  Doubt(String sentence) {
    this.sentence = sentence;
  }

  /** For a person. */
  public String sentence() {
    return sentence;
  }
}
