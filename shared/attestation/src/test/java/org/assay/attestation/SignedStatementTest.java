package org.assay.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SigningKey;
import org.junit.jupiter.api.Test;

class SignedStatementTest {
  private static final SigningKey KEY = SampleCredentials.signingKey();

  @Test
  void aStatementKeepsItsBytesAndSaysWhatItsPayloadSays() throws RejectedException {
    Credential credential = SampleCredentials.lotOrigin();
    byte[] bytes = signed(credential, credential.issuer());

    SignedStatement statement = SignedStatement.parse(bytes);

    assertThat(statement.bytes()).isEqualTo(bytes);
    assertThat(statement.credential()).isEqualTo(credential);
    assertThat(statement.jws().isSignedBy(KEY.publicKey())).isTrue();
  }

  @Test
  void changingTheBytesThatWereHandedOutChangesNothing() throws RejectedException {
    Credential credential = SampleCredentials.assay();
    byte[] bytes = signed(credential, credential.issuer());
    SignedStatement statement = SignedStatement.parse(bytes.clone());

    statement.bytes()[0] ^= 1;

    assertThat(statement.bytes()).isEqualTo(bytes);
  }

  @Test
  void aKeyOfAnotherThanTheIssuerIsRefused() {
    byte[] bytes = signed(SampleCredentials.lotOrigin(), SampleCredentials.OPERATOR);

    Rejection rejection =
        catchThrowableOfType(RejectedException.class, () -> SignedStatement.parse(bytes))
            .rejection();

    assertThat(rejection.reason()).isEqualTo(Reason.KID_INVALID);
    assertThat(rejection.pointer()).isEqualTo("/issuer");
  }

  private static byte[] signed(Credential credential, Did signer) {
    return CompactJws.sign(
        new KeyId(signer, "key-1"), CompactJws.STATEMENT_TYP, credential.toJson(), KEY);
  }
}
