package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SaltTest {
  private static final Subject SUBJECT = new Subject("urn:lot:CD-KAMOTO-1");

  /**
   * Computed with coreutils alone: {@code { printf 'assay/subject/v1\n'; printf
   * '\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f'; printf
   * 'urn:lot:CD-KAMOTO-1'; } | sha256sum}.
   */
  @Test
  void aTagIsTheHashOfDomainSaltAndSubject() {
    assertThat(counting().tag(SUBJECT).hex())
        .isEqualTo("a551b431c119935a949b005f81a272269aca0556df056aae9a0c95a3a0c81160");
  }

  @Test
  void anotherSaltOrAnotherSubjectHasAnotherTag() {
    Digest tag = counting().tag(SUBJECT);

    assertThat(new Salt(new byte[Salt.LENGTH]).tag(SUBJECT)).isNotEqualTo(tag);
    assertThat(counting().tag(new Subject("urn:lot:CD-KAMOTO-2"))).isNotEqualTo(tag);
  }

  @Test
  void aSaltHasSixteenBytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Salt(new byte[15]));
    assertThatIllegalArgumentException().isThrownBy(() -> new Salt(new byte[17]));
  }

  @Test
  void nobodyCanChangeASalt() {
    byte[] given = new byte[Salt.LENGTH];
    Salt salt = new Salt(given);
    given[0] = 1;
    salt.toBytes()[1] = 1;

    assertThat(salt)
        .isEqualTo(new Salt(new byte[Salt.LENGTH]))
        .hasSameHashCodeAs(new Salt(new byte[Salt.LENGTH]))
        .isNotEqualTo(counting())
        .hasToString("00".repeat(16));
  }

  private static Salt counting() {
    byte[] bytes = new byte[Salt.LENGTH];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return new Salt(bytes);
  }
}
