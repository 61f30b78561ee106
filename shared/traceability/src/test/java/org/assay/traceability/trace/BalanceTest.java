package org.assay.traceability.trace;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What went in against what came out. */
class BalanceTest {
  private static final LotId ORE = lot("ore");
  private static final LotId MADE = lot("made");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor operator = exchange.operator("op");

  private Trace trace() {
    return exchange.trace(MADE);
  }

  private static List<Check> balance(Trace trace) {
    return trace.checks().stream().filter(check -> check.rule() == Check.Rule.BALANCE).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "3, FAIL, FAIL",
    "89.999999, FAIL, FAIL",
    "90, WARN, PASS",
    "97.999999, WARN, PASS",
    "98, PASS, PASS",
    "100, PASS, PASS",
    "102, PASS, PASS",
    "102.000001, WARN, PASS",
    "110, WARN, PASS",
    "110.000001, FAIL, FAIL"
  })
  void metalThatIsTooMuchOrTooLittleIsMeasurementThenAWarningThenAFailure(
      String out, Check.Result expected, Verdict verdict) {
    exchange.accept(
        operator, origin(ORE, operator.did(), dry("1000.000000"), percent("Co", "10.0000000000")));
    exchange.accept(
        operator,
        making(
            "refining",
            input(ORE, dry("1000.000000")),
            output(MADE, dry(out), percent("Co", "100.0000000000"))));
    Trace trace = trace();

    assertThat(balance(trace)).extracting(Check::result).containsExactly(expected);
    assertThat(trace.verdict()).isEqualTo(verdict);
    assertThat(trace.reasons().isEmpty()).isEqualTo(verdict == Verdict.PASS);
  }

  @Test
  void metalIsWeighedDry() {
    exchange.accept(operator, origin(ORE, operator.did(), wet("1000", "0.4"), percent("Co", "10")));
    exchange.accept(
        operator,
        making(
            "leaching",
            input(ORE, wet("1000", "0.4")),
            output(MADE, wet("400", "0.5"), percent("Co", "30"))));
    Trace trace = trace();

    Step.Metal cobalt = trace.steps().get(0).metals().get(0);
    assertThat(cobalt.in()).isEqualByComparingTo("60");
    assertThat(cobalt.out()).isEqualByComparingTo("60");
    assertThat(trace.steps().get(0).isDry()).isTrue();
    assertThat(trace.steps().get(0).massIn()).isEqualByComparingTo("600");
    assertThat(trace.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void metalDoesNotComeOutOfALotThatHasNone() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000"), percent("Co", "0")));
    exchange.accept(
        operator,
        making("refining", input(ORE, dry("1000")), output(MADE, dry("1"), percent("Co", "20"))));

    assertThat(trace().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(trace().reasons().get(0)).contains("there was none");
  }

  @Test
  void withoutTheGradeOfWhatWentInTheAnswerIsUnknown() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1")));
    exchange.accept(
        operator,
        making(
            "refining", input(ORE, dry("1")), output(MADE, dry("1000000"), percent("Co", "20"))));

    assertThat(balance(trace())).extracting(Check::result).containsExactly(Check.Result.UNKNOWN);
    assertThat(trace().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void withoutTheGradeOfWhatCameOutTheAnswerIsUnknown() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1"), percent("Co", "20")));
    exchange.accept(
        operator, making("refining", input(ORE, dry("1")), output(MADE, dry("1000000"))));

    assertThat(trace().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aGradeOfSomethingElseDoesNotStandForWhatThereIsMostOf() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000"), percent("Fe", "40")));
    exchange.accept(
        operator,
        making(
            "refining",
            input(ORE, dry("1000")),
            output(MADE, dry("900"), percent("Co", "20"), percent("Fe", "1"))));

    assertThat(trace().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void knownGradesAreEnoughWhereTheyCoverWhatCameOut() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000"), percent("Co", "10")));
    exchange.accept(operator, origin(lot("flux"), operator.did(), dry("50")));
    exchange.accept(
        operator,
        making(
            "smelting",
            input(ORE, dry("1000")),
            input(lot("flux"), dry("50")),
            output(MADE, dry("95"), percent("Co", "100"))));
    assertThat(trace().verdict()).isEqualTo(Verdict.PASS);
    assertThat(trace().steps().get(0).metals().get(0).in()).isNull();

    exchange.accept(operator, origin(lot("ore2"), operator.did(), dry("1000"), percent("Co", "1")));
    exchange.accept(operator, origin(lot("flux2"), operator.did(), dry("50")));
    exchange.accept(
        operator,
        making(
            "smelting",
            input(lot("ore2"), dry("1000")),
            input(lot("flux2"), dry("50")),
            output(lot("made2"), dry("95"), percent("Co", "100"))));
    assertThat(exchange.trace(lot("made2")).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatDoesNotLeadToTheLotNeedsNoGrade() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("1000"), percent("Co", "10")));
    exchange.accept(
        operator,
        making(
            "refining",
            input(ORE, dry("1000")),
            output(MADE, dry("90"), percent("Co", "100")),
            output(lot("slag"), dry("900"))));

    assertThat(trace().verdict()).isEqualTo(Verdict.PASS);
    assertThat(exchange.trace(lot("slag")).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void withoutTheMoistureOfWhatWentInTheAnswerIsUnknown() {
    exchange.accept(operator, origin(ORE, operator.did(), wet("1000", "0.4"), percent("Co", "10")));
    exchange.accept(
        operator,
        making("leaching", input(ORE, wet("1000")), output(MADE, dry("100"), percent("Co", "60"))));

    assertThat(trace().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "split, 3, FAIL",
    "split, 89.9999, FAIL",
    "split, 90, WARN",
    "split, 98, PASS",
    "split, 102, PASS",
    "split, 102.0001, WARN",
    "split, 110.0001, FAIL",
    "blend, 102, PASS",
    "blend, 110.0001, FAIL"
  })
  void aSplitOrBlendNeitherAddsNorLosesMass(String process, String out, Check.Result expected) {
    exchange.accept(operator, origin(ORE, operator.did(), dry("100.000000")));
    exchange.accept(
        operator, making(process, input(ORE, dry("100.000000")), output(MADE, dry(out))));

    assertThat(balance(trace())).extracting(Check::result).containsExactly(expected);
  }

  @Test
  void aSplitOfAWetLotIntoDryOnesIsNotCompared() {
    exchange.accept(operator, origin(ORE, operator.did(), wet("100")));
    exchange.accept(operator, making("split", input(ORE, wet("100")), output(MADE, dry("100"))));

    assertThat(trace().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aSplitOfAWetLotIsComparedDryWhereMoisturesAreKnown() {
    exchange.accept(operator, origin(ORE, operator.did(), wet("100", "0.3")));
    exchange.accept(
        operator, making("split", input(ORE, wet("100", "0.3")), output(MADE, dry("100"))));

    assertThat(trace().verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "blend"})
  void whatCallsItselfASplitOrBlendMakesNothingElse(String process) {
    exchange.accept(operator, origin(ORE, operator.did(), dry("100.000000")));
    exchange.accept(
        operator,
        making(
            process,
            input(ORE, dry("100.000000")),
            new Transformation.Output(
                MADE, Mineral.COBALT, "metal", null, dry("100.000000"), List.of())));

    assertThat(trace().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(trace().reasons().get(0)).contains("metal came out of the " + process);
  }

  @Test
  void aSplitDoesNotChangeTheMineral() {
    exchange.accept(operator, origin(ORE, CD, Mineral.COPPER, operator.did(), dry("100")));
    exchange.accept(
        operator,
        making("split", input(ORE, dry("100")), output(MADE, Mineral.COBALT, dry("100"))));

    assertThat(trace().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(trace().reasons().get(0)).contains("cobalt");
  }

  @Test
  void aByProductIsHeldAgainstItsOwnGrade() {
    exchange.accept(
        operator,
        origin(
            ORE,
            CD,
            Mineral.COPPER,
            operator.did(),
            dry("1000"),
            percent("Cu", "5.00"),
            percent("Co", "1.00")));
    exchange.accept(
        operator,
        making(
            "refining",
            input(ORE, dry("1000")),
            output(MADE, Mineral.COBALT, dry("40.0"), percent("Co", "30.0"))));

    assertThat(trace().verdict()).as("12 kg of 10 kg").isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 30, 36, PASS, PASS", // 10.8 of 10.0, which may be 10.5 of 10.5
    "10.0, 30.0, 35.0, WARN, PASS",
    "10, 30, 38, UNKNOWN, UNKNOWN",
    "10.00, 30.00, 38.00, FAIL, FAIL",
  })
  void roughNumbersAreNotJudgedAsIfTheyWereSharp(
      String ore, String product, String out, Check.Result expected, Verdict verdict) {
    exchange.accept(operator, origin(ORE, operator.did(), dry("100"), percent("Co", ore)));
    exchange.accept(
        operator,
        making("refining", input(ORE, dry("100")), output(MADE, dry(out), percent("Co", product))));
    Trace trace = trace();

    assertThat(balance(trace)).extracting(Check::result).containsExactly(expected);
    assertThat(trace.verdict()).isEqualTo(verdict);
  }
}
