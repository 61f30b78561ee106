package org.assay.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialTest {
  private static final String S = "/credentialSubject";

  static List<Credential> samples() {
    return SampleCredentials.all();
  }

  @Test
  void thereIsASampleOfEveryType() {
    assertThat(samples())
        .extracting(c -> c.subject().type())
        .containsExactly(AttestationType.values());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenIsReadBackTheSame(Credential credential) throws RejectedException {
    byte[] json = credential.toJson();

    Credential read = Credential.parse(json);

    assertThat(read).isEqualTo(credential);
    assertThat(read.toJson()).isEqualTo(json);
  }

  @Test
  void aDocumentOfAPartnerIsRead() throws RejectedException {
    String json =
        """
        {"@context":["https://www.w3.org/ns/credentials/v2","https://partner.example/more","https://assay.example/ns/v1"],
         "id":"urn:uuid:0192f7d0-1c0a-7b1e-9f5e-4b8a6a3c2d10",
         "type":["VerifiableCredential","LotOrigin"],
         "issuer":"did:web:mines.gov.example.cd",
         "validFrom":"2026-06-30T08:00:00Z",
         "credentialSchema":{"id":"https://assay.example/schemas/LotOrigin/v1.json","type":"JsonSchema"},
         "credentialSubject":{
           "lot":"urn:assay:lot:1","facility":{"id":"urn:assay:mine:1","name":"Mine","country":"CD"},
           "operator":"did:web:operator.example","mineral":"cobalt","form":"ore",
           "quantity":{"value":1.25E1,"unit":"TNE","basis":"wet","moisture":0.0850},
           "extractedFrom":"2026-05-01","extractedTo":"2026-05-01"}}
        """;

    Credential read = Credential.parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));

    LotOrigin origin = (LotOrigin) read.subject();
    assertThat(origin.quantity().mass().milligrams()).isEqualTo(12_500_000_000L);
    assertThat(origin.quantity().moisture()).isEqualTo("0.085");
    assertThat(origin.grades()).isEmpty();
    assertThat(origin.hs()).isNull();
    assertThat(read.validUntil()).isNull();
  }

  /** A change to a sample, and what it must be refused for. */
  record Case(
      Credential sample, String what, Edited edited, Reason reason, @Nullable String pointer) {
    /** The same, pointing elsewhere; null for somewhere in the subject. */
    Case pointing(@Nullable String where) {
      return new Case(sample, what, edited, reason, where);
    }

    /** The same, with another change. */
    Case also(String where, String json) {
      return new Case(sample, what + ", " + where, edited.set(where, json), reason, pointer);
    }

    @Override
    public String toString() {
      return sample.subject().type().typeName() + " with " + what;
    }
  }

  private static Case set(
      Credential sample, String where, String json, Reason reason, @Nullable String pointer) {
    return new Case(
        sample,
        where + " = " + (json.length() > 60 ? json.substring(0, 60) + "…" : json),
        new Edited(sample.toJson()).set(where, json),
        reason,
        pointer);
  }

  private static Case set(Credential sample, String where, String json, Reason reason) {
    return set(sample, where, json, reason, where);
  }

  private static Case without(Credential sample, String where, Reason reason) {
    return new Case(
        sample, "no " + where, new Edited(sample.toJson()).remove(where), reason, where);
  }

  static Stream<Case> refusedEnvelopes() {
    return samples().stream()
        .flatMap(
            c ->
                Stream.of(
                    without(c, "/@context", Reason.SCHEMA_VIOLATION),
                    set(
                        c,
                        "/@context",
                        "\"https://www.w3.org/ns/credentials/v2\"",
                        Reason.SCHEMA_VIOLATION),
                    set(
                        c,
                        "/@context/0",
                        "\"https://assay.example/ns/v2\"",
                        Reason.SCHEMA_VIOLATION),
                    set(
                        c,
                        "/@context/1",
                        "\"https://assay.example/ns/v2\"",
                        Reason.SCHEMA_VIOLATION,
                        "/@context"),
                    without(c, "/id", Reason.SCHEMA_VIOLATION),
                    set(
                        c,
                        "/id",
                        "\"urn:uuid:00000000-0000-4000-8000-00000000000A\"",
                        Reason.SCHEMA_VIOLATION),
                    set(
                        c,
                        "/id",
                        "\"urn:uuid:00000000-0000-4000-8000-000000000001\\n\"",
                        Reason.SCHEMA_VIOLATION),
                    without(c, "/type", Reason.SCHEMA_VIOLATION),
                    set(c, "/type", "\"VerifiableCredential\"", Reason.SCHEMA_VIOLATION),
                    set(
                        c,
                        "/type/0",
                        "\"VerifiablePresentation\"",
                        Reason.SCHEMA_VIOLATION,
                        "/type"),
                    set(c, "/type/-", "\"More\"", Reason.SCHEMA_VIOLATION, "/type"),
                    set(c, "/type/1", "\"Passport\"", Reason.TYPE_UNKNOWN),
                    set(c, "/type/1", "\"lotorigin\"", Reason.TYPE_UNKNOWN),
                    without(c, "/issuer", Reason.SCHEMA_VIOLATION),
                    set(c, "/issuer", "{\"id\":\"did:web:a.example\"}", Reason.SCHEMA_VIOLATION),
                    set(c, "/issuer", "\"did:ion:abc\"", Reason.SCHEMA_VIOLATION),
                    without(c, "/validFrom", Reason.SCHEMA_VIOLATION),
                    set(c, "/validFrom", "\"2026-06-30T08:00:00+00:00\"", Reason.SCHEMA_VIOLATION),
                    set(c, "/validFrom", "\"2026-06-30T08:00:00.1234Z\"", Reason.SCHEMA_VIOLATION),
                    set(c, "/validFrom", "\"2026-02-30T08:00:00Z\"", Reason.SCHEMA_VIOLATION),
                    set(c, "/validFrom", "\"2026-06-30T08:00:60Z\"", Reason.SCHEMA_VIOLATION),
                    set(
                        c,
                        "/validUntil",
                        "\"2026-06-30T08:00:00.123Z\"",
                        Reason.DATES_INCONSISTENT),
                    without(c, "/credentialSchema", Reason.SCHEMA_VIOLATION),
                    set(
                        c,
                        "/credentialSchema/id",
                        "\"https://assay.example/schemas/LotOrigin/v2.json\"",
                        Reason.SCHEMA_VIOLATION),
                    without(c, S, Reason.SCHEMA_VIOLATION),
                    set(c, S, "[]", Reason.SCHEMA_VIOLATION),
                    set(c, "/extra", "1", Reason.SCHEMA_VIOLATION),
                    set(c, S + "/ex~1tra", "1", Reason.SCHEMA_VIOLATION)));
  }

  static Stream<Case> refusedIdentityAnchors() {
    Credential c = SampleCredentials.identityAnchor();
    String method = S + "/verificationMethod/0";
    return Stream.of(
        set(c, S + "/did", "\"kamoto\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/did", "\"did:web:other.example\"", Reason.SCHEMA_VIOLATION, method),
        without(c, S + "/registeredName", Reason.SCHEMA_VIOLATION),
        set(c, S + "/registeredName", "\"\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/registeredName", "\" Kamoto\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/registeredName", "\"Kamoto\\u0000\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/registeredName", "\"Ka\\u202emoto\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/registeredName", "\"" + "x".repeat(257) + "\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/registerType", "\"Person\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/country", "\"COD\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/country", "\"XX\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/verificationMethod", "[]", Reason.SCHEMA_VIOLATION),
        set(c, method + "/type", "\"Multikey\"", Reason.SCHEMA_VIOLATION),
        set(
            c,
            method + "/controller",
            "\"did:web:other.example\"",
            Reason.SCHEMA_VIOLATION,
            method),
        set(c, method + "/id", "\"#key-1\"", Reason.SCHEMA_VIOLATION),
        set(
            c,
            method + "/publicKeyJwk/d",
            "\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"",
            Reason.SCHEMA_VIOLATION),
        set(c, method + "/publicKeyJwk/x", "\"AAAA\"", Reason.SCHEMA_VIOLATION, method),
        set(
            c,
            S + "/verificationMethod/-",
            new Edited(c.toJson()).at(method).toString(),
            Reason.SCHEMA_VIOLATION,
            S + "/verificationMethod/1/id"));
  }

  static Stream<Case> refusedAccreditations() {
    Credential c = SampleCredentials.accreditation();
    return Stream.of(
        without(c, "/validUntil", Reason.SCHEMA_VIOLATION),
        set(c, S + "/accredited", "\"did:web:\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/types", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/types/0", "\"Everything\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/types/1", "\"LotOrigin\"", Reason.SCHEMA_VIOLATION, S + "/types"),
        set(c, S + "/countries", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/countries/0", "\"*\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/countries/-", "\"ZZ\"", Reason.SCHEMA_VIOLATION, S + "/countries/1"),
        set(c, S + "/minerals/0", "\"unobtainium\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/minerals", Reason.SCHEMA_VIOLATION),
        set(c, S + "/mayAccredit", "\"yes\"", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedLotOrigins() {
    Credential c = SampleCredentials.lotOrigin();
    String quantity = S + "/quantity";
    String grade = S + "/grades/0";
    return Stream.of(
        set(c, S + "/lot", "\"2026-0117\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/lot", "\"urn:lot:a%20b\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/lot", "\"urn:lot:a?b\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/lot", "\"urn:" + "a".repeat(200) + "\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/facility/country", "\"cd\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/facility/id", Reason.SCHEMA_VIOLATION),
        set(c, S + "/mineral", "\"Cobalt\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/form", "\"Mixed hydroxide\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/hs", "\"282\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/hs", "\"7700\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/scale", "\"SSM\"", Reason.SCHEMA_VIOLATION),
        without(c, quantity, Reason.SCHEMA_VIOLATION),
        set(c, quantity, "12500", Reason.SCHEMA_VIOLATION),
        without(c, quantity + "/unit", Reason.MASS_UNIT_MISSING),
        set(c, quantity + "/unit", "null", Reason.MASS_UNIT_MISSING),
        set(c, quantity + "/unit", "\"\"", Reason.MASS_UNIT_MISSING),
        set(c, quantity + "/unit", "\"wmt\"", Reason.MASS_UNIT_UNSUPPORTED),
        set(c, quantity + "/unit", "\"kgm\"", Reason.MASS_UNIT_UNSUPPORTED),
        set(c, quantity + "/unit", "7", Reason.SCHEMA_VIOLATION),
        without(c, quantity + "/value", Reason.SCHEMA_VIOLATION),
        set(c, quantity + "/value", "null", Reason.SCHEMA_VIOLATION),
        set(c, quantity + "/value", "\"12,500\"", Reason.SCHEMA_VIOLATION),
        set(c, quantity + "/value", "\"NaN\"", Reason.MASS_OUT_OF_RANGE),
        set(c, quantity + "/value", "\"-Infinity\"", Reason.MASS_OUT_OF_RANGE),
        set(c, quantity + "/value", "1e400", Reason.MASS_OUT_OF_RANGE),
        set(c, quantity + "/value", "1e-400", Reason.MASS_OUT_OF_RANGE),
        set(c, quantity + "/value", "1e999999999", Reason.MASS_OUT_OF_RANGE),
        set(c, quantity + "/value", "\"1e99999999999\"", Reason.MASS_OUT_OF_RANGE),
        set(c, quantity + "/value", "\"0.0000001\"", Reason.MASS_OUT_OF_RANGE),
        set(c, quantity + "/value", "\"1000000000000.000001\"", Reason.MASS_OUT_OF_RANGE),
        set(c, quantity + "/value", "0", Reason.MASS_NOT_POSITIVE),
        set(c, quantity + "/value", "0e999999999", Reason.MASS_NOT_POSITIVE),
        set(c, quantity + "/value", "\"-1\"", Reason.MASS_NOT_POSITIVE),
        without(c, quantity + "/basis", Reason.SCHEMA_VIOLATION),
        set(c, quantity + "/basis", "\"damp\"", Reason.SCHEMA_VIOLATION),
        without(c, quantity + "/moisture", Reason.MOISTURE_MISSING).pointing(quantity),
        set(c, quantity + "/moisture", "1", Reason.MOISTURE_OUT_OF_RANGE),
        set(c, quantity + "/moisture", "\"8.5\"", Reason.MOISTURE_OUT_OF_RANGE),
        set(c, quantity + "/moisture", "-0.1", Reason.MOISTURE_OUT_OF_RANGE),
        set(c, quantity + "/moisture", "0.0123456789", Reason.MOISTURE_OUT_OF_RANGE),
        set(c, quantity + "/basis", "\"dry\"", Reason.BASIS_MISMATCH, quantity + "/moisture"),
        set(
                c,
                quantity,
                "{\"value\":1,\"unit\":\"KGM\",\"basis\":\"dry\"}",
                Reason.BASIS_MISMATCH,
                grade + "/basis")
            .also(grade + "/basis", "\"wet\""),
        set(c, grade + "/value", "100.1", Reason.GRADE_OUT_OF_RANGE),
        set(c, grade + "/value", "\"-0.1\"", Reason.GRADE_OUT_OF_RANGE),
        set(c, grade + "/value", "1e999999999", Reason.GRADE_OUT_OF_RANGE),
        set(c, grade + "/unit", "\"ppm\"", Reason.GRADE_UNIT_UNSUPPORTED),
        without(c, grade + "/unit", Reason.SCHEMA_VIOLATION),
        without(c, grade + "/basis", Reason.SCHEMA_VIOLATION),
        set(c, grade + "/analyte", "\"cobalt\"", Reason.SCHEMA_VIOLATION),
        set(
            c,
            S + "/grades/-",
            new Edited(c.toJson()).at(grade).toString(),
            Reason.SCHEMA_VIOLATION,
            S + "/grades/1/analyte"),
        set(c, S + "/extractedFrom", "\"2026-6-1\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/extractedFrom", "\"2026-02-29\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/extractedTo", "\"2026-04-30\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/extractedTo", "\"2026-07-02\"", Reason.DATES_INCONSISTENT));
  }

  static Stream<Case> refusedTransformations() {
    Credential c = SampleCredentials.transformation();
    Edited original = new Edited(c.toJson());
    String input = S + "/inputs/0";
    String output = S + "/outputs/0";
    return Stream.of(
        set(c, S + "/process", "\"HPAL\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/inputs", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/outputs", "[]", Reason.SCHEMA_VIOLATION),
        without(c, input + "/quantity", Reason.SCHEMA_VIOLATION),
        without(c, input + "/quantity/unit", Reason.MASS_UNIT_MISSING),
        set(c, input + "/quantity/unit", "\"lb\"", Reason.MASS_UNIT_UNSUPPORTED),
        set(c, output + "/quantity/value", "0", Reason.MASS_NOT_POSITIVE),
        set(c, S + "/losses/0/quantity/value", "1e400", Reason.MASS_OUT_OF_RANGE),
        set(c, S + "/losses/0/kind", "\"\"", Reason.SCHEMA_VIOLATION),
        set(
            c,
            S + "/inputs/-",
            original.at(input).toString(),
            Reason.LOT_REPEATED,
            S + "/inputs/1/lot"),
        set(
            c,
            S + "/outputs/-",
            original.at(output).toString(),
            Reason.LOT_REPEATED,
            S + "/outputs/1/lot"),
        set(c, output + "/lot", original.at(input + "/lot").toString(), Reason.LOT_REPEATED),
        set(
            c,
            output + "/quantity/basis",
            "\"wet\"",
            Reason.MOISTURE_MISSING,
            output + "/quantity"),
        set(c, output + "/grades/0/basis", "\"wet\"", Reason.BASIS_MISMATCH),
        set(c, output + "/mineral", "\"iron\"", Reason.SCHEMA_VIOLATION),
        set(c, input + "/grade", "1", Reason.SCHEMA_VIOLATION),
        set(c, S + "/endedAt", "\"2026-06-20T05:59:59.999Z\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/endedAt", "\"2026-06-30T08:00:00.124Z\"", Reason.DATES_INCONSISTENT));
  }

  static Stream<Case> refusedCustodyTransfers() {
    Credential c = SampleCredentials.custodyTransfer();
    return Stream.of(
        set(c, S + "/to", "\"" + SampleCredentials.OPERATOR + "\"", Reason.PARTIES_NOT_DISTINCT),
        without(c, S + "/quantity/unit", Reason.MASS_UNIT_MISSING),
        set(c, S + "/fromCountry", "\"ZR\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/route/1", "\"Zambia\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/consignment", "\"a\\nb\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/receivedAt", "\"2026-06-02T03:59:59Z\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/receivedAt", "\"2026-07-01T00:00:00Z\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/shippedAt", "\"2026-06-02\"", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedAssays() {
    Credential c = SampleCredentials.assay();
    String result = S + "/results/0";
    return Stream.of(
        set(c, S + "/results", "[]", Reason.SCHEMA_VIOLATION),
        set(c, result + "/value", "\"101\"", Reason.GRADE_OUT_OF_RANGE),
        set(c, result + "/value", "\"NaN\"", Reason.GRADE_OUT_OF_RANGE),
        set(c, result + "/unit", "\"59\"", Reason.GRADE_UNIT_UNSUPPORTED),
        set(c, result + "/uncertainty", "-1", Reason.GRADE_OUT_OF_RANGE),
        set(c, result + "/uncertainty", "1e999999999", Reason.GRADE_OUT_OF_RANGE),
        set(c, S + "/results/1/analyte", "\"Co\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/sampleId", "7", Reason.SCHEMA_VIOLATION),
        set(c, S + "/country", "\"ZZ\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/analysedAt", "\"2026-06-30T09:00:00Z\"", Reason.DATES_INCONSISTENT));
  }

  static Stream<Case> refusedEsgConformities() {
    Credential c = SampleCredentials.esgConformity();
    return Stream.of(
        without(c, "/validUntil", Reason.SCHEMA_VIOLATION),
        set(c, S + "/minerals", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/stages", "[\"mined\",\"mined\"]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/stages/0", "\"Mined\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/assessorLevel", "\"ThirdParty\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/assessmentLevel", "\"\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/result", "\"partial\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/criteria/1/id", "\"3.1 Fair labour\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/criteria/0/result", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedExportCertificates() {
    Credential c = SampleCredentials.exportCertificate();
    return Stream.of(
        set(c, S + "/lot", "[\"urn:lot:1\",\"urn:lot:2\"]", Reason.SCHEMA_VIOLATION),
        without(c, S + "/hs", Reason.SCHEMA_VIOLATION),
        set(c, S + "/origins", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/origins/0", "\"0\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/validatedBy", "\"A. Mbuyi\"", Reason.PARTIES_NOT_DISTINCT),
        set(c, S + "/validatedBy", "\"a mbuyi\"", Reason.PARTIES_NOT_DISTINCT),
        set(c, S + "/expiresOn", "\"2026-06-01\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/expiresOn", "\"2026-08-31\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/shipmentDate", "\"2026-05-31\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/shipmentDate", "\"2026-08-31\"", Reason.DATES_INCONSISTENT),
        set(
            c,
            "/validFrom",
            "\"2026-05-30T00:00:00Z\"",
            Reason.DATES_INCONSISTENT,
            S + "/issuedOn"),
        set(c, S + "/quantity/value", "\"-12500\"", Reason.MASS_NOT_POSITIVE));
  }

  static Stream<Case> refusedRevocations() {
    Credential c = SampleCredentials.revocation();
    String statement =
        "{\"statement\":{\"issuer\":\"did:web:a.example\",\"id\":\"urn:uuid:00000000-0000-4000-8000-000000000001\",\"digest\":\""
            + "ab".repeat(32)
            + "\"}}";
    return Stream.of(
        set(c, S + "/target", "{}", Reason.SCHEMA_VIOLATION).pointing(null),
        set(c, S + "/target/certificate", "\"" + "ab".repeat(32) + "\"", Reason.SCHEMA_VIOLATION)
            .pointing(null),
        set(c, S + "/target/key", "\"did:web:a.example\"", Reason.SCHEMA_VIOLATION).pointing(null),
        set(c, S + "/target", statement.replace("ab", "AB"), Reason.SCHEMA_VIOLATION)
            .pointing(null),
        set(c, S + "/target", statement, Reason.SCHEMA_VIOLATION, S + "/compromisedSince"),
        set(
            c,
            S + "/corrective",
            statement
                .substring(statement.indexOf(':') + 1, statement.length() - 1)
                .transform(t -> "[" + t + "]"),
            Reason.SCHEMA_VIOLATION),
        set(c, S + "/reason", "\"because\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/reason", "\"superseded\"", Reason.SCHEMA_VIOLATION, S + "/compromisedSince"),
        set(c, S + "/compromisedSince", "\"2026-07-01T00:00:00Z\"", Reason.DATES_INCONSISTENT),
        without(c, S + "/explanation", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedCustodyReceipts() {
    Credential c = SampleCredentials.custodyReceipt();
    return Stream.of(
        without(c, S + "/transfer", Reason.SCHEMA_VIOLATION),
        set(c, S + "/transfer/digest", "\"6239119\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/quantity/unit", Reason.MASS_UNIT_MISSING),
        set(c, S + "/country", "\"XX\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/mineral", "\"iron\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/receivedAt", "\"2026-07-01T00:00:00Z\"", Reason.DATES_INCONSISTENT));
  }

  static Stream<Case> refusedPolicies() {
    Credential c = SampleCredentials.policy();
    String first = S + "/requirements/0";
    return Stream.of(
        set(c, S + "/policyId", "\"No\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/policyId", "\"eu_stages\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/version", "0", Reason.SCHEMA_VIOLATION),
        set(c, S + "/version", "1.5", Reason.SCHEMA_VIOLATION),
        set(c, S + "/text", "\"" + "x".repeat(4097) + "\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/sources", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/sources/0/url", "\"http://plain.example\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/effectiveUntil", "\"2025-12-31\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/effectiveFrom", "\"2026-02-30\"", Reason.SCHEMA_VIOLATION),
        set(
            c,
            S + "/scope/minerals",
            "[\"iron\"]",
            Reason.SCHEMA_VIOLATION,
            S + "/scope/minerals/0"),
        set(c, S + "/scope/forms/0", "\"A Form\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/requirements", "[]", Reason.SCHEMA_VIOLATION),
        set(c, first + "/rule", "\"1 or 2\"", Reason.SCHEMA_VIOLATION),
        set(c, first + "/mandatory", "\"yes\"", Reason.SCHEMA_VIOLATION),
        set(c, first + "/from", "\"2027-01-01\"", Reason.DATES_INCONSISTENT, first + "/until"),
        set(c, first + "/parameters/share", "0.5", Reason.SCHEMA_VIOLATION),
        set(c, first + "/parameters/A-name", "\"x\"", Reason.SCHEMA_VIOLATION).pointing(null),
        set(c, first + "/parameters/everyMetal", "{}", Reason.SCHEMA_VIOLATION),
        set(
            c,
            first + "/parameters/members/0/deep",
            "[{}]",
            Reason.SCHEMA_VIOLATION,
            first + "/parameters/members/0/deep/0"));
  }

  static Stream<Case> refusedMinePermits() {
    Credential c = SampleCredentials.minePermit();
    return Stream.of(
        set(c, S + "/facility/country", "\"cd\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/status", "\"expired\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/minerals", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/minerals", "[\"cobalt\",\"cobalt\"]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/expiresOn", "\"2009-04-03\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/issuedOn", "\"2026-07-01\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/location/latitude", "90.1", Reason.SCHEMA_VIOLATION).pointing(null),
        set(c, S + "/location/latitude", "\"-90.1\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/location/longitude", "\"25.39610001\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/location/longitude", "\"east\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/annualCapacity/unit", Reason.MASS_UNIT_MISSING),
        set(c, S + "/annualCapacity/value", "1e999999999", Reason.MASS_OUT_OF_RANGE),
        without(c, S + "/permitNumber", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedSiteInspections() {
    Credential c = SampleCredentials.siteInspection();
    return Stream.of(
        set(c, S + "/status", "\"purple\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/status", "\"green\"", Reason.SCHEMA_VIOLATION, S + "/deadline"),
        without(c, S + "/deadline", Reason.SCHEMA_VIOLATION),
        set(c, S + "/deadline", "\"2026-08-13\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/deadline", "\"2026-05-12\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/inspectedOn", "\"2026-07-02\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/findings/0/code", "\"No Code\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/findings/1/text", Reason.SCHEMA_VIOLATION),
        set(c, S + "/inspector", "\"\"", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedFacilityRecords() {
    Credential c = SampleCredentials.facilityRecord();
    return Stream.of(
        set(c, S + "/processes", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/processes", "[\"refining\",\"refining\"]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/processes/0", "\"Leaching\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/location", Reason.SCHEMA_VIOLATION),
        set(c, S + "/location/latitude", "\"1e3\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/annualCapacity/value", "0", Reason.MASS_NOT_POSITIVE),
        without(c, S + "/registeredId", Reason.SCHEMA_VIOLATION),
        set(c, S + "/operator", "\"kokkola\"", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedBlendSplits() {
    Credential c = SampleCredentials.blendSplit();
    return Stream.of(
        set(c, S + "/custodyModel", "\"mixed\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/inputs", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/outputs", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/outputs/1/mineral", "\"nickel\"", Reason.KIND_CHANGED),
        set(c, S + "/outputs/1/form", "\"metal\"", Reason.KIND_CHANGED),
        set(c, S + "/outputs/1/hs", "\"8105.20\"", Reason.KIND_CHANGED),
        set(
            c,
            S + "/outputs/1/quantity/value",
            "\"3000\"",
            Reason.MASS_NOT_CONSERVED,
            S + "/outputs"),
        set(
            c,
            S + "/outputs/1/quantity/value",
            "\"3267\"",
            Reason.MASS_NOT_CONSERVED,
            S + "/outputs"),
        set(
            c,
            S + "/outputs/1/lot",
            "\"https://kokkola.example/lots/CS-88-1\"",
            Reason.LOT_REPEATED),
        set(
            c,
            S + "/outputs/1/lot",
            "\"https://kokkola.example/lots/CS-88-1a\"",
            Reason.LOT_REPEATED),
        set(c, S + "/inputs/0/quantity/basis", "\"wet\"", Reason.MOISTURE_MISSING, S + "/outputs"),
        set(c, S + "/endedAt", "\"2026-06-24T05:00:00Z\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/endedAt", "\"2026-07-24T05:00:00Z\"", Reason.DATES_INCONSISTENT));
  }

  static Stream<Case> refusedImportConfirmations() {
    Credential c = SampleCredentials.importConfirmation();
    return Stream.of(
        set(c, S + "/country", "\"CD\"", Reason.PARTIES_NOT_DISTINCT),
        set(c, S + "/lot", "[\"urn:lot:1\",\"urn:lot:2\"]", Reason.SCHEMA_VIOLATION),
        without(c, S + "/certificateNumber", Reason.SCHEMA_VIOLATION),
        set(c, S + "/hs", "\"77\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/quantity/unit", Reason.MASS_UNIT_MISSING),
        set(c, S + "/importedOn", "\"2026-07-02\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/issuingCountry", "\"XX\"", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedMassBalanceStatements() {
    Credential c = SampleCredentials.massBalanceStatement();
    return Stream.of(
        set(c, S + "/periodTo", "\"2026-04-30\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/periodTo", "\"2026-07-02\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/closing/basis", "\"wet\"", Reason.BASIS_MISMATCH, S),
        set(
            c,
            S + "/operator",
            "\"did:web:auditor.example.fi\"",
            Reason.PARTIES_NOT_DISTINCT,
            "/issuer"),
        without(c, S + "/opening/unit", Reason.MASS_UNIT_MISSING),
        set(c, S + "/lost/value", "0", Reason.MASS_NOT_POSITIVE),
        set(c, S + "/consumed/value", "1e999999999", Reason.MASS_OUT_OF_RANGE),
        set(c, S + "/hashesOfSource/0", "\"6239119\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/variance", "0.02", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedDueDiligenceReports() {
    Credential c = SampleCredentials.dueDiligenceReport();
    return Stream.of(
        set(
            c,
            S + "/steps/4",
            "{\"step\":\"management-systems\",\"status\":\"partial\"}",
            Reason.SCHEMA_VIOLATION,
            S + "/steps/4/step"),
        set(c, S + "/steps", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/steps/0/status", "\"done\"", Reason.SCHEMA_VIOLATION),
        set(
            c,
            S + "/redFlags/0/state",
            "\"closed\"",
            Reason.SCHEMA_VIOLATION,
            S + "/redFlags/0/mitigation"),
        set(c, S + "/redFlags/1/kind", "\"weather\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/sites", "[]", Reason.SCHEMA_VIOLATION),
        set(c, S + "/sites/0/country", "\"ZZ\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/cahraList/version", Reason.SCHEMA_VIOLATION),
        set(c, S + "/publicUrl", "\"http://kokkola.example\"", Reason.SCHEMA_VIOLATION),
        set(
            c,
            S + "/verifier",
            "\"did:web:kokkola.example:refinery\"",
            Reason.PARTIES_NOT_DISTINCT),
        set(c, S + "/periodTo", "\"2024-12-31\"", Reason.DATES_INCONSISTENT));
  }

  static Stream<Case> refusedOwnershipControls() {
    Credential c = SampleCredentials.ownershipControl();
    return Stream.of(
        set(
            c,
            S + "/holders/2/share",
            "\"0.750000000001\"",
            Reason.NUMBER_OUT_OF_RANGE,
            S + "/holders"),
        set(c, S + "/holders/0/share", "\"1.1\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/holders/0/share", "-0.1", Reason.SCHEMA_VIOLATION).pointing(null),
        set(c, S + "/holders/1/kind", "\"equity\"", Reason.SCHEMA_VIOLATION, S + "/holders/1/name"),
        set(c, S + "/holders/0/country", "\"Congo\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/holders/0/government", "\"yes\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/debtShare", "\"NaN\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/sites/0/country", "\"ZM\"", Reason.COUNTRY_MISMATCH),
        set(c, S + "/asOf", "\"2026-07-02\"", Reason.DATES_INCONSISTENT),
        without(c, S + "/contractControl", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedPaymentDisclosures() {
    Credential c = SampleCredentials.paymentDisclosure();
    return Stream.of(
        set(c, S + "/amount", "\"0\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/amount", "\"-1\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/amount", "\"1e16\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/amount", "\"48,250\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/currency", "\"XYZ\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/currency", "\"usd\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/kind", "\"Royalty\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/periodTo", "\"2026-04-30\"", Reason.DATES_INCONSISTENT),
        without(c, S + "/recipient", Reason.SCHEMA_VIOLATION),
        set(c, S + "/about", "{}", Reason.SCHEMA_VIOLATION).pointing(null),
        set(c, S + "/about", "{\"lot\":\"urn:lot:1\"}", Reason.SCHEMA_VIOLATION).pointing(null));
  }

  static Stream<Case> refusedCarbonFootprints() {
    Credential c = SampleCredentials.carbonFootprint();
    return Stream.of(
        set(c, S + "/value", "\"0\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/boundary", "\"cradle-to-grave\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/method", Reason.SCHEMA_VIOLATION),
        set(c, S + "/periodTo", "\"2026-07-02\"", Reason.DATES_INCONSISTENT),
        set(
            c,
            S + "/verifier",
            "\"did:web:kokkola.example:refinery\"",
            Reason.PARTIES_NOT_DISTINCT));
  }

  static Stream<Case> refusedRecycledContent() {
    Credential c = SampleCredentials.recycledContent();
    return Stream.of(
        set(c, S + "/postConsumer", "\"0.17\"", Reason.NUMBER_OUT_OF_RANGE),
        set(c, S + "/preConsumer", "\"1.01\"", Reason.NUMBER_OUT_OF_RANGE),
        without(c, S + "/custodyModel", Reason.SCHEMA_VIOLATION),
        set(c, S + "/country", "\"EU\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/lot", "\"CS-88\"", Reason.SCHEMA_VIOLATION),
        set(
            c,
            S + "/verifier",
            "\"did:web:kokkola.example:refinery\"",
            Reason.PARTIES_NOT_DISTINCT));
  }

  static Stream<Case> refusedIncidents() {
    Credential c = SampleCredentials.incident();
    return Stream.of(
        set(c, S + "/category", "\"theft\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/severity", "\"11\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/state", "\"won\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/occurredOn", "\"2026-07-02\"", Reason.DATES_INCONSISTENT),
        set(c, S + "/evidence/0/sha256", "\"6239119\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/evidence/0/uri", "\"report.pdf\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/evidence/0/size", "-1", Reason.SCHEMA_VIOLATION),
        set(c, S + "/evidence/0/mediaType", "\"pdf\"", Reason.SCHEMA_VIOLATION),
        set(c, S + "/description", "\" \"", Reason.SCHEMA_VIOLATION));
  }

  static Stream<Case> refusedChallenges() {
    Credential c = SampleCredentials.challenge();
    return Stream.of(
        set(
            c,
            S + "/target/issuer",
            "\"did:web:auditor.example.fi\"",
            Reason.PARTIES_NOT_DISTINCT,
            "/issuer"),
        set(c, S + "/target/digest", "\"0F\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/target/id", Reason.SCHEMA_VIOLATION),
        without(c, S + "/about", Reason.SCHEMA_VIOLATION),
        set(c, S + "/about/country", "\"XX\"", Reason.SCHEMA_VIOLATION),
        without(c, S + "/claim", Reason.SCHEMA_VIOLATION),
        set(c, S + "/answerBy", "\"soon\"", Reason.SCHEMA_VIOLATION));
  }

  @ParameterizedTest
  @MethodSource({
    "refusedEnvelopes",
    "refusedIdentityAnchors",
    "refusedAccreditations",
    "refusedLotOrigins",
    "refusedTransformations",
    "refusedCustodyTransfers",
    "refusedAssays",
    "refusedEsgConformities",
    "refusedExportCertificates",
    "refusedRevocations",
    "refusedCustodyReceipts",
    "refusedPolicies",
    "refusedMinePermits",
    "refusedSiteInspections",
    "refusedFacilityRecords",
    "refusedBlendSplits",
    "refusedImportConfirmations",
    "refusedMassBalanceStatements",
    "refusedDueDiligenceReports",
    "refusedOwnershipControls",
    "refusedPaymentDisclosures",
    "refusedCarbonFootprints",
    "refusedRecycledContent",
    "refusedIncidents",
    "refusedChallenges"
  })
  void aFaultIsRefusedForItsReasonWhereItIs(Case fault) {
    Rejection rejection = rejectionOf(fault.edited().bytes());

    assertThat(rejection.reason()).as(rejection.toString()).isEqualTo(fault.reason());
    if (fault.pointer() != null) {
      assertThat(rejection.pointer()).as(rejection.toString()).isEqualTo(fault.pointer());
    } else {
      assertThat(rejection.pointer()).startsWith(S + "/");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wmt, TNE with basis wet",
    "dmt, TNE with basis dry",
    "LB, 0.45359237 kg",
    "mtu, 10 kg",
    "bushel, KGM",
  })
  void anUnknownUnitIsAnsweredWithTheOnesToUse(String unit, String remedy) {
    Edited edited =
        new Edited(SampleCredentials.lotOrigin().toJson())
            .set(S + "/quantity/unit", "\"" + unit + "\"");

    assertThat(rejectionOf(edited.bytes()).remedy())
        .contains(remedy, "KGM (kilogram), TNE (tonne) and GRM (gram)");
  }

  @Test
  void anUnknownTypeIsAnsweredWithTheKnownOnes() {
    Edited edited = new Edited(SampleCredentials.assay().toJson()).set("/type/1", "\"Permit\"");

    assertThat(rejectionOf(edited.bytes()).remedy())
        .contains(Arrays.stream(AttestationType.values()).map(AttestationType::typeName).toList());
  }

  @Test
  void everyViolationIsReportedWithItsPlaceUpToABound() {
    Edited two =
        new Edited(SampleCredentials.custodyTransfer().toJson())
            .remove(S + "/from")
            .set(S + "/toCountry", "\"Finland\"");
    Edited many = new Edited(SampleCredentials.custodyTransfer().toJson());
    for (int i = 0; i < 40; i++) {
      many.set(S + "/more" + i, "1");
    }

    assertThat(rejectionOf(two.bytes()).violations())
        .extracting(Rejection.Violation::pointer)
        .contains(S + "/from", S + "/toCountry");
    assertThat(rejectionOf(two.bytes()).violations())
        .extracting(Rejection.Violation::message)
        .anyMatch(m -> m.equals("is missing"))
        .anyMatch(m -> m.contains("ISO 3166-1 alpha-2"));
    assertThat(rejectionOf(many.bytes()).violations()).hasSize(20);
  }

  @Test
  void aMissingTermIsRefusedWhereTheTypeNeedsOne() {
    Credential accreditation = SampleCredentials.accreditation();

    assertThatThrownBy(
            () ->
                new Credential(
                    accreditation.id(),
                    accreditation.issuer(),
                    accreditation.validFrom(),
                    null,
                    accreditation.subject()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("schema-violation");
  }

  @Test
  void instantsAreKeptToTheMillisecond() {
    Credential sample = SampleCredentials.lotOrigin();
    Instant precise = Instant.parse("2026-06-30T08:00:00.123456789Z");

    Credential credential =
        new Credential(sample.id(), sample.issuer(), precise, null, sample.subject());

    assertThat(credential.validFrom()).isEqualTo("2026-06-30T08:00:00.123Z");
  }

  @Test
  void aLotIsExtractedOnADayThatHasBegunSomewhere() throws RejectedException {
    // 30 June, 20:00 UTC is 1 July on the other side of the date line.
    byte[] document =
        new Edited(SampleCredentials.lotOrigin().toJson())
            .set("/validFrom", "\"2026-06-30T20:00:00Z\"")
            .set(S + "/extractedTo", "\"2026-07-01\"")
            .bytes();

    assertThat(Credential.parse(document).validFrom()).isEqualTo("2026-06-30T20:00:00Z");
  }

  @Test
  void anAttestationNamesItsCountryItsMineralsAndItsLots() {
    Attestation transformation = SampleCredentials.transformation().subject();
    Attestation accreditation = SampleCredentials.accreditation().subject();
    Attestation revocation = SampleCredentials.revocation().subject();

    assertThat(transformation.jurisdiction()).contains(SampleCredentials.FI);
    assertThat(transformation.minerals()).containsExactly(Mineral.COBALT);
    assertThat(transformation.lots())
        .containsExactly(SampleCredentials.HYDROXIDE, SampleCredentials.SULFATE);
    assertThat(accreditation.jurisdiction()).contains(SampleCredentials.CD);
    assertThat(accreditation.minerals()).isEqualTo(Set.of(Mineral.COPPER, Mineral.COBALT));
    assertThat(revocation.jurisdiction()).isEmpty();
    assertThat(SampleCredentials.custodyTransfer().subject().jurisdiction())
        .contains(SampleCredentials.CD);
    assertThat(SampleCredentials.assay().subject().jurisdiction()).contains(SampleCredentials.FI);
    assertThat(SampleCredentials.exportCertificate().subject().jurisdiction())
        .contains(SampleCredentials.CD);
  }

  private static Rejection rejectionOf(byte[] document) {
    return catchThrowableOfType(RejectedException.class, () -> Credential.parse(document))
        .rejection();
  }
}
