package org.assay.attestation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;

/**
 * One valid credential of each type and a charter, from one story: cobalt hydroxide of Congo,
 * refined in Finland. The key is the example of RFC 8037 appendix A.1, so it is no secret.
 */
public final class SampleCredentials {
  public static final Did AUTHORITY = new Did("did:web:mines.gov.example.cd");
  public static final Did OPERATOR = new Did("did:web:kamoto.example");
  public static final Did REFINER = new Did("did:web:kokkola.example:refinery");
  public static final Did FINLAND = new Did("did:web:registry.example.fi");
  public static final LotId HYDROXIDE = new LotId("urn:assay:lot:cd:kamoto:2026-0117");
  public static final LotId SULFATE = new LotId("https://kokkola.example/lots/CS-88-1");
  public static final CountryCode CD = new CountryCode("CD");
  public static final CountryCode FI = new CountryCode("FI");
  public static final CountryCode ZM = new CountryCode("ZM");
  public static final Instant SAID = Instant.parse("2026-06-30T08:00:00.123Z");

  private SampleCredentials() {}

  /** The secret half of the key that every sample names. */
  public static SigningKey signingKey() {
    return SigningKey.fromJwk(
        JsonNodeFactory.instance
            .objectNode()
            .put("kty", "OKP")
            .put("crv", "Ed25519")
            .put("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
            .put("d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"));
  }

  public static VerificationMethod method(Did did) {
    return new VerificationMethod(
        new KeyId(did, "key-1"), new VerificationMethod.PublicJwk(signingKey().publicKey()));
  }

  public static Facility mine() {
    return new Facility(new FacilityId("urn:assay:facility:cd:kamoto"), "Kamoto East", CD);
  }

  public static Facility refinery() {
    return new Facility(new FacilityId("https://kokkola.example/site"), "Kokkola refinery", FI);
  }

  public static Credential identityAnchor() {
    return said(
        1,
        AUTHORITY,
        null,
        new IdentityAnchor(
            OPERATOR,
            "Kamoto Est SA",
            "CD/LSH/RCCM/14-B-01561",
            "https://rccm.example.cd",
            RegisterType.BUSINESS,
            CD,
            List.of(method(OPERATOR))));
  }

  public static Credential accreditation() {
    return said(
        2,
        AUTHORITY,
        Instant.parse("2027-06-30T00:00:00Z"),
        new Accreditation(
            OPERATOR,
            Set.of(AttestationType.LOT_ORIGIN, AttestationType.CUSTODY_TRANSFER),
            List.of(CD),
            Set.of(Mineral.COBALT, Mineral.COPPER),
            false));
  }

  public static Credential lotOrigin() {
    return said(
        3,
        AUTHORITY,
        null,
        new LotOrigin(
            HYDROXIDE,
            mine(),
            OPERATOR,
            Mineral.COBALT,
            "hydroxide",
            new HsCode("2822.00"),
            Quantity.wet(Mass.ofKilograms(12_500), "0.085"),
            List.of(Grade.percent("Co", "30.5", MassBasis.DRY)),
            LocalDate.parse("2026-05-01"),
            LocalDate.parse("2026-05-31"),
            MiningScale.LARGE));
  }

  public static Credential transformation() {
    return said(
        4,
        REFINER,
        null,
        new Transformation(
            refinery(),
            "refining",
            List.of(
                new Transformation.Input(
                    HYDROXIDE, Quantity.wet(Mass.ofKilograms(10_000), "0.085"))),
            List.of(
                new Transformation.Output(
                    SULFATE,
                    Mineral.COBALT,
                    "sulfate",
                    new HsCode("2833.29"),
                    Quantity.dry(Mass.ofKilograms(13_200)),
                    List.of(Grade.percent("Co", "20.8", MassBasis.DRY)))),
            List.of(new Transformation.Loss("residue", Quantity.wet(Mass.ofKilograms(900), "0.4"))),
            Instant.parse("2026-06-20T06:00:00Z"),
            Instant.parse("2026-06-22T18:30:00Z")));
  }

  public static Credential custodyTransfer() {
    return said(
        5,
        OPERATOR,
        null,
        new CustodyTransfer(
            HYDROXIDE,
            Mineral.COBALT,
            OPERATOR,
            REFINER,
            Quantity.wet(Mass.ofKilograms(12_500), "0.085"),
            CD,
            FI,
            Instant.parse("2026-06-02T04:00:00Z"),
            Instant.parse("2026-06-18T15:45:00.5Z"),
            "BL-2026-77813",
            List.of(CD, ZM, FI)));
  }

  public static Credential assay() {
    return said(
        6,
        new Did("did:web:lab.example.fi"),
        null,
        new Assay(
            HYDROXIDE,
            Mineral.COBALT,
            FI,
            "ICP-OES after fusion",
            "S-20260619-4",
            Instant.parse("2026-06-19T10:00:00Z"),
            List.of(
                new Assay.Result(
                    Grade.percent("Co", "30.42", MassBasis.DRY), new BigDecimal("0.0015")),
                new Assay.Result(Grade.percent("Mn", "4.1", MassBasis.DRY), null))));
  }

  public static Credential esgConformity() {
    return said(
        7,
        new Did("did:web:certifier.example.fi"),
        Instant.parse("2029-06-30T00:00:00Z"),
        new EsgConformity(
            mine(),
            "IRMA",
            "1.0",
            "IRMA 50",
            Set.of(Mineral.COBALT, Mineral.COPPER),
            List.of("mined"),
            AssessorLevel.THIRD_PARTY,
            AssessmentLevel.ACCREDITED,
            Conformance.CONFORMANT,
            List.of(
                new EsgConformity.Criterion("3.1 Fair labour", Conformance.CONFORMANT),
                new EsgConformity.Criterion("4.2 Water", Conformance.NONCONFORMANT))));
  }

  public static Credential exportCertificate() {
    return said(
        8,
        AUTHORITY,
        null,
        new ExportCertificate(
            "CD-2026-000417",
            HYDROXIDE,
            Mineral.COBALT,
            new HsCode("2822.00"),
            OPERATOR,
            REFINER,
            Quantity.wet(Mass.ofKilograms(12_500), "0.085"),
            List.of(CD),
            CD,
            FI,
            LocalDate.parse("2026-06-02"),
            "A. Mbuyi",
            "J. Kasongo",
            LocalDate.parse("2026-06-01"),
            LocalDate.parse("2026-08-30")));
  }

  public static Credential revocation() {
    return said(
        9,
        AUTHORITY,
        null,
        new Revocation(
            new Revocation.KeyTarget(new KeyId(OPERATOR, "key-1")),
            RevocationReason.KEY_COMPROMISE,
            Instant.parse("2026-06-25T00:00:00Z"),
            "A laptop with the key was stolen in Kolwezi."));
  }

  public static Credential minePermit() {
    return said(
        10,
        AUTHORITY,
        null,
        new MinePermit(
            mine(),
            "PE-4958",
            PermitStatus.ACTIVE,
            OPERATOR,
            Set.of(Mineral.COBALT, Mineral.COPPER),
            LocalDate.parse("2009-04-03"),
            LocalDate.parse("2039-04-02"),
            new GeoPoint(new BigDecimal("-10.716"), new BigDecimal("25.3961")),
            Quantity.wet(Mass.ofTonnes(7_700_000), "0.05")));
  }

  public static Credential siteInspection() {
    return said(
        11,
        AUTHORITY,
        null,
        new SiteInspection(
            mine(),
            LocalDate.parse("2026-05-12"),
            "P. Ilunga",
            SiteStatus.YELLOW,
            List.of(
                new SiteInspection.Finding("fencing", "The fence at the north pit is down."),
                new SiteInspection.Finding("tags", "Two tag books are not numbered.")),
            LocalDate.parse("2026-08-12")));
  }

  public static Credential facilityRecord() {
    return said(
        12,
        REFINER,
        null,
        new FacilityRecord(
            refinery(),
            REFINER,
            "CID000001",
            "https://www.responsiblemineralsinitiative.org",
            List.of("leaching", "refining"),
            new GeoPoint(new BigDecimal("63.8527"), new BigDecimal("23.0503")),
            Quantity.dry(Mass.ofTonnes(21_000))));
  }

  public static Credential blendSplit() {
    return said(
        13,
        REFINER,
        null,
        new BlendSplit(
            refinery(),
            CustodyModel.IDENTITY_PRESERVED,
            List.of(new Transformation.Input(SULFATE, Quantity.dry(Mass.ofKilograms(13_200)))),
            List.of(
                part("https://kokkola.example/lots/CS-88-1a", 10_000),
                part("https://kokkola.example/lots/CS-88-1b", 3_180)),
            Instant.parse("2026-06-24T06:00:00Z"),
            Instant.parse("2026-06-24T09:00:00Z")));
  }

  private static Transformation.Output part(String lot, long kilograms) {
    return new Transformation.Output(
        new LotId(lot),
        Mineral.COBALT,
        "sulfate",
        new HsCode("2833.29"),
        Quantity.dry(Mass.ofKilograms(kilograms)),
        List.of(Grade.percent("Co", "20.8", MassBasis.DRY)));
  }

  public static Credential importConfirmation() {
    return said(
        14,
        FINLAND,
        null,
        new ImportConfirmation(
            "CD-2026-000417",
            CD,
            HYDROXIDE,
            Mineral.COBALT,
            new HsCode("2822.00"),
            REFINER,
            Quantity.wet(Mass.ofKilograms(12_480), "0.084"),
            FI,
            LocalDate.parse("2026-06-18")));
  }

  public static Credential massBalanceStatement() {
    return said(
        15,
        new Did("did:web:auditor.example.fi"),
        null,
        new MassBalanceStatement(
            refinery(),
            REFINER,
            Mineral.COBALT,
            LocalDate.parse("2026-05-01"),
            LocalDate.parse("2026-05-31"),
            Quantity.dry(Mass.ofTonnes(400)),
            Quantity.dry(Mass.ofTonnes(1_600)),
            Quantity.dry(Mass.ofTonnes(1_500)),
            Quantity.dry(Mass.ofTonnes(10)),
            null,
            Quantity.dry(Mass.ofTonnes(480)),
            List.of(new Sha256("5a".repeat(32)))));
  }

  public static Credential dueDiligenceReport() {
    return said(
        16,
        REFINER,
        null,
        new DueDiligenceReport(
            REFINER,
            List.of(refinery()),
            Set.of(Mineral.COBALT),
            LocalDate.parse("2025-01-01"),
            LocalDate.parse("2025-12-31"),
            Arrays.stream(DueDiligenceStep.values())
                .map(step -> new DueDiligenceReport.Step(step, StepStatus.IMPLEMENTED))
                .toList(),
            List.of(
                new DueDiligenceReport.RedFlag(
                    RedFlagKind.LOCATION, "Cobalt of Congo.", IssueState.OPEN, null),
                new DueDiligenceReport.RedFlag(
                    RedFlagKind.SUPPLIER,
                    "A trader without papers.",
                    IssueState.CLOSED,
                    "Nothing is bought of it.")),
            new DueDiligenceReport.CahraList("EU indicative list", "2025-12"),
            "https://kokkola.example/due-diligence/2025",
            new Did("did:web:verifier.example.fi")));
  }

  public static Credential ownershipControl() {
    return said(
        17,
        AUTHORITY,
        null,
        new OwnershipControl(
            OPERATOR,
            CD,
            LocalDate.parse("2026-06-01"),
            List.of(
                new OwnershipControl.Holder(
                    "Gecamines", null, CD, ControlKind.EQUITY, new BigDecimal("0.25"), true),
                new OwnershipControl.Holder(
                    "Gecamines", null, CD, ControlKind.VOTING, new BigDecimal("0.2"), true),
                new OwnershipControl.Holder(
                    "Kamoto Holding",
                    new Did("did:web:holding.example"),
                    new CountryCode("CH"),
                    ControlKind.EQUITY,
                    new BigDecimal("0.75"),
                    false)),
            new BigDecimal("0.1"),
            false,
            List.of(mine())));
  }

  public static Credential paymentDisclosure() {
    return said(
        18,
        AUTHORITY,
        null,
        new PaymentDisclosure(
            new About.OfLot(HYDROXIDE, Mineral.COBALT, CD),
            OPERATOR,
            "Direction generale des recettes",
            "royalty",
            new BigDecimal("48250.75"),
            "USD",
            LocalDate.parse("2026-05-01"),
            LocalDate.parse("2026-05-31")));
  }

  public static Credential carbonFootprint() {
    return said(
        19,
        REFINER,
        null,
        new CarbonFootprint(
            new About.OfLot(SULFATE, Mineral.COBALT, FI),
            new BigDecimal("5120.5"),
            FootprintBoundary.CRADLE_TO_GATE,
            "ISO 14067:2018",
            LocalDate.parse("2026-01-01"),
            LocalDate.parse("2026-05-31"),
            new Did("did:web:verifier.example.fi")));
  }

  public static Credential recycledContent() {
    return said(
        20,
        REFINER,
        null,
        new RecycledContent(
            SULFATE,
            Mineral.COBALT,
            FI,
            new BigDecimal("0.04"),
            new BigDecimal("0.16"),
            new BigDecimal("0.8"),
            CustodyModel.MASS_BALANCE,
            null));
  }

  public static Credential incident() {
    return said(
        21,
        new Did("did:web:observer.example.cd"),
        null,
        new Incident(
            new About.OfFacility(mine()),
            "2026-31",
            IncidentCategory.CHILD_LABOUR,
            Severity.HIGH,
            IssueState.MITIGATING,
            LocalDate.parse("2026-05-20"),
            "Two children were seen washing ore at the edge of the concession.",
            List.of(document())));
  }

  public static Credential challenge() {
    return said(
        22,
        new Did("did:web:auditor.example.fi"),
        null,
        new Challenge(
            new Revocation.StatementTarget(
                AUTHORITY,
                "urn:uuid:00000000-0000-4000-8000-000000000003",
                new Sha256("0f".repeat(32))),
            new About.OfLot(HYDROXIDE, Mineral.COBALT, CD),
            "The mine did not produce so much in May.",
            LocalDate.parse("2026-08-01"),
            List.of(document())));
  }

  public static Credential custodyReceipt() {
    return said(
        23,
        REFINER,
        null,
        new CustodyReceipt(
            new Revocation.StatementTarget(
                OPERATOR,
                "urn:uuid:00000000-0000-4000-8000-000000000005",
                new Sha256("0f".repeat(32))),
            HYDROXIDE,
            Mineral.COBALT,
            Quantity.wet(Mass.ofKilograms(12_480), "0.084"),
            FI,
            Instant.parse("2026-06-18T15:45:00.5Z")));
  }

  public static Credential policy() {
    return said(
        24,
        AUTHORITY,
        null,
        new Policy(
            "eu-stages.example",
            1,
            "Where stages are done",
            "Cobalt is mined and refined in countries that we know.",
            List.of(new Policy.Source("An example", "https://policies.example/eu-stages")),
            LocalDate.parse("2026-01-01"),
            LocalDate.parse("2027-12-31"),
            new Policy.Scope(Set.of(Mineral.COBALT), Set.of("sulfate")),
            List.of(
                new Policy.Requirement(
                    "E1",
                    true,
                    null,
                    LocalDate.parse("2026-12-31"),
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("claimedException", "none")
                        .put("everyMetal", false)
                        .set(
                            "members",
                            JsonNodeFactory.instance
                                .arrayNode()
                                .add(
                                    JsonNodeFactory.instance
                                        .objectNode()
                                        .put("country", "FI")
                                        .put("from", "2026-01-01")))),
                new Policy.Requirement(
                    "E7",
                    false,
                    LocalDate.parse("2026-06-01"),
                    null,
                    JsonNodeFactory.instance
                        .objectNode()
                        .set(
                            "stages",
                            JsonNodeFactory.instance.arrayNode().add("mined").add("refined"))))));
  }

  private static Document document() {
    return new Document(
        "https://observer.example.cd/reports/2026-31.pdf",
        new Sha256("c3".repeat(32)),
        "application/pdf",
        183_220);
  }

  /** One of each type, in the order of {@link AttestationType}. */
  public static List<Credential> all() {
    return List.of(
        identityAnchor(),
        accreditation(),
        lotOrigin(),
        transformation(),
        custodyTransfer(),
        assay(),
        esgConformity(),
        exportCertificate(),
        revocation(),
        minePermit(),
        siteInspection(),
        facilityRecord(),
        blendSplit(),
        importConfirmation(),
        massBalanceStatement(),
        dueDiligenceReport(),
        ownershipControl(),
        paymentDisclosure(),
        carbonFootprint(),
        recycledContent(),
        incident(),
        challenge(),
        custodyReceipt(),
        policy());
  }

  public static Charter charter() {
    return new Charter(
        1,
        "log.assay.example/2026",
        "Cobalt coalition",
        2,
        SAID,
        List.of(
            new Charter.Member(AUTHORITY, "DR Congo", Set.of(CD), List.of(method(AUTHORITY))),
            new Charter.Member(FINLAND, "Finland", Set.of(FI), List.of(method(FINLAND)))));
  }

  private static Credential said(
      int number,
      Did issuer,
      @org.jspecify.annotations.Nullable Instant until,
      Attestation subject) {
    return new Credential(
        String.format(Locale.ROOT, "urn:uuid:00000000-0000-4000-8000-%012d", number),
        issuer,
        SAID,
        until,
        subject);
  }
}
