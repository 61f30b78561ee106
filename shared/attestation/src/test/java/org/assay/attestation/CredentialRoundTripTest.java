package org.assay.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever can be built can be written, and is accepted by the published schema and read back. */
class CredentialRoundTripTest {
  @RepeatedTest(2200)
  void whateverIsWrittenIsReadBackTheSame(RepetitionInfo repetition) throws RejectedException {
    // Numbers that follow each other give java.util.Random beginnings that are alike.
    Random random = new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
    AttestationType[] types = AttestationType.values();
    Credential credential =
        new RandomCredentials(random).of(types[repetition.getCurrentRepetition() % types.length]);
    byte[] json = credential.toJson();

    Credential read = Credential.parse(json);

    assertThat(read).isEqualTo(credential);
    assertThat(read.toJson()).isEqualTo(json);
  }
}
