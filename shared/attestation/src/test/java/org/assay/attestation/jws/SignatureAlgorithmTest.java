package org.assay.attestation.jws;

import static org.assay.attestation.jws.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureAlgorithmTest {
  @ParameterizedTest
  @EnumSource
  void eachIsFoundByItsName(SignatureAlgorithm algorithm) throws RejectedException {
    assertThat(SignatureAlgorithm.fromJose(algorithm.joseName())).isEqualTo(algorithm);
  }

  @Test
  void theOldNameOfEd25519IsReadAndNotWritten() throws RejectedException {
    assertThat(SignatureAlgorithm.fromJose("EdDSA")).isEqualTo(SignatureAlgorithm.ED25519);
    assertThat(SignatureAlgorithm.ED25519.joseName()).isEqualTo("Ed25519");
  }

  @ParameterizedTest
  @CsvSource({
    "none, ALG_NONE",
    "None, ALG_NONE",
    "HS256, ALG_SYMMETRIC",
    "HS512, ALG_SYMMETRIC",
    "RS256, ALG_UNSUPPORTED",
    "PS256, ALG_UNSUPPORTED",
    "ES512, ALG_UNSUPPORTED",
    "es256, ALG_UNSUPPORTED",
    "Ed448, ALG_UNSUPPORTED",
    "'', ALG_UNSUPPORTED"
  })
  void anyOtherNameIsRefusedWithItsOwnReason(String name, Reason reason) {
    assertRejected(reason, () -> SignatureAlgorithm.fromJose(name));
  }

  @ParameterizedTest
  @EnumSource
  void signaturesHaveTheLengthThatIsSaid(SignatureAlgorithm algorithm) {
    assertThat(SigningKey.generate(algorithm).sign(new byte[] {1}))
        .hasSize(algorithm.signatureLength());
  }
}
