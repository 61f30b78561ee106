package org.assay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The results of submitting a file, one JSON object a line: what came of each statement. Lines are
 * written whole and in one step, so the file is valid whenever the process ends. One process has it
 * at a time. Safe for use by many threads.
 */
final class ResultsFile implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path path;
  private FileChannel channel;
  private final BitSet recorded = new BitSet();
  private @Nullable Kept last;
  private boolean isSealed;

  private ResultsFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * A result of an earlier run.
   *
   * @param line of the statement
   * @param index of its entry
   * @param at the time of its entry
   */
  record Kept(int line, long index, String at) {}

  /**
   * A statement and what came of it.
   *
   * @param line of the statement, from 1
   */
  record Result(int line, SubmitAnswer answer) {
    private ObjectNode toJson() {
      ObjectNode json = JSON.createObjectNode().put("line", line);
      if (answer instanceof SubmitAnswer.Recorded recorded) {
        json.put("status", recorded.status());
        json.put("index", recorded.index());
        json.put("at", recorded.at());
        json.put("statement", recorded.statement());
        json.put("repeated", recorded.repeated());
        if (recorded.receipt() != null) {
          json.put("receipt", recorded.receipt());
        }
      } else {
        json.put("status", "REFUSED");
        json.put("statement", answer.statement());
        json.set("problem", ((SubmitAnswer.Refused) answer).problem().json());
      }
      return json;
    }
  }

  /**
   * Opens the results of a file, and keeps of those that are there already what says that a
   * statement of the file is recorded.
   *
   * @throws Failure if another process has it, or it can't be written
   */
  static ResultsFile open(Path path, Survey survey) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock(path, channel);
      ResultsFile results = new ResultsFile(path, channel);
      results.takeOver(survey);
      return results;
    } catch (IOException e) {
      closeQuietly(channel);
      throw Failure.usage("the results " + path + " can't be written: " + UserFiles.reason(e), e);
    } catch (Failure e) {
      closeQuietly(channel);
      throw e;
    }
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // This process has it.
    }
    throw Failure.usage(
        "another assay submit is writing " + path + "; wait for it, or give another --results");
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // What went wrong before is what matters.
      }
    }
  }

  /** Copies the results that still hold, and puts the copy in the place of the file in one step. */
  private void takeOver(Survey survey) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path copy = Files.createTempFile(absolute.getParent(), "." + path.getFileName(), ".new");
    FileChannel copied = null;
    try {
      copied = FileChannel.open(copy, StandardOpenOption.WRITE);
      lock(copy, copied);
      // Not closed: that would close the channel, and with it end the lock.
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(copied));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (keep(line, survey)) {
          out.write(line.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
      out.flush();
      UserFiles.moveOver(copy, absolute);
      channel.close();
      channel = copied;
    } catch (IOException | RuntimeException e) {
      closeQuietly(copied);
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  private boolean keep(String line, Survey survey) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return false; // Not a result; perhaps a line that was cut short when the machine stopped.
    }
    JsonNode index = json.path("index");
    if (!SubmitAnswer.Recorded.isRecorded(json.path("status").asText())
        || !index.isIntegralNumber()
        || !index.canConvertToLong()
        || !survey.has(json.path("line").asLong(), json.path("statement").textValue())
        || recorded.get(json.path("line").asInt())) {
      return false;
    }
    int number = json.path("line").asInt();
    recorded.set(number);
    if (last == null || index.longValue() > last.index()) {
      last = new Kept(number, index.longValue(), json.path("at").asText());
    }
    return true;
  }

  Path path() {
    return path;
  }

  /** Whether an earlier run recorded the statement on the line. */
  synchronized boolean isRecorded(int line) {
    return recorded.get(line);
  }

  /** How many statements an earlier run recorded. */
  synchronized int recorded() {
    return recorded.cardinality();
  }

  /** The result of an earlier run that is furthest in the ledger. */
  synchronized Optional<Kept> last() {
    return Optional.ofNullable(last);
  }

  /** Drops the results of earlier runs, which are of another ledger. */
  synchronized void forget() throws IOException {
    recorded.clear();
    last = null;
    channel.truncate(0);
    channel.position(0);
  }

  /** Writes results. Once the process is ending, nothing is written. */
  synchronized void write(List<Result> results) throws IOException {
    if (isSealed) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (Result result : results) {
      lines.append(result.toJson()).append('\n');
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Waits for a line that is being written, and lets no other begin. */
  synchronized void seal() {
    isSealed = true;
  }

  @Override
  public synchronized void close() throws IOException {
    channel.force(false);
    channel.close();
  }
}
