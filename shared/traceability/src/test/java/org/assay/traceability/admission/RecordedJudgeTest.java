package org.assay.traceability.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Credential;
import org.assay.attestation.Policy;
import org.assay.ledger.Ref;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.AuditSettings;
import org.assay.ledger.audit.AuditStores;
import org.assay.ledger.audit.Auditor;
import org.assay.ledger.audit.Finding;
import org.assay.ledger.audit.Invariant;
import org.assay.ledger.testing.InMemoryLogStore;
import org.assay.traceability.policy.StandardPolicies;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dishonest writer records, the audit names: it judges every statement again. */
class RecordedJudgeTest {
  @TempDir Path folder;

  private final TestExchange exchange = TestExchange.founded();

  private List<Finding> audit() {
    AuditStores stores =
        new AuditStores(
            exchange.blocks, exchange.statements, exchange.index, new InMemoryLogStore(), null);
    AuditReport report =
        new Auditor<>(
                stores,
                new RecordedJudge(exchange.statements),
                null,
                new ForkJoinPool(2),
                new AuditSettings(2, 3, 100, () -> false, size -> {}),
                folder)
            .audit();
    assertThat(report.unfinished()).isEmpty();
    return report.findings();
  }

  private void assertOnly(Ref ref, Invariant invariant, String reason) {
    assertThat(audit())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.object()).isEqualTo("statement " + ref.statement().hex());
              assertThat(finding.index()).isEqualTo(ref.index());
              assertThat(finding.invariant()).isEqualTo(invariant);
              assertThat(finding.sentence()).contains(reason);
            });
  }

  @Test
  void whatWasRightlyRecordedIsNoFinding() {
    Actor mine = exchange.operator("mine.cd");
    Actor smelter = exchange.operator("smelter.cd");
    exchange.accept(mine, Say.origin(Say.lot("ore"), mine.did(), Say.dry("100")));
    exchange.accept(mine, Say.transfer(Say.lot("ore"), mine.did(), smelter.did(), Say.dry("100")));
    exchange.accept(
        smelter,
        Say.making(
            "smelting",
            Say.input(Say.lot("ore"), Say.dry("60")),
            Say.output(Say.lot("metal"), Say.dry("30"))));
    Ref accreditation =
        exchange.accept(exchange.congo, Say.leave(mine.did(), AttestationType.ASSAY));
    exchange.accept(exchange.congo, Say.revoke(exchange.recorded(accreditation)));
    exchange.accept(exchange.congo, Say.revoke(mine.kid(), null));
    exchange.accept(
        exchange.charter(
            2,
            1,
            Map.of(exchange.congo, Set.of(Say.CD), exchange.finland, Set.of(Say.FI)),
            List.of(exchange.congo, exchange.finland)));
    assertThat(audit()).isEmpty();
  }

  @Test
  void aSignatureThatDoesNotHoldIsFound() {
    Actor mine = exchange.operator("mine.cd");
    byte[] said = exchange.say(mine, Say.origin(Say.lot("ore"), mine.did(), Say.dry("100")));
    int at = said.length - 20;
    said[at] = (byte) (said[at] == 'A' ? 'B' : 'A');
    Ref ref = exchange.accomplice().accept(said);
    assertOnly(ref, Invariant.I8, "BAD_SIGNATURE");
  }

  @Test
  void whatAStrangerSaysIsFound() {
    Actor stranger = Actor.web("stranger.example");
    Ref ref =
        exchange
            .accomplice()
            .accept(
                exchange.say(stranger, Say.origin(Say.lot("ore"), stranger.did(), Say.dry("100"))));
    assertOnly(ref, Invariant.I10, "UNKNOWN_KEY");
  }

  @Test
  void whatNobodyAccreditedTheIssuerForIsFound() {
    Actor mine = exchange.registered("mine.cd", Say.CD);
    Ref ref =
        exchange
            .accomplice()
            .accept(exchange.say(mine, Say.origin(Say.lot("ore"), mine.did(), Say.dry("100"))));
    assertOnly(ref, Invariant.I10, "NOT_ACCREDITED_FOR_TYPE");
  }

  @Test
  void aPolicyThatWasRightlyRecordedIsNoFinding() {
    exchange.accept(exchange.finland, coalitionOrigin(1, "E7"));
    exchange.accept(exchange.finland, coalitionOrigin(2, "E7"));
    assertThat(audit()).isEmpty();
  }

  @Test
  void aPolicyOfWhoeverIsNoMemberIsFound() {
    Actor mine = exchange.operator("mine.cd");
    Ref ref = exchange.accomplice().accept(exchange.say(mine, coalitionOrigin(1, "E7")));
    assertOnly(ref, Invariant.I10, "NOT_ACCREDITED_FOR_TYPE");
  }

  @Test
  void aPolicyThatAsksForARuleThatThereIsNotIsFound() {
    Ref ref =
        exchange.accomplice().accept(exchange.say(exchange.finland, coalitionOrigin(1, "E99")));
    assertOnly(ref, Invariant.I10, "POLICY_RULE_UNKNOWN");
  }

  private static Policy coalitionOrigin(int version, String rule) {
    Policy standard = StandardPolicies.named("coalition-origin").orElseThrow().policy();
    return new Policy(
        standard.policyId(),
        version,
        standard.title(),
        standard.text(),
        standard.sources(),
        standard.effectiveFrom(),
        null,
        standard.scope(),
        List.of(
            new Policy.Requirement(
                rule, true, null, null, standard.requirements().get(0).parameters())));
  }

  @Test
  void whatARevokedKeySignedIsFoundAndWhatItSignedBeforeIsNot() {
    Actor mine = exchange.operator("mine.cd");
    exchange.accept(mine, Say.origin(Say.lot("ore"), mine.did(), Say.dry("100")));
    exchange.accept(exchange.congo, Say.revoke(mine.kid(), null));
    Ref ref =
        exchange
            .accomplice()
            .accept(exchange.say(mine, Say.origin(Say.lot("more"), mine.did(), Say.dry("100"))));
    assertOnly(ref, Invariant.I10, "KEY_REVOKED");
  }

  @Test
  void whatConsumesMoreThanThereIsIsFound() {
    Actor mine = exchange.operator("mine.cd");
    exchange.accept(mine, Say.origin(Say.lot("ore"), mine.did(), Say.dry("100")));
    Ref ref =
        exchange
            .accomplice()
            .accept(
                exchange.say(
                    mine,
                    Say.making(
                        "smelting",
                        Say.input(Say.lot("ore"), Say.dry("101")),
                        Say.output(Say.lot("metal"), Say.dry("30")))));
    assertOnly(ref, Invariant.I5, "OVER_CONSUMED");
  }

  @Test
  void aCharterThatTooFewSignedIsFoundAndGivesNoAuthority() {
    Actor usurper = Actor.web("usurper");
    Actor helper = Actor.web("helper");
    TestExchange.Process accomplice = exchange.accomplice();
    Ref charter =
        accomplice.accept(
            exchange.charter(
                2,
                1,
                Map.of(usurper, Set.of(Say.CD), helper, Set.of(Say.FI)),
                List.of(usurper, helper)));
    Ref used =
        accomplice.accept(
            exchange.say(usurper, Say.origin(Say.lot("ore"), usurper.did(), Say.dry("1"))));
    assertThat(audit())
        .extracting(Finding::object)
        .containsExactly("statement " + charter.statement(), "statement " + used.statement());
  }

  @Test
  void aRevocationByWhoMayNotRevokeIsFound() {
    Actor mine = exchange.operator("mine.cd");
    Ref origin = exchange.accept(mine, Say.origin(Say.lot("ore"), mine.did(), Say.dry("100")));
    Actor other = exchange.operator("other.cd");
    Ref ref =
        exchange.accomplice().accept(exchange.say(other, Say.revoke(exchange.recorded(origin))));
    assertOnly(ref, Invariant.I10, "REVOCATION_NOT_AUTHORISED");
  }

  @Test
  void whatIsDatedAfterItsEntryIsFound() {
    Actor mine = exchange.operator("mine.cd");
    Credential credential =
        exchange.credential(
            mine,
            Say.origin(Say.lot("ore"), mine.did(), Say.dry("100")),
            exchange.clock.instant().plusSeconds(3_600),
            null);
    Ref ref = exchange.accomplice().accept(mine.sign(credential));
    assertOnly(ref, Invariant.I10, "ISSUED_IN_FUTURE");
  }

  @Test
  void aStatementOfTheRegistryThatIsMissingLeavesTheRestUnjudgedNotCondemned() {
    Actor mine = exchange.registered("mine.cd", Say.CD);
    Ref leave = exchange.accept(exchange.congo, Say.leave(mine.did(), AttestationType.LOT_ORIGIN));
    exchange.accept(mine, Say.origin(Say.lot("ore"), mine.did(), Say.dry("100")));
    exchange.statements.drop(leave.statement());
    assertOnly(leave, Invariant.I1, "missing");
  }
}
