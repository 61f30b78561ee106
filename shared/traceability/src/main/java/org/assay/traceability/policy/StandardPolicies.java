package org.assay.traceability.policy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.Credential;
import org.assay.attestation.Policy;
import org.assay.attestation.RejectedException;

/**
 * Policies that a member may have recorded as its own: drafts of credentials without an issuer. The
 * exchange knows none of them until somebody does; their reading of the law is this project's.
 * Thread-safe.
 */
public final class StandardPolicies {
  /** The files, without their ending; each is named like the policy in it. */
  private static final List<String> NAMES =
      List.of(
          "coalition-esg",
          "coalition-origin",
          "dfars-252.225-7052",
          "eu-battery-due-diligence",
          "eu-conflict-minerals",
          "feoc",
          "oecd-rmap",
          "pfe",
          "us-45x-purity");

  private static final List<Standard> ALL = NAMES.stream().map(StandardPolicies::read).toList();

  private StandardPolicies() {}

  /**
   * A policy that comes with the software.
   *
   * @param draft a credential without id, issuer, date and schema, as JSON
   * @param policy what it says
   */
  public record Standard(String draft, Policy policy) {
    /** The name by which it is found, which is that of the policy. */
    public String name() {
      return policy.policyId();
    }
  }

  /** All of them, by name. */
  public static List<Standard> all() {
    return ALL;
  }

  /** One by its name. */
  public static Optional<Standard> named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private static Standard read(String name) {
    String file = "standard/" + name + ".json";
    try (InputStream in = StandardPolicies.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      String draft = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Standard(draft, policy(draft));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    } catch (RejectedException e) {
      throw new IllegalStateException(file + ": " + e.rejection(), e);
    }
  }

  /** Put into an envelope, so that it is read and checked as a statement would be. */
  private static Policy policy(String draft) throws IOException, RejectedException {
    ObjectNode whole = JsonMapper.builder().build().readValue(draft, ObjectNode.class);
    whole.putArray("@context").add(Credential.W3C_CONTEXT).add(Credential.ASSAY_CONTEXT);
    whole
        .put("id", "urn:uuid:00000000-0000-4000-8000-000000000000")
        .put("issuer", "did:web:standard.example")
        .put("validFrom", "2026-01-01T00:00:00Z")
        .putObject("credentialSchema")
        .put("id", "https://assay.example/schemas/Policy/v1.json")
        .put("type", "JsonSchema");
    return (Policy) Credential.parse(whole.toString().getBytes(StandardCharsets.UTF_8)).subject();
  }
}
