package org.assay.functions.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.RejectedException;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ProxyHandler;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.ReadAccess;
import org.assay.functions.gateway.Reader;
import org.assay.functions.gateway.Receipts;
import org.assay.functions.gateway.Router;
import org.assay.ledger.Digest;
import org.assay.ledger.LogStore;
import org.assay.ledger.Publication;
import org.assay.ledger.Ref;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.Receipt;
import org.assay.ledger.tlog.TilePath;
import org.assay.traceability.bundle.BundleMaker;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.trace.EvidenceReader;

/** The Lambda function behind every {@code GET}, and the one {@code POST} that only asks. */
public final class QueryHandler extends ProxyHandler {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Deployment deployment;
  private final ReadAccess access;
  private final EvidenceReader evidence;
  private final Router router;

  /** As Lambda makes it: from the environment of the process. */
  public QueryHandler() {
    this(new Deployment(System.getenv(), Clock.systemUTC()));
  }

  /** In a deployment that is there already. */
  public QueryHandler(Deployment deployment) {
    this.deployment = deployment;
    this.access =
        new ReadAccess(deployment.logOrigin(), deployment.registries(), deployment.clock());
    this.evidence =
        new EvidenceReader(
            deployment.stores().blocks(),
            deployment.stores().index(),
            deployment.stores().statements(),
            deployment.registries());
    this.router =
        new Router()
            .on("GET", "/", (request, path, context) -> BuyersPage.response())
            .on("GET", "/v1/attestations/{digest}", this::statement)
            .on("GET", "/v1/attestations/{digest}/receipt", this::receipt)
            .on("GET", "/v1/lots/{id}", new TraceEndpoint(access, evidence, deployment.clock()))
            .on(
                "GET",
                "/v1/lots/{id}/bundle",
                new BundleEndpoint(
                    access,
                    new BundleMaker(
                        evidence, deployment.stores().publications(), deployment.stores().log()),
                    deployment.clock()))
            .on("POST", "/v1/portfolio", new PortfolioEndpoint(access, evidence))
            .on("GET", "/v1/members", this::members)
            .on("GET", "/v1/policies", this::policies)
            .on("GET", "/checkpoint", this::checkpoint)
            .on("GET", "/tile/{path+}", this::tile)
            .on("GET", "/healthz", this::health);
  }

  @Override
  protected ProxyResponse handle(ProxyRequest request, Context context) throws Exception {
    try {
      return router.route(request, context);
    } catch (ReadAccess.Denied e) {
      return e.response();
    } catch (Refusal e) {
      return e.response();
    } catch (StoreUnavailable e) {
      return Problem.of(
              "store-unavailable",
              "A store did not answer",
              503,
              "The question could not be answered now.")
          .remedy("Ask again.")
          .toResponse()
          .withHeader("Retry-After", "1");
    }
  }

  private ProxyResponse statement(ProxyRequest request, Map<String, String> path, Context context)
      throws ReadAccess.Denied {
    Reader reader = access.reader(request);
    Optional<Found> found = find(reader, path);
    if (found.isEmpty()) {
      return unknownStatement(reader);
    }
    Statement statement = found.get().statement();
    boolean isCharter = !(statement instanceof AttestationStatement);
    return ProxyResponse.of(
            200, isCharter ? "application/jose+json" : MediaTypes.VC_JWT, statement.bytes())
        .withHeader("Cache-Control", "private, max-age=86400, immutable");
  }

  private ProxyResponse receipt(ProxyRequest request, Map<String, String> path, Context context)
      throws ReadAccess.Denied {
    Reader reader = access.reader(request);
    Optional<Found> found = find(reader, path);
    if (found.isEmpty()) {
      return unknownStatement(reader);
    }
    Ref ref = found.get().ref();
    Optional<Receipt> receipt = deployment.receipts().of(ref);
    if (receipt.isEmpty()) {
      ObjectNode json = JSON.createObjectNode();
      json.put("status", "SEQUENCED");
      json.put("index", ref.index());
      return ProxyResponse.json(202, json).withHeader("Retry-After", "1");
    }
    boolean wantsJson =
        request.header("Accept").filter(accept -> accept.contains(MediaTypes.JSON)).isPresent();
    return (wantsJson
            ? ProxyResponse.json(200, Receipts.json(receipt.get()))
            : ProxyResponse.text(200, MediaTypes.TEXT, receipt.get().text()))
        .withHeader("Cache-Control", "private, no-store");
  }

