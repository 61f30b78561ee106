package org.assay.attestation;

import java.util.Locale;
import java.util.Set;

/** A country as an ISO 3166-1 alpha-2 code, one of those that the Java platform lists. */
public record CountryCode(String value) implements Comparable<CountryCode> {
  private static final Set<String> KNOWN = Set.of(Locale.getISOCountries());

  /**
   * @throws IllegalArgumentException if the code is not assigned
   */
  public CountryCode {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an ISO 3166-1 alpha-2 country code");
    }
  }

  /** Whether the code is assigned. */
  public static boolean isValid(String value) {
    return KNOWN.contains(value);
  }

  /** The country's name in English. */
  public String displayName() {
    return new Locale("", value).getDisplayCountry(Locale.ENGLISH);
  }

  @Override
  public int compareTo(CountryCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
