package org.assay.attestation.quantity;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The units of mass that statements may use, by their UNECE Recommendation 20 codes. The pound is
 * 0.45359237 kg by the international yard and pound agreement of 1959, and the tons are whole
 * numbers of pounds; every factor is exact.
 */
public enum MassUnit {
  /** Gram. */
  GRM("1000"),
  /** Kilogram. */
  KGM("1000000"),
  /** Decitonne or metric quintal, 100 kg. */
  DTN("100000000"),
  /** Tonne, 1000 kg. */
  TNE("1000000000"),
  /** Pound (avoirdupois), 0.45359237 kg. */
  LBR("453592.37"),
  /** Short ton (US), 2000 lb. */
  STN("907184740"),
  /** Long ton (UK), 2240 lb. */
  LTN("1016046908.8");

  private static final String SUPPORTED =
      "the units of mass are KGM (kilogram), TNE (tonne) and GRM (gram), or DTN (100 kg), LBR"
          + " (pound), STN (short ton) and LTN (long ton), as UNECE Rec 20 codes";

  // What the trade writes instead, and what to do with it. None is converted silently: a unit
  // guessed by the reader is a claim that the issuer never signed.
  private static final Map<String, String> CONVERSIONS =
      Map.ofEntries(
          Map.entry("kg", "write KGM"),
          Map.entry("g", "write GRM"),
          Map.entry("t", "write TNE"),
          Map.entry("mt", "write TNE"),
          Map.entry("tonne", "write TNE"),
          Map.entry("wmt", "write TNE with basis wet"),
          Map.entry("dmt", "write TNE with basis dry"),
          Map.entry("lb", "write LBR: 1 lb = 0.45359237 kg"),
          Map.entry("lbs", "write LBR: 1 lb = 0.45359237 kg"),
          Map.entry("lbr", "write LBR: 1 lb = 0.45359237 kg"),
          Map.entry("mtu", "convert to KGM: 1 mtu = 10 kg of the contained oxide or metal"),
          Map.entry("stn", "write STN: 1 short ton = 0.90718474 t"),
          Map.entry("ltn", "write LTN: 1 long ton = 1.0160469088 t"),
          Map.entry("apz", "convert to GRM: 1 troy ounce = 31.1034768 g"),
          Map.entry("oz", "convert to GRM: 1 troy ounce = 31.1034768 g"),
          Map.entry("flask", "convert to KGM: 1 flask of 76 lb = 34.47302012 kg"));

  private final BigDecimal milligrams;

  MassUnit(String milligrams) {
    this.milligrams = new BigDecimal(milligrams);
  }

  /** The code in statements. */
  public String code() {
    return name();
  }

  /** How many milligrams one such unit is. */
  BigDecimal milligrams() {
    return milligrams;
  }

  /** How many kilograms so many such units are. */
  BigDecimal kilograms(BigDecimal units) {
    return units.multiply(milligrams).movePointLeft(6);
  }

  /**
   * Whether it is defined by the pound, so that a decimal number of them is hardly ever a whole
   * number of milligrams.
   */
  boolean isOfPounds() {
    return this == LBR || this == STN || this == LTN;
  }

  /** The unit of a code; empty if it is not supported. */
  public static Optional<MassUnit> fromCode(String code) {
    return Arrays.stream(values()).filter(unit -> unit.code().equals(code)).findFirst();
  }

  /** What to write instead of a unit that is missing or not supported. */
  static String remedyFor(String code) {
    String conversion = CONVERSIONS.get(code.toLowerCase(Locale.ROOT));
    return conversion == null ? SUPPORTED : conversion + "; " + SUPPORTED;
  }
}
