package org.assay.attestation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/** Draws credentials of every type, with whatever they may say, up to the bounds. */
final class RandomCredentials {
  private static final Instant SAID = Instant.parse("2026-06-30T08:00:00.123Z");
  private static final List<CountryCode> COUNTRIES =
      Arrays.stream(Locale.getISOCountries()).map(CountryCode::new).toList();

  private final Random random;

  RandomCredentials(Random random) {
    this.random = random;
  }

  /** A credential of a type. */
  Credential of(AttestationType type) {
    Attestation subject =
        switch (type) {
          case IDENTITY_ANCHOR -> anchor();
          case ACCREDITATION -> accreditation();
          case LOT_ORIGIN -> origin();
          case TRANSFORMATION -> transformation();
          case CUSTODY_TRANSFER -> transfer();
          case ASSAY -> assay();
          case ESG_CONFORMITY -> conformity();
          case EXPORT_CERTIFICATE -> certificate();
          case REVOCATION -> revocation();
          case MINE_PERMIT -> permit();
          case SITE_INSPECTION -> inspection();
          case FACILITY_RECORD -> facilityRecord();
          case BLEND_SPLIT -> blendSplit();
          case IMPORT_CONFIRMATION -> confirmation();
          case MASS_BALANCE_STATEMENT -> balance();
          case DUE_DILIGENCE_REPORT -> dueDiligence();
          case OWNERSHIP_CONTROL -> ownership();
          case PAYMENT_DISCLOSURE -> payment();
          case CARBON_FOOTPRINT -> footprint();
          case RECYCLED_CONTENT -> recycled();
          case INCIDENT -> incident();
          case CHALLENGE -> challenge();
          case CUSTODY_RECEIPT -> receipt();
          case POLICY -> policy();
        };
    String id = "urn:uuid:" + new UUID(random.nextLong(), random.nextLong());
    long term = 1 + random.nextLong(1L << 40);
    return new Credential(id, did(), SAID, SAID.plusMillis(term), subject);
  }

  private Attestation anchor() {
    Did did = did();
    return new IdentityAnchor(
        did,
        text(256),
        text(128),
        "https://register.example",
        RegisterType.BUSINESS,
        country(),
        IntStream.range(0, between(1, 16))
            .mapToObj(
                i ->
                    new VerificationMethod(
                        new KeyId(did, "key-" + i), SampleCredentials.method(did).material()))
            .toList());
  }

  private Attestation accreditation() {
    return new Accreditation(
        did(),
        set(1, 24, () -> one(AttestationType.values())),
        List.copyOf(set(1, 8, this::country)),
        set(0, 3, this::mineral),
        random.nextBoolean());
  }

  private Attestation origin() {
    Goods goods = goods();
    Span span = span();
    return new LotOrigin(
        lot(),
        facility(),
        did(),
        mineral(),
        code(),
        hsCode(),
        goods.quantity(),
        goods.grades(),
        day(span.from()),
        day(span.to()),
        null);
  }

  private Transformation.Loss loss() {
    if (random.nextBoolean()) {
      return new Transformation.Loss(code(), quantity());
    }
    Goods goods = goods();
    return new Transformation.Loss(code(), goods.quantity(), goods.grades());
  }

  private Attestation transformation() {
    List<LotId> all = new ArrayList<>(set(2, 12, this::lot));
    while (all.size() < 2) {
      all.add(new LotId("urn:lot:other"));
    }
    Mineral mineral = mineral();
    Span span = span();
    int inputs = all.size() / 2;
    return new Transformation(
        facility(),
        code(),
        all.subList(0, inputs).stream()
            .map(lot -> new Transformation.Input(lot, goods().quantity()))
            .toList(),
        all.subList(inputs, all.size()).stream()
            .map(
                lot -> {
                  Goods goods = goods();
                  return new Transformation.Output(
                      lot, mineral, "concentrate", null, goods.quantity(), goods.grades());
                })
            .toList(),
        list(0, 3, this::loss),
        span.from(),
        span.to(),
        random.nextBoolean()
            ? null
            : CustodyModel.values()[random.nextInt(CustodyModel.values().length)]);
  }

