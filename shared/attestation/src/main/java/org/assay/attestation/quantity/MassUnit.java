package org.assay.attestation.quantity;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The units of mass that statements may use, by their UNECE Recommendation 20 codes. */
public enum MassUnit {
  /** Gram. */
  GRM(1_000L),
  /** Kilogram. */
  KGM(1_000_000L),
  /** Tonne, 1000 kg. */
  TNE(1_000_000_000L);

  private static final String SUPPORTED =
      "the units of mass are KGM (kilogram), TNE (tonne) and GRM (gram), as UNECE Rec 20 codes";

  // What the trade writes instead, and what to do with it. None is converted silently: a factor
  // chosen by the reader is a claim that the issuer never signed.
  private static final Map<String, String> CONVERSIONS =
      Map.ofEntries(
          Map.entry("kg", "write KGM"),
          Map.entry("g", "write GRM"),
          Map.entry("t", "write TNE"),
          Map.entry("mt", "write TNE"),
          Map.entry("tonne", "write TNE"),
          Map.entry("wmt", "write TNE with basis wet"),
          Map.entry("dmt", "write TNE with basis dry"),
          Map.entry("lb", "convert to KGM: 1 lb = 0.45359237 kg"),
          Map.entry("lbs", "convert to KGM: 1 lb = 0.45359237 kg"),
          Map.entry("lbr", "convert to KGM: 1 lb = 0.45359237 kg"),
          Map.entry("mtu", "convert to KGM: 1 mtu = 10 kg of the contained oxide or metal"),
          Map.entry("stn", "convert to TNE: 1 short ton = 0.90718474 t"),
          Map.entry("ltn", "convert to TNE: 1 long ton = 1.0160469088 t"),
          Map.entry("apz", "convert to GRM: 1 troy ounce = 31.1034768 g"),
          Map.entry("oz", "convert to GRM: 1 troy ounce = 31.1034768 g"),
          Map.entry("flask", "convert to KGM: 1 flask of 76 lb = 34.47302012 kg"));

  private final long milligrams;

  MassUnit(long milligrams) {
    this.milligrams = milligrams;
  }

  /** The code in statements. */
  public String code() {
    return name();
  }

  /** How many milligrams one such unit is. */
  BigDecimal milligrams() {
    return BigDecimal.valueOf(milligrams);
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
