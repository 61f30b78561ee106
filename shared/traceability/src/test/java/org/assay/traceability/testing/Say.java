package org.assay.traceability.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.attestation.Accreditation;
import org.assay.attestation.Assay;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Conformance;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyReceipt;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.HsCode;
import org.assay.attestation.IdentityAnchor;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.RegisterType;
import org.assay.attestation.Revocation;
import org.assay.attestation.RevocationReason;
import org.assay.attestation.Sha256;
import org.assay.attestation.Transformation;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;
import org.assay.traceability.statement.AttestationStatement;
import org.jspecify.annotations.Nullable;

/** What can be said, with as little as a test has to say of it. */
public final class Say {
  public static final CountryCode CD = new CountryCode("CD");
  public static final CountryCode FI = new CountryCode("FI");
  public static final CountryCode ZM = new CountryCode("ZM");

  /** What lots are where it does not matter: all of one form, so that they may be blended. */
  private static final String FORM = "ore";

  /** When everything happens that a test gives no time. */
  public static final Instant HAPPENED = Instant.parse("2026-11-01T06:00:00Z");

  private Say() {}

  public static LotId lot(String name) {
    return new LotId("urn:test:lot:" + name);
  }

  public static Quantity dry(String kilograms) {
    return Quantity.ofKilograms(kilograms, MassBasis.DRY, null);
  }

  public static Quantity wet(String kilograms, String moisture) {
    return Quantity.ofKilograms(kilograms, MassBasis.WET, moisture);
  }

  public static Quantity wet(String kilograms) {
    return Quantity.ofKilograms(kilograms, MassBasis.WET, null);
  }

  /** A dry grade in percent. */
  public static Grade percent(String analyte, String value) {
    return Grade.percent(analyte, value, MassBasis.DRY);
  }

  public static Facility facility(CountryCode country) {
    return new Facility(
        new FacilityId("urn:test:facility:" + country), "Works of " + country, country);
  }

  public static IdentityAnchor anchor(Did did, CountryCode country, VerificationMethod... keys) {
    return anchor(did, "Name of " + did, country, keys);
  }

  public static IdentityAnchor anchor(
      Did did, String name, CountryCode country, VerificationMethod... keys) {
    return new IdentityAnchor(
        did, name, "7", "https://register.example", RegisterType.BUSINESS, country, List.of(keys));
  }

  public static Accreditation accreditation(
      Did did,
      Set<AttestationType> types,
      List<CountryCode> countries,
      Set<Mineral> minerals,
      boolean mayAccredit) {
    return new Accreditation(did, types, countries, minerals, mayAccredit);
  }

  /** Lets somebody say a type of cobalt and copper in the Congo. */
  public static Accreditation leave(Did did, AttestationType... types) {
    return accreditation(
        did, Set.of(types), List.of(CD), Set.of(Mineral.COBALT, Mineral.COPPER), false);
  }

  /** As {@link #leave}, and to pass it on. */
  public static Accreditation passOn(Did did, AttestationType... types) {
    return accreditation(
        did, Set.of(types), List.of(CD), Set.of(Mineral.COBALT, Mineral.COPPER), true);
  }

  public static LotOrigin origin(LotId lot, Did operator, Quantity quantity, Grade... grades) {
    return origin(lot, CD, Mineral.COBALT, operator, quantity, grades);
  }

  public static LotOrigin origin(
      LotId lot,
      CountryCode country,
      Mineral mineral,
      Did operator,
      Quantity quantity,
      Grade... grades) {
    return new LotOrigin(
        lot,
        facility(country),
        operator,
        mineral,
        FORM,
        null,
        quantity,
        List.of(grades),
        LocalDate.parse("2026-10-01"),
        LocalDate.parse("2026-10-31"),
        null);
  }

  public static Transformation.Input input(LotId lot, Quantity quantity) {
    return new Transformation.Input(lot, quantity);
  }

  public static Transformation.Output output(LotId lot, Quantity quantity, Grade... grades) {
    return output(lot, Mineral.COBALT, quantity, grades);
  }

  public static Transformation.Output output(
      LotId lot, Mineral mineral, Quantity quantity, Grade... grades) {
    return new Transformation.Output(lot, mineral, FORM, null, quantity, List.of(grades));
  }

