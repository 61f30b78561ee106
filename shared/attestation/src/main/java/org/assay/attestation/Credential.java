package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assay.attestation.Rejection.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A W3C Verifiable Credential (Data Model 2.0) with one attestation: the payload of a statement.
 *
 * @param id {@code urn:uuid:} and a UUID in lower case, chosen by the issuer and unique among its
 *     statements
 * @param issuer who says it
 * @param validFrom when it is said, kept to the millisecond
 * @param validUntil the end of its term, after its beginning; null where it has none. An {@link
 *     Accreditation} and an {@link EsgConformity} need one
 * @param subject what is said
 */
public record Credential(
    String id, Did issuer, Instant validFrom, @Nullable Instant validUntil, Attestation subject) {
  /** The most bytes of a payload. */
  public static final int MAX_BYTES = 256 * 1024;

  /** The JSON-LD context of the W3C, which comes first. */
  public static final String W3C_CONTEXT = "https://www.w3.org/ns/credentials/v2";

  /** The JSON-LD context of the attestations. */
  public static final String ASSAY_CONTEXT = "https://assay.example/ns/v1";

  private static final String SUBJECT = "credentialSubject";

  // A day has begun somewhere on Earth 14 hours before it begins in UTC.
  private static final int EARLIEST_ZONE_HOURS = 14;

  /**
   * @throws InvalidValueException if the id is no URN of a UUID, the term ends before it begins, a
   *     term is missing, or what is reported lies after the day on which it is said
   */
  public Credential {
    Invariants.credentialId(id, "/id");
    requireNonNull(issuer);
    requireNonNull(subject);
    validFrom = Invariants.instant(validFrom, "/validFrom");
    if (validUntil == null) {
      Invariants.require(
          !(subject instanceof Accreditation || subject instanceof EsgConformity),
          Reason.SCHEMA_VIOLATION,
          "/validUntil",
          "is missing");
    } else {
      validUntil = Invariants.instant(validUntil, "/validUntil");
      Invariants.require(
          validUntil.isAfter(validFrom),
          Reason.DATES_INCONSISTENT,
          "/validUntil",
          "the term ends at " + validUntil + ", which is not after its beginning at " + validFrom,
          "end it after " + validFrom + ", or leave validUntil out where it has no end");
    }
    requireReportOfThePast(subject, validFrom);
    requireThirdParty(subject, issuer);
  }

  /** What only somebody else can say with any weight. */
  private static void requireThirdParty(Attestation subject, Did issuer) {
    if (subject instanceof MassBalanceStatement balance) {
      Invariants.distinct(
          issuer, balance.operator(), "/issuer", "the operator states its own mass balance");
    } else if (subject instanceof Challenge challenge) {
      Invariants.distinct(
          issuer,
          challenge.target().issuer(),
          "/issuer",
          "the issuer disputes its own statement, which it can revoke");
    } else if (subject instanceof CarbonFootprint footprint) {
      Invariants.distinct(
          issuer,
          footprint.verifier(),
          "/credentialSubject/verifier",
          "the footprint is verified by whoever states it");
    } else if (subject instanceof RecycledContent content) {
      Invariants.distinct(
          issuer,
          content.verifier(),
          "/credentialSubject/verifier",
          "the content is verified by whoever states it");
    }
  }

  /** Nobody can attest today that something has happened tomorrow. */
  private static void requireReportOfThePast(Attestation subject, Instant said) {
    if (subject instanceof LotOrigin origin) {
      requirePast(beginning(origin.extractedTo()), said, "extractedTo");
    } else if (subject instanceof LotConversion conversion) {
      requirePast(conversion.endedAt(), said, "endedAt");
    } else if (subject instanceof CustodyTransfer transfer) {
      requirePast(transfer.shippedAt(), said, "shippedAt");
      if (transfer.receivedAt() != null) {
        requirePast(transfer.receivedAt(), said, "receivedAt");
      }
    } else if (subject instanceof Assay assay) {
      requirePast(assay.analysedAt(), said, "analysedAt");
    } else if (subject instanceof ExportCertificate certificate) {
      requirePast(beginning(certificate.issuedOn()), said, "issuedOn");
    } else if (subject instanceof CustodyReceipt receipt) {
      requirePast(receipt.receivedAt(), said, "receivedAt");
    } else if (subject instanceof MinePermit permit) {
      requirePast(beginning(permit.issuedOn()), said, "issuedOn");
    } else if (subject instanceof SiteInspection inspection) {
      requirePast(beginning(inspection.inspectedOn()), said, "inspectedOn");
    } else if (subject instanceof ImportConfirmation confirmation) {
      requirePast(beginning(confirmation.importedOn()), said, "importedOn");
    } else if (subject instanceof MassBalanceStatement balance) {
      requirePast(beginning(balance.periodTo()), said, "periodTo");
    } else if (subject instanceof DueDiligenceReport report) {
      requirePast(beginning(report.periodTo()), said, "periodTo");
    } else if (subject instanceof OwnershipControl ownership) {
      requirePast(beginning(ownership.asOf()), said, "asOf");
    } else if (subject instanceof PaymentDisclosure payment) {
      requirePast(beginning(payment.periodFrom()), said, "periodFrom");
    } else if (subject instanceof CarbonFootprint footprint) {
      requirePast(beginning(footprint.periodTo()), said, "periodTo");
    } else if (subject instanceof Incident incident) {
      requirePast(beginning(incident.occurredOn()), said, "occurredOn");
    } else if (subject instanceof Revocation revocation && revocation.compromisedSince() != null) {
      requirePast(revocation.compromisedSince(), said, "compromisedSince");
    }
  }

  private static void requirePast(Instant event, Instant said, String field) {
    Invariants.require(
        !event.isAfter(said),
        Reason.DATES_INCONSISTENT,
        "/" + SUBJECT + "/" + field,
        field + " is after validFrom, " + said + ", when the issuer says it",
        "state it once it has happened, with a validFrom of that time or later");
  }

  private static Instant beginning(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.ofHours(EARLIEST_ZONE_HOURS)).toInstant();
  }

  /**
   * Reads a payload: bounded JSON, then the type, then masses and grades, then the schema of the
   * type, then what the schema can't say.
   *
   * @param payload UTF-8, at most {@value #MAX_BYTES} bytes
   * @throws RejectedException with the first fault; for {@code schema-violation} with up to 20 of
   *     them
   */
  public static Credential parse(byte[] payload) throws RejectedException {
    JsonNode document = StrictJson.readObject(payload, MAX_BYTES);
    AttestationType type = typeOf(document);
    // Before the schema, which could only say that a member is missing or does not match: whoever
    // forgets a unit should be told about units, and huge exponents go no further than this.
    Quantities.check(document.path(SUBJECT), "/" + SUBJECT);
    StrictJson.requireModest(document, Reason.SCHEMA_VIOLATION);
    List<Violation> violations = Schemas.violations(type.typeName(), document);
    if (!violations.isEmpty()) {
      throw schemaViolation(type, violations);
    }
    JsonFields in = new JsonFields(document, "");
    String id = in.text("id");
    Did issuer = in.did("issuer");
    Instant validFrom = in.instant("validFrom");
    Instant validUntil = in.optionalInstant("validUntil");
    JsonFields fields = in.object(SUBJECT);
    Attestation subject = read(type, fields);
    return in.build(() -> new Credential(id, issuer, validFrom, validUntil, subject));
  }

  private static AttestationType typeOf(JsonNode document) throws RejectedException {
    JsonNode types = document.path("type");
    if (!types.isArray()
        || types.size() != 2
        || !"VerifiableCredential".equals(types.get(0).textValue())
        || !types.get(1).isTextual()) {
      throw Rejection.of(
              Reason.SCHEMA_VIOLATION,
              "the type must be [\"VerifiableCredential\", \"<attestation type>\"]")
          .at("/type")
          .remedy("name both, in this order")
          .toException();
    }
    String name = types.get(1).textValue();
    return AttestationType.fromName(name)
        .orElseThrow(
            () ->
                Rejection.of(
                        Reason.TYPE_UNKNOWN,
                        "there is no attestation type " + StrictJson.shortened(name))
                    .at("/type/1")
                    .remedy(
                        "the types are "
                            + Arrays.stream(AttestationType.values())
                                .map(AttestationType::typeName)
                                .collect(Collectors.joining(", ")))
                    .toException());
  }

  private static RejectedException schemaViolation(
      AttestationType type, List<Violation> violations) {
    Violation first = violations.get(0);
    return Rejection.of(Reason.SCHEMA_VIOLATION, first.message())
        .at(first.pointer())
        .remedy("the schema is " + Schemas.id(type.typeName()))
        .violations(violations)
        .toException();
  }

  private static Attestation read(AttestationType type, JsonFields in) throws RejectedException {
    return switch (type) {
      case IDENTITY_ANCHOR -> IdentityAnchor.read(in);
      case ACCREDITATION -> Accreditation.read(in);
      case LOT_ORIGIN -> LotOrigin.read(in);
      case TRANSFORMATION -> Transformation.read(in);
      case CUSTODY_TRANSFER -> CustodyTransfer.read(in);
      case ASSAY -> Assay.read(in);
      case ESG_CONFORMITY -> EsgConformity.read(in);
      case EXPORT_CERTIFICATE -> ExportCertificate.read(in);
      case REVOCATION -> Revocation.read(in);
      case MINE_PERMIT -> MinePermit.read(in);
      case SITE_INSPECTION -> SiteInspection.read(in);
      case FACILITY_RECORD -> FacilityRecord.read(in);
      case BLEND_SPLIT -> BlendSplit.read(in);
      case IMPORT_CONFIRMATION -> ImportConfirmation.read(in);
      case MASS_BALANCE_STATEMENT -> MassBalanceStatement.read(in);
      case DUE_DILIGENCE_REPORT -> DueDiligenceReport.read(in);
      case OWNERSHIP_CONTROL -> OwnershipControl.read(in);
      case PAYMENT_DISCLOSURE -> PaymentDisclosure.read(in);
      case CARBON_FOOTPRINT -> CarbonFootprint.read(in);
      case RECYCLED_CONTENT -> RecycledContent.read(in);
      case INCIDENT -> Incident.read(in);
      case CHALLENGE -> Challenge.read(in);
      case CUSTODY_RECEIPT -> CustodyReceipt.read(in);
      case POLICY -> Policy.read(in);
    };
  }

  private static void write(Attestation subject, ObjectNode out) {
    if (subject instanceof IdentityAnchor anchor) {
      anchor.write(out);
    } else if (subject instanceof Accreditation accreditation) {
      accreditation.write(out);
    } else if (subject instanceof LotOrigin origin) {
      origin.write(out);
    } else if (subject instanceof Transformation transformation) {
      transformation.write(out);
    } else if (subject instanceof CustodyTransfer transfer) {
      transfer.write(out);
    } else if (subject instanceof Assay assay) {
      assay.write(out);
    } else if (subject instanceof EsgConformity conformity) {
      conformity.write(out);
    } else if (subject instanceof ExportCertificate certificate) {
      certificate.write(out);
    } else if (subject instanceof Revocation revocation) {
      revocation.write(out);
    } else if (subject instanceof MinePermit permit) {
      permit.write(out);
    } else if (subject instanceof SiteInspection inspection) {
      inspection.write(out);
    } else if (subject instanceof FacilityRecord facility) {
      facility.write(out);
    } else if (subject instanceof BlendSplit step) {
      step.write(out);
    } else if (subject instanceof ImportConfirmation confirmation) {
      confirmation.write(out);
    } else if (subject instanceof MassBalanceStatement balance) {
      balance.write(out);
    } else if (subject instanceof DueDiligenceReport report) {
      report.write(out);
    } else if (subject instanceof OwnershipControl ownership) {
      ownership.write(out);
    } else if (subject instanceof PaymentDisclosure payment) {
      payment.write(out);
    } else if (subject instanceof CarbonFootprint footprint) {
      footprint.write(out);
    } else if (subject instanceof RecycledContent content) {
      content.write(out);
    } else if (subject instanceof Incident incident) {
      incident.write(out);
    } else if (subject instanceof Challenge challenge) {
      challenge.write(out);
    } else if (subject instanceof CustodyReceipt receipt) {
      receipt.write(out);
    } else if (subject instanceof Policy policy) {
      policy.write(out);
    } else {
      throw new IllegalStateException("no writer for " + subject.type());
    }
  }

  /**
   * The payload to sign. {@link #parse} reads it back as an equal credential; the bytes are the
   * same whenever the credential is.
   */
  public byte[] toJson() {
    String typeName = subject.type().typeName();
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.putArray("@context").add(W3C_CONTEXT).add(ASSAY_CONTEXT);
    out.put("id", id);
    out.putArray("type").add("VerifiableCredential").add(typeName);
    out.put("issuer", issuer.value());
    out.put("validFrom", validFrom.toString());
    if (validUntil != null) {
      out.put("validUntil", validUntil.toString());
    }
    out.putObject("credentialSchema").put("id", Schemas.id(typeName)).put("type", "JsonSchema");
    out.set(SUBJECT, subjectJson());
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What it says of its subject, as JSON: the member {@code credentialSubject}. */
  public ObjectNode subjectJson() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    write(subject, out);
    return out;
  }
}
