package org.assay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.assay.attestation.Credential;
import org.assay.attestation.Did;
import org.assay.attestation.RejectedException;

/**
 * Makes the payload of a statement from what its author wrote, who may leave out the members of the
 * envelope that can only be one thing.
 */
final class CredentialDraft {
  private final Did issuer;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /**
   * @param issuer whose key will sign
   * @param ids where ids come from for credentials without one
   */
  CredentialDraft(Did issuer, Clock clock, Supplier<UUID> ids) {
    this.issuer = issuer;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A payload that holds.
   *
   * @param payload what to sign
   * @param filledIn the names of the members that its author had left out
   */
  record Checked(byte[] payload, List<String> filledIn) {}

  /**
   * Fills in what is missing, and checks it as the exchange will.
   *
   * @throws RejectedException if it is not a credential that would be taken
   */
  Checked complete(ObjectNode written) throws RejectedException {
    ObjectNode whole = written.objectNode();
    List<String> filledIn = new ArrayList<>();
    if (!written.has("@context")) {
      whole.putArray("@context").add(Credential.W3C_CONTEXT).add(Credential.ASSAY_CONTEXT);
      filledIn.add("@context");
    }
    whole.setAll(written);
    fill(whole, "id", "urn:uuid:" + ids.get(), filledIn);
    fill(whole, "issuer", issuer.value(), filledIn);
    fill(whole, "validFrom", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(), filledIn);
    String type = whole.path("type").path(1).asText();
    if (!whole.has("credentialSchema") && type.matches("[A-Za-z]{1,64}")) {
      whole
          .putObject("credentialSchema")
          .put("id", "https://assay.example/schemas/" + type + "/v1.json")
          .put("type", "JsonSchema");
      filledIn.add("credentialSchema");
    }
    byte[] payload = whole.toString().getBytes(StandardCharsets.UTF_8);
    Credential.parse(payload);
    return new Checked(payload, filledIn);
  }

  private static void fill(ObjectNode into, String name, String value, List<String> filledIn) {
    if (!into.has(name)) {
      into.put(name, value);
      filledIn.add(name);
    }
  }
}
