package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import org.assay.traceability.policy.StandardPolicies;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay policy}. */
@Command(
    name = "policy",
    description = {
      "What is asked of lots: laws, standards and rules of the coalition, which members record.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "To have a standard policy recorded as a member's own:",
      "",
      "  assay policy show-standard coalition-origin > policy.json",
      "  assay sign policy.json --out policy.jws --key KEY.pem --kid DID#NAME",
      "  assay submit policy.jws",
      "",
      "Exit status: 0 well, 3 no answer could be had, 64 wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the specification.
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Terminal terminal;
  private final Clock clock;

  PolicyCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  @Command(
      name = "list",
      description = {
        "Show the policies of an exchange, all versions.",
        "Reading needs a registered key (--key and --kid), or a token (--token, or ASSAY_TOKEN).",
        ""
      })
  int list(
      @Mixin UrlOption url,
      @Mixin ReaderOptions reader,
      @Option(names = "--json", description = "Print all that the exchange answers, as JSON.")
          boolean json)
      throws Exception {
    ExchangeClient client = url.client();
    JsonNode answer = client.policies(reader.token(client, clock));
    if (json) {
      terminal.out().println(VisibleText.ofJson(answer.toPrettyString()));
      return ExitStatus.OK;
    }
    for (JsonNode policy : answer.path("policies")) {
      terminal.out().println(line(policy));
    }
    if (answer.path("policies").isEmpty()) {
      terminal.say("No policy is recorded. Members record them: see assay policy --help");
    }
    return ExitStatus.OK;
  }

  private static String line(JsonNode policy) {
    JsonNode says = policy.path("says");
    String until = says.path("effectiveUntil").asText();
    StringBuilder rules = new StringBuilder();
    for (JsonNode requirement : says.path("requirements")) {
      rules.append(rules.length() == 0 ? "" : ", ").append(requirement.path("rule").asText());
    }
    return VisibleText.of(
        policy.path("policy").asText()
            + "@"
            + policy.path("version").asLong()
            + "  "
            + policy.path("title").asText()
            + "; from "
            + says.path("effectiveFrom").asText()
            + (until.isEmpty() ? "" : " to " + until)
            + "; rules "
            + rules
            + "; entry "
            + policy.path("index").asLong()
            + " of "
            + policy.path("issuer").asText()
            + (policy.path("stands").asBoolean() ? "" : "; TAKEN BACK"));
  }

  @Command(
      name = "show-standard",
      description = {
        "Print a policy that comes with the software, to be signed by a member as its own; without a"
            + " name, the names. The exchange knows none of them until somebody has it recorded.",
        ""
      })
  int showStandard(
      @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one.")
          @Nullable String name) {
    if (name == null) {
      for (StandardPolicies.Standard each : StandardPolicies.all()) {
        terminal.out().println(each.name() + "  " + each.policy().title());
      }
      return ExitStatus.OK;
    }
    terminal
        .out()
        .print(
            StandardPolicies.named(name)
                .orElseThrow(
                    () ->
                        Failure.usage(
                            "there is no standard policy "
                                + name
                                + "; there are "
                                + String.join(
                                    ", ",
                                    StandardPolicies.all().stream()
                                        .map(StandardPolicies.Standard::name)
                                        .toList())))
                .draft());
    return ExitStatus.OK;
  }
}
