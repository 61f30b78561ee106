package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  /** FIPS 180-4's own example, and {@code printf '' | sha256sum}. */
  @Test
  void aDigestIsTheSha256OfTheBytes() {
    assertThat(Digest.of(bytes("abc")).hex()).isEqualTo(ABC);
    assertThat(Digest.of().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void partsAreHashedOneAfterTheOther() {
    assertThat(Digest.of(bytes("a"), bytes(""), bytes("bc"))).isEqualTo(Digest.of(bytes("abc")));
  }

  @Test
  void aDigestHasOneSpelling() {
    assertThat(Digest.fromHex(ABC)).isEqualTo(Digest.of(bytes("abc"))).hasToString(ABC);
    assertThat(Digest.isHex(ABC)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ba7816bf",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        " a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "٠a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  void everyOtherSpellingIsRefused(String text) {
    assertThat(Digest.isHex(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.fromHex(text));
  }

  @Test
  void anyOtherLengthIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.fromBytes(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.fromBytes(new byte[33]));
  }

  @Test
  void nobodyCanChangeADigest() {
    byte[] given = new byte[Digest.LENGTH];
    Digest digest = Digest.fromBytes(given);
    given[0] = 1;
    digest.toBytes()[1] = 1;

    assertThat(digest).isEqualTo(Digest.ZERO);
  }

  @Test
  void digestsAreOrderedAsTheirHexIs() {
    Digest low = Digest.fromHex("7f" + "00".repeat(31));
    Digest high = Digest.fromHex("80" + "00".repeat(31));

    assertThat(low).isLessThan(high);
    assertThat(low).isEqualByComparingTo(Digest.fromBytes(low.toBytes()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
