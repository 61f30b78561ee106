package org.assay.functions.query;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.quantity.Analytes;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.Shares;
import org.assay.traceability.origin.Whereabouts;
import org.assay.traceability.portfolio.Concentration;
import org.assay.traceability.portfolio.Holding;
import org.assay.traceability.portfolio.MetalPortfolio;
import org.assay.traceability.portfolio.Missing;
import org.assay.traceability.portfolio.NotCounted;
import org.assay.traceability.portfolio.Portfolio;

/**
 * Writes how concentrated a portfolio is: the decision first. What is known adds up to 100 percent;
 * bounds are rounded outwards, so that the decimals hold what the fractions do.
 */
final class PortfolioJson {
  static final String NOTICE =
      "This is a figure of the whole portfolio: it binds no single lot, and is no verdict on one."
          + " The benchmarks of Regulation (EU) 2024/1252, Article 5, are aggregate figures of the"
          + " Union's yearly consumption.";

  /** A share with more bits than this is written in percent only. */
  private static final int MAX_BITS = 4_096;

  /** What would have to be known is a list to work through, not a report. */
  private static final int MOST_MISSING = 100;

  private static final int DECIMALS = 6;
  private static final Rational MILLIGRAMS = Rational.of(1_000_000);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PortfolioJson() {}

  static ObjectNode write(Portfolio portfolio, long size) {
    ObjectNode json = JSON.createObjectNode();
    json.put("scope", "portfolio");
    json.put("decision", portfolio.decision().name());
    json.put("notice", NOTICE);
    json.put("rule", Portfolio.RULE);
    json.put("threshold", percent(portfolio.threshold(), RoundingMode.UNNECESSARY));
    json.put("asOf", size);
    ArrayNode metals = json.putArray("metals");
    portfolio.metals().forEach(metal -> metals.add(metal(metal)));
    Set<LotId> listed = portfolio.holdings().stream().map(Holding::lot).collect(Collectors.toSet());
    ArrayNode lots = json.putArray("lots");
    portfolio.holdings().forEach(holding -> lots.add(lot(holding, listed)));
    ArrayNode notCounted = json.putArray("notCounted");
    portfolio.notCounted().forEach(each -> notCounted.add(notCounted(each)));
    return json;
  }

  private static ObjectNode metal(MetalPortfolio metal) {
    ObjectNode json = JSON.createObjectNode();
    json.put("metal", metal.metal());
    for (Mineral mineral : Mineral.values()) {
      if (Analytes.metal(mineral).equals(metal.metal())) {
        json.put("mineral", mineral.code());
      }
    }
    json.put("decision", metal.decision().name());
    json.put("kilograms", kilograms(metal.milligrams()));
    json.put("complete", metal.isComplete());
    ArrayNode stages = json.putArray("stages");
    metal.stages().forEach(stage -> stages.add(stage(stage)));
    return json;
  }

  private static ObjectNode stage(Concentration stage) {
    ObjectNode json = JSON.createObjectNode();
    json.put("stage", stage.stage().code());
    json.put("decision", stage.decision().name());
    ObjectNode top = json.putObject("top");
    String country = stage.top();
    if (country != null) {
      top.put("country", country);
    }
    top.put("least", percent(stage.topShare().least(), RoundingMode.FLOOR));
    top.put("most", percent(stage.topShare().most(), RoundingMode.CEILING));
    json.put("hhiLeast", points(stage.hhi().least(), RoundingMode.FLOOR));
    json.put("hhiMost", points(stage.hhi().most(), RoundingMode.CEILING));
    shares(stage, json);
    ArrayNode missing = json.putArray("missing");
    stage.missing().stream().limit(MOST_MISSING).forEach(each -> missing.add(missing(each)));
    if (stage.missing().size() > MOST_MISSING) {
      json.put("missingMore", stage.missing().size() - MOST_MISSING);
    }
    return json;
  }

