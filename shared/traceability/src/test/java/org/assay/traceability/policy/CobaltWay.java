package org.assay.traceability.policy;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.percent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import org.assay.attestation.Attestation;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.Policy;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Transformation;
import org.assay.ledger.Ref;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Trace;
import org.jspecify.annotations.Nullable;

/** Cobalt ore that a miner hands to a refiner, who makes hydroxide of it; all of it recorded. */
final class CobaltWay {
  static final LotId ORE = lot("ore");
  static final LotId HYDROXIDE = lot("hydroxide");
  static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  static final Facility MINE = facility("mine", CD);
  static final Facility REFINERY = facility("refinery", CD);

  final TestExchange exchange = TestExchange.founded();
  final Actor miner = exchange.operator("miner");
  final Actor refiner = exchange.operator("refiner");

  private CobaltWay() {}

  /** Up to the hydroxide. */
  static CobaltWay whole() {
    return whole(null);
  }

  /** Up to the hydroxide, made with a custody model. */
  static CobaltWay whole(@Nullable CustodyModel model) {
    CobaltWay way = new CobaltWay();
    way.mine();
    way.handOver(CD, List.of());
    way.refine(model);
    return way;
  }

  /** As {@link #whole()}, but nothing says where the ore comes from. */
  static CobaltWay withoutMine() {
    CobaltWay way = new CobaltWay();
    way.exchange.accomplice().accept(way.exchange.say(way.refiner, way.refining(null)));
    return way;
  }

  /** As {@link #whole()}, but the ore goes to another country, by some route. */
  static CobaltWay shippedTo(CountryCode country, List<CountryCode> route) {
    CobaltWay way = new CobaltWay();
    way.mine();
    way.handOver(country, route);
    way.refine(null);
    return way;
  }

  static Facility facility(String name, CountryCode country) {
    return new Facility(new FacilityId("urn:test:facility:" + name), "The " + name, country);
  }

  private void mine() {
    exchange.accept(
        miner,
        new LotOrigin(
            ORE,
            MINE,
            miner.did(),
            Mineral.COBALT,
            "ore",
            null,
            dry("1000"),
            List.of(percent("Co", "10")),
            LocalDate.parse("2026-10-01"),
            LocalDate.parse("2026-10-31"),
            null));
  }

  private void handOver(CountryCode to, List<CountryCode> route) {
    Ref sent =
        exchange.accept(
            miner,
            new CustodyTransfer(
                ORE,
                Mineral.COBALT,
                miner.did(),
                refiner.did(),
                dry("1000"),
                CD,
                to,
                HAPPENED.minusSeconds(86_400),
                null,
                null,
                route));
    exchange.accept(refiner, Say.receipt(exchange.recorded(sent), dry("1000")));
  }

  private void refine(@Nullable CustodyModel model) {
    exchange.accept(refiner, refining(model));
  }

  private Transformation refining(@Nullable CustodyModel model) {
    return new Transformation(
        REFINERY,
        "refining",
        List.of(input(ORE, dry("1000"))),
        List.of(
            new Transformation.Output(
                HYDROXIDE,
                Mineral.COBALT,
                "hydroxide",
                null,
                dry("300"),
                List.of(percent("Co", "33")))),
        List.of(),
        HAPPENED.minusSeconds(3600),
        HAPPENED,
        model);
  }

  /** Something that the authority of the country says. */
  Ref says(Attestation said) {
    return exchange.accept(exchange.congo, said);
  }

  /** What a rule finds of the hydroxide. */
  Finding judge(String rule, String parameters) {
    return judge(exchange, HYDROXIDE, rule, parameters, TODAY);
  }

  /** What a rule finds of a lot. */
  static Finding judge(
      TestExchange exchange, LotId lot, String rule, String parameters, LocalDate on) {
    try {
      return rule(rule, parameters).judge(subject(exchange, lot, on));
    } catch (RejectedException e) {
      throw new AssertionError(e.rejection().detail(), e);
    }
  }

  /** What policies are asked of a lot. */
  static Case subject(TestExchange exchange, LotId lot, LocalDate on) {
    Trace trace = exchange.trace(lot);
    return new Case(trace, Origin.of(trace), on);
  }

  /** A rule with its parameters. */
  static PolicyRule rule(String rule, String parameters) throws RejectedException {
    try {
      ObjectNode read = (ObjectNode) JsonMapper.builder().build().readTree(parameters);
      return PolicyRules.rule(new Policy.Requirement(rule, true, null, null, read), "");
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
