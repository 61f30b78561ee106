package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where implementations of one algorithm are known to give different answers: whichever library is
 * at work here, the answer is the same, and the strict one.
 */
class SignatureEdgesTest {
  private static final byte[] EDGE = "edge".getBytes(US_ASCII);

  /** Both, where this machine runs both. */
  private static final List<SignatureVerifier> LIBRARIES = libraries();

  private static List<SignatureVerifier> libraries() {
    List<SignatureVerifier> libraries = new ArrayList<>(List.of(new BouncyCastleVerifier()));
    SignatureVerifier other = Verifying.choose(null);
    if (other instanceof CorrettoVerifier) {
      libraries.add(other);
    }
    return libraries;
  }

  private static void assertVerifies(
      VerificationKey key, byte[] input, byte[] signature, boolean expected, String what) {
    for (SignatureVerifier library : LIBRARIES) {
      assertThat(key.verify(library, input, signature))
          .as("%s with %s", what, library.name())
          .isEqualTo(expected);
    }
  }

  /** So that the tests above this machine's other library are not about one library twice. */
  @Test
  void bothLibrariesAreTestedWhereBothRun() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    boolean hasBoth = machine.equals("Linux amd64") || machine.equals("Linux aarch64");

    assertThat(LIBRARIES).hasSize(hasBoth ? 2 : LIBRARIES.size());
  }

  /**
   * Signatures whose R is off by a point of low order (RFC 8032 §5.1.7 leaves them open, and Bouncy
   * Castle alone would take them), is such a point, or is not encoded as it must be; and whose S is
   * not below the group's order. Made with the secret of RFC 8032 §7.1, test 1.
   */
  @ParameterizedTest
  @CsvFileSource(resources = "ed25519-edges.csv")
  void ed25519HoldsForTheOneSignatureThatEverybodyTakes(String what, String signature) {
    VerificationKey key =
        VerificationKey.of(
            SignatureAlgorithm.ED25519,
            HexFormat.of()
                .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

    assertVerifies(key, EDGE, HexFormat.of().parseHex(signature), what.equals("R off by 0T"), what);
  }

  @ParameterizedTest
  @EnumSource(names = {"ES256", "ES384"})
  void ecdsaTakesNumbersOfTheGroupOnly(SignatureAlgorithm algorithm) {
    SigningKey signing = SigningKey.generate(algorithm);
    VerificationKey key = signing.publicKey();
    byte[] good = signing.sign(EDGE);
    int half = good.length / 2;
    BigInteger order = order(algorithm);
    BigInteger r = new BigInteger(1, good, 0, half);
    BigInteger s = new BigInteger(1, good, half, half);
    BigInteger top = BigInteger.ONE.shiftLeft(8 * half).subtract(BigInteger.ONE);

    assertVerifies(key, EDGE, good, true, "the signature");
    // Its twin holds too, see docs/threat-model.md; with both libraries, that is.
    assertVerifies(key, EDGE, join(r, order.subtract(s), half), true, "the twin");
    for (BigInteger number :
        List.of(BigInteger.ZERO, order, order.add(BigInteger.ONE), top, BigInteger.ONE)) {
      assertVerifies(key, EDGE, join(number, s, half), false, "r = " + number);
      assertVerifies(key, EDGE, join(r, number, half), false, "s = " + number);
      assertVerifies(key, EDGE, join(number, number, half), false, "r = s = " + number);
    }
    assertVerifies(key, EDGE, join(s, r, half), false, "s and r");
    if (s.add(order).bitLength() <= 8 * half) {
      assertVerifies(key, EDGE, join(r, s.add(order), half), false, "s + n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ES256", "ES384"})
  void ecdsaIsNotTakenInDer(SignatureAlgorithm algorithm) throws Exception {
    SigningKey signing = SigningKey.generate(algorithm);
    byte[] good = signing.sign(EDGE);
    int half = good.length / 2;
    ASN1EncodableVector numbers = new ASN1EncodableVector();
    numbers.add(new ASN1Integer(new BigInteger(1, good, 0, half)));
    numbers.add(new ASN1Integer(new BigInteger(1, good, half, half)));
    byte[] der = new DERSequence(numbers).getEncoded();

    for (byte[] signature :
        List.of(der, Arrays.copyOf(der, good.length), Arrays.copyOf(der, der.length + 1))) {
      assertVerifies(signing.publicKey(), EDGE, signature, false, "DER");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureOfAnotherLengthOrWithAnyBitChangedDoesNotHold(SignatureAlgorithm algorithm) {
    SigningKey signing = SigningKey.generate(algorithm);
    VerificationKey key = signing.publicKey();
    byte[] good = signing.sign(EDGE);
    Random random = new Random(algorithm.ordinal());

    assertVerifies(key, EDGE, good, true, "the signature");
    for (int length :
        new int[] {0, 1, good.length / 2, good.length - 1, good.length + 1, 2 * good.length}) {
      assertVerifies(key, EDGE, Arrays.copyOf(good, length), false, "length " + length);
    }
    assertVerifies(key, EDGE, new byte[good.length], false, "zeros");
    byte[] ones = new byte[good.length];
    Arrays.fill(ones, (byte) 0xff);
    assertVerifies(key, EDGE, ones, false, "ones");
    for (int i = 0; i < 200; i++) {
      byte[] changed = good.clone();
      int bit = i < 16 ? (i < 8 ? i : 8 * good.length - i + 7) : random.nextInt(8 * good.length);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertVerifies(key, EDGE, changed, false, "bit " + bit);
    }
    assertVerifies(key, new byte[0], good, false, "another input");
    assertVerifies(key, Arrays.copyOf(EDGE, EDGE.length + 1), good, false, "a longer input");
    assertVerifies(SigningKey.generate(algorithm).publicKey(), EDGE, good, false, "another key");
  }

  /** The hints at the end of a signature have one encoding only (FIPS 204 §7.1, HintBitUnpack). */
  @ParameterizedTest
  @EnumSource(names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
  void mlDsaTakesOneEncodingOfTheHints(SignatureAlgorithm algorithm) {
    SigningKey signing = SigningKey.generate(algorithm);
    byte[] good = signing.sign(EDGE);
    int rows = algorithm == SignatureAlgorithm.ML_DSA_44 ? 4 : 0;
    rows = algorithm == SignatureAlgorithm.ML_DSA_65 ? 6 : rows;
    rows = algorithm == SignatureAlgorithm.ML_DSA_87 ? 8 : rows;
    int most = algorithm == SignatureAlgorithm.ML_DSA_44 ? 80 : 55;
    most = algorithm == SignatureAlgorithm.ML_DSA_87 ? 75 : most;
    int hints = good.length - most - rows;
    int used = good[good.length - 1];

    byte[] swapped = good.clone();
    int first = good[hints + most] > 1 ? hints : hints + used - 2;
    swapped[first] = good[first + 1];
    swapped[first + 1] = good[first];
    assertVerifies(signing.publicKey(), EDGE, swapped, false, "hints out of order");
    byte[] twice = good.clone();
    twice[first + 1] = good[first];
    assertVerifies(signing.publicKey(), EDGE, twice, false, "a hint twice");
    byte[] padded = good.clone();
    padded[hints + most - 1] = 1;
    assertVerifies(signing.publicKey(), EDGE, padded, false, "something behind the hints");
    byte[] falling = good.clone();
    falling[good.length - 1] = (byte) (most + 1);
    assertVerifies(signing.publicKey(), EDGE, falling, false, "more hints than there can be");
  }

  @ParameterizedTest
  @EnumSource
  void theLibrariesAgreeOnManySignatures(SignatureAlgorithm algorithm) {
    Random random = new Random(99 + algorithm.ordinal());
    SigningKey signing = SigningKey.generate(algorithm);
    for (int i = 0; i < 25; i++) {
      byte[] input = new byte[random.nextInt(3_000)];
      random.nextBytes(input);
      assertVerifies(signing.publicKey(), input, signing.sign(input), true, "input " + i);
    }
  }

  @Test
  void aLibraryIsChosenByName() {
    assertThat(Verifying.choose("bouncycastle")).isInstanceOf(BouncyCastleVerifier.class);
    assertThat(Verifying.choose("")).hasSameClassAs(Verifying.choose(null));
    assertThatThrownBy(() -> Verifying.choose("Corretto"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("corretto or bouncycastle");
    String wanted = System.getProperty("assay.crypto", "");
    assertThat(Verifying.load().toLowerCase(Locale.ROOT).replace(" ", "")).contains(wanted);
  }

  /** Random numbers of the JVM, TLS included, must not come to depend on it. */
  @Test
  void theLibraryIsNotRegisteredWithTheJvm() {
    assertThat(Verifying.load()).isNotEmpty();

    assertThat(Security.getProvider("AmazonCorrettoCryptoProvider")).isNull();
  }

  private static BigInteger order(SignatureAlgorithm algorithm) {
    return new BigInteger(
        algorithm == SignatureAlgorithm.ES256
            ? "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
            : "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
                + "581a0db248b0a77aecec196accc52973",
        16);
  }

  private static byte[] join(BigInteger r, BigInteger s, int half) {
    byte[] signature = new byte[2 * half];
    put(r, signature, half);
    put(s, signature, 2 * half);
    return signature;
  }

  private static void put(BigInteger number, byte[] into, int end) {
    byte[] bytes = number.toByteArray();
    for (int i = 0; i < Math.min(bytes.length, into.length / 2); i++) {
      into[end - 1 - i] = bytes[bytes.length - 1 - i];
    }
  }
}
