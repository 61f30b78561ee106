package org.assay.attestation;

/**
 * Why a statement is refused. The slug is public: it ends the {@code type} of the problem that a
 * submitter is answered with, so a constant may be added but a slug never changes its meaning.
 */
public enum Reason {
  NOT_A_JWS("not-a-jws", "The body is not a JWS in compact form"),
  ALG_NONE("alg-none", "The statement is not signed"),
  ALG_SYMMETRIC("alg-symmetric", "A symmetric algorithm cannot show who signed"),
  ALG_UNSUPPORTED("alg-unsupported", "The signature algorithm is not supported"),
  TYP_UNSUPPORTED("typ-unsupported", "The JWS is of another type"),
  HEADER_INVALID("header-invalid", "The JWS header is not valid"),
  KID_INVALID("kid-invalid", "The key id does not name a key of an issuer"),
  STATEMENT_TOO_LARGE("statement-too-large", "The statement is too large"),
  BAD_SIGNATURE("bad-signature", "The signature does not match the statement"),
  CERTIFICATE_INVALID("certificate-invalid", "The certificate chain does not vouch for the issuer"),
  UNKNOWN_KEY("unknown-key", "The key is not registered"),
  KEY_REVOKED("key-revoked", "The key was revoked or replaced before"),
  NOT_ACCREDITED_FOR_TYPE("not-accredited-for-type", "The issuer may not attest this"),
  NOT_ACCREDITED_FOR_COUNTRY(
      "not-accredited-for-country", "The issuer may not attest in this country"),
  NOT_ACCREDITED_FOR_MINERAL(
      "not-accredited-for-mineral", "The issuer may not attest about this mineral"),
  ACCREDITATION_NOT_IN_FORCE(
      "accreditation-not-in-force", "The issuer's accreditation is not in force"),
  ACCREDITATION_OUT_OF_SCOPE(
      "accreditation-out-of-scope", "The accreditation grants more than its issuer may grant"),
  SELF_ACCREDITATION("self-accreditation", "An issuer cannot accredit itself"),
  IDENTITY_NOT_AUTHORISED("identity-not-authorised", "The issuer may not register this identity"),
  PARTY_UNKNOWN("party-unknown", "The party is not registered"),
  REVOCATION_NOT_AUTHORISED("revocation-not-authorised", "The issuer may not revoke this"),
  TARGET_UNKNOWN("target-unknown", "What is revoked is not in the ledger"),
  KEY_ID_REUSED("key-id-reused", "A name of a key stands for one key only"),
  CHARTER_EXISTS("charter-exists", "The ledger has a charter of this version already"),
  CHARTER_MISSING("charter-missing", "The ledger has no charter yet"),
  CHARTER_INVALID("charter-invalid", "The charter is not valid"),
  CHARTER_SIGNATURES_MISSING("charter-signatures-missing", "Too few members signed the charter"),
  PAYLOAD_NOT_JSON("payload-not-json", "The payload is not JSON within bounds"),
  TYPE_UNKNOWN("type-unknown", "The attestation type is not known"),
  SCHEMA_VIOLATION("schema-violation", "The attestation does not follow its schema"),
  MASS_UNIT_MISSING("mass-unit-missing", "A mass has no unit"),
  MASS_UNIT_UNSUPPORTED("mass-unit-unsupported", "The unit of a mass is not supported"),
  MASS_OUT_OF_RANGE("mass-out-of-range", "A mass is out of range"),
  MASS_NOT_POSITIVE("mass-not-positive", "A mass is not above zero"),
  MOISTURE_MISSING("moisture-missing", "A wet mass needs its moisture here"),
  MOISTURE_OUT_OF_RANGE("moisture-out-of-range", "A moisture is out of range"),
  BASIS_MISMATCH("basis-mismatch", "Wet and dry masses are mixed"),
  GRADE_OUT_OF_RANGE("grade-out-of-range", "A grade is out of range"),
  GRADE_UNIT_UNSUPPORTED("grade-unit-unsupported", "The unit of a grade is not supported"),
  NUMBER_OUT_OF_RANGE("number-out-of-range", "A number is out of range"),
  MASS_NOT_CONSERVED("mass-not-conserved", "Mass comes or goes where none can"),
  KIND_CHANGED("kind-changed", "What is only blended or split becomes something else"),
  COUNTRY_MISMATCH("country-mismatch", "A place is in another country"),
  LOT_REPEATED("lot-repeated", "A lot is named where it must be another one"),
  PARTIES_NOT_DISTINCT("parties-not-distinct", "Two roles that need two parties have one"),
  DATES_INCONSISTENT("dates-inconsistent", "The dates contradict each other"),
  ISSUED_IN_FUTURE("issued-in-future", "The statement is dated in the future"),
  LOT_EXISTS("lot-exists", "The lot is recorded already"),
  MINERAL_MISMATCH("mineral-mismatch", "The lot is recorded as another mineral"),
  NOT_HOLDER("not-holder", "The lot is held by somebody else"),
  NOT_RECEIVER("not-receiver", "The lot was sent to somebody else"),
  OVER_CONSUMED("over-consumed", "More would be consumed than the lot holds"),
  POLICY_VERSION_OUT_OF_ORDER(
      "policy-version-out-of-order", "The versions of a policy follow each other without a gap"),
  POLICY_OWNED_BY_ANOTHER("policy-owned-by-another", "The policy is another issuer's"),
  POLICY_RULE_UNKNOWN("policy-rule-unknown", "The policy asks for a rule that there is not"),
  POLICY_PARAMETER_INVALID("policy-parameter-invalid", "A rule does not take these parameters"),
  ID_CONFLICT("id-conflict", "The id is taken by another statement of this issuer");

  private final String slug;
  private final String title;

  Reason(String slug, String title) {
    this.slug = slug;
    this.title = title;
  }

  /** The stable public name, in kebab-case. */
  public String slug() {
    return slug;
  }

  /** What it means, in one short sentence for people. */
  public String title() {
    return title;
  }
}
