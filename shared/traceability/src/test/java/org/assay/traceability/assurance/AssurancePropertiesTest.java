package org.assay.traceability.assurance;

import static org.assay.traceability.testing.Say.certificate;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.CarriedShare;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Trace;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of assurance in any chain, with any certificates. */
class AssurancePropertiesTest {
  private static final LotId LAST = lot("last");
  private static final List<String> PLACES = List.of("mine", "pit", "plant", "works");
  private static final EsgRequirement ASKED =
      new EsgRequirement(
          List.of(
              new EsgRequirement.Scheme(
                  "IRMA", List.of("IRMA Transparency", "IRMA 50", "IRMA 75"), "IRMA 50")),
          AssessorLevel.BUYER,
          AssessmentLevel.VERIFIED,
          EnumSet.allOf(Stage.class));

  private final Chain chain = new Chain();

  private static Random random(RepetitionInfo repetition) {
    return new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Two mines, a plant that mixes what it has of them and a works that does something to it. */
  private void made(Random random) {
    chain.exchange.accept(chain.operator, Site.mined("pit", lot("pit"), chain.operator.did()));
    List<Transformation.Input> inputs = new ArrayList<>();
    inputs.add(input(Chain.ORE, dry(Integer.toString(1 + random.nextInt(1000)))));
    if (random.nextBoolean()) {
      inputs.add(input(lot("pit"), dry(Integer.toString(1 + random.nextInt(1000)))));
    }
    if (random.nextInt(6) == 0) {
      inputs.add(input(lot("gone"), dry("10")));
    }
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            one(random, List.of("leaching", "blend", "smelting", "alchemy")),
            random.nextBoolean() ? CustodyModel.SEGREGATED : null,
            output(Chain.METAL, dry("1"), percent("Co", "10")),
            inputs.toArray(new Transformation.Input[0])));
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "works",
            one(random, List.of("refining", "sintering")),
            CustodyModel.CONTROLLED_BLENDING,
            output(LAST, dry("0.5"), percent("Co", "10")),
            input(Chain.METAL, dry("1"))));
  }

  private static Site.Certificate any(Random random, String place) {
    Site.Certificate certificate =
        Site.certificate(place)
            .by(one(random, List.of("IRMA", "TSM")), one(random, List.of("IRMA 50", "IRMA 75")))
            .assessed(
                one(random, List.of(AssessorLevel.values())),
                one(random, List.of(AssessmentLevel.values())))
            .forStages(one(random, List.of("mined", "refined", "processing", "alchemy")));
    return random.nextInt(5) == 0 ? certificate.nonconformant() : certificate;
  }

  /** One that has nothing to do with the chain, for one reason or another. */
  private static Site.Certificate irrelevant(Random random) {
    String place = one(random, PLACES);
    return switch (random.nextInt(4)) {
      case 0 -> any(random, "elsewhere");
      case 1 -> any(random, place).forMineral(Mineral.COPPER);
      // Any scope covers a blend, and the plant may have made one.
      case 2 -> any(random, place.equals("plant") ? "works" : place).forStages("separated");
      default ->
          random.nextBoolean()
              ? any(random, place).term("2025-01-01", "2026-10-01")
              : any(random, place).term("2026-11-02", "2027-11-01");
    };
  }

  private List<Finding> findings() {
    Trace trace = chain.trace(LAST);
    Assurance assurance = Assurance.of(trace, Origin.of(trace), Chain.TODAY);
    List<Finding> findings = new ArrayList<>(assurance.findings());
    findings.add(EsgConformance.judge(trace, assurance.facilities(), ASKED));
    // Each trace reads its statements anew, so they are compared by what they are and not by bytes.
    return findings.stream()
        .map(
            each ->
                new Finding(
                    each.id(),
                    each.result(),
                    List.of(),
                    each.missing(),
                    each.numbers(),
                    each.used().stream().map(used -> used.ref().index()).toList()
                        + " "
                        + each.sentence()))
        .toList();
  }

  @RepeatedTest(60)
  void aCertificateThatHasNothingToDoWithTheChainChangesNoFinding(RepetitionInfo repetition) {
    Random random = random(repetition);
    made(random);
    for (int count = random.nextInt(6); count > 0; count--) {
      chain.certify(any(random, one(random, PLACES)));
    }
    List<Finding> before = findings();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      chain.certify(irrelevant(random));
      assertThat(findings()).isEqualTo(before);
    }
  }

  @RepeatedTest(40)
  void theVerifiedShareIsFromZeroToOneAndNeverFallsWithMoreEvidence(RepetitionInfo repetition) {
    Random random = random(repetition);
    made(random);
    List<LotId> lots = List.of(Chain.ORE, lot("pit"), Chain.METAL, LAST);
    List<Integer> kilograms = List.of(1000, 1000, 1, 1);
    CarriedShare before = share();
    for (int i = 0; i < 8; i++) {
      int which = random.nextInt(lots.size());
      int most = kilograms.get(which) * 1000;
      String mass = "0.%03d".formatted(1 + random.nextInt(500));
      String certified = which < 2 ? Integer.toString(1 + random.nextInt(most / 1000)) : mass;
      chain.exchange.accept(
          chain.exchange.congo,
          certificate(lots.get(which), Mineral.COBALT, chain.operator.did(), dry(certified)));
      CarriedShare after = share();
      assertThat(after.held()).isBetween(before.held(), Rational.ONE);
      assertThat(after.unknown()).isEqualTo(before.unknown());
      assertThat(after.held().plus(after.unknown())).isLessThanOrEqualTo(Rational.ONE);
      before = after;
    }
  }

  private CarriedShare share() {
    return VerifiedShare.throughout(chain.trace(LAST)).orElseThrow();
  }
}
