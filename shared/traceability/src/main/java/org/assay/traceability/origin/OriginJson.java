package org.assay.traceability.origin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.attestation.FacilityId;
import org.assay.attestation.quantity.Rational;

/** Writes where the metals of a lot come from: each share as an exact fraction and in percent. */
public final class OriginJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Rational MILLIGRAMS = Rational.of(1_000_000);

  private OriginJson() {}

  /** The metals of an origin. */
  public static ObjectNode write(Origin origin) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode metals = json.putArray("metals");
    origin.metals().forEach(metal -> metals.add(metal(metal, origin.names())));
    return json;
  }

  private static ObjectNode metal(MetalOrigin metal, Map<FacilityId, String> names) {
    ObjectNode json = JSON.createObjectNode();
    json.put("metal", metal.metal());
    Rational amount = metal.milligrams();
    if (amount != null) {
      BigDecimal kilograms = amount.dividedBy(MILLIGRAMS).toDecimal(6);
      json.put("kilograms", kilograms.stripTrailingZeros().toPlainString());
    }
    json.put("weighedBy", metal.weighedBy().name());
    metal.model().ifPresent(model -> json.put("weakestCustodyModel", model.code()));
    json.put("custodyModelStatedThroughout", metal.isModelStated());
    ArrayNode stages = json.putArray("stages");
    metal
        .stages()
        .forEach(
            (stage, shares) -> {
              ObjectNode out = stages.addObject();
              out.put("stage", stage.code());
              shares(shares, names, out);
              ArrayNode through = out.putArray("through");
              for (Whereabouts where : metal.places(stage)) {
                if (where instanceof Whereabouts.Place place) {
                  through
                      .addObject()
                      .put("country", place.country().value())
                      .put("facility", place.facility().value());
                }
              }
            });
    return json;
  }

  private static void shares(Shares shares, Map<FacilityId, String> names, ObjectNode out) {
    ArrayNode all = out.putArray("shares");
    SortedMap<String, BigDecimal> ofCountries = new TreeMap<>();
    shares
        .percents()
        .forEach(
            (where, percent) -> {
              ObjectNode json = all.addObject();
              if (where instanceof Whereabouts.Place place) {
                json.put("kind", "PLACE");
                json.put("country", place.country().value());
                json.put("facility", place.facility().value());
                json.put("name", names.get(place.facility()));
                ofCountries.merge(
                    place.country().value(), new BigDecimal(percent), BigDecimal::add);
              } else if (where instanceof Whereabouts.Unknown unknown) {
                json.put("kind", "UNKNOWN");
                json.put("cause", unknown.cause().name());
                json.put("because", unknown.cause().sentence());
              } else {
                json.put("kind", "NOT_DONE");
              }
              json.put("share", shares.share(where).toString());
              json.put("percent", percent);
            });
    ArrayNode countries = out.putArray("countries");
    shares
        .countries()
        .forEach(
            (country, share) ->
                countries
                    .addObject()
                    .put("country", country)
                    .put("share", share.toString())
                    .put(
                        "percent",
                        ofCountries
                            .getOrDefault(country, BigDecimal.ZERO)
                            .stripTrailingZeros()
                            .toPlainString()));
  }
}
