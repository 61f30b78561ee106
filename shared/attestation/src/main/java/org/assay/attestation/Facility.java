package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A place where something is done to lots, as the issuer names it (UNTP 0.7 {@code Facility}).
 *
 * @param id its URI
 * @param name what people call it, at most 256 characters
 * @param country the country that it stands in, whose authorities speak about it
 */
public record Facility(FacilityId id, String name, CountryCode country) {
  public Facility {
    requireNonNull(id);
    requireNonNull(country);
    Invariants.text(name, 256, "/name");
  }

  static Facility read(JsonFields in) throws RejectedException {
    FacilityId id = in.value("id", FacilityId::new);
    String name = in.text("name");
    CountryCode country = in.country("country");
    return in.build(() -> new Facility(id, name, country));
  }

  void write(ObjectNode out) {
    out.put("id", id.value()).put("name", name).put("country", country.value());
  }
}
