package org.assay.functions.gateway.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assay.attestation.Accreditation;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Charter;
import org.assay.attestation.Conformance;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.HsCode;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.MiningScale;
import org.assay.attestation.Revocation;
import org.assay.attestation.RevocationReason;
import org.assay.attestation.Transformation;
import org.assay.attestation.jws.GeneralJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A coalition of three countries with new keys, and the parties of one story: cobalt hydroxide of
 * Congo is refined in Finland. The builders make what is true in it; a test changes one thing.
 */
public final class TestCoalition {
  public static final CountryCode CD = new CountryCode("CD");
  public static final CountryCode FI = new CountryCode("FI");
  public static final CountryCode ZM = new CountryCode("ZM");

  /** The mass of every lot that {@link #mined} brings forth, and its moisture. */
  public static final Quantity MINED = Quantity.wet(Mass.ofKilograms(12_500), "0.085");

  public final TestParty congo =
      TestParty.of("did:web:mines.gov.example.cd", "DR Congo", CD.value());
  public final TestParty finland =
      TestParty.of("did:web:registry.example.fi", "Finland", FI.value());
  public final TestParty zambia = TestParty.of("did:web:mines.gov.example.zm", "Zambia", "ZM");
  public final TestParty operator =
      TestParty.of("did:web:kamoto.example", "Kamoto Est SA", CD.value());
  public final TestParty refiner =
      TestParty.of("did:web:kokkola.example:refinery", "Kokkola Oy", FI.value());
  public final TestParty auditor =
      TestParty.of("did:web:auditor.example.fi", "Auditor Oy", FI.value());

  private final String log;

  /**
   * @param log the origin of the log that its charter is for
   */
  public TestCoalition(String log) {
    this.log = log;
  }

  public String log() {
    return log;
  }

  /** The founding charter as its members agreed on it; two of them may change it. */
  public Charter charter() {
    return charter(1, congo, finland, zambia);
  }

  /** A charter with other members. */
  public Charter charter(int version, TestParty... members) {
    Instant from = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    List<Charter.Member> all = List.of(members).stream().map(TestParty::asMember).toList();
    return new Charter(version, log, "Cobalt coalition", 2, from, all);
  }

  /** A charter with signatures. */
  public static byte[] sign(Charter charter, TestParty... signers) {
    Map<KeyId, SigningKey> keys = new LinkedHashMap<>();
    for (TestParty signer : signers) {
      keys.put(signer.kid(), signer.key());
    }
    return GeneralJws.sign(charter.toJson(), GeneralJws.CHARTER_TYP, keys);
  }

  /**
   * What founds the coalition, in order: the charter, then everybody's anchor and accreditation.
   */
  public List<byte[]> founding() {
    return List.of(
        sign(charter(), congo, finland, zambia),
        congo.says(operator.anchor()),
        finland.says(refiner.anchor()),
        finland.says(auditor.anchor()),
        congo.says(
            accreditation(
                operator, CD, AttestationType.LOT_ORIGIN, AttestationType.CUSTODY_TRANSFER)),
        finland.says(
            accreditation(
                refiner,
                FI,
                AttestationType.TRANSFORMATION,
                AttestationType.CUSTODY_TRANSFER,
                AttestationType.CUSTODY_RECEIPT)),
        congo.says(
            accreditation(auditor, CD, AttestationType.ESG_CONFORMITY, AttestationType.ASSAY)));
  }

  /** Lets a party attest about cobalt in a country. */
  public static Accreditation accreditation(
      TestParty party, CountryCode country, AttestationType... types) {
    return new Accreditation(
        party.did(), Set.of(types), List.of(country), Set.of(Mineral.COBALT), false);
  }

  /** A name that no other lot has. */
  public static LotId newLot(String name) {
    return new LotId("urn:assay:lot:cd:" + name + "-" + UUID.randomUUID());
  }

  public static Facility mine() {
    return new Facility(new FacilityId("urn:assay:facility:cd:kamoto"), "Kamoto East", CD);
  }

  public static Facility refinery() {
    return new Facility(new FacilityId("https://kokkola.example/site"), "Kokkola refinery", FI);
  }

  /** The operator's mine brings forth a lot. */
  public LotOrigin mined(LotId lot) {
    return mined(lot, mine(), Mineral.COBALT);
  }

  /** A mine brings forth a lot, which the operator holds. */
  public LotOrigin mined(LotId lot, Facility mine, Mineral mineral) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return new LotOrigin(
        lot,
        mine,
        operator.did(),
        mineral,
        "hydroxide",
        new HsCode("2822.00"),
        MINED,
        List.of(Grade.percent("Co", "30.5", MassBasis.DRY)),
        today.minusDays(60),
        today.minusDays(30),
        MiningScale.LARGE);
  }

  /** The operator hands a lot over to the refiner. */
  public CustodyTransfer shipped(LotId lot) {
    Instant now = Instant.now();
    return new CustodyTransfer(
        lot,
        Mineral.COBALT,
        operator.did(),
        refiner.did(),
        MINED,
        CD,
        FI,
        now.minus(Duration.ofDays(25)),
        now.minus(Duration.ofDays(12)),
        "BL-77813",
        List.of(CD, ZM, FI));
  }

  /** The refiner makes 10 t of one lot into another. */
  public Transformation refined(LotId from, LotId to) {
    return refined(from, Quantity.wet(Mass.ofKilograms(10_000), "0.085"), to);
  }

  /** The refiner makes some of one lot into 13.2 t of another, which is what 10 t give. */
  public Transformation refined(LotId from, Quantity consumed, LotId to) {
    return transformed("refining", from, consumed, to, Mass.ofKilograms(13_200), "20.8");
  }

  /** The refiner makes some of one lot into another. */
  public Transformation transformed(
      String process, LotId from, Quantity consumed, LotId to, Mass made, String percentCobalt) {
    Instant now = Instant.now();
    return new Transformation(
        refinery(),
        process,
        List.of(new Transformation.Input(from, consumed)),
        List.of(
            new Transformation.Output(
                to,
                Mineral.COBALT,
                "sulfate",
                new HsCode("2833.29"),
                Quantity.dry(made),
                List.of(Grade.percent("Co", percentCobalt, MassBasis.DRY)))),
        List.of(),
        now.minus(Duration.ofDays(5)),
        now.minus(Duration.ofDays(4)));
  }

  /** What the auditor found at the mine. */
  public EsgConformity audited() {
    return new EsgConformity(
        mine(),
        "IRMA",
        "1.0",
        "IRMA 50",
        Set.of(Mineral.COBALT),
        List.of("mined"),
        AssessorLevel.THIRD_PARTY,
        AssessmentLevel.ACCREDITED,
        Conformance.CONFORMANT,
        List.of());
  }

  /** Ends a key. */
  public static Revocation revoked(KeyId key, @Nullable Instant compromisedSince) {
    return new Revocation(
        new Revocation.KeyTarget(key),
        RevocationReason.KEY_COMPROMISE,
        compromisedSince,
        "A laptop with the key was stolen.");
  }
}
