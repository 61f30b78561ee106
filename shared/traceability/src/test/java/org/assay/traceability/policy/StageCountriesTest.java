package org.assay.traceability.policy;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.ledger.Ref;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.testing.Say;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StageCountriesTest {
  private static final LotId ORE = lot("ore");
  private static final LotId MORE = lot("more");
  private static final LotId MATTE = lot("matte");
  private static final LotId METAL = lot("metal");
  private static final String MINED_AND_REFINED_NOT_IN =
      "{'stages':['mined','refined'],'countries':['%s']}";

  private final Works works = new Works();

  private Finding minedAndRefinedNotIn(String country) {
    return works.judge(METAL, "E1", MINED_AND_REFINED_NOT_IN.formatted(country));
  }

  private void ore() {
    works.mined(CD, ORE, dry("100"), percent("Co", "10"));
  }

  private Ref refined(LotId from) {
    return works.made(
        FI, "refining", input(from, dry("100")), output(METAL, dry("10"), percent("Co", "100")));
  }

  @Test
  void aLotIsFineIfNothingWasDoneInTheCountries() {
    ore();
    refined(ORE);

    Finding finding = minedAndRefinedNotIn("RU");

    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.id()).isEqualTo("E1");
    assertThat(finding.sentence())
        .isEqualTo(
            "what was done of these stages (mined, refined) was done in CD, FI, and nothing in RU");
    assertThat(finding.numbers())
        .containsExactly(
            new Check.Figure("Co mined in CD", BigDecimal.ONE, ""),
            new Check.Figure("Co refined in FI", BigDecimal.ONE, ""));
    assertThat(finding.used()).hasSize(2);
  }

  @Test
  void aStageInOneOfTheCountriesFailsTheLotAndIsNamed() {
    ore();
    Ref refining = refined(ORE);

    Finding finding = minedAndRefinedNotIn("FI");

    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence()).isEqualTo("Co was refined in Finland (FI) at Works of FI");
    assertThat(finding.used())
        .extracting(recorded -> recorded.ref().index())
        .containsExactly(refining.index());
    assertThat(works.judge(METAL, "E1", "{'stages':['mined'],'countries':['FI']}").result())
        .isEqualTo(Check.Result.PASS);
  }

  @Test
  void aPlaceBeforeTheLastOneOfAStageCountsToo() {
    ore();
    works.made(
        FI, "leaching", input(ORE, dry("100")), output(MATTE, dry("30"), percent("Co", "33")));
    works.made(
        CD, "refining", input(MATTE, dry("30")), output(METAL, dry("10"), percent("Co", "99")));

    Finding finding = minedAndRefinedNotIn("FI");

    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.numbers())
        .contains(new Check.Figure("Co refined in CD", BigDecimal.ONE, ""));
  }

  @Test
  void aSmallPartFromOneOfTheCountriesFailsTheLot() {
    ore();
    works.mined(FI, MORE, dry("1"), percent("Co", "10"));
    works.made(
        CD,
        "blend",
        input(ORE, dry("99")),
        input(MORE, dry("1")),
        output(METAL, dry("100"), percent("Co", "10")));

    Finding finding = minedAndRefinedNotIn("FI");

    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.numbers())
        .contains(new Check.Figure("Co mined in FI", new BigDecimal("0.01"), ""))
        .contains(new Check.Figure("Co not refined", BigDecimal.ONE, ""));
  }

  @Test
  void aStageThatIsKnownNotToHaveBeenDoneIsFine() {
    ore();

    assertThat(works.judge(ORE, "E1", MINED_AND_REFINED_NOT_IN.formatted("FI")).result())
        .isEqualTo(Check.Result.PASS);
  }

  @Test
  void whatIsNotKnownLeavesTheAnswerOpenAndNamesTheCause() {
    ore();
    works.made(
        FI,
        "refining",
        input(ORE, dry("25")),
        input(MORE, dry("75")),
        output(METAL, dry("10"), percent("Co", "100")));

    Finding finding = minedAndRefinedNotIn("RU");

    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.sentence())
        .contains("where 75 % of the Co was mined is not known")
        .contains("no statement says where it comes from");
    assertThat(finding.missing()).hasSize(2);
    assertThat(minedAndRefinedNotIn("CD").result())
        .as("what is known is enough to fail")
        .isEqualTo(Check.Result.FAIL);
  }

  @Test
  void whatWasDoneBeforeTheLastPlaceOfAStageIsNotKnownWhereTheWayIsNot() {
    refined(MORE);

    Finding finding = works.judge(METAL, "E1", "{'stages':['refined'],'countries':['RU']}");

    assertThat(finding.numbers())
        .as("the last place of the stage is known")
        .containsExactly(new Check.Figure("Co refined in FI", BigDecimal.ONE, ""));
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.sentence())
        .isEqualTo(
            "whether some of the Co was refined elsewhere before is not known: no statement says"
                + " where it comes from");
  }

  @Test
  void aProcessThatTheTableDoesNotHaveMayBeAnyStageButMining() {
    ore();
    works.made(
        CD,
        "secret-process",
        input(ORE, dry("100")),
        output(MATTE, dry("100"), percent("Co", "10")));
    refined(MATTE);

    assertThat(minedAndRefinedNotIn("RU").result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(works.judge(METAL, "E1", "{'stages':['mined'],'countries':['RU']}").result())
        .isEqualTo(Check.Result.PASS);
  }

  @Test
  void metalThatNobodyAccountsForMayComeFromAnywhere() {
    ore();
    works.made(
        FI, "refining", input(ORE, dry("100")), output(METAL, dry("20"), percent("Co", "100")));

    assertThat(minedAndRefinedNotIn("RU").sentence()).contains("more metal came out than");
    assertThat(minedAndRefinedNotIn("RU").result()).isEqualTo(Check.Result.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(names = {"MASS_BALANCE", "BOOK_AND_CLAIM"})
  void whatIsNotKeptApartPhysicallyIsNeverFine(CustodyModel model) {
    ore();
    works.madeBy(
        model,
        CD,
        "leaching",
        input(ORE, dry("100")),
        output(MATTE, dry("100"), percent("Co", "10")));
    refined(MATTE);

    Finding finding = minedAndRefinedNotIn("RU");

    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.sentence())
        .contains("keeps it apart by " + model.code() + " only, which proves no physical origin");
    assertThat(minedAndRefinedNotIn("FI").result())
        .as("the last place is where all of it was, whatever went in")
        .isEqualTo(Check.Result.FAIL);
    assertThat(minedAndRefinedNotIn("CD").result())
        .as("what is attributed to a place need not have been there")
        .isEqualTo(Check.Result.UNKNOWN);
    assertThat(minedAndRefinedNotIn("CD").sentence())
        .contains("Co may have been mined in Congo - Kinshasa (CD) at Works of CD");
  }

  @Test
  void otherMetalsCountWhereThePolicySaysSo() {
    ore();
    works.exchange.accept(
        works.operator,
        Say.origin(
            MORE, FI, Mineral.COPPER, works.operator.did(), dry("100"), percent("Cu", "20")));
    works.made(
        CD,
        "refining",
        input(ORE, dry("100")),
        input(MORE, dry("100")),
        output(METAL, dry("40"), percent("Co", "25"), percent("Cu", "50")));
    String stages = "{'stages':['mined'],'countries':['FI'],'everyMetal':%s}";

    assertThat(works.judge(METAL, "E1", stages.formatted("false")).result())
        .isEqualTo(Check.Result.PASS);
    assertThat(works.judge(METAL, "E1", stages.formatted("true")).sentence())
        .isEqualTo("Cu was mined in Finland (FI) at Works of FI");
  }

  @Test
  void aTracePastItsLimitsIsOpen() {
    ore();
    works.made(
        CD, "leaching", input(ORE, dry("100")), output(MATTE, dry("100"), percent("Co", "10")));
    refined(MATTE);
    EvidenceReader reader = works.exchange.reader();
    Trace trace = Tracer.trace(reader.read(METAL, reader.size(), new TraceLimits(1, 100)));

    Finding finding =
        Works.rule("E1", "{'stages':['produced'],'countries':['RU']}")
            .judge(new Case(trace, Origin.of(trace), Works.TODAY));

    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.sentence()).contains("past the limit of this trace");
  }

  @Test
  void aLotThatNothingBringsForthIsOpen() {
    Trace trace = works.exchange.trace(METAL);
    Case subject = new Case(trace, Origin.of(trace), LocalDate.parse("2026-11-24"));

    assertThat(Works.rule("E1", MINED_AND_REFINED_NOT_IN.formatted("RU")).judge(subject).result())
        .isEqualTo(Check.Result.UNKNOWN);
  }

  @Test
  void anExceptionThatIsClaimedLeavesOpenWhatWouldFail() {
    ore();
    refined(ORE);
    String claimed =
        "{'stages':['refined'],'countries':['%s'],'claimedException':'commercially available'}";

    Finding finding = works.judge(METAL, "E1", claimed.formatted("FI"));

    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.sentence())
        .contains("the exception commercially available is claimed")
        .contains("Co was refined in Finland");
    assertThat(works.judge(METAL, "E1", claimed.formatted("RU")).result())
        .as("no exception is needed")
        .isEqualTo(Check.Result.PASS);
  }
}
