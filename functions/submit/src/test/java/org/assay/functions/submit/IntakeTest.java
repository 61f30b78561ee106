package org.assay.functions.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assay.attestation.Accreditation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Reason;
import org.assay.functions.gateway.testing.MemoryLedger;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.gateway.testing.TestParty;
import org.assay.ledger.testing.SettableClock;
import org.assay.traceability.admission.Reception;
import org.assay.traceability.registry.RegistryReader;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final String LOG = "log.example/one";

  private final SettableClock clock = new SettableClock(Instant.now());
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final TestCoalition coalition = new TestCoalition(LOG);
  private final Intake intake = newProcess();

  private Intake newProcess() {
    RegistryReader registries = new RegistryReader(ledger.index, ledger.statements);
    return new Intake(
        new Reception(LOG, registries, clock),
        registries,
        ledger.statements,
        ledger.index,
        ledger.sequencer);
  }

  @Test
  void aCoalitionAndItsFirstLotsComeInOneBatch() {
    LotId ore = TestCoalition.newLot("ore");
    LotId salt = TestCoalition.newLot("salt");
    List<byte[]> all = new ArrayList<>(coalition.founding());
    all.add(coalition.operator.says(coalition.mined(ore)));
    all.add(coalition.operator.says(coalition.shipped(ore)));
    all.add(coalition.refiner.says(coalition.refined(ore, salt)));

    List<Answer> answers = intake.submit(all);

    assertThat(answers).allSatisfy(each -> assertThat(each).isInstanceOf(Answer.Recorded.class));
    for (int i = 0; i < answers.size(); i++) {
      assertThat(((Answer.Recorded) answers.get(i)).ref().index()).isEqualTo(i);
    }
  }

  @Test
  void whatIsRefusedKeepsItsPlaceAmongTheAnswers() {
    found();
    byte[] good = coalition.operator.says(coalition.mined(TestCoalition.newLot("a")));
    byte[] other = coalition.operator.says(coalition.mined(TestCoalition.newLot("b")));
    byte[] tampered = tampered(other);

    List<Answer> answers = intake.submit(List.of(new byte[] {'x'}, good, tampered, other, good));

    assertThat(reason(answers.get(0))).isEqualTo(Reason.NOT_A_JWS);
    assertThat(answers.get(1)).isInstanceOf(Answer.Recorded.class);
    assertThat(reason(answers.get(2))).isEqualTo(Reason.BAD_SIGNATURE);
    assertThat(answers.get(3)).isInstanceOf(Answer.Recorded.class);
    assertThat(answers.get(4)).isInstanceOf(Answer.Repeated.class);
    assertThat(ledger.size()).isEqualTo(coalition.founding().size() + 2);
  }

  @Test
  void anUnknownKeyEndsInARefusalHoweverOftenTheRegistryChangesBefore() {
    found();
    TestParty stranger = TestParty.of("did:web:stranger.example", "Stranger", "CD");
    TestParty newcomer = TestParty.of("did:web:newcomer.example", "Newcomer", "CD");

    List<Answer> answers =
        intake.submit(
            List.of(
                coalition.congo.says(newcomer.anchor()),
                stranger.says(coalition.mined(TestCoalition.newLot("a"))),
                coalition.congo.says(
                    TestCoalition.accreditation(
                        newcomer, TestCoalition.CD, AttestationType.LOT_ORIGIN)),
                stranger.says(coalition.mined(TestCoalition.newLot("b"))),
                newcomer.says(coalition.mined(TestCoalition.newLot("c")))));

    assertThat(answers.get(0)).isInstanceOf(Answer.Recorded.class);
    assertThat(reason(answers.get(1))).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(answers.get(2)).isInstanceOf(Answer.Recorded.class);
    assertThat(reason(answers.get(3))).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(answers.get(4)).isInstanceOf(Answer.Recorded.class);
  }

  @Test
  void aKeyThatEndsEarlierInTheBatchSignsNothingMore() {
    found();
    TestParty renewed = coalition.operator.withNewKey("key-2");

    List<Answer> answers =
        intake.submit(
            List.of(
                coalition.operator.says(coalition.mined(TestCoalition.newLot("a"))),
                coalition.operator.says(renewed.anchor()),
                coalition.operator.says(coalition.mined(TestCoalition.newLot("b"))),
                renewed.says(coalition.mined(TestCoalition.newLot("c")))));

    assertThat(answers.get(0)).isInstanceOf(Answer.Recorded.class);
    assertThat(answers.get(1)).isInstanceOf(Answer.Recorded.class);
    assertThat(reason(answers.get(2))).isEqualTo(Reason.KEY_REVOKED);
    assertThat(answers.get(3)).isInstanceOf(Answer.Recorded.class);
  }

  @Test
  void anIssuerThatIsItsKeyIsHeldToTheKeysItIsRegisteredWith() {
    found();
    TestParty self = TestParty.ofKey("Cooperative", "CD");
    byte[] byItself = self.says(coalition.mined(TestCoalition.newLot("a")));
    byte[] accredited =
        coalition.congo.says(
            TestCoalition.accreditation(self, TestCoalition.CD, AttestationType.LOT_ORIGIN));
    byte[] anchored = coalition.congo.says(self.anchor());
    byte[] renewed = self.says(self.anchor(self.withNewKey("other").method()));

    List<Answer> answers = intake.submit(List.of(accredited, anchored, renewed, byItself));

    assertThat(answers.subList(0, 3)).allMatch(answer -> answer instanceof Answer.Recorded);
    assertThat(reason(answers.get(3))).isEqualTo(Reason.KEY_REVOKED);
    assertThat(ledger.size()).isEqualTo(coalition.founding().size() + 3);
  }

  @Test
  void aRepeatIsAnsweredWithItsPlaceThoughItsKeyHasEnded() {
    found();
    byte[] statement = coalition.operator.says(coalition.mined(TestCoalition.newLot("a")));
    Answer first = intake.submit(List.of(statement)).get(0);
    ledger.record(
        List.of(coalition.operator.says(coalition.operator.withNewKey("key-2").anchor())));

    for (Intake process : List.of(intake, newProcess())) {
      assertThat(process.submit(List.of(statement)))
          .containsExactly(new Answer.Repeated(((Answer.Recorded) first).ref()));
    }
    // Another signature is another statement, under a key that has ended.
    assertThat(reason(newProcess().submit(List.of(tampered(statement))).get(0)))
        .isEqualTo(Reason.KEY_REVOKED);
  }

  @Test
  void aSecondCharterOfOneVersionIsToldSo() {
    found();
    byte[] other =
        TestCoalition.sign(
            coalition.charter(1, coalition.congo, coalition.finland),
            coalition.congo,
            coalition.finland);

    Answer answer = intake.submit(List.of(other)).get(0);

    assertThat(reason(answer)).isEqualTo(Reason.CHARTER_EXISTS);
    assertThat(((Answer.Refused) answer).rejection().pointer()).isEqualTo("/version");
  }

  @Test
  void anAccreditationMayBePassedOnThreeTimesAndNotAFourth() {
    found();
    List<TestParty> chain = new ArrayList<>(List.of(coalition.congo));
    List<byte[]> statements = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      TestParty next = TestParty.of("did:web:level" + i + ".example", "Level " + i, "CD");
      statements.add(coalition.congo.says(next.anchor()));
      // Each from the same moment on, so that none outlasts the one that it rests on.
      statements.add(
          chain
              .get(i - 1)
              .sign(
                  chain
                      .get(i - 1)
                      .payload(
                          "urn:uuid:00000000-0000-4000-8000-00000000000" + i,
                          Instant.now().minusSeconds(60),
                          Instant.parse("2999-01-01T00:00:00Z"),
                          new Accreditation(
                              next.did(),
                              Set.of(AttestationType.LOT_ORIGIN),
                              List.of(TestCoalition.CD),
                              Set.of(Mineral.COBALT),
                              true))));
      chain.add(next);
    }

    List<Answer> answers = intake.submit(statements);

    assertThat(answers.subList(0, 7))
        .allSatisfy(each -> assertThat(each).isInstanceOf(Answer.Recorded.class));
    assertThat(reason(answers.get(7))).isEqualTo(Reason.ACCREDITATION_OUT_OF_SCOPE);
    Answer third =
        intake
            .submit(List.of(chain.get(3).says(coalition.mined(TestCoalition.newLot("a")))))
            .get(0);
    assertThat(third).isInstanceOf(Answer.Recorded.class);
  }

  private void found() {
    ledger.record(coalition.founding());
  }

  private static Reason reason(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer).rejection().reason();
  }

  /** The same statement with another signature. */
  private static byte[] tampered(byte[] statement) {
    byte[] changed = Arrays.copyOf(statement, statement.length);
    int dot = new String(statement, StandardCharsets.US_ASCII).lastIndexOf('.');
    changed[dot + 5] = (byte) (changed[dot + 5] == 'A' ? 'B' : 'A');
    return changed;
  }
}
