package org.assay.functions.query;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.List;
import java.util.Map;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.ReadAccess;
import org.assay.functions.gateway.Reader;
import org.assay.functions.gateway.Router;
import org.assay.traceability.portfolio.Holding;
import org.assay.traceability.portfolio.Portfolio;
import org.assay.traceability.trace.EvidenceReader;

/**
 * Answers how concentrated a portfolio is. It is a POST because so many names do not fit into an
 * address, and lots do not belong into the logs of those on the way; it changes nothing.
 */
final class PortfolioEndpoint implements Router.Endpoint {
  private final ReadAccess access;
  private final EvidenceReader evidence;
  private final PortfolioReading reading;

  PortfolioEndpoint(ReadAccess access, EvidenceReader evidence) {
    this(access, evidence, new PortfolioReading(evidence, PortfolioReading.MAX_LOOKED_AT));
  }

  PortfolioEndpoint(ReadAccess access, EvidenceReader evidence, PortfolioReading reading) {
    this.access = access;
    this.evidence = evidence;
    this.reading = reading;
  }

  @Override
  public ProxyResponse handle(ProxyRequest request, Map<String, String> path, Context context)
      throws ReadAccess.Denied, Refusal, InterruptedException {
    Reader reader = access.reader(request);
    long newest = evidence.size();
    PortfolioQuestion question = PortfolioQuestion.read(request, newest);
    long size = question.asOf().orElse(newest);
    List<Holding> holdings = reading.read(question.lots(), size, reader, context);
    Portfolio portfolio = Portfolio.of(holdings, question.threshold());
    return ProxyResponse.json(200, PortfolioJson.write(portfolio, size))
        .withHeader("Cache-Control", "private, no-store")
        // The address of a share link holds its token.
        .withHeader("Referrer-Policy", "no-referrer");
  }
}
