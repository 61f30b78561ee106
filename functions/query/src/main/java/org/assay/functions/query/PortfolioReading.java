package org.assay.functions.query;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.Reader;
import org.assay.traceability.portfolio.Holding;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;

/**
 * Traces the lots of a portfolio, some at a time, since most of the time goes by with waiting for
 * stores. Of each only what the portfolio needs is kept. Thread-safe.
 */
final class PortfolioReading {
  /** The most lots that are looked at for one answer, one of several chains once for each. */
  static final long MAX_LOOKED_AT = 20_000;

  /** What adding up and writing may take at the end, in milliseconds. */
  static final int RESERVE = 5_000;

  private static final int THREADS = 8;

  private final EvidenceReader evidence;
  private final long maxLookedAt;

  /**
   * @param maxLookedAt the most lots that are looked at for one answer
   */
  PortfolioReading(EvidenceReader evidence, long maxLookedAt) {
    this.evidence = evidence;
    this.maxLookedAt = maxLookedAt;
  }

  /**
   * Traces lots as of a size of the ledger, in their order.
   *
   * @throws Refusal for the first, in their order, that is not recorded or that the reader may not
   *     see; or if they take too long
   */
  List<Holding> read(List<LotId> lots, long size, Reader reader, Context context)
      throws Refusal, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, lots.size()));
    try {
      AtomicLong lookedAt = new AtomicLong();
      List<Future<Holding>> traced = new ArrayList<>();
      for (int i = 0; i < lots.size(); i++) {
        LotId lot = lots.get(i);
        String pointer = "/lots/" + i;
        traced.add(threads.submit(() -> holding(lot, pointer, size, reader, lookedAt)));
      }
      List<Holding> holdings = new ArrayList<>();
      for (Future<Holding> each : traced) {
        int left = context.getRemainingTimeInMillis() - RESERVE;
        if (left <= 0) {
          throw new TimeoutException();
        }
        holdings.add(each.get(left, TimeUnit.MILLISECONDS));
      }
      return holdings;
    } catch (TimeoutException e) {
      throw tooLarge("The lots could not all be traced in time.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a lot could not be traced", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Holding holding(LotId lot, String pointer, long size, Reader reader, AtomicLong lookedAt)
      throws Refusal {
    LotAccess.requireLink(reader, lot);
    Evidence found = evidence.read(lot, size, TraceLimits.DEFAULT);
    LotAccess.require(reader, found, pointer);
    if (lookedAt.addAndGet(found.upstream().size() + found.downstream().size()) > maxLookedAt) {
      throw tooLarge(
          "Their chains have more than "
              + maxLookedAt
              + " lots, one of several chains counted"
              + " for each.");
    }
    return Holding.of(Tracer.trace(found));
  }

  private static Refusal tooLarge(String detail) {
    return new Refusal(
        Problem.of("portfolio-too-large", "The portfolio is too large for one answer", 422, detail)
            .at("/lots")
            .remedy("Ask about fewer lots at once."));
  }
}
