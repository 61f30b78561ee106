package org.assay.functions.gateway;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.attestation.Rejection.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, told to a program and to a person alike: problem details (RFC 9457).
 *
 * @param slug the stable public name of the cause; the problem's {@code type} ends with it
 * @param title what the cause means, the same in every case
 * @param status the HTTP status
 * @param detail what happened in this case
 * @param pointer the place in what was sent, as a JSON Pointer (RFC 6901)
 * @param remedy what would make it right
 * @param errors every place that is wrong, where there are several
 * @param members further members (RFC 9457 §3.2), by name
 */
public record Problem(
    String slug,
    String title,
    int status,
    String detail,
    @Nullable String pointer,
    @Nullable String remedy,
    List<Violation> errors,
    Map<String, JsonNode> members) {

  /** What every problem's {@code type} starts with. */
  public static final String TYPE_PREFIX = "urn:assay:problem:";

  private static final Set<String> RESERVED =
      Set.of("type", "title", "status", "detail", "instance", "pointer", "remedy", "errors");

  public Problem {
    if (!slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not a slug in kebab-case: " + slug);
    }
    requireNonNull(title);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not the status of a problem: " + status);
    }
    requireNonNull(detail);
    errors = List.copyOf(errors);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    if (!Collections.disjoint(members.keySet(), RESERVED)) {
      throw new IllegalArgumentException("a member of this name is there already: " + members);
    }
  }

  /** A problem that is not about one place in what was sent. */
  public static Problem of(String slug, String title, int status, String detail) {
    return new Problem(slug, title, status, detail, null, null, List.of(), Map.of());
  }

  /** The problem that a submitter is answered with when a statement is refused. */
  public static Problem of(Rejection rejection) {
    return new Problem(
        rejection.reason().slug(),
        rejection.reason().title(),
        status(rejection.reason()),
        rejection.detail(),
        rejection.pointer(),
        rejection.remedy(),
        rejection.violations(),
        Map.of());
  }

  /**
   * The HTTP status of a refusal.
   *
   * <p>A signature that does not match is 422, not 401: 401 asks for a login (RFC 9110 §15.5.2), of
   * which submitting has none, and 400 would say that the JWS could not be read, which it could. It
   * was understood and cannot be acted on (RFC 9110 §15.5.21).
   */
  public static int status(Reason reason) {
    // No default: a new reason does not compile until somebody has thought about its status.
    return switch (reason) {
      // What came cannot be read as a signed statement.
      case NOT_A_JWS,
          ALG_NONE,
          ALG_SYMMETRIC,
          ALG_UNSUPPORTED,
          TYP_UNSUPPORTED,
          HEADER_INVALID,
          KID_INVALID,
          PAYLOAD_NOT_JSON ->
          400;
      // It can be read, and whoever signed it may not say this.
      case CERTIFICATE_INVALID,
          UNKNOWN_KEY,
          KEY_REVOKED,
          NOT_ACCREDITED_FOR_TYPE,
          NOT_ACCREDITED_FOR_COUNTRY,
          NOT_ACCREDITED_FOR_MINERAL,
          ACCREDITATION_NOT_IN_FORCE,
          ACCREDITATION_OUT_OF_SCOPE,
          SELF_ACCREDITATION,
          IDENTITY_NOT_AUTHORISED,
          REVOCATION_NOT_AUTHORISED,
          POLICY_OWNED_BY_ANOTHER,
          CHARTER_SIGNATURES_MISSING ->
          403;
      // It does not fit what the ledger holds; with another ledger it might.
      case TARGET_UNKNOWN,
          PARTY_UNKNOWN,
          KEY_ID_REUSED,
          CHARTER_EXISTS,
          CHARTER_MISSING,
          LOT_EXISTS,
          MINERAL_MISMATCH,
          NOT_HOLDER,
          NOT_RECEIVER,
          OVER_CONSUMED,
          POLICY_VERSION_OUT_OF_ORDER,
          ID_CONFLICT ->
          409;
      case STATEMENT_TOO_LARGE -> 413;
      // It can be read, and what it says does not hold by itself.
      case BAD_SIGNATURE,
          CHARTER_INVALID,
          TYPE_UNKNOWN,
          SCHEMA_VIOLATION,
          MASS_UNIT_MISSING,
          MASS_UNIT_UNSUPPORTED,
          MASS_OUT_OF_RANGE,
          MASS_NOT_POSITIVE,
          MOISTURE_MISSING,
          MOISTURE_OUT_OF_RANGE,
          GRADE_UNIT_UNSUPPORTED,
          NUMBER_OUT_OF_RANGE,
          MASS_NOT_CONSERVED,
          KIND_CHANGED,
          COUNTRY_MISMATCH,
          LOT_REPEATED,
          PARTIES_NOT_DISTINCT,
          BASIS_MISMATCH,
          GRADE_OUT_OF_RANGE,
          DATES_INCONSISTENT,
          POLICY_RULE_UNKNOWN,
          POLICY_PARAMETER_INVALID,
          ISSUED_IN_FUTURE ->
          422;
    };
  }

  /** The stable URI of the cause. */
  public String type() {
    return TYPE_PREFIX + slug;
  }

  /** This problem, about the place that a JSON Pointer names. */
  public Problem at(String where) {
    return new Problem(slug, title, status, detail, where, remedy, errors, members);
  }

  /** This problem, with what would make it right. */
  public Problem remedy(String text) {
    return new Problem(slug, title, status, detail, pointer, text, errors, members);
  }

  /** This problem with a further member. */
  public Problem with(String name, JsonNode value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(slug, title, status, detail, pointer, remedy, errors, more);
  }

  /** The problem details object; members that are not set are left out. */
  public ObjectNode toJson() {
    ObjectNode json = EventJson.MAPPER.createObjectNode();
    json.put("type", type());
    json.put("title", title);
    json.put("status", status);
    json.put("detail", detail);
    if (pointer != null) {
      json.put("pointer", pointer);
    }
    if (remedy != null) {
      json.put("remedy", remedy);
    }
    if (!errors.isEmpty()) {
      ArrayNode list = json.putArray("errors");
      errors.forEach(
          error -> list.addObject().put("pointer", error.pointer()).put("detail", error.message()));
    }
    members.forEach(json::set);
    return json;
  }

  /** The answer with this problem as its body; no cache may keep it. */
  public ProxyResponse toResponse() {
    return ProxyResponse.of(status, MediaTypes.PROBLEM, EventJson.write(toJson()))
        .withHeader("Cache-Control", "no-store");
  }
}
