package org.assay.functions.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.ReadAccess;
import org.assay.functions.gateway.Reader;
import org.assay.functions.gateway.Router;
import org.assay.traceability.assurance.Assurance;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;

/** Answers what is known of a lot, and what follows, to whoever may read it. */
final class TraceEndpoint implements Router.Endpoint {
  /** A function's whole answer may have 6 MB (6,291,556 bytes); the rest is for headers. */
  private static final int MAX_ANSWER = 6_000_000;

  private static final long MAX_PAGE = 1_000_000;

  private final ReadAccess access;
  private final EvidenceReader evidence;
  private final Clock clock;

  TraceEndpoint(ReadAccess access, EvidenceReader evidence, Clock clock) {
    this.access = access;
    this.evidence = evidence;
    this.clock = clock;
  }

  @Override
  public ProxyResponse handle(ProxyRequest request, Map<String, String> path, Context context)
      throws ReadAccess.Denied, Refusal {
    Reader reader = access.reader(request);
    LotId lot = LotAccess.named(path, reader);
    long newest = evidence.size();
    long size = QueryNumber.of(request, "asOf", 0, newest).orElse(newest);
    long depth = QueryNumber.depth(request);
    long page = QueryNumber.of(request, "page", 0, MAX_PAGE).orElse(0);
    Optional<PolicyQuestion> question = PolicyQuestion.of(request, clock);
    Evidence found =
        evidence.read(lot, size, new TraceLimits((int) depth, TraceLimits.DEFAULT.lots()));
    LotAccess.require(reader, found, "");
    Trace trace = Tracer.trace(found);
    Origin origin = Origin.of(trace);
    Assurance assurance =
        Assurance.of(
            trace, origin, question.map(PolicyQuestion::on).orElseGet(() -> LocalDate.now(clock)));
    ObjectNode answer =
        question.isEmpty()
            ? TraceJson.write(trace, origin, assurance, null, List.of())
            : TraceJson.write(
                trace,
                origin,
                assurance,
                question.get().on(),
                question.get().answer(trace, origin));
    return page(answer, page)
        .withHeader("Cache-Control", "private, no-store")
        // The address of a share link holds its token.
        .withHeader("Referrer-Policy", "no-referrer");
  }

  private static ProxyResponse page(ObjectNode answer, long number) throws Refusal {
    List<ObjectNode> pages = Pages.of(answer, MAX_ANSWER);
    if (number >= pages.size()) {
      throw new Refusal(
          Problem.of(
                  "page-unknown",
                  "There is no such page",
                  404,
                  "The answer has " + pages.size() + " pages, the first of which is 0.")
              .remedy("Ask for each page with the asOf that the first one says."));
    }
    ObjectNode page = pages.get((int) number);
    if (Pages.size(page) > MAX_ANSWER) {
      throw new Refusal(
          Problem.of(
                  "answer-too-large",
                  "The answer is larger than can be given",
                  422,
                  "A part of it that cannot be divided has more than " + MAX_ANSWER + " bytes.")
              .remedy("Ask with a smaller depth."));
    }
    return ProxyResponse.json(200, page);
  }
}
