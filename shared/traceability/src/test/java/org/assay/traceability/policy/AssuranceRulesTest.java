package org.assay.traceability.policy;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.RejectedException;
import org.assay.traceability.testing.Say;
import org.assay.traceability.trace.Check.Result;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies can ask for what a trace only shows. */
class AssuranceRulesTest {
  private static final LotId ORE = lot("ore");
  private static final LotId METAL = lot("metal");
  private static final String ESG =
      "{'schemes':[{'scheme':'IRMA','levels':['IRMA 50','IRMA 75'],'minimum':'%s'}],"
          + "'assessor':'3rdParty','assessment':'Accredited','stages':['mined']}";

  private final Works works = new Works();

  private void refined(CustodyModel model) {
    works.mined(CD, ORE, dry("100"), percent("Co", "10"));
    works.madeBy(
        model,
        FI,
        "refining",
        input(ORE, dry("100")),
        output(METAL, dry("10"), percent("Co", "100")));
  }

  private void certified() {
    EsgConformity said = Say.conformity(CD, Mineral.COBALT);
    works.exchange.accept(
        works.exchange.say(
            works.exchange.congo,
            said,
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2027-01-01T00:00:00Z")));
  }

  private void assertJudged(String rule, String parameters, Result result) {
    var finding = works.judge(METAL, rule, parameters);
    assertThat(finding.id()).isEqualTo(rule);
    assertThat(finding.result()).as(finding.sentence()).isEqualTo(result);
  }

  @Test
  void aCertificateOfTheLevelThatIsAskedForSatisfiesEsg() {
    refined(CustodyModel.SEGREGATED);
    assertJudged("ESG", ESG.formatted("IRMA 50"), Result.UNKNOWN);
    certified();
    assertJudged("ESG", ESG.formatted("IRMA 50"), Result.PASS);
    assertJudged("ESG", ESG.formatted("IRMA 75"), Result.UNKNOWN);
  }

  @Test
  void aWayThatNobodyAssessedThroughoutIsUnknown() {
    refined(CustodyModel.SEGREGATED);
    certified();
    assertJudged("F1", "{'assessor':'Self'}", Result.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"segregated, PASS", "mass-balance, PASS", "identity-preserved, FAIL"})
  void aCustodyModelThatIsWeakerThanAskedForFails(String asked, Result result) {
    refined(CustodyModel.SEGREGATED);
    assertJudged("F2", "{'model':'" + asked + "'}", result);
  }

  @ParameterizedTest
  @CsvSource({"0, PASS", "0.01, FAIL"})
  void aShareThatIsLessThanAskedForFails(String asked, Result result) {
    refined(CustodyModel.SEGREGATED);
    assertJudged("F3", "{'share':'" + asked + "'}", result);
  }

  @Test
  void withoutAnOpenIncidentThereIsNoneOfAnySeverity() {
    refined(CustodyModel.SEGREGATED);
    assertJudged("F4", "{'severity':'low'}", Result.PASS);
  }

  @Test
  void evidenceIsOldByTheDayOfTheAnswer() {
    refined(CustodyModel.SEGREGATED);
    PolicyRule rule = Works.rule("F5", "{'days':'30'}");
    assertThat(rule.judge(works.subject(METAL, Works.TODAY.plusDays(30))).result())
        .isEqualTo(Result.PASS);
    assertThat(rule.judge(works.subject(METAL, Works.TODAY.plusDays(31))).result())
        .isEqualTo(Result.FAIL);
  }

  @Test
  void theStandardPolicyIsUnknownWhereAFacilityHasNoCertificateAndNeverAsksTheTrace() {
    refined(CustodyModel.SEGREGATED);
    certified();
    works.exchange.accept(
        works.exchange.finland, StandardPolicies.named("coalition-esg").orElseThrow().policy());
    PolicyVerdict verdict = PolicyVerdict.of(works.newest("coalition-esg"), works.subject(METAL));
    assertThat(verdict.verdict()).contains(Verdict.UNKNOWN);
    assertThat(verdict.reasons())
        .containsExactly(
            "Works of CD (CD), mined: IRMA 1.0 IRMA 50 (3rdParty, Accredited),"
                + " Works of FI (FI), refined: no certificate counts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ESG {}",
        "ESG {'schemes':[{'scheme':'IRMA','levels':['IRMA 50'],'minimum':'IRMA 75'}],"
            + "'assessor':'3rdParty','assessment':'Accredited','stages':['mined']}",
        "ESG {'schemes':[{'scheme':'A','levels':['1'],'minimum':'1'},"
            + "{'scheme':'A','levels':['2'],'minimum':'2'}],"
            + "'assessor':'3rdParty','assessment':'Accredited','stages':['mined']}",
        "ESG {'schemes':[{'scheme':'A','levels':['1'],'minimum':'1'}],"
            + "'assessor':'nobody','assessment':'Accredited','stages':['mined']}",
        "ESG {'schemes':[{'scheme':'A','levels':['1'],'minimum':'1'}],"
            + "'assessor':'Self','assessment':'Accredited','stages':['mined'],'score':'7'}",
        "F1 {'assessor':'friend'}",
        "F2 {'model':'good'}",
        "F3 {'share':'1.1'}",
        "F3 {'share':'-0.1'}",
        "F4 {'severity':'none'}",
        "F5 {'days':'1.5'}",
        "F5 {'days':'40000'}",
        "F5 {'days':'-1'}"
      })
  void parametersThatMeanNothingAreRefused(String ruleAndParameters) {
    String[] parts = ruleAndParameters.split(" ", 2);
    assertThatThrownBy(
            () -> PolicyRules.rule(Works.requirement(parts[0], true, parts[1]), "/requirements/0"))
        .isInstanceOf(RejectedException.class);
  }
}
