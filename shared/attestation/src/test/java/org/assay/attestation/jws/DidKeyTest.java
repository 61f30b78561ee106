package org.assay.attestation.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.assay.attestation.Did;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidKeyTest {
  /** Examples of the did:key method specification. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp |"
            + " {'kty':'OKP','crv':'Ed25519','x':'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik'}",
        "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169 |"
            + " {'kty':'EC','crv':'P-256','x':'fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI',"
            + "'y':'hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU'}",
        "did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9 |"
            + " {'kty':'EC','crv':'P-384',"
            + "'x':'lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc',"
            + "'y':'y6N1IC-2mXxHreETBW7K3mBcw0qGr3CWHCs-yl09yCQRLcyfGv7XhqAngHOu51Zv'}"
      })
  void anIdentifierIsItsKeyAndBack(String did, String jwk) throws IOException {
    VerificationKey key =
        VerificationKey.fromJwk(new ObjectMapper().readTree(jwk.replace('\'', '"')));

    assertThat(DidKey.keyOf(new Did(did))).isEqualTo(key);
    assertThat(DidKey.of(key)).isEqualTo(new Did(did));
    assertThat(DidKey.keyId(key)).hasToString(did + "#" + did.substring("did:key:".length()));
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ES256", "ES384"})
  void aNewKeyComesBackFromItsIdentifier(SignatureAlgorithm algorithm) {
    VerificationKey key = SigningKey.generate(algorithm).publicKey();

    assertThat(DidKey.keyOf(DidKey.of(key))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "did:web:mines.example",
        "did:key:z1",
        "did:key:z111111",
        "did:key:z6Mk",
        // one more leading zero; X25519; secp256k1
        "did:key:z16MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
        "did:key:z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F",
        "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"
      })
  void anIdentifierOfNoSupportedKeyIsRefused(String did) {
    assertThatIllegalArgumentException().isThrownBy(() -> DidKey.keyOf(new Did(did)));
  }

  @Test
  void aKeyOfMlDsaHasNoIdentifier() {
    VerificationKey key = SigningKey.generate(SignatureAlgorithm.ML_DSA_44).publicKey();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DidKey.of(key))
        .withMessageContaining("too long");
  }
}
