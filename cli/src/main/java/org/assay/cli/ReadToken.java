package org.assay.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.assay.attestation.LotId;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SigningKey;
import org.assay.functions.gateway.ReadAccess;
import org.jspecify.annotations.Nullable;

/** Signs what shows an exchange who reads; see {@link ReadAccess} for what it accepts. */
public final class ReadToken {
  private ReadToken() {}

  /**
   * A token for all that the party may see, good for five minutes.
   *
   * @param log the name of the exchange's log: another exchange does not accept it
   */
  public static String sign(String log, KeyId kid, SigningKey key, Clock clock) {
    return sign(log, null, ReadAccess.MAX_TERM, kid, key, clock);
  }

  /**
   * A token for one lot, which may be part of an address.
   *
   * @param term at most {@link ReadAccess#MAX_SHARE_TERM}
   */
  public static String share(
      String log, LotId lot, Duration term, KeyId kid, SigningKey key, Clock clock) {
    return sign(log, lot, term, kid, key, clock);
  }

  private static String sign(
      String log, @Nullable LotId lot, Duration term, KeyId kid, SigningKey key, Clock clock) {
    Instant now = clock.instant();
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("iss", kid.did().value());
    claims.put("aud", log);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(term).getEpochSecond());
    if (lot != null) {
      claims.put("lot", lot.value());
    }
    byte[] payload = claims.toString().getBytes(StandardCharsets.UTF_8);
    return new String(
        CompactJws.sign(kid, ReadAccess.TYP, payload, key), StandardCharsets.US_ASCII);
  }
}
