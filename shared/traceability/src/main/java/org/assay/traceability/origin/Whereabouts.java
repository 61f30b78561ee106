package org.assay.traceability.origin;

import org.assay.attestation.CountryCode;
import org.assay.attestation.FacilityId;

/** Where a stage was done to some of the metal, as far as statements that hold tell. */
public sealed interface Whereabouts extends Comparable<Whereabouts> {
  /** A facility in a country. */
  record Place(CountryCode country, FacilityId facility) implements Whereabouts {}

  /** It is not known. */
  record Unknown(Cause cause) implements Whereabouts {}

  /** The way is known from the mine on, and no step of the stage is on it. */
  record NotDone() implements Whereabouts {}

  /** Why something is not known. */
  enum Cause {
    MISSING("no statement says where it comes from"),
    NOT_FOLLOWED("it is past the limit of this trace"),
    DOES_NOT_HOLD("the statement that it comes from does not hold"),
    CYCLE("it is said to be made from itself"),
    NOT_PHYSICAL("it is attributed by mass balance or by certificates, which proves no origin"),
    NOT_COMPARABLE("what went in cannot be weighed against each other: grades or moistures lack"),
    SURPLUS("more metal came out than is said to have gone in"),
    NO_STAGE("the table of stages does not have the process"),
    TOO_FINE("the shares have more digits than this trace keeps");

    private final String sentence;

    Cause(String sentence) {
      this.sentence = sentence;
    }

    /** For a person. */
    public String sentence() {
      return sentence;
    }
  }

  /** Places first, by name, then what is not known, so that an answer is always in one order. */
  @Override
  default int compareTo(Whereabouts other) {
    return key().compareTo(other.key());
  }

  private String key() {
    if (this instanceof Place place) {
      return "0 " + place.country() + " " + place.facility();
    }
    return this instanceof Unknown unknown ? "2 " + unknown.cause().name() : "1";
  }
}
