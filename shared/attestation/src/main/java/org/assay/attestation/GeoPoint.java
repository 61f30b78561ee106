package org.assay.attestation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.assay.attestation.quantity.Decimals;

/**
 * A place on Earth (WGS 84), to about a tenth of a metre.
 *
 * @param latitude degrees north, from -90 to 90, at most {@value #MAX_SCALE} decimals
 * @param longitude degrees east, from -180 to 180, at most {@value #MAX_SCALE} decimals
 */
public record GeoPoint(BigDecimal latitude, BigDecimal longitude) {
  /** The most decimals. */
  public static final int MAX_SCALE = 6;

  public GeoPoint {
    latitude = checked(latitude, 90, "/latitude");
    longitude = checked(longitude, 180, "/longitude");
  }

  private static BigDecimal checked(BigDecimal degrees, int most, String pointer) {
    Invariants.require(
        Decimals.isBounded(degrees)
            && degrees.abs().compareTo(BigDecimal.valueOf(most)) <= 0
            && Decimals.normal(degrees).scale() <= MAX_SCALE,
        Reason.NUMBER_OUT_OF_RANGE,
        pointer,
        "must be from -" + most + " to " + most + " degrees, with at most 6 decimals");
    return Decimals.normal(degrees);
  }

  static GeoPoint read(JsonFields in) throws RejectedException {
    BigDecimal latitude = in.decimal("latitude");
    BigDecimal longitude = in.decimal("longitude");
    return in.build(() -> new GeoPoint(latitude, longitude));
  }

  void write(ObjectNode out) {
    out.put("latitude", latitude.toPlainString()).put("longitude", longitude.toPlainString());
  }
}
