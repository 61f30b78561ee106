package org.assay.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SigningKey;
import org.assay.functions.audit.LedgerAudit;
import org.assay.functions.audit.ReportJson;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.AuditSettings;
import org.assay.ledger.audit.AuditStores;
import org.assay.ledger.tlog.NoteKey;
import org.assay.local.StoredLedger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay audit}. */
@Command(
    name = "audit",
    description = {
      "Replay a whole ledger and compare everything that is stored with what follows from it.",
      "Of the exchange whose stores the environment names (ASSAY_LEDGER_TABLE and so on, and the"
          + " AWS SDK's variables), of one in a folder (--data), or of the public log of any other"
          + " (--url); a token, or a key, opens its statements too.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 nothing was found, 1 something was, 3 it could not be finished, 64 wrong"
          + " usage."
    })
final class AuditCommand implements Callable<Integer> {
  /** Over a network most of the time is waiting, so more is asked for at once. */
  private static final int REQUESTS_AT_ONCE = 16;

  private static final Duration TOKEN_KEPT = Duration.ofMinutes(2);

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Clock clock;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of an exchange that is not running.")
  private @Nullable Path data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "An exchange whose public log is audited.")
  private @Nullable URI url;

  @Option(
      names = "--log-key",
      paramLabel = "NAME+ID+KEY",
      description = "The public key of the log, as its operator gave it to you.")
  private @Nullable String logKey;

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description = "A checkpoint that you kept: the log must continue it.")
  private @Nullable Path since;

  @Option(names = "--key", paramLabel = "KEY.pem", description = "The private key of the reader.")
  private @Nullable Path key;

  @Option(
      names = "--kid",
      paramLabel = "DID#NAME",
      description = "The name under which the key is registered.")
  private @Nullable KeyId kid;

  @Option(
      names = "--token",
      paramLabel = "T",
      description = "A token of assay token, which is good for five minutes.")
  private @Nullable String token;

  @Mixin private final LogOption log = new LogOption();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  AuditCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
    this.terminal = terminal;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    if (data != null && url != null) {
      throw Failure.usage("--data and --url name two ledgers; give one");
    }
    if (url == null && (token != null || key != null || kid != null)) {
      throw Failure.usage("a token or key is for an exchange that --url names");
    }
    AuditReport report = url != null ? ofLog(url) : ofStores();
    if (json) {
      terminal.out().println(VisibleText.ofJson(ReportJson.of(report).toPrettyString()));
    } else {
      terminal.out().print(AuditText.of(report));
    }
    return switch (report.verdict()) {
      case CLEAN -> ExitStatus.OK;
      case FINDINGS -> ExitStatus.REFUSED;
      case UNFINISHED -> ExitStatus.COULD_NOT;
    };
  }

  private AuditReport ofStores() throws IOException, InterruptedException {
    NoteKey given = givenKey();
    try (StoredLedger ledger = open()) {
      return audit(
          ledger.stores(),
          given != null ? given : ledger.key().orElse(null),
          AuditSettings.onAllCores());
    }
  }

  private StoredLedger open() throws IOException, InterruptedException {
    try {
      return data == null ? StoredLedger.of(environment) : StoredLedger.inFolder(data);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "no ledger is named: give --data or --url, or set what names one in AWS: "
              + e.getMessage());
    } catch (StoreUnavailable e) {
      throw Failure.couldNot(String.valueOf(e.getMessage()), e);
    }
  }

  private AuditReport ofLog(URI address) throws Exception {
    ExchangeClient client = new ExchangeClient(address);
    Supplier<String> reader = reader(client);
    return audit(
        AuditStores.publicLog(
            new PublicLog(client), reader == null ? null : new ReadableStatements(client, reader)),
        givenKey(),
        new AuditSettings(
            REQUESTS_AT_ONCE,
            REQUESTS_AT_ONCE,
            AuditSettings.MAX_FINDINGS,
            () -> false,
            size -> {}));
  }

  private AuditReport audit(AuditStores stores, @Nullable NoteKey known, AuditSettings settings)
      throws IOException {
    byte[] earlier = since == null ? null : Files.readAllBytes(since);
    Shown shown = new Shown();
    try {
      return LedgerAudit.run(stores, known, settings.tellingOf(shown), earlier);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(since + " is no checkpoint of this log: " + e.getMessage());
    } finally {
      shown.end();
    }
  }

  private @Nullable NoteKey givenKey() {
    try {
      return logKey == null ? null : NoteKey.parse(logKey);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--log-key: " + e.getMessage());
    }
  }

  /** Makes tokens, since an audit may take longer than one is good for; null without a reader. */
  private @Nullable Supplier<String> reader(ExchangeClient client) throws Exception {
    if ((key == null) != (kid == null)) {
      throw Failure.usage("--key and --kid go together");
    }
    if (key != null && kid != null) {
      String name = log.of(client);
      KeyId signer = kid;
      SigningKey signingKey = SignerOptions.read(key, kid);
      return new Renewed(() -> ReadToken.sign(name, signer, signingKey, clock));
    }
    String given = token;
    if (given == null) {
      return null;
    }
    if (!given.matches("[A-Za-z0-9._-]+")) {
      throw Failure.usage("that is not a token: it has letters, digits and . _ - only");
    }
    return () -> given;
  }

  /** A token that is made again before it ends. */
  private final class Renewed implements Supplier<String> {
    private final Supplier<String> made;
    private String newest;
    private Instant until;

    Renewed(Supplier<String> made) {
      this.made = made;
      this.newest = made.get();
      this.until = clock.instant().plus(TOKEN_KEPT);
    }

    @Override
    public synchronized String get() {
      if (!clock.instant().isBefore(until)) {
        newest = made.get();
        until = clock.instant().plus(TOKEN_KEPT);
      }
      return newest;
    }
  }

  /** Tells on a terminal how far the audit is. */
  private final class Shown implements LongConsumer {
    private static final long REDRAW_NANOS = 200_000_000L;

    private final long began = System.nanoTime();
    private long drawn = began;

    @Override
    public void accept(long entries) {
      long now = System.nanoTime();
      if (terminal.errIsScreen() && now - drawn >= REDRAW_NANOS) {
        drawn = now;
        terminal
            .err()
            .printf(
                Locale.ROOT,
                "\r%,d entries  %,d/s ",
                entries,
                Math.round(entries / ((now - began) / 1e9)));
        terminal.err().flush();
      }
    }

    void end() {
      if (drawn != began) {
        terminal.err().println();
      }
    }
  }
}