  /** A statement that is recorded, and where. */
  private record Found(Statement statement, Ref ref) {}

  /** What a path names, if it is recorded and the reader may see it. */
  private Optional<Found> find(Reader reader, Map<String, String> path) {
    String digest = path.getOrDefault("digest", "");
    if (!Digest.isHex(digest)) {
      return Optional.empty();
    }
    return deployment
        .stores()
        .statements()
        .get(Digest.fromHex(digest))
        .flatMap(QueryHandler::read)
        .filter(statement -> mayRead(reader, statement))
        // Bytes may be stored without being recorded, where the ledger refused them: those are
        // nobody's to read.
        .flatMap(statement -> ref(statement).map(ref -> new Found(statement, ref)));
  }

  private Optional<Ref> ref(Statement statement) {
    return Optional.ofNullable(
            deployment
                .stores()
                .index()
                .statements(List.of(statement.identity()))
                .get(statement.identity()))
        .filter(ref -> ref.statement().equals(statement.statement()));
  }

  private static Optional<Statement> read(byte[] bytes) {
    try {
      return Optional.of(Statement.read(bytes));
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }

  private static ProxyResponse unknownStatement(Reader reader) {
    return Problem.of(
            "statement-unknown",
            "There is no such statement for the reader",
            404,
            "No statement with this digest is recorded that " + reader.party() + " may read.")
        .remedy(
            "A digest is the SHA-256 of the statement's bytes, in 64 lower-case hexadecimal digits.")
        .toResponse();
  }

  private static boolean mayRead(Reader reader, Statement statement) {
    if (!(statement instanceof AttestationStatement attestation)) {
      return true;
    }
    if (reader.onlyLot().isPresent()) {
      return attestation.credential().subject().lots().contains(reader.onlyLot().get());
    }
    return reader.isMember() || attestation.credential().issuer().equals(reader.party());
  }

  private ProxyResponse members(ProxyRequest request, Map<String, String> path, Context context)
      throws ReadAccess.Denied {
    Reader reader = access.reader(request);
    if (reader.onlyLot().isPresent()) {
      return ReadAccess.forbidden("The share link is for one lot.");
    }
    return ProxyResponse.json(200, MembersJson.write(deployment.registries().known()))
        .withHeader("Cache-Control", "private, no-store");
  }

  private ProxyResponse policies(ProxyRequest request, Map<String, String> path, Context context)
      throws ReadAccess.Denied {
    Reader reader = access.reader(request);
    if (reader.onlyLot().isPresent()) {
      return ReadAccess.forbidden("The share link is for one lot.");
    }
    return ProxyResponse.json(200, PoliciesJson.write(deployment.registries().known()))
        .withHeader("Cache-Control", "private, no-store");
  }

  private ProxyResponse checkpoint(
      ProxyRequest request, Map<String, String> path, Context context) {
    return deployment
        .stores()
        .log()
        .get(LogStore.CHECKPOINT)
        .map(
            note ->
                ProxyResponse.of(200, MediaTypes.TEXT, note)
                    .withHeader("Cache-Control", "public, max-age=2"))
        .orElseGet(QueryHandler::notInLog);
  }

  private ProxyResponse tile(ProxyRequest request, Map<String, String> path, Context context) {
    String tile = "tile/" + path.getOrDefault("path", "");
    // Only what a log can have is asked for, so that no path leads anywhere else in the bucket.
    Optional<byte[]> content =
        TilePath.parse(tile).isPresent() ? deployment.stores().log().get(tile) : Optional.empty();
    return content
        .map(
            bytes ->
                ProxyResponse.of(200, MediaTypes.OCTETS, bytes)
                    .withHeader("Cache-Control", "public, max-age=604800, immutable"))
        .orElseGet(QueryHandler::notInLog);
  }

  private static ProxyResponse notInLog() {
    return Problem.of("not-in-log", "The log has no such file", 404, "It may not be published yet.")
        .toResponse();
  }

  private ProxyResponse health(ProxyRequest request, Map<String, String> path, Context context) {
    ObjectNode json = JSON.createObjectNode();
    json.put("status", "ok");
    json.put("log", deployment.logOrigin());
    long size = evidence.size();
    long published = deployment.stores().publications().newest().map(Publication::size).orElse(0L);
    json.put("size", size);
    json.put("published", published);
    json.put("behind", Math.max(0, size - published));
    return ProxyResponse.json(200, json).withHeader("Cache-Control", "no-store");
  }
}