  private Attestation transfer() {
    CountryCode country = country();
    Span span = span();
    return new CustodyTransfer(
        lot(),
        mineral(),
        did(),
        new Did("did:web:receiver.test"),
        quantity(),
        country,
        country,
        span.from(),
        span.to(),
        text(128),
        list(0, 6, this::country));
  }

  private Attestation assay() {
    @Nullable BigDecimal uncertainty = random.nextInt(3) == 0 ? null : fraction();
    List<Grade> grades = new ArrayList<>(grades());
    if (grades.isEmpty()) {
      grades.add(Grade.percent("Co", "1", MassBasis.WET));
    }
    return new Assay(
        lot(),
        mineral(),
        country(),
        text(128),
        "S-1",
        span().to(),
        grades.stream().map(grade -> new Assay.Result(grade, uncertainty)).toList());
  }

  private Attestation conformity() {
    return new EsgConformity(
        facility(),
        text(128),
        text(64),
        "Gold",
        set(1, 3, this::mineral),
        List.copyOf(set(1, 4, this::code)),
        one(AssessorLevel.values()),
        one(AssessmentLevel.values()),
        Conformance.NONCONFORMANT,
        set(0, 4, () -> text(128)).stream()
            .map(id -> new EsgConformity.Criterion(id, Conformance.CONFORMANT))
            .toList());
  }

  private Attestation certificate() {
    CountryCode country = country();
    LocalDate from = day(span().from());
    int days = between(1, 90);
    return new ExportCertificate(
        text(128),
        lot(),
        mineral(),
        hsCode(),
        SampleCredentials.OPERATOR,
        SampleCredentials.REFINER,
        quantity(),
        List.of(country),
        country,
        country,
        from.plusDays(days / 2),
        "One",
        "Another",
        from,
        from.plusDays(days));
  }

  private Attestation revocation() {
    Sha256 digest = new Sha256("0f".repeat(32));
    Did did = did();
    String explanation = text(1024);
    return switch (random.nextInt(3)) {
      case 0 ->
          new Revocation(
              new Revocation.KeyTarget(new KeyId(did, "k")),
              RevocationReason.KEY_COMPROMISE,
              span().from(),
              explanation);
      case 1 ->
          new Revocation(
              new Revocation.CertificateTarget(digest, did),
              RevocationReason.KEY_COMPROMISE,
              span().from(),
              explanation);
      default ->
          new Revocation(
              new Revocation.StatementTarget(
                  did, "urn:uuid:00000000-0000-4000-8000-000000000001", digest),
              RevocationReason.FRAUD,
              null,
              explanation,
              set(0, 3, this::did).stream()
                  .map(
                      issuer ->
                          new Revocation.StatementTarget(
                              issuer, "urn:uuid:00000000-0000-4000-8000-000000000002", digest))
                  .toList());
    };
  }

  private Attestation permit() {
    LocalDate from = day(span().from());
    return new MinePermit(
        facility(),
        text(128),
        one(PermitStatus.values()),
        did(),
        set(1, 3, this::mineral),
        from,
        random.nextBoolean() ? null : from.plusDays(between(1, 20_000)),
        random.nextBoolean() ? null : place(),
        random.nextBoolean() ? null : quantity());
  }

  private Attestation inspection() {
    LocalDate day = day(span().to());
    SiteStatus status = one(SiteStatus.values());
    return new SiteInspection(
        facility(),
        day,
        text(128),
        status,
        list(0, 3, () -> new SiteInspection.Finding(code(), text(1024))),
        status == SiteStatus.YELLOW ? day.plusDays(between(1, 89)) : null);
  }

  private Attestation facilityRecord() {
    return new FacilityRecord(
        facility(),
        did(),
        text(128),
        text(256),
        List.copyOf(set(1, 5, this::code)),
        place(),
        random.nextBoolean() ? null : quantity());
  }

