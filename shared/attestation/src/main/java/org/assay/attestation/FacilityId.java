package org.assay.attestation;

/**
 * The name of a facility (mine, plant, laboratory, warehouse): a URI of the same alphabet as {@link
 * LotId}.
 */
public record FacilityId(String value) implements Comparable<FacilityId> {
  /**
   * @throws IllegalArgumentException if the text is no such URI
   */
  public FacilityId {
    if (!LotId.isValid(value)) {
      throw new IllegalArgumentException(
          "not a facility id: an absolute URI of letters, digits and . _ ~ : / + - with at most "
              + LotId.MAX_LENGTH
              + " characters");
    }
  }

  @Override
  public int compareTo(FacilityId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
