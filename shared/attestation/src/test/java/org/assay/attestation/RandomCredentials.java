package org.assay.attestation;

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

  /**
   * A credential of a type.
   *
   * @param type 0 to 8
   */
  Credential of(int type) {
    Attestation subject =
        switch (type) {
          case 0 -> anchor();
          case 1 -> accreditation();
          case 2 -> origin();
          case 3 -> transformation();
          case 4 -> transfer();
          case 5 -> assay();
          case 6 -> conformity();
          case 7 -> certificate();
          case 8 -> revocation();
          default -> throw new IllegalArgumentException("there are nine types");
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
        set(1, 9, () -> one(AttestationType.values())),
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
              explanation);
    };
  }

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
