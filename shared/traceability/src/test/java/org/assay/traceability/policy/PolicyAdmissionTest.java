package org.assay.traceability.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Policy;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.ledger.Ref;
import org.assay.traceability.registry.RegisteredPolicy;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyAdmissionTest {
  private static final String STAGES = "{'stages':['mined'],'countries':['RU']}";

  private final Works works = new Works();
  private final TestExchange exchange = works.exchange;

  private static Policy version(int version) {
    return Works.policy("stages", version, Works.requirement("E1", true, STAGES));
  }

  @Test
  void aMemberRecordsAPolicyAndItsNextVersions() {
    Ref first = exchange.accept(exchange.finland, version(1));
    Ref second = exchange.accept(exchange.finland, version(2));

    List<RegisteredPolicy> policies = exchange.registry().policies();

    assertThat(policies).extracting(RegisteredPolicy::ref).containsExactly(first, second);
    assertThat(policies).extracting(RegisteredPolicy::issuer).containsOnly(exchange.finland.did());
    assertThat(policies).extracting(each -> each.policy().version()).containsExactly(1, 2);
    exchange.check();
  }

  @Test
  void whoeverIsNoMemberHasNoPolicies() {
    assertThat(exchange.refusal(works.operator, version(1)))
        .contains(Reason.NOT_ACCREDITED_FOR_TYPE);
    exchange.accept(exchange.congo, Say.leave(works.operator.did(), AttestationType.POLICY));
    assertThat(exchange.refusal(works.operator, version(1)))
        .as("an accreditation for the type is not enough")
        .contains(Reason.NOT_ACCREDITED_FOR_TYPE);
  }

  @Test
  void aPolicyIsThatOfWhoeverHadItFirst() {
    exchange.accept(exchange.finland, version(1));

    assertThat(exchange.refusal(exchange.congo, version(2)))
        .contains(Reason.POLICY_OWNED_BY_ANOTHER);
    assertThat(exchange.refusal(exchange.congo, version(1)))
        .contains(Reason.POLICY_OWNED_BY_ANOTHER);
    exchange.accept(
        exchange.congo, Works.policy("stages-of-congo", 1, Works.requirement("E1", true, STAGES)));
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 1", "1, 3", "2, 1"})
  void versionsFollowEachOtherWithoutAGap(int recorded, int next) {
    for (int i = 1; i <= recorded; i++) {
      exchange.accept(exchange.finland, version(i));
    }

    assertThat(exchange.refusal(exchange.finland, version(next)))
        .contains(Reason.POLICY_VERSION_OUT_OF_ORDER);
  }

  @Test
  void aVersionThatWasTakenBackIsNotGivenAgain() {
    Ref first = exchange.accept(exchange.finland, version(1));
    exchange.accept(exchange.finland, Say.revoke(exchange.recorded(first)));

    assertThat(exchange.registry().stands(works.newest("stages"))).isFalse();
    assertThat(exchange.refusal(exchange.finland, version(1)))
        .contains(Reason.POLICY_VERSION_OUT_OF_ORDER);
    exchange.accept(exchange.finland, version(2));
    assertThat(exchange.registry().stands(works.newest("stages"))).isTrue();
    exchange.check();
  }

  @Test
  void nobodyElseTakesAPolicyBack() {
    Ref first = exchange.accept(exchange.finland, version(1));

    assertThat(exchange.refusal(exchange.congo, Say.revoke(exchange.recorded(first))))
        .contains(Reason.REVOCATION_NOT_AUTHORISED);
  }

  @Test
  void aPolicyThatWasSignedWithAStolenKeyDoesNotStand() {
    Ref first = exchange.accept(exchange.finland, version(1));
    Instant stolen = first.at().minus(Duration.ofMinutes(1));

    exchange.accept(exchange.finland, Say.revoke(exchange.finland.kid(), stolen));

    assertThat(exchange.registry().stands(works.newest("stages"))).isFalse();
  }

  @Test
  void aPolicyWithAnUnknownRuleIsRefusedWithTheKnownOnes() {
    Policy policy =
        Works.policy(
            "stages",
            1,
            Works.requirement("E1", true, STAGES),
            Works.requirement("E99", false, "{}"));

    Rejection rejection = PolicyRules.objection(policy).orElseThrow();

    assertThat(exchange.refusal(exchange.finland, policy)).contains(Reason.POLICY_RULE_UNKNOWN);
    assertThat(rejection.pointer()).isEqualTo("/credentialSubject/requirements/1/rule");
    assertThat(rejection.remedy()).contains("E1", "E7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'countries':['RU']} | /stages",
        "{'stages':['mined']} | /countries",
        "{'stages':[],'countries':['RU']} | /stages",
        "{'stages':['dug'],'countries':['RU']} | /stages/0",
        "{'stages':'mined','countries':['RU']} | /stages",
        "{'stages':['mined','mined'],'countries':['RU']} | /stages/1",
        "{'stages':['mined'],'countries':['XX']} | /countries/0",
        "{'stages':['mined'],'countries':['RU'],'everyMetal':'yes'} | /everyMetal",
        "{'stages':['mined'],'countries':['RU'],'country':'CN'} | /country",
        "{'stages':['mined'],'countries':['RU'],'claimedException':true} | /claimedException",
      })
  void parametersThatTheRuleDoesNotTakeAreRefusedWhereTheyAre(String parameters, String where) {
    Policy policy = Works.policy("stages", 1, Works.requirement("E1", true, parameters));

    Rejection rejection = PolicyRules.objection(policy).orElseThrow();

    assertThat(exchange.refusal(exchange.finland, policy))
        .contains(Reason.POLICY_PARAMETER_INVALID);
    assertThat(rejection.pointer())
        .isEqualTo("/credentialSubject/requirements/0/parameters" + where);
    assertThat(rejection.remedy()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'instrument':'P','stages':['mined'],'members':[]} | /members",
        "{'instrument':'P','stages':['mined'],'members':['FI']} | /members/0",
        "{'instrument':'P','stages':['mined'],'members':[{'country':'FI'}]} | /members/0/from",
        "{'instrument':'P','stages':['mined'],'members':[{'country':'FI','from':'soon'}]}"
            + " | /members/0/from",
        "{'instrument':'P','stages':['mined'],"
            + "'members':[{'country':'FI','from':'2026-02-01','until':'2026-01-31'}]}"
            + " | /members/0/until",
        "{'instrument':'P','stages':['mined'],"
            + "'members':[{'country':'FI','from':'2026-02-01','name':'Finland'}]}"
            + " | /members/0/name",
      })
  void soAreThoseInAList(String parameters, String where) {
    Policy policy = Works.policy("pact", 1, Works.requirement("E7", true, parameters));

    assertThat(PolicyRules.objection(policy).map(Rejection::pointer))
        .contains("/credentialSubject/requirements/0/parameters" + where);
    assertThat(PolicyRules.objection(policy).map(Rejection::reason))
        .contains(Reason.POLICY_PARAMETER_INVALID);
  }

  @Test
  void aPolicyOfAWriterThatDidNotAskIsFoundOut() {
    exchange.accomplice().accept(exchange.say(works.operator, version(1)));

    assertThat(exchange.judgedAgain(works.newest("stages").ref()))
        .contains(Reason.NOT_ACCREDITED_FOR_TYPE);
  }

  @Test
  void whoeverLeavesTheCharterHasNoFurtherVersions() {
    exchange.accept(exchange.finland, version(1));
    Actor zambia = Actor.web("mines.zm");
    exchange.accept(
        exchange.charter(
            2,
            1,
            Map.of(exchange.congo, Set.of(Say.CD), zambia, Set.of(Say.ZM)),
            List.of(exchange.congo, exchange.finland, zambia)));

    assertThat(exchange.refusal(exchange.finland, version(2)).map(Reason::slug))
        .isEqualTo(Optional.of("key-revoked"));
    assertThat(exchange.registry().stands(works.newest("stages"))).isTrue();
  }

  @Test
  void theRegistryOfAnEarlierLedgerHasTheVersionsOfThen() {
    Ref first = exchange.accept(exchange.finland, version(1));
    exchange.accept(exchange.finland, version(2));
    Registry then = new RegistryReader(exchange.index, exchange.statements).asOf(first.index() + 1);

    assertThat(then.policies()).extracting(RegisteredPolicy::ref).containsExactly(first);
  }
}
