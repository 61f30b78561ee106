package org.assay.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assay.local.LocalExchange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay serve}. */
@Command(
    name = "serve",
    description = {
      "Run a whole exchange on this machine, until Ctrl-C. What it has answered for is there at the"
          + " next start.",
      "Where AWS_ENDPOINT_URL is set (or AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL_DYNAMODB), such as"
          + " for LocalStack, its stores are there instead of in a folder.",
      ""
    })
final class ServeCommand implements Callable<Integer> {
  /** Where an exchange keeps its data unless told otherwise. */
  static final Path DEFAULT_DATA = Path.of(".assay", "data");

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder that holds everything (.assay/data under the current one).")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port on 127.0.0.1; 0 for any that is free (${DEFAULT-VALUE}).")
  private int port;

  ServeCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw Failure.usage("a port is 0 to 65535");
    }
    CountDownLatch end = new CountDownLatch(1);
    LocalExchange exchange = start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    exchange.close();
                  } catch (IOException e) {
                    terminal.say("assay: while ending: " + UserFiles.reason(e));
                  }
                  end.countDown();
                },
                "close-exchange"));
    greet(exchange);
    end.await();
    return ExitStatus.OK;
  }

  private LocalExchange start() throws IOException, InterruptedException {
    if (!LocalExchange.isElsewhere(environment)) {
      Path folder = data == null ? DEFAULT_DATA : data;
      LocalExchange exchange = LocalExchange.embedded(folder, port, terminal.err());
      terminal.out().println("Data is in " + folder.toAbsolutePath().normalize());
      return exchange;
    }
    if (data != null) {
      throw Failure.usage(
          "--data is for an exchange with its own stores, but AWS_ENDPOINT_URL is set");
    }
    String endpoint =
        Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL")
            .filter(environment::containsKey)
            .map(name -> name + "=" + environment.get(name))
            .reduce((one, other) -> one + " " + other)
            .orElse("");
    LocalExchange exchange = onStores(endpoint);
    terminal.out().println("Data is elsewhere: " + endpoint);
    return exchange;
  }

  // Whatever the AWS SDK throws is unchecked, and here it means that the environment is wrong.
  @SuppressWarnings("IllegalCatch")
  private LocalExchange onStores(String endpoint) throws IOException {
    try {
      return LocalExchange.on(environment, port, terminal.err());
    } catch (RuntimeException e) {
      throw Failure.couldNot("the stores at " + endpoint + " can't be used: " + e.getMessage(), e);
    }
  }

  private void greet(LocalExchange exchange) {
    String url = exchange.uri().getPort() == 8080 ? "" : " --url " + exchange.uri();
    terminal.out().println("The log is " + exchange.logOrigin() + ", its key " + exchange.logKey());
    terminal.out().println("Assay is at " + exchange.uri());
    terminal.out().println();
    terminal.out().println("In another terminal:");
    terminal.out().println("  curl " + exchange.uri() + "/healthz");
    terminal.out().println("  assay keygen --did did:web:registry.example    make a key");
    terminal.out().println("  assay charter --help                           found a coalition");
    terminal.out().println("  assay sign --help                              sign what you attest");
    terminal.out().println("  assay submit FILE" + url);
    terminal.out().println("  assay trace LOT --key KEY.pem --kid DID#NAME" + url);
    terminal.out().println("Ctrl-C ends it.");
    terminal.out().flush();
  }
}