  /** What was left behind. */
  public static Transformation.Loss loss(String kind, Quantity quantity, Grade... grades) {
    return new Transformation.Loss(kind, quantity, List.of(grades));
  }

  /** Inputs, outputs and losses of one process in the Congo. */
  public static Transformation making(String process, Object... lots) {
    return makingAt(CD, HAPPENED, process, lots);
  }

  /** Inputs, outputs and losses of one process. */
  public static Transformation makingAt(
      CountryCode country, Instant ended, String process, Object... lots) {
    return new Transformation(
        facility(country),
        process,
        only(Transformation.Input.class, lots),
        only(Transformation.Output.class, lots),
        only(Transformation.Loss.class, lots),
        ended.minusSeconds(3600),
        ended);
  }

  private static <T> List<T> only(Class<T> type, Object... lots) {
    return Arrays.stream(lots)
        .flatMap(each -> type.isInstance(each) ? Stream.of(type.cast(each)) : Stream.empty())
        .toList();
  }

  public static CustodyTransfer transfer(LotId lot, Did from, Did to, Quantity quantity) {
    return transferAt(lot, from, to, quantity, HAPPENED);
  }

  public static CustodyTransfer transferAt(
      LotId lot, Did from, Did to, Quantity quantity, Instant shipped) {
    return new CustodyTransfer(
        lot, Mineral.COBALT, from, to, quantity, CD, FI, shipped, null, null, List.of());
  }

  /** The receiver confirms what a transfer sent. */
  public static CustodyReceipt receipt(AttestationStatement transfer, Quantity quantity) {
    return new CustodyReceipt(
        target(transfer),
        transfer.credential().subject().lots().iterator().next(),
        Mineral.COBALT,
        quantity,
        CD,
        HAPPENED.plusSeconds(86_400));
  }

  /** The name of a recorded statement. */
  public static Revocation.StatementTarget target(AttestationStatement statement) {
    return new Revocation.StatementTarget(
        statement.credential().issuer(),
        statement.credential().id(),
        new Sha256(statement.statement().hex()));
  }

  /** One statement instead of another. */
  public static Revocation correct(AttestationStatement wrong, AttestationStatement right) {
    return new Revocation(
        target(wrong),
        RevocationReason.ISSUED_IN_ERROR,
        null,
        "It was a mistake.",
        List.of(target(right)));
  }

  public static Assay assay(LotId lot, Mineral mineral) {
    return new Assay(
        lot,
        mineral,
        CD,
        "ICP-OES",
        "S-1",
        HAPPENED,
        List.of(new Assay.Result(percent("Co", "10"), null)));
  }

  public static EsgConformity conformity(CountryCode country, Mineral mineral) {
    return new EsgConformity(
        facility(country),
        "IRMA",
        "1.0",
        "IRMA 50",
        Set.of(mineral),
        List.of("mined"),
        AssessorLevel.THIRD_PARTY,
        AssessmentLevel.ACCREDITED,
        Conformance.CONFORMANT,
        List.of());
  }

  public static ExportCertificate certificate(
      LotId lot, Mineral mineral, Did exporter, Quantity quantity) {
    return new ExportCertificate(
        "CD-417",
        lot,
        mineral,
        new HsCode("2822.00"),
        exporter,
        new Did("did:web:importer.example"),
        quantity,
        List.of(CD),
        CD,
        FI,
        LocalDate.parse("2026-11-02"),
        "A. Mbuyi",
        "J. Kasongo",
        LocalDate.parse("2026-11-01"),
        LocalDate.parse("2027-01-15"));
  }

  public static Revocation revoke(AttestationStatement target) {
    return new Revocation(
        target(target), RevocationReason.ISSUED_IN_ERROR, null, "It was a mistake.");
  }

  public static Revocation revoke(KeyId key, @Nullable Instant compromisedSince) {
    return new Revocation(
        new Revocation.KeyTarget(key),
        RevocationReason.KEY_COMPROMISE,
        compromisedSince,
        "A laptop was stolen.");
  }

  public static Revocation revokeCertificate(
      String sha256, Did issuer, @Nullable Instant compromisedSince) {
    return new Revocation(
        new Revocation.CertificateTarget(new Sha256(sha256), issuer),
        RevocationReason.KEY_COMPROMISE,
        compromisedSince,
        "A token was lost.");
  }
}