  private Attestation blendSplit() {
    Quantity whole = Quantity.dry(new Mass(1 + (mass().milligrams() >> 9)));
    List<LotId> lots = List.copyOf(set(1, 8, this::lot));
    Span span = span();
    Transformation.Input input =
        new Transformation.Input(new LotId("urn:mix:" + drawn(9, "abc")), whole);
    Transformation.Output output =
        new Transformation.Output(
            new LotId("urn:mixed:" + drawn(9, "abc")), mineral(), code(), null, whole, List.of());
    boolean isBlend = random.nextBoolean();
    List<Transformation.Input> inputs =
        isBlend
            ? lots.stream().map(lot -> new Transformation.Input(lot, whole)).toList()
            : List.of(input);
    Quantity sum = Quantity.dry(new Mass(whole.mass().milligrams() * inputs.size()));
    return new BlendSplit(
        facility(),
        one(CustodyModel.values()),
        inputs,
        List.of(
            new Transformation.Output(
                output.lot(), output.mineral(), output.form(), null, sum, List.of())),
        span.from(),
        span.to());
  }

  private Attestation confirmation() {
    return new ImportConfirmation(
        text(128),
        SampleCredentials.CD,
        lot(),
        mineral(),
        hsCode(),
        did(),
        quantity(),
        SampleCredentials.FI,
        day(span().to()));
  }

  private Attestation balance() {
    Period period = period();
    return new MassBalanceStatement(
        facility(),
        new Did("did:web:operator.test"),
        mineral(),
        period.from(),
        period.to(),
        Quantity.dry(mass()),
        some(),
        some(),
        some(),
        some(),
        some(),
        set(0, 3, () -> drawn(64, "0123456789abcdef")).stream()
            .filter(hex -> hex.length() == 64)
            .map(Sha256::new)
            .toList());
  }

  private @Nullable Quantity some() {
    return random.nextBoolean() ? null : Quantity.dry(mass());
  }

  private Attestation dueDiligence() {
    Period period = period();
    List<DueDiligenceStep> steps = new ArrayList<>(List.of(DueDiligenceStep.values()));
    java.util.Collections.shuffle(steps, random);
    return new DueDiligenceReport(
        new Did("did:web:operator.test"),
        sites(1, country()),
        set(1, 3, this::mineral),
        period.from(),
        period.to(),
        steps.stream()
            .map(step -> new DueDiligenceReport.Step(step, one(StepStatus.values())))
            .toList(),
        list(
            0,
            3,
            () ->
                new DueDiligenceReport.RedFlag(
                    one(RedFlagKind.values()), text(1024), IssueState.MITIGATING, text(1024))),
        new DueDiligenceReport.CahraList(text(256), text(64)),
        random.nextBoolean() ? null : "https://operator.test/" + word(20),
        random.nextBoolean() ? null : did());
  }

  private Attestation ownership() {
    CountryCode country = country();
    return new OwnershipControl(
        did(),
        country,
        day(span().to()),
        set(0, 3, () -> text(256)).stream()
            .map(
                name ->
                    new OwnershipControl.Holder(
                        name,
                        random.nextBoolean() ? null : did(),
                        country(),
                        one(ControlKind.values()),
                        fraction().movePointLeft(1).setScale(12, RoundingMode.DOWN),
                        random.nextBoolean()))
            .toList(),
        random.nextBoolean() ? null : fraction(),
        random.nextBoolean(),
        sites(0, country));
  }

  private Attestation payment() {
    Period period = period();
    return new PaymentDisclosure(
        about(),
        did(),
        text(256),
        code(),
        amount(),
        one("USD", "EUR", "CDF", "AUD"),
        period.from(),
        period.to());
  }

  private Attestation footprint() {
    Period period = period();
    return new CarbonFootprint(
        about(),
        amount(),
        one(FootprintBoundary.values()),
        text(256),
        period.from(),
        period.to(),
        random.nextBoolean() ? null : new Did("did:web:verifier.test:own"));
  }

  private Attestation recycled() {
    BigDecimal third = fraction().movePointLeft(1).setScale(12, RoundingMode.DOWN);
    return new RecycledContent(
        lot(),
        mineral(),
        country(),
        third,
        third,
        random.nextBoolean() ? null : third,
        one(CustodyModel.values()),
        random.nextBoolean() ? null : new Did("did:web:verifier.test:own"));
  }

  private Attestation incident() {
    return new Incident(
        about(),
        text(128),
        one(IncidentCategory.values()),
        one(Severity.values()),
        one(IssueState.values()),
        day(span().to()),
        text(1024),
        list(0, 3, this::document));
  }

