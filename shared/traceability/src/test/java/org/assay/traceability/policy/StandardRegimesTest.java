package org.assay.traceability.policy;

import static org.assay.traceability.policy.CobaltWay.MINE;
import static org.assay.traceability.policy.CobaltWay.REFINERY;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.attestation.About;
import org.assay.attestation.Assay;
import org.assay.attestation.ControlKind;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Did;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.DueDiligenceStep;
import org.assay.attestation.Facility;
import org.assay.attestation.LotId;
import org.assay.attestation.MassBalanceStatement;
import org.assay.attestation.Mineral;
import org.assay.attestation.OwnershipControl;
import org.assay.attestation.StepStatus;
import org.assay.traceability.registry.RegisteredPolicy;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Test;

/** The standard policies of regimes, recorded as they are and asked of real chains. */
class StandardRegimesTest {
  private static final Did AUDITOR = new Did("did:web:auditor.example");

  private static PolicyVerdict verdict(
      TestExchange exchange, LotId lot, String policy, LocalDate on) {
    List<RegisteredPolicy> versions = exchange.registry().versions(policy);
    if (versions.isEmpty()) {
      exchange.accept(exchange.finland, StandardPolicies.named(policy).orElseThrow().policy());
      versions = exchange.registry().versions(policy);
    }
    return PolicyVerdict.of(versions.get(0), CobaltWay.subject(exchange, lot, on));
  }

  private static void assertVerdict(CobaltWay way, String policy, Verdict expected) {
    PolicyVerdict verdict = verdict(way.exchange, CobaltWay.HYDROXIDE, policy, CobaltWay.TODAY);
    assertThat(verdict.verdict()).as(verdict.reasons().toString()).contains(expected);
  }

  private static void assertVerdict(ProductWay way, String policy, Verdict expected) {
    PolicyVerdict verdict = verdict(way.exchange, ProductWay.PRODUCT, policy, CobaltWay.TODAY);
    assertThat(verdict.verdict()).as(verdict.reasons().toString()).contains(expected);
  }

  private static void own(CobaltWay way, Actor party, Facility site, String chinese) {
    List<OwnershipControl.Holder> holders =
        Stream.of(ControlKind.values())
            .flatMap(
                kind ->
                    Stream.of(
                        new OwnershipControl.Holder(
                            "State fund",
                            null,
                            new CountryCode("CN"),
                            kind,
                            new BigDecimal(chinese),
                            true),
                        new OwnershipControl.Holder(
                            "Kasai Holding",
                            null,
                            CD,
                            kind,
                            BigDecimal.ONE.subtract(new BigDecimal(chinese)),
                            false)))
            .toList();
    way.says(
        new OwnershipControl(
            party.did(),
            CD,
            LocalDate.parse("2026-10-31"),
            holders,
            BigDecimal.ZERO,
            false,
            List.of(site)));
  }

  private static DueDiligenceReport report(
      Did operator, Facility site, Mineral mineral, StepStatus status) {
    return new DueDiligenceReport(
        operator,
        List.of(site),
        Set.of(mineral),
        LocalDate.parse("2026-01-01"),
        LocalDate.parse("2026-11-23"),
        Arrays.stream(DueDiligenceStep.values())
            .map(step -> new DueDiligenceReport.Step(step, status))
            .toList(),
        List.of(),
        new DueDiligenceReport.CahraList("DRC and adjoining countries", "2010"),
        null,
        AUDITOR);
  }

  private static void books(CobaltWay way, String closing) {
    way.says(
        new MassBalanceStatement(
            REFINERY,
            way.refiner.did(),
            Mineral.COBALT,
            LocalDate.parse("2026-11-01"),
            LocalDate.parse("2026-11-20"),
            dry("100"),
            dry("1000"),
            dry("900"),
            null,
            null,
            dry(closing),
            List.of()));
  }

  private static void tell(CobaltWay way) {
    way.says(report(way.miner.did(), MINE, Mineral.COBALT, StepStatus.IMPLEMENTED));
    way.says(report(way.refiner.did(), REFINERY, Mineral.COBALT, StepStatus.IMPLEMENTED));
    way.says(
        ConflictAreasTest.royalty(
            way.miner.did(), new About.OfFacility(MINE), "2026-10-01", "2026-10-31"));
  }

