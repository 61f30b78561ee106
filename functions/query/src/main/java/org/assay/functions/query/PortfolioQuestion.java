package org.assay.functions.query;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.assay.attestation.LotId;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.attestation.quantity.Rational;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.traceability.portfolio.Portfolio;

/**
 * What is asked about a portfolio.
 *
 * @param lots one at least, each once
 * @param asOf the size of the ledger that counts; empty for all of it
 * @param threshold the share that no country should exceed
 */
record PortfolioQuestion(List<LotId> lots, OptionalLong asOf, Rational threshold) {
  /** The most lots of one question. */
  static final int MAX_LOTS = 500;

  /** More than the longest names of so many lots take, in bytes. */
  static final int MAX_BODY = 128 * 1024;

  private static final Set<String> MEMBERS = Set.of("lots", "asOf", "threshold");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  PortfolioQuestion {
    lots = List.copyOf(lots);
  }

  /**
   * Reads {@code {"lots":["…"],"asOf"?:n,"threshold"?:"percent"}}.
   *
   * @param newest the size of the ledger
   */
  static PortfolioQuestion read(ProxyRequest request, long newest) throws Refusal {
    JsonNode json = json(request);
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!MEMBERS.contains(name)) {
        throw invalid(
            "/" + name.replace("~", "~0").replace("/", "~1"),
            "There is no such member.",
            "Give lots, and where you want asOf and threshold.");
      }
    }
    return new PortfolioQuestion(
        lots(json.path("lots")),
        asOf(json.path("asOf"), newest),
        threshold(json.path("threshold")));
  }

  private static JsonNode json(ProxyRequest request) throws Refusal {
    String type = request.contentType().orElse("");
    if (!type.equals(MediaTypes.JSON)) {
      throw new Refusal(
          Problem.of(
                  "unsupported-media-type",
                  "The media type is not one of a question",
                  415,
                  type.isEmpty()
                      ? "The request has no Content-Type."
                      : "A question is not of the type " + type + ".")
              .remedy("Send the lots as " + MediaTypes.JSON + "."));
    }
    if (request.body().length > MAX_BODY) {
      throw new Refusal(
          Problem.of(
                  "request-too-large",
                  "The request has too many bytes",
                  413,
                  "A question about a portfolio has at most " + MAX_BODY + " bytes.")
              .remedy("Ask about at most " + MAX_LOTS + " lots at once."));
    }
    try {
      JsonNode json = JSON.readTree(request.body());
      if (json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      // Not JSON, or a name twice: the same remedy.
    }
    throw invalid("", "The body is not one JSON object.", "Send {\"lots\": [\"…\"]}.");
  }

  private static List<LotId> lots(JsonNode json) throws Refusal {
    if (!json.isArray() || json.isEmpty()) {
      throw invalid(
          "/lots", "There are no lots to ask about.", "Name the lots, as an array of strings.");
    }
    if (json.size() > MAX_LOTS) {
      throw invalid(
          "/lots/" + MAX_LOTS,
          "There are " + json.size() + " lots.",
          "Ask about at most " + MAX_LOTS + " lots at once.");
    }
    List<LotId> lots = new ArrayList<>();
    Map<LotId, Integer> seen = new HashMap<>();
    for (JsonNode each : json) {
      int place = lots.size();
      String pointer = "/lots/" + place;
      if (!each.isTextual() || !LotId.isValid(each.textValue())) {
        throw new Refusal(
            Problem.of(
                    "lot-invalid",
                    "The lot id is not one",
                    400,
                    "A lot is named by an absolute URI.")
                .at(pointer)
                .remedy("Take the name from the statements about the lot."));
      }
      LotId lot = new LotId(each.textValue());
      Integer before = seen.put(lot, place);
      if (before != null) {
        throw new Refusal(
            Problem.of(
                Rejection.of(Reason.LOT_REPEATED, lot + " is at /lots/" + before + " already")
                    .at(pointer)
                    .remedy("name each lot once: a lot counts once")));
      }
      lots.add(lot);
    }
    return lots;
  }

  private static OptionalLong asOf(JsonNode json, long newest) throws Refusal {
    if (json.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!json.isIntegralNumber()
        || !json.canConvertToLong()
        || json.longValue() < 0
        || json.longValue() > newest) {
      throw outOfRange("/asOf", "asOf is a size of the ledger, which has " + newest + " entries.");
    }
    return OptionalLong.of(json.longValue());
  }

  private static Rational threshold(JsonNode json) throws Refusal {
    if (json.isMissingNode()) {
      return Portfolio.EU_2024_1252;
    }
    if (json.isTextual() && json.textValue().matches("[0-9]{1,3}(\\.[0-9]{1,6})?")) {
      Rational share = Rational.of(new BigDecimal(json.textValue())).dividedBy(Rational.of(100));
      if (share.signum() > 0 && share.compareTo(Rational.ONE) <= 0) {
        return share;
      }
    }
    throw outOfRange(
        "/threshold",
        "A threshold is a percentage above 0 and up to 100, as a string like \"65\", with at most"
            + " six decimals.");
  }

  private static Refusal invalid(String pointer, String detail, String remedy) {
    return new Refusal(
        Problem.of("request-invalid", "The request is not one of this call", 400, detail)
            .at(pointer)
            .remedy(remedy));
  }

  private static Refusal outOfRange(String pointer, String detail) {
    return new Refusal(
        Problem.of("parameter-invalid", "A parameter is out of range", 400, detail).at(pointer));
  }
}
