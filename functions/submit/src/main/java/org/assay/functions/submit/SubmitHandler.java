package org.assay.functions.submit;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.Rejection;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.LogLine;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ProxyHandler;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.Receipts;
import org.assay.functions.gateway.Router;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Sequencer;
import org.assay.ledger.SequencerBusy;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.Receipt;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.admission.Reception;
import org.assay.traceability.admission.Submission;

/** The Lambda function behind {@code POST /v1/attestations}. */
public final class SubmitHandler extends ProxyHandler {
  /** The most statements that one request may carry. */
  public static final int MAX_BATCH = 1_000;

  /** The media type of a charter (RFC 7515 §9.2.2). */
  static final String JOSE_JSON = "application/jose+json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How long a submitter is kept waiting for a receipt. */
  private static final Duration RECEIPT_PATIENCE = Duration.ofSeconds(5);

  private final Router router;
  private final Intake intake;
  private final Receipts receipts;
  private final Runnable committed;

  /** As Lambda makes it: from the environment of the process. */
  public SubmitHandler() {
    // In AWS the stream of the ledger table tells the publish function.
    this(new Deployment(System.getenv(), Clock.systemUTC()), () -> {});
  }

  /**
   * In a deployment that is there already.
   *
   * @param committed told after each commit, so that it may be published
   */
  public SubmitHandler(Deployment deployment, Runnable committed) {
    this.committed = committed;
    this.receipts = deployment.receipts();
    SecureRandom random = new SecureRandom();
    Reception reception =
        new Reception(deployment.logOrigin(), deployment.registries(), deployment.clock());
    Sequencer<Submission, Rejection> sequencer =
        new Sequencer<>(
            deployment.stores().blocks(),
            deployment.stores().index(),
            deployment.stores().statements(),
            deployment.stores().pending(),
            new AttestationAdmission(deployment.registries(), reception),
            () -> salt(random),
            deployment.clock(),
            deployment.stores().executor(),
            deployment.sequencing());
    this.intake =
        new Intake(
            reception,
            deployment.registries(),
            deployment.stores().statements(),
            deployment.stores().index(),
            sequencer);
    this.router = new Router().on("POST", "/v1/attestations", this::submit);
  }

  private static Salt salt(SecureRandom random) {
    byte[] bytes = new byte[Salt.LENGTH];
    random.nextBytes(bytes);
    return new Salt(bytes);
  }

  @Override
  protected ProxyResponse handle(ProxyRequest request, Context context) throws Exception {
    try {
      return router.route(request, context);
    } catch (SequencerBusy e) {
      return unavailable("busy", "Too many submissions at once", e.retryAfter());
    } catch (StoreUnavailable e) {
      LogLine.write(
          context,
          JSON.createObjectNode()
              .put("level", "WARN")
              .put("message", "a store did not answer: " + e.getMessage()));
      return unavailable("store-unavailable", "A store did not answer", Duration.ofSeconds(1));
    }
  }

  private static ProxyResponse unavailable(String slug, String title, Duration retryAfter) {
    return Problem.of(slug, title, 503, "It is not known whether the statements were recorded.")
        .remedy("Submit the same bytes again: what is recorded already is answered with its index.")
        .toResponse()
        .withHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
  }

  private ProxyResponse submit(ProxyRequest request, Map<String, String> path, Context context) {
    String contentType = request.contentType().orElse("");
    return switch (contentType) {
      case MediaTypes.VC_JWT, "application/jwt", "application/jose", JOSE_JSON ->
          one(strip(request.body()), prefersNotToWait(request));
      case MediaTypes.JSON_LINES -> many(lines(request.body()));
      default ->
          Problem.of(
                  "unsupported-media-type",
                  "The media type is not one of a statement",
                  415,
                  contentType.isEmpty()
                      ? "The request has no Content-Type."
                      : "A statement is not of the type " + contentType + ".")
              .remedy(
                  "Send one statement as "
                      + MediaTypes.VC_JWT
                      + ", a charter as "
                      + JOSE_JSON
                      + ", or many statements, one a line, as "
                      + MediaTypes.JSON_LINES
                      + ".")
              .toResponse();
    };
  }