  @Test
  void ownershipUnderFeocAndPfe() {
    CobaltWay way = CobaltWay.whole();
    for (String policy : List.of("feoc", "pfe")) {
      assertVerdict(way, policy, Verdict.UNKNOWN);
    }
    own(way, way.miner, MINE, "0.1");
    own(way, way.refiner, REFINERY, "0.24");
    for (String policy : List.of("feoc", "pfe")) {
      assertVerdict(way, policy, Verdict.PASS);
    }
    own(way, way.refiner, REFINERY, "0.25");
    for (String policy : List.of("feoc", "pfe")) {
      assertVerdict(way, policy, Verdict.FAIL);
    }
  }

  @Test
  void itemsOfTheBatteryRegulationFromItsFirstDayOn() {
    CobaltWay way = CobaltWay.whole();
    LocalDate first = LocalDate.parse("2027-08-18");
    String policy = "eu-battery-due-diligence";
    assertThat(verdict(way.exchange, CobaltWay.HYDROXIDE, policy, first.minusDays(1)).applies())
        .isFalse();
    assertThat(verdict(way.exchange, CobaltWay.HYDROXIDE, policy, first).verdict())
        .contains(Verdict.FAIL);
    tell(way);
    PolicyVerdict complete = verdict(way.exchange, CobaltWay.HYDROXIDE, policy, first);
    assertThat(complete.verdict()).contains(Verdict.UNKNOWN);
    assertThat(complete.reasons()).singleElement().asString().contains("not read at its source");
  }

  @Test
  void dueDiligenceAndBooksUnderRmap() {
    CobaltWay way = CobaltWay.whole();
    assertVerdict(way, "oecd-rmap", Verdict.UNKNOWN);
    tell(way);
    books(way, "200");
    assertVerdict(way, "oecd-rmap", Verdict.PASS);
    books(way, "250");
    assertVerdict(way, "oecd-rmap", Verdict.FAIL);
  }

  @Test
  void importsOfTinUnderTheConflictMineralsRegulation() {
    ProductWay way = new ProductWay(Mineral.TIN, "concentrate", percent("Sn", "70"));
    way.imported("CD-1", "2609.00.00", "6000");
    assertVerdict(way, "eu-conflict-minerals", Verdict.UNKNOWN);
    for (Facility site : List.of(MINE, REFINERY)) {
      way.exchange.accept(
          way.exchange.congo,
          report(way.producer.did(), site, Mineral.TIN, StepStatus.IMPLEMENTED));
    }
    way.exchange.accept(
        way.exchange.congo,
        ConflictAreasTest.royalty(
            way.producer.did(), new About.OfFacility(MINE), "2026-10-01", "2026-10-31"));
    assertVerdict(way, "eu-conflict-minerals", Verdict.UNKNOWN);
    way.exchange.accept(
        way.exchange.congo, report(way.importer.did(), MINE, Mineral.TIN, StepStatus.IMPLEMENTED));
    assertVerdict(way, "eu-conflict-minerals", Verdict.PASS);
    way.exchange.accept(
        way.exchange.congo,
        report(way.importer.did(), MINE, Mineral.TIN, StepStatus.NOT_IMPLEMENTED));
    assertVerdict(way, "eu-conflict-minerals", Verdict.FAIL);
  }

  @Test
  void purityOfGraphiteUnder45X() {
    ProductWay way = new ProductWay(Mineral.GRAPHITE, "purified", percent("C", "99.95"));
    assertVerdict(way, "us-45x-purity", Verdict.UNKNOWN);
    way.analysed(way.laboratory, new Assay.Result(percent("C", "99.95"), new BigDecimal("0.0002")));
    assertVerdict(way, "us-45x-purity", Verdict.PASS);
    way.analysed(way.laboratory, new Assay.Result(percent("C", "99.8"), new BigDecimal("0.0002")));
    assertVerdict(way, "us-45x-purity", Verdict.FAIL);
  }

  @Test
  void cobaltUnder45XIsNotKnownHoweverPure() {
    ProductWay way = new ProductWay(Mineral.COBALT, "metal", percent("Co", "99.9"));
    way.analysed(way.laboratory, new Assay.Result(percent("Co", "99.9"), new BigDecimal("0.0001")));
    assertVerdict(way, "us-45x-purity", Verdict.UNKNOWN);
  }
}
