package org.assay.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assay.attestation.jws.GeneralJws;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements from a file, one a line, with no more than one in memory. Empty lines do not
 * count. A file that is one JSON object over several lines, as a charter may be, is one statement.
 */
final class StatementFile implements AutoCloseable {
  /** The most bytes that any statement may have. */
  static final int MAX_STATEMENT = GeneralJws.MAX_LENGTH;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final InputStream in;
  private final boolean isOne;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private int line;

  private StatementFile(InputStream in, boolean isOne) {
    this.in = in;
    this.isOne = isOne;
  }

  /**
   * A statement and where it is.
   *
   * @param line the number of its line, from 1
   * @param bytes without the line end; no more than the beginning where it is too long
   * @param isTooLong whether it has more bytes than any statement may have
   */
  record Line(int line, byte[] bytes, boolean isTooLong) {}

  static StatementFile open(Path file) throws IOException {
    boolean isOne = isOneObject(file);
    return new StatementFile(Files.newInputStream(file), isOne);
  }

  private static boolean isOneObject(Path file) throws IOException {
    if (Files.size(file) > 2L * MAX_STATEMENT) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT
          && parser.currentLocation().getLineNr() > 1
          && parser.nextToken() == null;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return false; // A JWS, or what the exchange will refuse with a reason.
    }
  }

  /** The next statement; null at the end. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean isTooLong = false;
    while (true) {
      if (at == end) {
        at = 0;
        end = in.readNBytes(buffer, 0, buffer.length);
      }
      int stop = at;
      while (stop < end && (isOne || buffer[stop] != '\n')) {
        stop++;
      }
      int room = MAX_STATEMENT + 1 - bytes.size();
      isTooLong |= stop - at > room;
      bytes.write(buffer, at, Math.min(stop - at, room));
      boolean isAtEnd = end == 0;
      at = Math.min(stop + 1, end); // Past the line end, if there is one.
      if (stop < end || isAtEnd) {
        line++;
        byte[] statement = strip(bytes.toByteArray());
        if (statement.length > 0) {
          return new Line(
              isOne ? 1 : line, statement, isTooLong || statement.length > MAX_STATEMENT);
        }
        if (isAtEnd) {
          return null;
        }
        bytes.reset();
        isTooLong = false;
      }
    }
  }

  private static byte[] strip(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