  private Attestation challenge() {
    return new Challenge(
        new Revocation.StatementTarget(
            new Did("did:web:target.test:own"),
            "urn:uuid:00000000-0000-4000-8000-000000000001",
            new Sha256("0f".repeat(32))),
        about(),
        text(1024),
        day(span().to()),
        list(0, 3, this::document));
  }

  private Attestation receipt() {
    return new CustodyReceipt(
        new Revocation.StatementTarget(
            did(), "urn:uuid:00000000-0000-4000-8000-000000000001", new Sha256("0f".repeat(32))),
        lot(),
        mineral(),
        quantity(),
        country(),
        span().to());
  }

  private Attestation policy() {
    LocalDate from = day(span().from());
    return new Policy(
        "p" + drawn(61, "abc0.-") + "-1",
        between(1, 1_000_000),
        text(256),
        text(4096),
        list(1, 4, () -> new Policy.Source(text(256), "https://policies.test/" + word(40))),
        from,
        random.nextBoolean() ? null : from.plusDays(between(0, 1_000)),
        new Policy.Scope(set(0, 3, this::mineral), set(0, 3, this::code)),
        list(1, 4, this::requirement));
  }

  private Policy.Requirement requirement() {
    LocalDate from = random.nextBoolean() ? null : day(span().from());
    ObjectNode parameters = parameters();
    parameters.putArray("list").add(parameters()).add(text(1024));
    return new Policy.Requirement(
        one("E1", "A.b-1"),
        random.nextBoolean(),
        from,
        from == null || random.nextBoolean() ? null : from.plusDays(between(0, 1_000)),
        parameters);
  }

  private ObjectNode parameters() {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    for (int i = between(0, 3); i > 0; i--) {
      String name = one("zeta", "alpha", "midwayB") + i;
      if (random.nextBoolean()) {
        parameters.put(name, random.nextBoolean());
      } else {
        parameters.putArray(name).add(text(1024)).add(text(8));
      }
    }
    return parameters.put("text", text(1024));
  }

  private About about() {
    return random.nextBoolean()
        ? new About.OfLot(lot(), mineral(), country())
        : new About.OfFacility(facility());
  }

  private Document document() {
    return new Document(
        "https://documents.test/" + word(40),
        new Sha256("3c".repeat(32)),
        "application/pdf",
        random.nextLong(1_000_000_000_001L));
  }

  private GeoPoint place() {
    return new GeoPoint(
        BigDecimal.valueOf(between(-90_000_000, 90_000_000), 6),
        BigDecimal.valueOf(between(-180_000_000, 180_000_000), 6));
  }

  private List<Facility> sites(int min, CountryCode country) {
    return set(min, 4, this::lot).stream()
        .map(lot -> new Facility(new FacilityId(lot.value()), text(256), country))
        .toList();
  }

  /** Above zero, with up to twelve decimals. */
  private BigDecimal amount() {
    return BigDecimal.valueOf(1 + random.nextLong(1_000_000_000_000_000L), random.nextInt(13));
  }

  private Period period() {
    Span span = span();
    return new Period(day(span.from()), day(span.to()));
  }

  /** Two days, the later before everything here is said. */
  private record Period(LocalDate from, LocalDate to) {}

  /** Two instants, the later before everything here is said. */
  private record Span(Instant from, Instant to) {}

  /** A quantity with grades that fit it. */
  private record Goods(Quantity quantity, List<Grade> grades) {}

