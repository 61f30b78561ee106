package org.assay.attestation.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=";

  @RepeatedTest(200)
  void whatIsEncodedDecodesToTheSame(RepetitionInfo repetition) {
    Random random = random(repetition);
    byte[] bytes = new byte[random.nextInt(repetition.getCurrentRepetition())];
    random.nextBytes(bytes);

    assertThat(Base64Url.decode(Base64Url.encode(bytes))).isEqualTo(bytes);
  }

  @RepeatedTest(1_000)
  void whatDecodesIsTheOnlyTextOfItsBytes(RepetitionInfo repetition) {
    String text = text(random(repetition));
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

  private static Random random(RepetitionInfo repetition) {
    // Numbers that follow each other give java.util.Random beginnings that are alike.
    return new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
  }

  /** Mostly of the alphabet, since little else decodes at all. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    boolean isAny = random.nextInt(4) == 0;
    for (int length = random.nextInt(12); length > 0; length--) {
      text.append(
          isAny
              ? (char) random.nextInt(0x200)
              : ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
