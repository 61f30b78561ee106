package org.assay.attestation;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that somebody made to do harm are refused like any others, and soon. */
class HostilePayloadTest {
  private static final String SUBJECT = "/credentialSubject";
  private static final String GOOD = new String(SampleCredentials.transformation().toJson(), UTF_8);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Attack(String what, byte[] payload, Reason reason) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Attack> attacks() {
    String colliding =
        IntStream.range(0, 1 << 12)
            .mapToObj(
                i ->
                    IntStream.range(0, 12)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
            .collect(Collectors.joining(",", "{", "}"));
    return Stream.of(
        json("nothing", "", Reason.PAYLOAD_NOT_JSON),
        json("blanks", " \n", Reason.PAYLOAD_NOT_JSON),
        json("null", "null", Reason.PAYLOAD_NOT_JSON),
        json("a number", "1", Reason.PAYLOAD_NOT_JSON),
        json("an array", "[" + GOOD + "]", Reason.PAYLOAD_NOT_JSON),
        json("half of it", GOOD.substring(0, GOOD.length() / 2), Reason.PAYLOAD_NOT_JSON),
        json("another value after it", GOOD + "{}", Reason.PAYLOAD_NOT_JSON),
        json("a letter after it", GOOD + "x", Reason.PAYLOAD_NOT_JSON),
        json("a byte order mark", "\uFEFF" + GOOD, Reason.PAYLOAD_NOT_JSON),
        encoded("UTF-16", GOOD, UTF_16LE),
        encoded("UTF-32", GOOD, Charset.forName("UTF-32BE")),
        new Attack("a stray byte", replaced((byte) 'g', (byte) 0xFF), Reason.PAYLOAD_NOT_JSON),
        new Attack(
            "a surrogate in UTF-8",
            concat("{\"a\":\"", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, "\"}"),
            Reason.PAYLOAD_NOT_JSON),
        new Attack(
            "an overlong slash",
            concat("{\"a\":\"", new byte[] {(byte) 0xC0, (byte) 0xAF}, "\"}"),
            Reason.PAYLOAD_NOT_JSON),
        json("a high surrogate", swapped("refining", "\\ud800"), Reason.PAYLOAD_NOT_JSON),
        json("a low surrogate", swapped("refining", "\\udc00x"), Reason.PAYLOAD_NOT_JSON),
        json("surrogates reversed", swapped("refining", "\\udc00\\ud800"), Reason.PAYLOAD_NOT_JSON),
        json("a name of a surrogate", "{\"\\ud800\":1}", Reason.PAYLOAD_NOT_JSON),
        json(
            "a name twice",
            swapped("\"process\":", "\"process\":\"x\",\"process\":"),
            Reason.PAYLOAD_NOT_JSON),
        json(
            "a name twice, once escaped",
            swapped("\"process\":", "\"proces\\u0073\":\"x\",\"process\":"),
            Reason.PAYLOAD_NOT_JSON),
        json("NaN", swapped("\"10000\"", "NaN"), Reason.PAYLOAD_NOT_JSON),
        json("a plus", swapped("\"10000\"", "+1"), Reason.PAYLOAD_NOT_JSON),
        json("a leading zero", swapped("\"10000\"", "01"), Reason.PAYLOAD_NOT_JSON),
        json("hexadecimal", swapped("\"10000\"", "0x10"), Reason.PAYLOAD_NOT_JSON),
        json("a comment", "/* */" + GOOD, Reason.PAYLOAD_NOT_JSON),
        json("single quotes", GOOD.replace('"', '\''), Reason.PAYLOAD_NOT_JSON),
        json("a trailing comma", GOOD.replaceAll("}$", ",}"), Reason.PAYLOAD_NOT_JSON),
        json("a raw newline", swapped("refining", "ref\nining"), Reason.PAYLOAD_NOT_JSON),
        json(
            "25 levels",
            "{\"a\":" + "[".repeat(24) + "]".repeat(24) + "}",
            Reason.PAYLOAD_NOT_JSON),
        json("deep arrays", "{\"a\":" + "[".repeat(100_000), Reason.PAYLOAD_NOT_JSON),
        json("deep objects", "{\"a\":".repeat(40_000), Reason.PAYLOAD_NOT_JSON),
        json("a long name", "{\"" + "n".repeat(200) + "\":1}", Reason.PAYLOAD_NOT_JSON),
        json("a long string", "{\"a\":\"" + "n".repeat(70_000) + "\"}", Reason.PAYLOAD_NOT_JSON),
        json("a long number", swapped("\"10000\"", "1".repeat(129)), Reason.PAYLOAD_NOT_JSON),
        json(
            "an exponent beyond 32 bits",
            swapped("\"10000\"", "1e99999999999"),
            Reason.PAYLOAD_NOT_JSON),
        json(
            "a digit before a full exponent",
            swapped("\"10000\"", "100e2147483647"),
            Reason.MASS_OUT_OF_RANGE),
        json(
            "a tiny full exponent",
            swapped("\"10000\"", "1e-2147483647"),
            Reason.MASS_OUT_OF_RANGE),
        edited(
            "a long decimal string",
            SUBJECT + "/inputs/0/quantity/value",
            "\"" + "9".repeat(65_000) + "\"",
            Reason.MASS_OUT_OF_RANGE),
        edited(
            "a huge number for text", SUBJECT + "/process", "1e999999999", Reason.SCHEMA_VIOLATION),
        edited(
            "a tiny number for text",
            SUBJECT + "/process",
            "1e-999999999",
            Reason.SCHEMA_VIOLATION),
        edited(
            "huge numbers for contexts",
            "/@context",
            "[1e999999999,1e999999998]",
            Reason.SCHEMA_VIOLATION),
        edited(
            "many items",
            SUBJECT + "/inputs",
            "[" + "{},".repeat(70_000) + "{}]",
            Reason.SCHEMA_VIOLATION),
        edited(
            "many equal items",
            "/@context",
            "[" + "1,".repeat(100_000) + "1]",
            Reason.SCHEMA_VIOLATION),
        edited("names of one hash", SUBJECT, colliding, Reason.SCHEMA_VIOLATION),
        edited(
            "a code of many hyphens",
            SUBJECT + "/process",
            "\"" + "a-".repeat(32_000) + "\"",
            Reason.SCHEMA_VIOLATION),
        edited(
            "a DID of many colons",
            "/issuer",
            "\"did:web:a" + ":a".repeat(32_000) + "!\"",
            Reason.SCHEMA_VIOLATION),
        edited(
            "a name of many spaces",
            SUBJECT + "/facility/name",
            "\"a" + " ".repeat(65_000) + "\"",
            Reason.SCHEMA_VIOLATION),
        new Attack("300 KiB", GOOD.repeat(300).getBytes(UTF_8), Reason.STATEMENT_TOO_LARGE),
        new Attack("300 KiB of zeros", new byte[300 * 1024], Reason.STATEMENT_TOO_LARGE));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackIsRefusedAndSoon(Attack attack) {
    RejectedException refusal =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () ->
                catchThrowableOfType(
                    RejectedException.class, () -> Credential.parse(attack.payload())));

    assertThat(refusal.rejection().reason()).isEqualTo(attack.reason());
    assertThat(refusal.getMessage()).hasSizeLessThan(1000);
  }

  @Test
  void aPairOfSurrogatesIsACharacter() throws RejectedException {
    byte[] payload =
        new Edited(GOOD.getBytes(UTF_8))
            .set(SUBJECT + "/facility/name", "\"\\ud83d\\udc8e mine\"")
            .bytes();

    assertThat(((Transformation) Credential.parse(payload).subject()).facility().name())
        .isEqualTo("\uD83D\uDC8E mine");
  }

  @Test
  void aDocumentOfTheFullSizeIsRead() throws RejectedException {
    String padded = GOOD + " ".repeat(Credential.MAX_BYTES - GOOD.length());

    assertThat(Credential.parse(padded.getBytes(UTF_8)))
        .isEqualTo(SampleCredentials.transformation());
  }

  @Test
  void changingAnyByteGivesACredentialOrARefusal() {
    Random random = new Random(20261124);
    int refused = 0;
    for (Credential sample : SampleCredentials.all()) {
      byte[] good = sample.toJson();
      for (int i = 0; i < 300; i++) {
        byte[] changed = good.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        try {
          assertThat(Credential.parse(changed).toJson()).isNotEmpty();
        } catch (RejectedException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  private static String swapped(String text, String other) {
    assertThat(GOOD).contains(text);
    return GOOD.replace(text, other);
  }

  private static byte[] replaced(byte from, byte to) {
    byte[] bytes = GOOD.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == from) {
        bytes[i] = to;
      }
    }
    return bytes;
  }

  private static byte[] concat(String before, byte[] bytes, String after) {
    byte[] all =
        Arrays.copyOf(before.getBytes(UTF_8), before.length() + bytes.length + after.length());
    System.arraycopy(bytes, 0, all, before.length(), bytes.length);
    System.arraycopy(after.getBytes(UTF_8), 0, all, before.length() + bytes.length, after.length());
    return all;
  }

  private static Attack json(String what, String payload, Reason reason) {
    return new Attack(what, payload.getBytes(UTF_8), reason);
  }

  private static Attack encoded(String what, String payload, Charset charset) {
    return new Attack(what, payload.getBytes(charset), Reason.PAYLOAD_NOT_JSON);
  }

  private static Attack edited(String what, String pointer, String json, Reason reason) {
    return new Attack(what, new Edited(GOOD.getBytes(UTF_8)).set(pointer, json).bytes(), reason);
  }
}