  private Span span() {
    Instant to = SAID.minusMillis(random.nextLong(60_000_000_001L)).minusSeconds(86_400);
    return new Span(to.minusMillis(random.nextLong(1_000_000_001L)), to);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private Goods goods() {
    if (random.nextBoolean()) {
      BigDecimal moisture = fraction().movePointLeft(3).setScale(9, RoundingMode.DOWN);
      return new Goods(new Quantity(mass(), MassBasis.WET, moisture), grades());
    }
    return new Goods(
        Quantity.dry(mass()),
        grades().stream().filter(grade -> grade.basis() == MassBasis.DRY).toList());
  }

  private Quantity quantity() {
    return switch (random.nextInt(3)) {
      case 0 -> goods().quantity();
      case 1 -> Quantity.wet(mass());
      default -> Quantity.dry(mass());
    };
  }

  private List<Grade> grades() {
    BigDecimal fraction = fraction();
    MassBasis basis = one(MassBasis.values());
    return set(0, 5, () -> one("Co", "Li2O", "TREO", "WO3", "C")).stream()
        .map(analyte -> new Grade(analyte, fraction, basis))
        .toList();
  }

  private Mass mass() {
    long any = random.nextLong(1, Mass.MAX_MILLIGRAMS + 1);
    return new Mass(
        switch (random.nextInt(5)) {
          case 0 -> 1 + random.nextInt(3);
          case 1 -> Mass.MAX_MILLIGRAMS - random.nextInt(3);
          case 2 -> Math.max(1, any >> random.nextInt(60));
          default -> any;
        });
  }

  /** From 0 to 1, with twelve decimals. */
  private BigDecimal fraction() {
    return BigDecimal.valueOf(
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> 1;
          case 2 -> 1_000_000_000_000L;
          default -> random.nextLong(1_000_000_000_001L);
        },
        12);
  }

  private Mineral mineral() {
    return one(Mineral.values());
  }

  private CountryCode country() {
    return COUNTRIES.get(random.nextInt(COUNTRIES.size()));
  }

  private Did did() {
    return new Did(
        switch (random.nextInt(3)) {
          case 0 ->
              "did:web:" + word(20) + ".test" + String.join("", list(0, 6, () -> ":" + word(20)));
          case 1 -> "did:web:" + word(20) + "%3A8443:a";
          default -> "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
        });
  }

  private LotId lot() {
    return new LotId("urn:lot:" + drawn(190, "abcdefghijklmnopqrstuvwxyz0123456789._~:/+-"));
  }

  private Facility facility() {
    return new Facility(new FacilityId(lot().value()), text(256), country());
  }

  private HsCode hsCode() {
    return new HsCode(one("2605", "2605.00", "8105.20", "28220000", "2833.29.20.00"));
  }

  private String code() {
    return String.join("-", list(1, 4, () -> drawn(15, "abcdefghijklmnopqrstuvwxyz0123456789")));
  }

  private String word(int max) {
    return drawn(max, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
  }

  private String drawn(int max, String alphabet) {
    return random
        .ints(length(max), 0, alphabet.length())
        .collect(
            StringBuilder::new,
            (text, at) -> text.append(alphabet.charAt(at)),
            StringBuilder::append)
        .toString();
  }

  /** Of all that a text may have: one script, or anything that Unicode has a place for. */
  private String text(int max) {
    int bound =
        switch (random.nextInt(3)) {
          case 0 -> 0x7f;
          case 1 -> 0x10000;
          default -> Character.MAX_CODE_POINT + 1;
        };
    int characters = length(max);
    StringBuilder text = new StringBuilder();
    while (text.length() < characters) {
      text.appendCodePoint(random.nextInt(bound));
    }
    text.setLength(characters);
    String visible = visible(text.toString());
    return visible.isEmpty() ? "a" : visible;
  }

  /** The text without what no text may have. */
  private static String visible(String text) {
    return text.replaceAll(
            "[\\x{0}-\\x{1F}\\x{7F}-\\x{9F}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}\\x{D800}-\\x{DFFF}]",
            "")
        .replaceAll("^ +| +$", "");
  }

  /** From one to so many, and often one of the two. */
  private int length(int max) {
    return switch (random.nextInt(6)) {
      case 0 -> 1;
      case 1 -> max;
      default -> between(1, max);
    };
  }

  private int between(int min, int max) {
    return min + random.nextInt(max - min + 1);
  }

  private <T> List<T> list(int min, int max, Supplier<T> each) {
    List<T> drawn = new ArrayList<>();
    for (int count = between(min, max); count > 0; count--) {
      drawn.add(each.get());
    }
    return drawn;
  }

  private <T> Set<T> set(int min, int max, Supplier<T> each) {
    return new LinkedHashSet<>(list(min, max, each));
  }

  @SafeVarargs
  private <T> T one(T... all) {
    return all[random.nextInt(all.length)];
  }
}
