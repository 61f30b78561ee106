package org.assay.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.cli.ResultsFile.Kept;
import org.assay.cli.ResultsFile.Result;
import org.jspecify.annotations.Nullable;

/**
 * Submits a file of statements, and writes down what comes of each before it goes on. No more is in
 * memory than the requests under way.
 */
final class Upload {
  /** The most refusals that are remembered to be shown. */
  static final int MOST_SHOWN = 10;

  private final Submitter submitter;
  private final int parallel;
  private final int batchSize;

  /** What takes statements; the same as {@link ExchangeClient#submitAll}. */
  interface Submitter {
    List<SubmitAnswer> submitAll(List<byte[]> statements)
        throws ExchangeUnavailable, ProblemException, InterruptedException;
  }

  /**
   * What came of a file.
   *
   * @param total how many statements it has
   * @param before how many an earlier run recorded
   * @param recorded how many this run recorded, repeats included
   * @param refused how many are refused
   * @param shown the first of the refused
   * @param failure why it could not be finished; null if it was
   */
  record Summary(
      int total,
      int before,
      int recorded,
      int refused,
      List<Result> shown,
      @Nullable Exception failure) {
    int unanswered() {
      return total - before - recorded - refused;
    }
  }

  /**
   * @param parallel how many requests are under way at once; with more than one, statements are
   *     taken in no certain order
   * @param batchSize the most statements of one request
   */
  Upload(Submitter submitter, int parallel, int batchSize) {
    this.submitter = submitter;
    this.parallel = parallel;
    this.batchSize = batchSize;
  }

  /**
   * Whether the exchange has what the results of an earlier run say, by the one of them that is
   * furthest in the ledger: entries never change and have no gaps, so where that one is, all are.
   */
  boolean isOfThisLedger(Path file, ResultsFile results)
      throws IOException, ProblemException, InterruptedException {
    if (results.last().isEmpty()) {
      return true;
    }
    Kept last = results.last().get();
    try (StatementFile in = StatementFile.open(file)) {
      for (StatementFile.Line line = in.next(); line != null; line = in.next()) {
        if (line.line() == last.line()) {
          return submitter.submitAll(List.of(line.bytes())).get(0)
                  instanceof SubmitAnswer.Recorded recorded
              && recorded.repeated()
              && recorded.index() == last.index()
              && recorded.at().equals(last.at());
        }
      }
    }
    return false;
  }

  /** Submits what the results do not have yet. */
  Summary run(Path file, Survey survey, ResultsFile results, Progress progress)
      throws IOException, InterruptedException {
    Tally tally = new Tally(survey.statements(), results, progress);
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try (StatementFile in = StatementFile.open(file)) {
      Batches batches =
          new Batches(in, results::isRecorded, batchSize, ExchangeClient.MAX_BATCH_BYTES);
      ArrayDeque<Future<List<Result>>> underWay = new ArrayDeque<>();
      boolean isAtEnd = false;
      while (!isAtEnd || !underWay.isEmpty()) {
        // After a failure, what is under way is waited for: it may be recorded.
        while (!isAtEnd && tally.failure == null && underWay.size() < parallel) {
          List<StatementFile.Line> batch = batches.next();
          isAtEnd = batch.isEmpty();
          if (!isAtEnd) {
            underWay.add(threads.submit(() -> send(batch)));
          }
        }
        isAtEnd |= tally.failure != null;
        Future<List<Result>> first = underWay.poll();
        if (first != null) {
          tally.take(first);
        }
      }
    } finally {
      threads.shutdownNow();
      progress.end();
    }
    return tally.summary();
  }

  private List<Result> send(List<StatementFile.Line> batch)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    List<Result> results = new ArrayList<>();
    List<StatementFile.Line> sent = new ArrayList<>();
    for (StatementFile.Line line : batch) {
      if (line.isTooLong()) {
        results.addAll(sendAll(sent));
        sent.clear();
        results.add(new Result(line.line(), tooLong()));
      } else {
        sent.add(line);
      }
    }
    results.addAll(sendAll(sent));
    return results;
  }

  private List<Result> sendAll(List<StatementFile.Line> lines)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    List<SubmitAnswer> answers;
    try {
      answers = submitter.submitAll(lines.stream().map(StatementFile.Line::bytes).toList());
    } catch (ProblemException e) {
      if (e.problem().status() != 413 || lines.size() == 1) {
        throw e;
      }
      // This exchange takes less at once.
      List<Result> results = new ArrayList<>(sendAll(lines.subList(0, lines.size() / 2)));
      results.addAll(sendAll(lines.subList(lines.size() / 2, lines.size())));
      return results;
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      results.add(new Result(lines.get(i).line(), answers.get(i)));
    }
    return results;
  }

  private static SubmitAnswer tooLong() {
    return new SubmitAnswer.Refused(
        "",
        Rejections.problem(
            Rejection.of(
                    Reason.STATEMENT_TOO_LARGE,
                    "the line has more than " + StatementFile.MAX_STATEMENT + " bytes; not sent")
                .remedy("a file has one statement on each line")));
  }

  /** Counts, writes down and shows. */
  private static final class Tally {
    private final int total;
    private final int before;
    private final ResultsFile results;
    private final Progress progress;
    private final List<Result> shown = new ArrayList<>();
    private int recorded;
    private int refused;
    private @Nullable Exception failure;

    private Tally(int total, ResultsFile results, Progress progress) {
      this.total = total;
      this.before = results.recorded();
      this.results = results;
      this.progress = progress;
      progress.at(before, 0);
    }

    private void take(Future<List<Result>> answered) throws IOException, InterruptedException {
      List<Result> batch;
      try {
        batch = answered.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ExchangeUnavailable
            || e.getCause() instanceof ProblemException) {
          failure = failure == null ? (Exception) e.getCause() : failure;
          return;
        }
        throw new IllegalStateException(e.getCause());
      }
      results.write(batch);
      for (Result result : batch) {
        if (result.answer() instanceof SubmitAnswer.Recorded) {
          recorded++;
        } else if (refused++ < MOST_SHOWN) {
          shown.add(result);
        }
      }
      progress.at(before + recorded + refused, refused);
    }

    private Summary summary() {
      return new Summary(total, before, recorded, refused, List.copyOf(shown), failure);
    }
  }
}