  private static void shares(Concentration stage, ObjectNode out) {
    List<Rational> masses = new ArrayList<>(stage.masses().countries().values());
    masses.addAll(stage.masses().unknown().values());
    masses.add(stage.masses().notDone());
    List<Rational> shares = new ArrayList<>();
    masses.forEach(mass -> shares.add(mass.dividedBy(stage.total())));
    List<BigInteger> percents = Shares.allocate(shares, BigInteger.TEN.pow(DECIMALS + 2));
    int next = 0;
    ArrayNode countries = out.putArray("countries");
    for (String country : stage.masses().countries().keySet()) {
      ObjectNode json = countries.addObject().put("country", country);
      share(masses.get(next), shares.get(next), percents.get(next), json);
      json.put("most", percent(stage.share(country).most(), RoundingMode.CEILING));
      next++;
    }
    ArrayNode unknown = out.putArray("unknown");
    for (Whereabouts.Cause cause : stage.masses().unknown().keySet()) {
      ObjectNode json =
          unknown.addObject().put("cause", cause.name()).put("because", cause.sentence());
      share(masses.get(next), shares.get(next), percents.get(next), json);
      next++;
    }
    if (stage.masses().notDone().signum() > 0) {
      share(masses.get(next), shares.get(next), percents.get(next), out.putObject("notDone"));
    }
  }

  private static void share(Rational mass, Rational share, BigInteger percent, ObjectNode out) {
    out.put("kilograms", kilograms(mass));
    if (share.bitLength() <= MAX_BITS) {
      out.put("share", share.toString());
    }
    out.put("percent", text(new BigDecimal(percent, DECIMALS)));
  }

  private static ObjectNode missing(Missing missing) {
    ObjectNode json = JSON.createObjectNode();
    json.put("lot", missing.lot().value());
    Rational mass = missing.milligrams();
    if (mass != null) {
      json.put("kilograms", kilograms(mass));
    }
    NotCounted.Reason reason = missing.notCounted();
    if (reason != null) {
      json.put("notCounted", reason.name());
      json.put("because", reason.sentence());
    } else {
      missing.causes().forEach(cause -> json.withArray("causes").add(cause.name()));
      json.put(
          "because",
          missing.causes().stream()
              .map(Whereabouts.Cause::sentence)
              .collect(Collectors.joining("; ")));
    }
    new TreeSet<>(missing.mayDecide())
        .forEach(decision -> json.withArray("mayDecide").add(decision.name()));
    return json;
  }

  private static ObjectNode lot(Holding holding, Set<LotId> listed) {
    ObjectNode json = JSON.createObjectNode();
    json.put("lot", holding.lot().value());
    json.put("verdict", holding.verdict().name());
    Quantity issued = holding.issued();
    if (issued != null) {
      json.set("issued", issued.toJson());
    }
    Long left = holding.leftMilligrams();
    if (left != null) {
      json.put("left", text(BigDecimal.valueOf(left, DECIMALS)));
    }
    holding.upstream().stream()
        .filter(listed::contains)
        .sorted()
        .forEach(lot -> json.withArray("madeFrom").add(lot.value()));
    return json;
  }

  private static ObjectNode notCounted(NotCounted each) {
    ObjectNode json = JSON.createObjectNode();
    json.put("lot", each.lot().value());
    String metal = each.metal();
    if (metal != null) {
      json.put("metal", metal);
    }
    json.put("reason", each.reason().name());
    json.put("because", each.reason().sentence());
    Rational most = each.atMostMilligrams();
    if (most != null) {
      json.put("atMostKilograms", kilograms(most));
    }
    return json;
  }

  private static String kilograms(Rational milligrams) {
    return text(milligrams.dividedBy(MILLIGRAMS).toDecimal(DECIMALS));
  }

  private static String percent(Rational share, RoundingMode rounding) {
    return scaled(share, 100, DECIMALS, rounding);
  }

  /** The index in the usual points, up to 10,000. */
  private static String points(Rational index, RoundingMode rounding) {
    return scaled(index, 10_000, 2, rounding);
  }

  private static String scaled(Rational number, long by, int decimals, RoundingMode rounding) {
    return text(
        new BigDecimal(number.numerator().multiply(BigInteger.valueOf(by)))
            .divide(new BigDecimal(number.denominator()), decimals, rounding));
  }

  private static String text(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
