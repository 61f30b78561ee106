package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assay.ledger.Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path file;
  private Path resultsPath;
  private Ledger ledger = new Ledger();

  /** Records everything but what begins with "bad", and fails or takes less where it is told to. */
  private static final class Ledger implements Upload.Submitter {
    private final Map<String, Long> recorded = new LinkedHashMap<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int failAt = Integer.MAX_VALUE;
    private int most = 500;

    @Override
    public synchronized List<SubmitAnswer> submitAll(List<byte[]> statements)
        throws ExchangeUnavailable, ProblemException {
      if (recorded.size() >= failAt) {
        throw new ExchangeUnavailable("gone", null);
      }
      if (statements.size() > most) {
        throw new ProblemException(
            ReceivedProblem.of(JSON.createObjectNode().put("title", "too many"), 413));
      }
      sizes.add(statements.size());
      return statements.stream().map(this::answer).toList();
    }

    private SubmitAnswer answer(byte[] bytes) {
      String digest = Digest.of(bytes).hex();
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (text.startsWith("bad")) {
        return new SubmitAnswer.Refused(
            digest, ReceivedProblem.of(JSON.createObjectNode().put("title", "No"), 422));
      }
      boolean isRepeat = recorded.containsKey(text);
      long index = recorded.computeIfAbsent(text, any -> (long) recorded.size());
      return new SubmitAnswer.Recorded(
          digest, "SEQUENCED", index, "2026-01-01T00:00:0" + index % 10 + "Z", isRepeat, null);
    }
  }

  @BeforeEach
  void paths() {
    file = folder.resolve("file.jws");
    resultsPath = folder.resolve("file.jws.results.jsonl");
  }

  @Test
  void everyStatementHasAResultInOrder() throws Exception {
    write("s", 1234);
    Upload.Summary summary = upload(1, 500);
    assertThat(summary.recorded()).isEqualTo(1234);
    assertThat(summary.failure()).isNull();
    assertThat(ledger.sizes).containsExactly(500, 500, 234);
    List<JsonNode> results = results();
    for (int i = 0; i < 1234; i++) {
      assertThat(results.get(i).path("line").asInt()).isEqualTo(i + 1);
      assertThat(results.get(i).path("index").asInt()).isEqualTo(i);
      assertThat(results.get(i).path("statement").asText())
          .isEqualTo(Digest.of(("s" + i).getBytes(StandardCharsets.UTF_8)).hex());
    }
  }

  @Test
  void theFirstRefusedAreShownAndAllAreWrittenDown() throws Exception {
    Files.writeString(
        file,
        IntStream.range(0, 30)
            .mapToObj(i -> (i % 2 == 0 ? "bad" : "s") + i + "\n")
            .collect(Collectors.joining()));
    Upload.Summary summary = upload(1, 7);
    assertThat(summary.refused()).isEqualTo(15);
    assertThat(summary.recorded()).isEqualTo(15);
    assertThat(summary.shown()).hasSize(Upload.MOST_SHOWN);
    assertThat(summary.shown().get(1).line()).isEqualTo(3);
    assertThat(results().stream().filter(r -> r.path("status").asText().equals("REFUSED")))
        .hasSize(15)
        .allMatch(r -> r.at("/problem/title").asText().equals("No"));
  }

  @Test
  void anUploadThatStopsGoesOnWhereItStopped() throws Exception {
    write("s", 100);
    ledger.failAt = 30;
    Upload.Summary stopped = upload(1, 10);
    assertThat(stopped.failure()).isInstanceOf(ExchangeUnavailable.class);
    assertThat(stopped.recorded()).isEqualTo(30);
    assertThat(stopped.unanswered()).isEqualTo(70);
    assertThat(results()).hasSize(30);

    ledger.failAt = Integer.MAX_VALUE;
    ledger.sizes.clear();
    Upload.Summary done = upload(1, 10);
    assertThat(done.before()).isEqualTo(30);
    assertThat(done.recorded()).isEqualTo(70);
    // One to see that it is the same ledger, then what is left.
    assertThat(ledger.sizes).containsExactly(1, 10, 10, 10, 10, 10, 10, 10);
    assertThat(results()).hasSize(100);
    assertThat(ledger.recorded).hasSize(100);
  }

  @Test
  void aResultIsOnlyKeptForTheVeryStatementOnItsLine() throws Exception {
    write("s", 5);
    upload(1, 10);
    Files.writeString(file, "s0\nother\ns2\nbad\ns4\n");
    Upload.Summary summary = upload(1, 10);
    assertThat(summary.before()).isEqualTo(3);
    assertThat(summary.recorded()).isEqualTo(1);
    assertThat(summary.refused()).isEqualTo(1);
    assertThat(results()).hasSize(5);
  }

  @Test
  void whatWasRefusedIsSubmittedAgain() throws Exception {
    Files.writeString(file, "bad1\ns1\n");
    assertThat(upload(1, 10).refused()).isEqualTo(1);
    Upload.Summary again = upload(1, 10);
    assertThat(again.before()).isEqualTo(1);
    assertThat(again.refused()).isEqualTo(1);
    assertThat(results()).hasSize(2);
  }

  @Test
  void resultsOfAnotherLedgerAreNotBelieved() throws Exception {
    write("s", 20);
    upload(1, 10);
    ledger = new Ledger(); // As when somebody has deleted the data of a local exchange.
    Upload.Summary summary = upload(1, 10);
    assertThat(summary.before()).isZero();
    assertThat(summary.recorded()).isEqualTo(20);
    assertThat(ledger.recorded).hasSize(20);
    assertThat(results()).hasSize(20);
  }

  @Test
  void aLineThatWasCutShortIsNotAResult() throws Exception {
    write("s", 3);
    upload(1, 10);
    String whole = Files.readString(resultsPath);
    Files.writeString(resultsPath, whole.substring(0, whole.length() - 20));
    Upload.Summary summary = upload(1, 10);
    assertThat(summary.before()).isEqualTo(2);
    assertThat(summary.recorded()).isEqualTo(1);
    assertThat(results()).hasSize(3);
  }

  @Test
  void aResultThatIsThereTwiceCountsOnce() throws Exception {
    write("s", 2);
    upload(1, 10);
    Files.writeString(resultsPath, Files.readString(resultsPath), StandardOpenOption.APPEND);
    assertThat(upload(1, 10).before()).isEqualTo(2);
    assertThat(results()).hasSize(2);
  }

  @Test
  void twoUploadsCannotWriteTheSameResults() throws Exception {
    write("s", 2);
    Survey survey = Survey.of(file);
    try (ResultsFile held = ResultsFile.open(resultsPath, survey)) {
      assertThat(held.recorded()).isZero();
      assertThatThrownBy(() -> ResultsFile.open(resultsPath, survey))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("another assay submit");
    }
  }

  @Test
  void nothingIsWrittenOnceTheProcessEnds() throws Exception {
    write("s", 2);
    try (ResultsFile results = ResultsFile.open(resultsPath, Survey.of(file))) {
      ResultsFile.Result result =
          new ResultsFile.Result(1, ledger.answer("s0".getBytes(StandardCharsets.UTF_8)));
      results.write(List.of(result));
      results.seal();
      results.write(List.of(result));
    }
    assertThat(results()).hasSize(1);
  }

  @Test
  void anExchangeThatTakesLessIsGivenLess() throws Exception {
    write("s", 20);
    ledger.most = 3;
    Upload.Summary summary = upload(1, 10);
    assertThat(summary.recorded()).isEqualTo(20);
    assertThat(ledger.sizes).allMatch(size -> size <= 3);
    assertThat(ledger.recorded.keySet()).startsWith("s0", "s1", "s2").hasSize(20);
  }

  @Test
  void aStatementThatIsTooLongIsRefusedHereAndTheOthersGoOn() throws Exception {
    Files.writeString(file, "s0\n" + "x".repeat(StatementFile.MAX_STATEMENT + 1) + "\ns2\n");
    Upload.Summary summary = upload(1, 10);
    assertThat(summary.recorded()).isEqualTo(2);
    assertThat(summary.shown().get(0).line()).isEqualTo(2);
    assertThat(((SubmitAnswer.Refused) summary.shown().get(0).answer()).problem().slug())
        .isEqualTo("statement-too-large");
  }

  @Test
  void requestsAtOnceLoseNothing() throws Exception {
    write("s", 500);
    Upload.Summary summary = upload(8, 7);
    assertThat(summary.recorded()).isEqualTo(500);
    assertThat(ledger.recorded).hasSize(500);
    assertThat(results().stream().map(r -> r.path("line").asInt()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 500).boxed().toList());
  }

  private void write(String prefix, int count) throws IOException {
    Files.writeString(
        file,
        IntStream.range(0, count).mapToObj(i -> prefix + i + "\n").collect(Collectors.joining()));
  }

  private Upload.Summary upload(int parallel, int batch) throws Exception {
    Survey survey = Survey.of(file);
    Upload upload = new Upload(ledger, parallel, batch);
    try (ResultsFile results = ResultsFile.open(resultsPath, survey)) {
      if (!upload.isOfThisLedger(file, results)) {
        results.forget();
      }
      Progress progress =
          new Progress(
              new Shell().terminal(false), survey.statements(), results.recorded(), () -> 0);
      return upload.run(file, survey, results, progress);
    }
  }

  private List<JsonNode> results() throws IOException {
    List<JsonNode> results = new ArrayList<>();
    for (String line : Files.readAllLines(resultsPath)) {
      results.add(JSON.readTree(line));
    }
    return results;
  }
}
