package org.assay.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.ledger.LogStore;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.SignedNote;
import org.assay.traceability.bundle.BundleVerifier;
import org.assay.traceability.bundle.TrustAnchors;
import org.assay.traceability.bundle.Verification;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.policy.Case;
import org.assay.traceability.policy.Policies;
import org.assay.traceability.policy.PolicyName;
import org.assay.traceability.policy.PolicyVerdict;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay verify}. */
@Command(
    name = "verify",
    description = {
      "Verify an evidence bundle on this machine: without a network, and without believing whoever"
          + " made it. What it holds by itself is checked, and the answer in it derived again.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 the evidence holds and the verdict is PASS, 1 something does not hold, 2 it"
          + " holds and the verdict is not PASS, 3 it cannot be said, 64 wrong usage. With --policy,"
          + " 0 is PASS under each of them too."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "BUNDLE", description = "The file, which may be compressed (gzip).")
  private Path file;

  @Option(
      names = "--trust",
      required = true,
      paramLabel = "FILE",
      description = "The log's key and the charter's digest; assay trust writes such a file.")
  private Path trust;

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description = "A checkpoint that you kept: the log must have grown from it.")
  private @Nullable Path since;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      split = ",",
      description = "Policies that the lot must meet, each as ID or ID@VERSION.")
  private List<String> policies = List.of();

  @Option(
      names = "--on",
      paramLabel = "DAY",
      description =
          "The day for which --policy is to answer; else the one that whoever made the bundle chose.")
  private @Nullable LocalDate on;

  @Option(
      names = "--log",
      paramLabel = "URL|DIR",
      description =
          "Look through the public log, too, for what the bundle leaves out: the exchange's"
              + " address, or a copy of its log. Only this uses a network.")
  private @Nullable String log;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (on != null && policies.isEmpty()) {
      throw Failure.usage("--on is the day for which policies answer: give --policy too");
    }
    List<PolicyName> names = names();
    TrustAnchors anchors = anchors();
    byte[] bundle = UserFiles.read(file, BundleVerifier.MAX_BYTES);
    Verification found = new BundleVerifier(anchors).verify(bundle, earlier());
    if (log != null) {
      found = against(found, log);
    }
    List<PolicyVerdict> answers = answers(found, names);
    int status = status(found, answers);
    if (json) {
      terminal.out().println(VisibleText.ofJson(VerifyText.json(found, answers, status)));
    } else {
      terminal.out().print(VerifyText.of(found, answers, day(found)));
    }
    return status;
  }

  private List<PolicyName> names() {
    List<PolicyName> names = new ArrayList<>();
    for (String each : policies) {
      names.add(
          PolicyName.parse(each)
              .orElseThrow(
                  () -> Failure.usage("'" + each + "' is not a policy: give ID or ID@VERSION")));
    }
    return names;
  }

  private TrustAnchors anchors() {
    try {
      return TrustAnchors.parse(UserFiles.read(trust, TrustAnchors.MAX_BYTES));
    } catch (IllegalArgumentException e) {
      throw Failure.usage(trust + ": " + e.getMessage(), e);
    }
  }

  private Optional<byte[]> earlier() {
    return since == null
        ? Optional.empty()
        : Optional.of(UserFiles.read(since, SignedNote.MAX_BYTES));
  }

  private static Verification against(Verification found, String where) {
    LogStore store;
    if (where.startsWith("http://") || where.startsWith("https://")) {
      try {
        store = new PublicLog(new ExchangeClient(URI.create(where)));
      } catch (IllegalArgumentException e) {
        throw Failure.usage("--log: " + e.getMessage(), e);
      }
    } else if (Files.isDirectory(Path.of(where))) {
      store = new LogFolder(Path.of(where));
    } else {
      throw Failure.usage("--log is an address or a folder, and " + where + " is neither");
    }
    try {
      return found.against(store);
    } catch (StoreUnavailable e) {
      throw Failure.couldNot("the log could not be looked through: " + e.getMessage(), e);
    }
  }

  /** The day for which policies answer: whoever made the file chose the one in it. */
  private @Nullable LocalDate day(Verification found) {
    return on == null ? found.day().orElse(null) : on;
  }

  private List<PolicyVerdict> answers(Verification found, List<PolicyName> names) {
    Optional<Trace> trace = found.trace();
    LocalDate day = day(found);
    if (names.isEmpty() || trace.isEmpty()) {
      return List.of();
    }
    if (day == null) {
      throw Failure.couldNot("the bundle names no day for its answer; give one with --on");
    }
    Origin origin = Origin.of(trace.get());
    Policies known = new Policies(trace.get().evidence().registry());
    List<PolicyVerdict> answers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = policies.get(i);
      answers.add(
          PolicyVerdict.of(
              known
                  .find(names.get(i), day)
                  .orElseThrow(
                      () ->
                          Failure.couldNot(
                              "no policy " + name + " is recorded as of the bundle's checkpoint")),
              new Case(trace.get(), origin, day)));
    }
    return answers;
  }

  private static int status(Verification found, List<PolicyVerdict> answers) {
    boolean passes =
        answers.stream()
            .allMatch(answer -> answer.verdict().filter(Verdict.PASS::equals).isPresent());
    return found.status() == Verification.Status.VERIFIED && !passes
        ? ExitStatus.NOT_PASS
        : found.status().exit();
  }
}
