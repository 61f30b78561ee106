package org.assay.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's record of one statement. Its bytes are one JSON object in the form of RFC 8785
 * (members sorted, no white space); chain and Merkle tree are both over these bytes.
 *
 * @param index the entry's place, from 0 without gaps
 * @param at when it was sequenced, in UTC to the millisecond; never before the entry before it
 * @param prev the SHA-256 of the previous entry's bytes, {@link Digest#ZERO} at index 0
 * @param statement the SHA-256 of the statement's bytes
 * @param links one for each subject that the statement touches, in the order in which the
 *     statement's reader names them
 */
public record Entry(long index, Instant at, Digest prev, Digest statement, List<Link> links) {
  /** The most bytes that an entry may have; C2SP tlog-tiles counts an entry's length in 16 bits. */
  public static final int MAX_BYTES = 65_535;

  private static final DateTimeFormatter AT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_BYTES)
                  .maxNestingDepth(4)
                  .maxStringLength(128)
                  .maxNumberLength(20)
                  .maxNameLength(16)
                  .build())
          .build();

  /**
   * @throws IllegalArgumentException if the index is negative, the time is finer than a millisecond
   *     or outside the years 0 to 9999, or there is no link
   */
  public Entry {
    if (index < 0) {
      throw new IllegalArgumentException("an index is 0 or more: " + index);
    }
    if (!at.equals(at.truncatedTo(ChronoUnit.MILLIS))) {
      throw new IllegalArgumentException("an entry's time has milliseconds and no more: " + at);
    }
    int year = at.atOffset(ZoneOffset.UTC).getYear();
    if (year < 0 || year > 9999) {
      throw new IllegalArgumentException("an entry's time has a year of four digits: " + at);
    }
    links = List.copyOf(links);
    if (links.isEmpty()) {
      throw new IllegalArgumentException("a statement touches at least its issuer");
    }
  }

  /** The entry's bytes. */
  public byte[] encode() {
    StringBuilder json = new StringBuilder(160 + 110 * links.size());
    json.append("{\"at\":\"")
        .append(AT.format(at))
        .append("\",\"index\":")
        .append(index)
        .append(",\"links\":[");
    String separator = "";
    for (Link link : links) {
      json.append(separator)
          .append("{\"prev\":")
          .append(link.prev())
          .append(",\"seq\":")
          .append(link.seq());
      json.append(",\"tag\":\"").append(link.tag().hex()).append("\"}");
      separator = ",";
    }
    json.append("],\"prev\":\"")
        .append(prev.hex())
        .append("\",\"statement\":\"")
        .append(statement.hex());
    return json.append("\",\"v\":1}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads an entry's bytes, and only those that {@link #encode} writes: another spelling of the
   * same values would be another leaf.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static Entry decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an entry has at most " + MAX_BYTES + " bytes, not " + bytes.length);
    }
    try (JsonParser in = JSON.createParser(bytes)) {
      expect(in.nextToken() == JsonToken.START_OBJECT);
      Instant at = Instant.parse(text(in, "at"));
      long index = number(in, "index");
      List<Link> links = links(in);
      Digest prev = Digest.fromHex(text(in, "prev"));
      Digest statement = Digest.fromHex(text(in, "statement"));
      expect(number(in, "v") == 1);
      expect(in.nextToken() == JsonToken.END_OBJECT);
      Entry entry = new Entry(index, at, prev, statement, links);
      expect(Arrays.equals(entry.encode(), bytes));
      return entry;
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a ledger entry: " + e.getClass().getSimpleName(), e);
    }
  }

  private static List<Link> links(JsonParser in) throws IOException {
    member(in, "links");
    expect(in.nextToken() == JsonToken.START_ARRAY);
    List<Link> links = new ArrayList<>();
    while (in.nextToken() == JsonToken.START_OBJECT) {
      long prev = number(in, "prev");
      long seq = number(in, "seq");
      links.add(new Link(Digest.fromHex(text(in, "tag")), seq, prev));
      expect(in.nextToken() == JsonToken.END_OBJECT);
    }
    expect(in.currentToken() == JsonToken.END_ARRAY);
    return links;
  }

  private static void member(JsonParser in, String name) throws IOException {
    @Nullable String found = in.nextFieldName();
    expect(name.equals(found));
  }

  private static String text(JsonParser in, String name) throws IOException {
    member(in, name);
    expect(in.nextToken() == JsonToken.VALUE_STRING);
    return in.getText();
  }

  private static long number(JsonParser in, String name) throws IOException {
    member(in, name);
    expect(in.nextToken() == JsonToken.VALUE_NUMBER_INT);
    return in.getLongValue();
  }

  private static void expect(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("not a ledger entry in its one spelling");
    }
  }
}
