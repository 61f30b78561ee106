package org.assay.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay submit}. */
@Command(
    name = "submit",
    description = {
      "Submit signed statements, one a line, or a charter. What came of each is in"
          + " FILE.results.jsonl; the same command goes on where it was stopped, and submitting"
          + " twice is free.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 all are recorded, 1 some are refused, 3 could not be finished, 64 wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required or has a default.
final class SubmitCommand implements Callable<Integer> {
  /** Longer than others wait: an exchange may be started anew below a long upload. */
  private static final int ATTEMPTS = 8;

  private static final int MOST_PARALLEL = 16;

  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Statements, as signed.")
  private List<Path> files;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Where the results go (FILE.results.jsonl).")
  private @Nullable Path results;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many requests are under way at once, 1 to 16. With more than one the order is not"
              + " kept: for statements of which none rests on another (${DEFAULT-VALUE}).")
  private int parallel;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "500",
      description = "The most statements of one request, 1 to 500 (${DEFAULT-VALUE}).")
  private int batch;

  SubmitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (results != null && files.size() > 1) {
      throw Failure.usage("--results is for one file");
    }
    if (parallel < 1 || parallel > MOST_PARALLEL || batch < 1 || batch > ExchangeClient.MAX_BATCH) {
      throw Failure.usage(
          "--parallel is 1 to " + MOST_PARALLEL + ", --batch 1 to " + ExchangeClient.MAX_BATCH);
    }
    for (Path file : files) {
      requireSigned(file);
    }
    url.client().health(); // Tells early when there is no exchange.
    ExchangeClient client = url.client(ATTEMPTS);
    int status = ExitStatus.OK;
    for (Path file : files) {
      Upload.Summary summary = submit(file, new Upload(client::submitAll, parallel, batch));
      if (summary.failure() != null) {
        return ExitStatus.COULD_NOT;
      }
      status = summary.refused() > 0 ? ExitStatus.REFUSED : status;
    }
    return status;
  }

  /** Says what to do about the likeliest mistake before anything is sent. */
  private static void requireSigned(Path file) {
    try (StatementFile in = StatementFile.open(file)) {
      StatementFile.Line first = in.next();
      if (first == null) {
        throw Failure.usage("there is no statement in " + file);
      }
      String beginning = new String(first.bytes(), StandardCharsets.UTF_8);
      if (beginning.startsWith("{") && !beginning.contains("\"signatures\"")) {
        throw Failure.usage(
            file + " is not signed; first: assay sign FILE (for a charter: assay charter FILE)");
      }
    } catch (IOException e) {
      throw Failure.usage(file + " can't be read: " + UserFiles.reason(e), e);
    }
  }

  private Upload.Summary submit(Path file, Upload upload) throws Exception {
    Survey survey = Survey.of(file);
    Path path = results != null ? results : Path.of(file + ".results.jsonl");
    try (ResultsFile written = ResultsFile.open(path, survey)) {
      Thread hook =
          new Thread(
              () -> {
                written.seal();
                terminal.say(
                    "\nStopped. What was answered is in " + path + "; the same command goes on.");
              },
              "seal-results");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        if (!upload.isOfThisLedger(file, written)) {
          terminal.say(path + " is about another ledger; all is submitted anew.");
          written.forget();
        }
        Progress progress =
            new Progress(terminal, survey.statements(), written.recorded(), System::nanoTime);
        Upload.Summary summary = upload.run(file, survey, written, progress);
        report(file, path, summary);
        return summary;
      } finally {
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
          // The process is ending, and the hook at work.
        }
      }
    }
  }

  private void report(Path file, Path path, Upload.Summary summary) {
    for (ResultsFile.Result result : summary.shown()) {
      ReceivedProblem problem = ((SubmitAnswer.Refused) result.answer()).problem();
      terminal.say(
          file
              + ", line "
              + result.line()
              + ": "
              + VisibleText.of(problem.slug())
              + ": "
              + VisibleText.of(problem.sentence()));
    }
    if (summary.refused() > summary.shown().size()) {
      terminal.say("… and more, in " + path);
    }
    StringBuilder text = new StringBuilder();
    text.append(file).append(": ").append(Words.count(summary.total(), "statement")).append(", ");
    text.append(Words.number(summary.recorded() + summary.before())).append(" recorded");
    if (summary.before() > 0) {
      text.append(" (").append(Words.number(summary.before())).append(" of them before)");
    }
    text.append(", ").append(Words.number(summary.refused())).append(" refused");
    if (summary.failure() != null) {
      text.append(", ").append(Words.number(summary.unanswered())).append(" not answered");
    }
    terminal.out().println(text + ". Results: " + path);
    if (summary.failure() != null) {
      terminal.say(
          "assay: stopped: " + VisibleText.of(String.valueOf(summary.failure().getMessage())));
      terminal.say("The same command goes on from there.");
    }
  }
}