  /** RFC 7240 §4.1. */
  private static boolean prefersNotToWait(ProxyRequest request) {
    return request.headers().getOrDefault("Prefer", List.of()).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(preference -> preference.strip().equalsIgnoreCase("respond-async"));
  }

  private ProxyResponse one(byte[] statement, boolean respondAsync) {
    Answer answer = intake.submit(List.of(statement)).get(0);
    if (answer instanceof Answer.Refused refused) {
      return Problem.of(refused.rejection()).toResponse();
    }
    committed.run();
    boolean isRepeat = answer instanceof Answer.Repeated;
    Ref ref = ref(answer);
    String location = "/v1/attestations/" + ref.statement().hex();
    ObjectNode recorded = recorded(ref, isRepeat);
    Optional<Receipt> receipt =
        respondAsync ? Optional.empty() : receipts.await(ref, RECEIPT_PATIENCE);
    if (receipt.isEmpty()) {
      return ProxyResponse.json(202, recorded)
          .withHeader("Location", location + "/receipt")
          .withHeader("Retry-After", "1");
    }
    recorded.put("status", "PUBLISHED");
    recorded.put("receipt", receipt.get().text());
    return ProxyResponse.json(isRepeat ? 200 : 201, recorded).withHeader("Location", location);
  }

  private ProxyResponse many(List<byte[]> statements) {
    if (statements.size() > MAX_BATCH) {
      return Problem.of(
              "batch-too-large",
              "The batch has too many statements",
              413,
              "There are " + statements.size() + " lines.")
          .remedy("Send at most " + MAX_BATCH + " statements in one request.")
          .with("maximum", IntNode.valueOf(MAX_BATCH))
          .toResponse();
    }
    List<Answer> answers = intake.submit(statements);
    committed.run();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < answers.size(); i++) {
      lines.append(line(i + 1, statements.get(i), answers.get(i))).append('\n');
    }
    return ProxyResponse.text(200, MediaTypes.JSON_LINES, lines.toString());
  }

  private static ObjectNode line(int number, byte[] statement, Answer answer) {
    ObjectNode line = JSON.createObjectNode();
    line.put("line", number);
    if (answer instanceof Answer.Refused refused) {
      line.put("status", "REFUSED");
      line.put("statement", Digest.of(statement).hex());
      line.set("problem", Problem.of(refused.rejection()).toJson());
      return line;
    }
    return line.setAll(recorded(ref(answer), answer instanceof Answer.Repeated));
  }

  private static ObjectNode recorded(Ref ref, boolean isRepeat) {
    ObjectNode json = JSON.createObjectNode();
    json.put("status", "SEQUENCED");
    json.put("index", ref.index());
    json.put("at", ref.at().toString());
    json.put("statement", ref.statement().hex());
    json.put("repeated", isRepeat);
    return json;
  }

  private static Ref ref(Answer answer) {
    return answer instanceof Answer.Recorded recorded
        ? recorded.ref()
        : ((Answer.Repeated) answer).ref();
  }

  /** A file's last line ends; the statement does not. */
  private static byte[] strip(byte[] body) {
    int end = body.length;
    while (end > 0 && (body[end - 1] == '\n' || body[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(body, end);
  }

  /** The lines of a body, without their ends; empty lines do not count. */
  private static List<byte[]> lines(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int i = 0; i <= body.length; i++) {
      if (i < body.length && body[i] != '\n') {
        line.write(body[i]);
        continue;
      }
      byte[] bytes = strip(line.toByteArray());
      if (bytes.length > 0) {
        lines.add(bytes);
      }
      line.reset();
    }
    return lines;
  }
}
