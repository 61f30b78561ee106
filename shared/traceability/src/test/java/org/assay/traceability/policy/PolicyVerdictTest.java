package org.assay.traceability.policy;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Policy;
import org.assay.ledger.Ref;
import org.assay.traceability.testing.Say;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyVerdictTest {
  private static final LotId ORE = lot("ore");
  private static final LotId METAL = lot("metal");
  private static final LotId OPEN = lot("open");
  private static final String MINED_NOT_IN = "{'stages':['mined'],'countries':['%s']}";

  private final Works works = new Works();

  private static Policy.Requirement asks(String country) {
    return Works.requirement("E1", true, MINED_NOT_IN.formatted(country));
  }

  private static Policy.Requirement wishes(String country) {
    return Works.requirement("E1", false, MINED_NOT_IN.formatted(country));
  }

  private Ref record(Policy policy) {
    return works.exchange.accept(works.exchange.finland, policy);
  }

  private PolicyVerdict verdict(Policy policy, LotId lot) {
    record(policy);
    return PolicyVerdict.of(works.newest(policy.policyId()), works.subject(lot));
  }

  private void ore() {
    works.mined(CD, ORE, dry("100"), percent("Co", "10"));
  }

  /** A lot whose trace is UNKNOWN. */
  private void openLot() {
    works.made(
        FI, "refining", input(lot("x"), dry("100")), output(OPEN, dry("10"), percent("Co", "100")));
  }

  /** A lot whose trace is FAIL. */
  private void failingLot() {
    Ref origin =
        works.exchange.accept(
            works.operator, Say.origin(METAL, works.operator.did(), dry("1"), percent("Co", "1")));
    works.exchange.accept(works.operator, Say.revoke(works.exchange.recorded(origin)));
  }

  @Test
  void aLotThatMeetsAllPasses() {
    ore();
    Ref ref = record(Works.policy("p-1", 1, asks("RU"), asks("CN")));

    PolicyVerdict verdict = PolicyVerdict.of(works.newest("p-1"), works.subject(ORE));

    assertThat(verdict.verdict()).contains(Verdict.PASS);
    assertThat(verdict.applies()).isTrue();
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.statement()).isEqualTo(ref.statement());
    assertThat(verdict.title()).isEqualTo("The policy p-1");
    assertThat(verdict.checks())
        .hasSize(2)
        .allMatch(check -> check.rule() == Check.Rule.POLICY && check.id().equals("E1"))
        .allMatch(check -> check.about().equals(ORE.value()) && !check.statements().isEmpty());
  }

  @Test
  void aMandatoryRequirementThatFailsFailsTheLot() {
    ore();

    PolicyVerdict verdict = verdict(Works.policy("p-1", 1, asks("RU"), asks("CD")), ORE);

    assertThat(verdict.verdict()).contains(Verdict.FAIL);
    assertThat(verdict.reasons())
        .containsExactly("Co was mined in Congo - Kinshasa (CD) at Works of CD");
    assertThat(verdict.checks())
        .extracting(Check::result)
        .containsExactly(Check.Result.PASS, Check.Result.FAIL);
  }

  @Test
  void anOptionalRequirementIsOnlyTold() {
    ore();

    PolicyVerdict verdict = verdict(Works.policy("p-1", 1, asks("RU"), wishes("CD")), ORE);

    assertThat(verdict.verdict()).contains(Verdict.PASS);
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.checks())
        .extracting(Check::result)
        .containsExactly(Check.Result.PASS, Check.Result.WARN);
  }

  @Test
  void aTraceThatIsOpenIsOpenUnderEveryPolicy() {
    openLot();
    Policy.Requirement fine =
        Works.requirement(
            "E7",
            true,
            "{'instrument':'P','stages':['melted'],"
                + "'members':[{'country':'FI','from':'2026-01-01'}]}");

    PolicyVerdict verdict = verdict(Works.policy("p-1", 1, wishes("RU"), fine), OPEN);

    assertThat(verdict.verdict()).contains(Verdict.UNKNOWN);
    assertThat(verdict.reasons().get(0)).contains("the trace of the lot is UNKNOWN");
  }

  @Test
  void aTraceThatFailsFailsUnderEveryPolicy() {
    failingLot();

    PolicyVerdict verdict = verdict(Works.policy("p-1", 1, asks("RU")), METAL);

    assertThat(verdict.verdict()).contains(Verdict.FAIL);
    assertThat(verdict.reasons().get(0)).contains("the trace of the lot is FAIL");
  }

  @Test
  void aFailureComesBeforeWhatIsOpen() {
    openLot();
    Policy.Requirement refined =
        Works.requirement("E1", true, "{'stages':['refined'],'countries':['FI']}");

    PolicyVerdict verdict = verdict(Works.policy("p-1", 1, asks("RU"), refined), OPEN);

    assertThat(verdict.verdict()).contains(Verdict.FAIL);
    assertThat(verdict.reasons().get(0)).contains("Co was refined in Finland");
  }

  @ParameterizedTest
  @CsvSource({
    "cobalt, ore, true",
    "cobalt, hydroxide, false",
    "copper, ore, false",
    "copper, , false",
    "cobalt, , true",
    ", ore, true",
    ", hydroxide, false",
  })
  void aPolicyIsAboutTheLotsInItsScope(String mineral, String form, boolean expected) {
    ore();
    Policy.Scope scope =
        new Policy.Scope(
            mineral == null ? Set.of() : Set.of(Mineral.fromCode(mineral).orElseThrow()),
            form == null ? Set.of() : Set.of(form));
    Policy policy = Works.policy("p-1", 1, LocalDate.parse("2026-01-01"), null, scope, asks("CD"));

    PolicyVerdict verdict = verdict(policy, ORE);

    assertThat(verdict.applies()).isEqualTo(expected);
    assertThat(verdict.verdict().isPresent()).isEqualTo(expected);
    assertThat(verdict.reasons()).hasSize(1);
    if (!expected) {
      assertThat(verdict.reasons().get(0)).endsWith("and the lot is cobalt as ore");
      assertThat(verdict.checks()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-31, false",
    "2026-04-01, true",
    "2026-10-31, true",
    "2026-11-01, false",
  })
  void aPolicyAnswersForItsDays(LocalDate on, boolean expected) {
    ore();
    record(
        Works.policy(
            "p-1",
            1,
            LocalDate.parse("2026-04-01"),
            LocalDate.parse("2026-10-31"),
            Policy.Scope.any(),
            asks("RU")));

    PolicyVerdict verdict = PolicyVerdict.of(works.newest("p-1"), works.subject(ORE, on));

    assertThat(verdict.applies()).isEqualTo(expected);
    if (!expected) {
      assertThat(verdict.reasons())
          .containsExactly("it answers from 2026-04-01 to 2026-10-31, and not for " + on);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-31, RU, PASS",
    "2026-12-31, CD, PASS",
    "2027-01-01, CD, FAIL",
    "2027-06-30, CD, FAIL",
  })
  void aRequirementIsAskedOnItsDays(LocalDate on, String country, Verdict expected) {
    ore();
    Policy.Requirement later =
        new Policy.Requirement(
            "E1",
            true,
            LocalDate.parse("2027-01-01"),
            LocalDate.parse("2027-06-30"),
            asks(country).parameters());
    record(Works.policy("p-1", 1, later, asks("CN")));

    assertThat(PolicyVerdict.of(works.newest("p-1"), works.subject(ORE, on)).verdict())
        .contains(expected);
  }

  @Test
  void aPolicyThatAsksForNothingOnADayDoesNotApply() {
    ore();
    Policy.Requirement later =
        new Policy.Requirement(
            "E1", true, LocalDate.parse("2027-01-01"), null, asks("RU").parameters());

    PolicyVerdict verdict = verdict(Works.policy("p-1", 1, later), ORE);

    assertThat(verdict.applies()).isFalse();
    assertThat(verdict.reasons()).containsExactly("it asks for nothing on 2026-11-24");
  }

  @Test
  void aVersionThatWasTakenBackDoesNotApply() {
    ore();
    Ref ref = record(Works.policy("p-1", 1, asks("RU")));
    works.exchange.accept(works.exchange.finland, Say.revoke(works.exchange.recorded(ref)));

    PolicyVerdict verdict = PolicyVerdict.of(works.newest("p-1"), works.subject(ORE));

    assertThat(verdict.applies()).isFalse();
    assertThat(verdict.reasons().get(0)).contains("was taken back by did:web:mines.fi");
  }

  @Test
  void whatIsNotKnownToBeOutOfScopeIsJudged() {
    Policy policy =
        Works.policy(
            "p-1",
            1,
            LocalDate.parse("2026-01-01"),
            null,
            new Policy.Scope(Set.of(Mineral.TIN), Set.of()),
            asks("RU"));

    assertThat(verdict(policy, lot("nowhere")).verdict()).contains(Verdict.UNKNOWN);
  }

  @Test
  void theSameLedgerPolicyAndDayGiveTheSameAnswer() {
    ore();
    record(Works.policy("p-1", 1, asks("CD"), wishes("RU")));

    assertThat(PolicyVerdict.of(works.newest("p-1"), works.subject(ORE)))
        .isEqualTo(PolicyVerdict.of(works.newest("p-1"), works.subject(ORE)));
  }
}
