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
import org.assay.attestation.CustodyModel;
import org.assay.attestation.LotId;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoalitionOriginTest {
  private static final LotId ORE = lot("ore");
  private static final LotId METAL = lot("metal");
  private static final String BOTH =
      "{'instrument':'The Pact','stages':['mined','refined'],'members':["
          + "{'country':'CD','from':'2026-01-01'},"
          + "{'country':'FI','from':'2026-06-01','until':'2026-12-31'}]}";
  private static final String CONGO_ALONE =
      "{'instrument':'The Pact','stages':['mined','refined'],'members':["
          + "{'country':'CD','from':'2026-01-01'}]}";

  private final Works works = new Works();

  @BeforeEach
  void refine() {
    works.mined(CD, ORE, dry("100"), percent("Co", "10"));
    works.made(
        FI, "refining", input(ORE, dry("100")), output(METAL, dry("10"), percent("Co", "100")));
  }

  @Test
  void aLotIsFineIfEveryPlaceIsInAMember() {
    Finding finding = works.judge(METAL, "E7", BOTH);

    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.sentence())
        .isEqualTo(
            "what was done of these stages (mined, refined) was done in CD, FI, all members of The"
                + " Pact on 2026-11-24");
  }

  @Test
  void aPlaceElsewhereFailsTheLotAndTheInstrumentIsNamed() {
    Finding finding = works.judge(METAL, "E7", CONGO_ALONE);

    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence())
        .isEqualTo(
            "Co was refined in Finland (FI) at Works of FI: no member of The Pact on 2026-11-24");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-31, FAIL",
    "2026-06-01, PASS",
    "2026-12-31, PASS",
    "2027-01-01, FAIL",
  })
  void aCountryCountsOnTheDaysOfItsMembership(LocalDate on, Check.Result expected) {
    assertThat(Works.rule("E7", BOTH).judge(works.subject(METAL, on)).result()).isEqualTo(expected);
  }

  @Test
  void aMembershipMayEndAndBeginAgain() {
    String again =
        "{'instrument':'The Pact','stages':['refined'],'members':["
            + "{'country':'FI','from':'2020-01-01','until':'2021-12-31'},"
            + "{'country':'FI','from':'2026-01-01'}]}";

    assertThat(works.judge(METAL, "E7", again).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void whatIsNotKnownLeavesTheAnswerOpen() {
    works.made(
        FI,
        "blend",
        input(METAL, dry("5")),
        input(lot("others"), dry("5")),
        output(lot("mix"), dry("10"), percent("Co", "100")));

    Finding finding = works.judge(lot("mix"), "E7", BOTH);

    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.sentence()).contains("where 50 % of the Co was mined is not known");
  }

  @Test
  void aCertificateWithoutThePhysicalLinkIsNeverFine() {
    works.madeBy(
        CustodyModel.BOOK_AND_CLAIM,
        FI,
        "blend",
        input(METAL, dry("10")),
        output(lot("claimed"), dry("10"), percent("Co", "100")));

    assertThat(works.judge(lot("claimed"), "E7", BOTH).result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(works.judge(lot("claimed"), "E7", CONGO_ALONE).result())
        .isEqualTo(Check.Result.UNKNOWN);
  }
}
