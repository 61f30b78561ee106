package org.assay.functions.gateway;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assay.attestation.Did;
import org.assay.attestation.LotId;
import org.assay.attestation.RejectedException;
import org.assay.attestation.jws.CompactJws;
import org.assay.traceability.registry.Party;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;

/**
 * Tells who may read. A token is a JWT that a registered party signs itself (the shape of RFC 7523
 * §3): {@code iss} the party, {@code aud} the log's origin, {@code iat}, {@code exp} at most five
 * minutes later. With a claim {@code lot} it is a share link: it opens that lot alone, for at most
 * 90 days, and may be part of an address. So the ledger's registry is the only directory of users
 * there is. Thread-safe.
 */
public final class ReadAccess {
  /** The JWS {@code typ} of a token. */
  public static final String TYP = "JWT";

  /** The longest term of a token that opens everything that its issuer may see. */
  public static final Duration MAX_TERM = Duration.ofMinutes(5);

  /** The longest term of a share link. */
  public static final Duration MAX_SHARE_TERM = Duration.ofDays(90);

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
  private static final int MAX_TOKEN = 8_192;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private final String logOrigin;
  private final RegistryReader registries;
  private final Clock clock;

  public ReadAccess(String logOrigin, RegistryReader registries, Clock clock) {
    this.logOrigin = logOrigin;
    this.registries = registries;
    this.clock = clock;
  }

  /** Thrown where a request does not show that its sender may read; its problem is the answer. */
  public static final class Denied extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ProxyResponse response;

    private Denied(ProxyResponse response) {
      super(null, null, false, false);
      this.response = response;
    }

    /** What the client is answered with. */
    public ProxyResponse response() {
      return response;
    }
  }

  /**
   * Who sent a request.
   *
   * @throws Denied if there is no token, or it does not hold
   */
  public Reader reader(ProxyRequest request) throws Denied {
    Optional<String> bearer =
        request
            .header("Authorization")
            .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7));
    if (bearer.isPresent()) {
      return reader(bearer.get().substring(7).strip());
    }
    Optional<String> link = request.query("token");
    if (link.isPresent()) {
      Reader reader = reader(link.get());
      if (reader.onlyLot().isEmpty()) {
        throw unauthorised(
            "only a share link may be part of an address; send this token as Authorization: Bearer");
      }
      return reader;
    }
    throw unauthorised("the request has no token");
  }

  private Reader reader(String token) throws Denied {
    if (token.length() > MAX_TOKEN) {
      throw unauthorised("the token has more than " + MAX_TOKEN + " characters");
    }
    Instant now = clock.instant();
    Registry registry = registries.current();
    JsonNode claims;
    Did issuer;
    try {
      CompactJws jws = CompactJws.parse(token.getBytes(StandardCharsets.UTF_8), TYP);
      Signatures.verify(registry, jws, Long.MAX_VALUE, now);
      issuer = jws.header().kid().did();
      claims = JSON.readTree(jws.payload());
    } catch (RejectedException e) {
      throw unauthorised("the token does not hold: " + e.rejection().detail());
    } catch (IOException e) {
      // Not JSON, or not even in one of the encodings of Unicode.
      throw unauthorised("the token's claims are not JSON");
    }
    Optional<Party> party = registry.party(issuer);
    if (party.isEmpty() || !issuer.value().equals(claims.path("iss").textValue())) {
      throw unauthorised("iss is not the registered party whose key signed the token");
    }
    if (!logOrigin.equals(claims.path("aud").textValue())) {
      throw unauthorised("aud is not " + logOrigin);
    }
    Optional<LotId> lot = lot(claims);
    checkTerm(claims, lot.isPresent() ? MAX_SHARE_TERM : MAX_TERM, now);
    return new Reader(issuer, party.get().isMember(Long.MAX_VALUE), lot);
  }

  private static Optional<LotId> lot(JsonNode claims) throws Denied {
    JsonNode lot = claims.path("lot");
    if (lot.isMissingNode()) {
      return Optional.empty();
    }
    if (!lot.isTextual() || !LotId.isValid(lot.textValue())) {
      throw unauthorised("lot is not a lot id");
    }
    return Optional.of(new LotId(lot.textValue()));
  }

  private static void checkTerm(JsonNode claims, Duration longest, Instant now) throws Denied {
    JsonNode from = claims.path("iat");
    JsonNode until = claims.path("exp");
    if (!from.canConvertToLong()
        || !until.canConvertToLong()
        || !from.isIntegralNumber()
        || !until.isIntegralNumber()) {
      throw unauthorised("iat and exp are not whole seconds");
    }
    long issued = from.longValue();
    long expires = until.longValue();
    long skew = CLOCK_SKEW.toSeconds();
    if (issued > now.getEpochSecond() + skew) {
      throw unauthorised("the token is dated in the future");
    }
    if (expires <= now.getEpochSecond()) {
      throw unauthorised("the token has expired");
    }
    if (expires > issued + longest.toSeconds()) {
      throw unauthorised("the token's term is longer than " + longest.toMinutes() + " minutes");
    }
  }

  private static Denied unauthorised(String detail) {
    return new Denied(
        Problem.of("unauthorised", "The request does not show who sends it", 401, detail)
            .remedy(
                "Sign a token with a registered key: assay token, or a share link: assay share LOT.")
            .toResponse()
            .withHeader("WWW-Authenticate", "Bearer"));
  }

  /** The answer to a reader who is known, but has no part in what is asked for. */
  public static ProxyResponse forbidden(String detail) {
    return Problem.of("forbidden", "This is not open to the reader", 403, detail).toResponse();
  }
}
