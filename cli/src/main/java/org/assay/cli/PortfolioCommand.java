package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.assay.attestation.LotId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay portfolio}. */
@Command(
    name = "portfolio",
    description = {
      "Show how much of the metals of several lots comes from one country, stage by stage.",
      "It is a figure of all of them together, and no verdict on any lot.",
      "Reading needs a registered key (--key and --kid), or a token (--token, or ASSAY_TOKEN).",
      ""
    },
    footer = {
      "",
      "Exit status: 0 BELOW the threshold everywhere, 2 ABOVE or UNDECIDED, 3 no answer could be"
          + " had, 64 wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class PortfolioCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final Set<String> DECISIONS = Set.of("BELOW", "ABOVE", "UNDECIDED");

  private final Terminal terminal;
  private final Clock clock;

  @Parameters(arity = "0..*", paramLabel = "LOT", description = "The ids of lots, URIs.")
  private List<LotId> lots = new ArrayList<>();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A file of lot ids, one a line, in addition.")
  private @Nullable Path file;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final ReaderOptions reader = new ReaderOptions();

  @Option(names = "--json", description = "Print all that the exchange answers, as JSON.")
  private boolean json;

  @Option(
      names = "--threshold",
      paramLabel = "PERCENT",
      description =
          "The share that no country should exceed, such as 50 (65, as in the EU's"
              + " Regulation 2024/1252).")
  private @Nullable String threshold;

  @Option(
      names = "--as-of",
      paramLabel = "N",
      description = "Answer as of when the ledger had N entries.")
  private @Nullable Long asOf;

  PortfolioCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Set<LotId> all = lots();
    if (threshold != null && !threshold.matches("[0-9]{1,3}(\\.[0-9]{1,6})?")) {
      throw Failure.usage("--threshold is a percentage like 65 or 66.5, with at most six decimals");
    }
    ExchangeClient client = url.client();
    JsonNode answer =
        client.portfolio(
            all,
            reader.token(client, clock),
            asOf == null ? OptionalLong.empty() : OptionalLong.of(asOf),
            threshold);
    String decision = answer.path("decision").asText();
    if (!answer.path("scope").asText().equals("portfolio")
        || !DECISIONS.contains(decision)
        || answer.path("lots").size() != all.size()) {
      throw Failure.couldNot("the answer of " + client.base() + " is not one about these lots");
    }
    if (json) {
      terminal.out().println(VisibleText.ofJson(answer.toPrettyString()));
    } else {
      terminal.out().print(PortfolioText.of(answer, terminal.outInColour()));
    }
    return decision.equals("BELOW") ? ExitStatus.OK : ExitStatus.NOT_PASS;
  }

  private Set<LotId> lots() {
    Set<LotId> all = new LinkedHashSet<>();
    for (LotId lot : lots) {
      add(lot, "", all);
    }
    if (file != null) {
      String text = new String(UserFiles.read(file, MOST_BYTES), StandardCharsets.UTF_8);
      int number = 0;
      for (String line : text.lines().toList()) {
        number++;
        String id = line.strip();
        String where = file + ", line " + number + ": ";
        if (!id.isEmpty()) {
          if (!LotId.isValid(id)) {
            throw Failure.usage(where + "not a lot id; give one absolute URI a line");
          }
          add(new LotId(id), where, all);
        }
      }
    }
    if (all.isEmpty()) {
      throw Failure.usage("which lots? Name them, or a file of them with --file");
    }
    return all;
  }

  private static void add(LotId lot, String where, Set<LotId> into) {
    if (!into.add(lot)) {
      throw Failure.usage(where + lot + " is named twice, and a lot counts once");
    }
  }
}
