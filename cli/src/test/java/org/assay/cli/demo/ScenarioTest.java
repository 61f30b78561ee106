package org.assay.cli.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.attestation.quantity.Rational;
import org.assay.ledger.Outcome;
import org.assay.traceability.origin.MetalOrigin;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.origin.Shares;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.policy.Case;
import org.assay.traceability.policy.Policies;
import org.assay.traceability.policy.PolicyVerdict;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Step;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Scenario SCENARIO = Scenario.at(NOW, "demo.example/log");
  private static final InMemoryExchange EXCHANGE = new InMemoryExchange(NOW);

  @BeforeAll
  static void theStoryIsAdmittedButForItsEnd() throws Exception {
    assertThat(EXCHANGE.submit(SCENARIO.charter())).isInstanceOf(Outcome.Sequenced.class);
    for (Chapter chapter : SCENARIO.chapters()) {
      for (Said said : chapter.said()) {
        assertThat(EXCHANGE.submit(said.statement()))
            .as("%s: %s", chapter.title(), said.credential())
            .isInstanceOf(Outcome.Sequenced.class);
      }
    }
  }

  @Test
  void eachLotHasTheVerdictThatTheStoryTells() {
    for (Expectation expected : SCENARIO.expectations()) {
      Trace trace = EXCHANGE.trace(expected.lot());
      assertThat(trace.verdict())
          .as("%s: %s", expected.lot(), trace.reasons())
          .isEqualTo(expected.verdict());
      if (expected.verdict() == Verdict.PASS) {
        assertThat(trace.reasons()).isEmpty();
      } else {
        assertThat(trace.reasons()).anySatisfy(r -> assertThat(r).contains(expected.because()));
      }
    }
  }

  @Test
  void thePrecursorIsOfTheCoalitionAndNoBusinessOfTheClauseOnMagnets() {
    Trace trace = EXCHANGE.trace(Lots.PRECURSOR.id());
    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    Case subject = new Case(trace, Origin.of(trace), today);
    List<PolicyVerdict> answers =
        new Policies(trace.evidence().registry())
            .all(today).stream().map(policy -> PolicyVerdict.of(policy, subject)).toList();

    assertThat(answers)
        .extracting(PolicyVerdict::policyId)
        .containsExactly(Demands.COALITION_ORIGIN, Demands.MAGNETS);
    assertThat(answers.get(0).verdict()).as("%s", answers.get(0)).contains(Verdict.PASS);
    assertThat(answers.get(0).checks().get(0).numbers())
        .extracting(Check.Figure::name)
        .contains("Ni mined in ID", "Co mined in CD", "Mn mined in AU", "Ni produced in KR");
    assertThat(answers.get(1).applies()).isFalse();
  }

  @Test
  void nothingSpeaksAgainstThePrecursorButThatMonthsAreToldInAMinute() {
    assertThat(EXCHANGE.trace(Lots.PRECURSOR.id()).checks())
        .filteredOn(check -> check.isMandatory() || check.result() != Check.Result.UNKNOWN)
        .allSatisfy(
            check ->
                assertThat(check.result())
                    .as(check.sentence())
                    .isEqualTo(
                        check.sentence().contains("after what it tells of")
                            ? Check.Result.WARN
                            : Check.Result.PASS));
  }

  @Test
  void thePrecursorIsMadeOfLotsMinedInThreeCountriesAndMadeInSix() {
    Trace trace = EXCHANGE.trace(Lots.PRECURSOR.id());
    Set<String> mined = new TreeSet<>();
    trace
        .evidence()
        .statements()
        .forEach(
            recorded -> {
              if (recorded.said() instanceof LotOrigin origin) {
                mined.add(origin.facility().country().value());
              }
            });
    assertThat(mined).containsExactly("AU", "CD", "ID");
    assertThat(trace.steps())
        .extracting(step -> step.transformation().facility().country().value())
        .contains("AU", "CD", "FI", "ID", "JP", "KR");
    assertThat(trace.evidence().upstream()).hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void theCobaltOfThePrecursorIsSharedOutExactly() {
    Origin origin = Origin.of(EXCHANGE.trace(Lots.PRECURSOR.id()));
    assertThat(origin.metals()).extracting(MetalOrigin::metal).containsExactly("Ni", "Co", "Mn");
    MetalOrigin cobalt = origin.metals().get(1);
    assertThat(cobalt.weighedBy()).isEqualTo(MetalOrigin.Weight.METAL);
    Shares mined = cobalt.shares(Stage.MINED);
    assertThat(mined.unknown()).isEqualTo(Rational.ZERO);
    assertThat(mined.countries().keySet()).containsExactly("AU", "CD", "ID");
    assertThat(mined.countries().values().stream().reduce(Rational.ZERO, Rational::plus))
        .isEqualTo(Rational.ONE);
    // 11.4948 t of the blend's 19.0593 t came from Finland, which had all of it from the Congo.
    assertThat(mined.countries().get("CD"))
        .isLessThan(Rational.of(114948, 190593))
        .isGreaterThan(Rational.of(602, 1000));
    assertThat(cobalt.shares(Stage.REFINED).countries().keySet()).containsExactly("AU", "FI", "JP");
    assertThat(cobalt.shares(Stage.PRODUCED).countries()).isEqualTo(Map.of("KR", Rational.ONE));
  }

  @Test
  void theKobeBlendHasAnUnknownShareByMass() {
    MetalOrigin nickel = Origin.of(EXCHANGE.trace(Lots.KOBE_BLEND.id())).metals().get(0);
    assertThat(nickel.weighedBy()).isEqualTo(MetalOrigin.Weight.MASS);
    assertThat(nickel.shares(Stage.MINED).unknown()).isEqualTo(Rational.of(20, 57));
  }

  @Test
  void noStepOfThePrecursorGainsMetalAndOnlyOneWithALossLosesMuch() {
    for (Step step : EXCHANGE.trace(Lots.PRECURSOR.id()).steps()) {
      boolean nothingIsLeftBehind = step.transformation().losses().isEmpty();
      for (Step.Metal metal : step.metals()) {
        BigDecimal in = requireNonNull(metal.in(), metal + " of " + step.transformation());
        assertThat(metal.out()).as("%s", step).isLessThanOrEqualTo(in);
        if (nothingIsLeftBehind) {
          assertThat(metal.out())
              .as("%s", step)
              .isGreaterThanOrEqualTo(in.multiply(new BigDecimal("0.98")));
        }
      }
    }
  }

  @Test
  void aLotOfTheStoryIsNotUsedTwice() throws Exception {
    Outcome<Rejection> outcome = EXCHANGE.submit(SCENARIO.secondUse().statement());
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Rejection rejection = ((Outcome.Refused<Rejection>) outcome).reason();
    assertThat(rejection.reason()).isEqualTo(Reason.OVER_CONSUMED);
    assertThat(rejection.detail()).contains("0 kg of its 55800 kg are left");
  }

  @Test
  void theKolweziOreThatAlsoWentToIncheonStaysGood() {
    for (LotId lot : List.of(Lots.KOLWEZI_ORE.id(), Lots.KOLWEZI_HYDROXIDE_B.id())) {
      assertThat(EXCHANGE.trace(lot).verdict()).isEqualTo(Verdict.PASS);
    }
  }
}
