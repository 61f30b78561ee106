package org.assay.attestation.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
  @Property(tries = 200)
  void whatIsEncodedDecodesToTheSame(@ForAll byte[] bytes) {
    assertThat(Base64Url.decode(Base64Url.encode(bytes))).isEqualTo(bytes);
  }

  @Property(tries = 1000)
  void whatDecodesIsTheOnlyTextOfItsBytes(@ForAll String text) {
    byte[] bytes;
    try {
      bytes = Base64Url.decode(text);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(Base64Url.encode(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QQ==", "QQ=", "QR", "QUF", "QUJ", "Q", "QUJDQ", "QU JD", "QUJD\n", "+/+/", "QUé", "Q\0U="
      })
  void anotherTextOfTheSameBytesIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Base64Url.decode(text));
  }
}
