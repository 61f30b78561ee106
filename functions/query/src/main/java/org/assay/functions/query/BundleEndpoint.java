package org.assay.functions.query;

import com.amazonaws.services.lambda.runtime.Context;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.ReadAccess;
import org.assay.functions.gateway.Reader;
import org.assay.functions.gateway.Router;
import org.assay.traceability.bundle.BundleMaker;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.TraceLimits;

/** Gives a lot's evidence bundle to whoever may read the lot. */
final class BundleEndpoint implements Router.Endpoint {
  /** A function's answer has at most 6 MB, in which every quotation mark counts twice. */
  private static final int MAX_BYTES = 5 * 1024 * 1024;

  private final ReadAccess access;
  private final BundleMaker maker;
  private final Clock clock;
  private final int maxBytes;

  BundleEndpoint(ReadAccess access, BundleMaker maker, Clock clock) {
    this(access, maker, clock, MAX_BYTES);
  }

  /**
   * @param maxBytes the most bytes that a bundle may have
   */
  BundleEndpoint(ReadAccess access, BundleMaker maker, Clock clock, int maxBytes) {
    this.access = access;
    this.maker = maker;
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  @Override
  public ProxyResponse handle(ProxyRequest request, Map<String, String> path, Context context)
      throws ReadAccess.Denied, Refusal {
    Reader reader = access.reader(request);
    return ProxyResponse.text(200, MediaTypes.JSON, bundle(request, path, reader))
        .withHeader("Cache-Control", "private, no-store")
        .withHeader("Content-Disposition", "attachment; filename=\"lot.assay.json\"")
        // The address of a share link holds its token.
        .withHeader("Referrer-Policy", "no-referrer");
  }

  private String bundle(ProxyRequest request, Map<String, String> path, Reader reader)
      throws Refusal {
    LotId lot = LotAccess.named(path, reader);
    BundleMaker.Gathered gathered =
        maker
            .gather(lot, new TraceLimits(QueryNumber.depth(request), TraceLimits.DEFAULT.lots()))
            .orElseThrow(() -> new Refusal(unpublished(lot)));
    Optional<LotEvidence> found = gathered.evidence().upstream(lot);
    if (found.isEmpty()) {
      throw new Refusal(unpublished(lot));
    }
    LotAccess.requirePart(reader, found.get());
    OptionalLong since = QueryNumber.of(request, "since", 1, gathered.publication().size());
    byte[] bundle =
        maker.make(gathered, since, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    if (bundle.length > maxBytes) {
      throw new Refusal(
          Problem.of(
                  "bundle-too-large",
                  "The bundle is too large to be sent",
                  422,
                  "The evidence for "
                      + lot
                      + " has "
                      + bundle.length
                      + " bytes, and an answer may have "
                      + maxBytes
                      + ".")
              .remedy(
                  "Ask with a smaller depth, which leaves the verdict UNKNOWN, and for bundles of"
                      + " the lots further upstream."));
    }
    return new String(bundle, StandardCharsets.UTF_8);
  }

  private static Problem unpublished(LotId lot) {
    return Problem.of(
            "lot-unknown",
            "Nothing is published of the lot",
            404,
            "No statement under the newest checkpoint is about " + lot + ".")
        .remedy(
            "Check the spelling; of what was recorded a moment ago there is a bundle as soon as a"
                + " checkpoint covers it.");
  }
}
