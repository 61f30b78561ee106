package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
  private static final String A = "a1".repeat(32);
  private static final String B = "b2".repeat(32);
  private static final String C = "c3".repeat(32);
  private static final String D = "d4".repeat(32);

  private static final Entry ENTRY =
      new Entry(
          118,
          Instant.parse("2026-11-24T08:00:00.123Z"),
          Digest.fromHex(A),
          Digest.fromHex(B),
          List.of(new Link(Digest.fromHex(C), 4, 97), new Link(Digest.fromHex(D), 0, -1)));

  private static final String GOLDEN =
      "{\"at\":\"2026-11-24T08:00:00.123Z\",\"index\":118,\"links\":["
          + "{\"prev\":97,\"seq\":4,\"tag\":\""
          + "c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3\"},"
          + "{\"prev\":-1,\"seq\":0,\"tag\":\""
          + "d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4\"}],"
          + "\"prev\":\"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\","
          + "\"statement\":\"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2\","
          + "\"v\":1}";

  @Test
  void anEntryHasExactlyTheseBytes() {
    assertThat(new String(ENTRY.encode(), StandardCharsets.UTF_8)).isEqualTo(GOLDEN);
  }

  @Test
  void theBytesAreReadAsTheEntry() {
    assertThat(decode(GOLDEN)).isEqualTo(ENTRY);
  }

  /** What is replaced in the golden bytes, and by what; each names values that may be the same. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      value = {
        "{\"at\" -> `{ \"at\"`",
        "\"index\":118 -> `\"index\": 118`",
        ",\"prev\":\"a1 -> `,\n\"prev\":\"a1`",
        "\"v\":1} -> `\"v\":1 }`",
        "\"v\":1} -> `\"v\":1}\n`",
        "\"v\":1} -> \"v\":1}}",
        "\"v\":1} -> \"v\":1}{}",
        "\"v\":1} -> \"v\":1},",
        "\"v\":1} -> \"v\":1",
        "\"v\":1} -> \"v\":2}",
        "\"v\":1} -> \"v\":01}",
        "\"v\":1} -> \"v\":1.0}",
        "\"v\":1} -> \"v\":1e0}",
        "\"v\":1} -> \"v\":\"1\"}",
        "\"v\":1} -> \"v\":true}",
        "\"v\":1} -> \"v\":1,\"v\":1}",
        "\"v\":1} -> \"v\":1,\"w\":1}",
        ",\"v\":1} -> }",
        "\"index\":118 -> \"index\":0118",
        "\"index\":118 -> \"index\":118.0",
        "\"index\":118 -> \"index\":1.18e2",
        "\"index\":118 -> \"index\":+118",
        "\"index\":118 -> \"index\":-118",
        "\"index\":118 -> \"index\":-0",
        "\"index\":118 -> \"index\":\"118\"",
        "\"index\":118 -> \"index\":null",
        "\"index\":118 -> \"index\":9223372036854775808",
        "\"index\":118 -> \"index\":999999999999999999999999",
        "\"index\":118 -> \"index\":118,\"index\":118",
        "\"index\":118, -> \"indexes\":118,",
        "\"index\":118, -> \"ind\\u0065x\":118,",
        "\"index\":118, -> ``",
        "\"seq\":0 -> \"seq\":-0",
        "\"seq\":0 -> \"seq\":00",
        "\"seq\":0 -> \"seq\":0.0",
        "\"seq\":0 -> \"seq\":1",
        "\"prev\":-1 -> \"prev\":-2",
        "\"prev\":-1 -> \"prev\":0",
        "\"prev\":97,\"seq\":4 -> \"seq\":4,\"prev\":97",
        "\"prev\":97,\"seq\":4 -> \"prev\":97",
        "\"prev\":97,\"seq\":4 -> \"prev\":97,\"seq\":4,\"seq\":4",
        "\"prev\":97 -> \"note\":1,\"prev\":97",
        ",\"tag\":\"c3 -> ,\"tag\":\"C3",
        ",\"tag\":\"c3 -> ,\"tag\":\"c",
        ",\"tag\":\"c3 -> ,\"tag\":\"c3c3",
        ",\"tag\":\"c3 -> ,\"tag\":\"\\u00633",
        ",\"tag\":\"c3 -> ,\"tag\":\"g3",
        "\"prev\":\"a1 -> \"prev\":\"A1",
        "\"prev\":\"a1 -> \"prev\":\" 1",
        "\"statement\":\"b2 -> \"statement\":\"B2",
        "2026-11-24T08:00:00.123Z -> 2026-11-24T08:00:00Z",
        "2026-11-24T08:00:00.123Z -> 2026-11-24T08:00:00.12Z",
        "2026-11-24T08:00:00.123Z -> 2026-11-24T08:00:00.1234Z",
        "2026-11-24T08:00:00.123Z -> 2026-11-24T08:00:00.123000Z",
        "2026-11-24T08:00:00.123Z -> 2026-11-24T08:00:00.123z",
        "2026-11-24T08:00:00.123Z -> 2026-11-24t08:00:00.123Z",
        "2026-11-24T08:00:00.123Z -> `2026-11-24 08:00:00.123Z`",
        "2026-11-24T08:00:00.123Z -> 2026-11-24T08:00:00.123+00:00",
        "2026-11-24T08:00:00.123Z -> 2026-11-24T08:00:00.123",
        "2026-11-24T08:00:00.123Z -> 2026-11-23T24:00:00.000Z",
        "2026-11-24T08:00:00.123Z -> 2016-12-31T23:59:60.000Z",
        "2026-11-24T08:00:00.123Z -> 2026-13-24T08:00:00.123Z",
        "2026-11-24T08:00:00.123Z -> +12026-11-24T08:00:00.123Z",
        "2026-11-24T08:00:00.123Z -> -0001-11-24T08:00:00.123Z",
        "},{ -> },,{",
        "},{ -> }{",
        "}], -> },],",
        "}], -> },7],",
        "}], -> },[]],"
      })
  void everyOtherSpellingIsRefused(String part, String replacement) {
    assertThat(GOLDEN).contains(part);
    String other = GOLDEN.replace(part, replacement);
    assertThat(other).isNotEqualTo(GOLDEN);

    assertThatIllegalArgumentException().isThrownBy(() -> decode(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{}", "[]", "null", "1", "{", "\"entry\"", "\uFEFF"})
  void whatIsNoEntryAtAllIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> decode(text));
  }

  @Test
  void membersInAnotherOrderAreRefused() {
    String other =
        GOLDEN.replace(
            "{\"at\":\"2026-11-24T08:00:00.123Z\",\"index\":118,",
            "{\"index\":118,\"at\":\"2026-11-24T08:00:00.123Z\",");
    assertThat(other).hasSameSizeAs(GOLDEN).isNotEqualTo(GOLDEN);

    assertThatIllegalArgumentException().isThrownBy(() -> decode(other));
  }

  @Test
  void linksInAnotherOrderAreAnotherEntry() {
    Entry other =
        new Entry(
            ENTRY.index(),
            ENTRY.at(),
            ENTRY.prev(),
            ENTRY.statement(),
            List.of(ENTRY.links().get(1), ENTRY.links().get(0)));

    assertThat(Entry.decode(other.encode())).isEqualTo(other).isNotEqualTo(ENTRY);
  }

  @Test
  void anEntryWithoutLinksIsRefused() {
    String none = GOLDEN.replaceAll("\\[.*\\]", "[]");

    assertThatIllegalArgumentException().isThrownBy(() -> decode(none));
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Entry.decode(GOLDEN.getBytes(StandardCharsets.UTF_16BE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Entry.decode(GOLDEN.getBytes(StandardCharsets.UTF_16)));
    assertThatIllegalArgumentException().isThrownBy(() -> decode("\uFEFF" + GOLDEN));
  }

  @Test
  void theLongestEntryIsReadAndOneByteMoreIsRefused() {
    Entry longest = new Entry(0, ENTRY.at(), ENTRY.prev(), ENTRY.statement(), links(702));
    // One link with 46 digits more than another fills what 702 of the shortest leave.
    int missing = Entry.MAX_BYTES - longest.encode().length;
    List<Link> links = new ArrayList<>(links(702));
    for (int i = 0; missing > 0; i++) {
      int digits = Math.min(missing, 18);
      links.set(i, new Link(Digest.fromHex(C), (long) Math.pow(10, digits), 10));
      missing -= digits;
    }
    Entry exact = new Entry(0, ENTRY.at(), ENTRY.prev(), ENTRY.statement(), links);
    assertThat(exact.encode()).hasSize(Entry.MAX_BYTES);
    assertThat(Entry.decode(exact.encode())).isEqualTo(exact);

    Entry over = new Entry(10, ENTRY.at(), ENTRY.prev(), ENTRY.statement(), links);
    assertThat(over.encode()).hasSize(Entry.MAX_BYTES + 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Entry.decode(over.encode()))
        .withMessageContaining("65535");
  }

  private static List<Link> links(int count) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      links.add(new Link(Digest.fromHex(C), 0, -1));
    }
    return links;
  }

  @Test
  void anEntryThatNoBytesCouldSayIsNotMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Entry(-1, ENTRY.at(), ENTRY.prev(), ENTRY.statement(), links(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Entry(0, ENTRY.at().plusNanos(1), ENTRY.prev(), ENTRY.statement(), links(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Entry(
                    0,
                    Instant.parse("+10000-01-01T00:00:00Z"),
                    ENTRY.prev(),
                    ENTRY.statement(),
                    links(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Entry(
                    0,
                    Instant.parse("-0001-01-01T00:00:00Z"),
                    ENTRY.prev(),
                    ENTRY.statement(),
                    links(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Entry(0, ENTRY.at(), ENTRY.prev(), ENTRY.statement(), List.of()));
  }

  private static Entry decode(String json) {
    return Entry.decode(json.getBytes(StandardCharsets.UTF_8));
  }
}
