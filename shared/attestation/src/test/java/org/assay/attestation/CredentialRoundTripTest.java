package org.assay.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;

/** Whatever can be built can be written, and is accepted by the published schema and read back. */
class CredentialRoundTripTest {
  private static final Instant SAID = Instant.parse("2026-06-30T08:00:00.123Z");

  @Property(tries = 600)
  void whateverIsWrittenIsReadBackTheSame(@ForAll("credentials") Credential credential)
      throws RejectedException {
    byte[] json = credential.toJson();

    Credential read = Credential.parse(json);

    assertThat(read).isEqualTo(credential);
    assertThat(read.toJson()).isEqualTo(json);
  }

  @Provide
  Arbitrary<Credential> credentials() {
    Arbitrary<Attestation> subjects =
        Arbitraries.oneOf(
            List.of(
                anchors(),
                accreditations(),
                origins(),
                transformations(),
                transfers(),
                assays(),
                conformities(),
                certificates(),
                revocations()));
    return Combinators.combine(
            Arbitraries.create(UUID::randomUUID),
            dids(),
            Arbitraries.longs().between(1, 1L << 40),
            subjects)
        .as(
            (id, issuer, term, subject) ->
                new Credential("urn:uuid:" + id, issuer, SAID, SAID.plusMillis(term), subject));
  }

  private static Arbitrary<Attestation> anchors() {
    return Combinators.combine(dids(), texts(256), texts(128), countries(), ints(1, 16))
        .as(
            (did, name, id, country, keys) ->
                new IdentityAnchor(
                    did,
                    name,
                    id,
                    "https://register.example",
                    RegisterType.BUSINESS,
                    country,
                    IntStream.range(0, keys)
                        .mapToObj(
                            i ->
                                new org.assay.attestation.jws.VerificationMethod(
                                    new KeyId(did, "key-" + i),
                                    SampleCredentials.method(did).material()))
                        .toList()));
  }

  private static Arbitrary<Attestation> accreditations() {
    return Combinators.combine(
            dids(),
            Arbitraries.of(AttestationType.class).set().ofMinSize(1),
            countries().list().ofMinSize(1).ofMaxSize(8).uniqueElements(),
            minerals().set(),
            Arbitraries.of(true, false))
        .as(Accreditation::new);
  }

  private static Arbitrary<Attestation> origins() {
    return Combinators.combine(
            lots(), facilities(), dids(), minerals(), codes(), hsCodes(), goods(), spans())
        .as(
            (lot, facility, operator, mineral, form, hs, goods, span) ->
                new LotOrigin(
                    lot,
                    facility,
                    operator,
                    mineral,
                    form,
                    hs,
                    goods.quantity(),
                    goods.grades(),
                    day(span.from()),
                    day(span.to()),
                    null));
  }

  private static Arbitrary<Attestation> transformations() {
    Arbitrary<Transformation.Loss> losses =
        Combinators.combine(codes(), quantities()).as(Transformation.Loss::new);
    return Combinators.combine(
            facilities(),
            codes(),
            lots().set().ofMinSize(2).ofMaxSize(12),
            goods().list().ofSize(12),
            minerals(),
            losses.list().ofMaxSize(3),
            spans())
        .as(
            (facility, process, lots, goods, mineral, lost, span) -> {
              List<LotId> all = List.copyOf(lots);
              int inputs = all.size() / 2;
              return new Transformation(
                  facility,
                  process,
                  IntStream.range(0, inputs)
                      .mapToObj(i -> new Transformation.Input(all.get(i), goods.get(i).quantity()))
                      .toList(),
                  IntStream.range(inputs, all.size())
                      .mapToObj(
                          i ->
                              new Transformation.Output(
                                  all.get(i),
                                  mineral,
                                  "concentrate",
                                  null,
                                  goods.get(i).quantity(),
                                  goods.get(i).grades()))
                      .toList(),
                  lost,
                  span.from(),
                  span.to());
            });
  }

  private static Arbitrary<Attestation> transfers() {
    return Combinators.combine(
            lots(),
            minerals(),
            dids(),
            quantities(),
            countries(),
            texts(128),
            spans(),
            countries().list().ofMaxSize(6))
        .as(
            (lot, mineral, from, quantity, country, consignment, span, route) ->
                new CustodyTransfer(
                    lot,
                    mineral,
                    from,
                    new Did("did:web:receiver.test"),
                    quantity,
                    country,
                    country,
                    span.from(),
                    span.to(),
                    consignment,
                    route));
  }

  private static Arbitrary<Attestation> assays() {
    return Combinators.combine(
            lots(),
            minerals(),
            countries(),
            texts(128),
            grades(),
            fractions().injectNull(0.3),
            spans())
        .as(
            (lot, mineral, country, method, grades, uncertainty, span) ->
                new Assay(
                    lot,
                    mineral,
                    country,
                    method,
                    "S-1",
                    span.to(),
                    grades.isEmpty()
                        ? List.of(
                            new Assay.Result(Grade.percent("Co", "1", MassBasis.WET), uncertainty))
                        : grades.stream().map(g -> new Assay.Result(g, uncertainty)).toList()));
  }

  private static Arbitrary<Attestation> conformities() {
    return Combinators.combine(
            facilities(),
            texts(128),
            texts(64),
            minerals().set().ofMinSize(1),
            codes().list().ofMinSize(1).ofMaxSize(4).uniqueElements(),
            Arbitraries.of(AssessorLevel.class),
            Arbitraries.of(AssessmentLevel.class),
            texts(128).list().ofMaxSize(4).uniqueElements())
        .as(
            (facility, scheme, version, minerals, stages, assessor, assessment, criteria) ->
                new EsgConformity(
                    facility,
                    scheme,
                    version,
                    "Gold",
                    minerals,
                    stages,
                    assessor,
                    assessment,
                    Conformance.NONCONFORMANT,
                    criteria.stream()
                        .map(id -> new EsgConformity.Criterion(id, Conformance.CONFORMANT))
                        .toList()));
  }

  private static Arbitrary<Attestation> certificates() {
    return Combinators.combine(
            texts(128),
            lots(),
            minerals(),
            hsCodes(),
            quantities(),
            countries(),
            ints(1, 90),
            spans())
        .as(
            (number, lot, mineral, hs, quantity, country, days, span) ->
                new ExportCertificate(
                    number,
                    lot,
                    mineral,
                    hs,
                    SampleCredentials.OPERATOR,
                    SampleCredentials.REFINER,
                    quantity,
                    List.of(country),
                    country,
                    country,
                    day(span.from()).plusDays(days / 2),
                    "One",
                    "Another",
                    day(span.from()),
                    day(span.from()).plusDays(days)));
  }

  private static Arbitrary<Attestation> revocations() {
    Sha256 digest = new Sha256("0f".repeat(32));
    Arbitrary<Revocation.Target> targets =
        dids()
            .flatMap(
                did ->
                    Arbitraries.of(
                        new Revocation.KeyTarget(new KeyId(did, "k")),
                        new Revocation.CertificateTarget(digest, did),
                        new Revocation.StatementTarget(
                            did, "urn:uuid:00000000-0000-4000-8000-000000000001", digest)));
    return Combinators.combine(targets, texts(1024), spans())
        .as(
            (target, explanation, span) ->
                target instanceof Revocation.StatementTarget
                    ? new Revocation(target, RevocationReason.FRAUD, null, explanation)
                    : new Revocation(
                        target, RevocationReason.KEY_COMPROMISE, span.from(), explanation));
  }

  /** Two instants, the later before everything here is said. */
  record Span(Instant from, Instant to) {}

  /** A quantity with grades that fit it. */
  record Goods(Quantity quantity, List<Grade> grades) {}

  private static Arbitrary<Span> spans() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 60_000_000_000L),
            Arbitraries.longs().between(0, 1_000_000_000L))
        .as(
            (before, length) -> {
              Instant to = SAID.minusMillis(before).minusSeconds(86_400);
              return new Span(to.minusMillis(length), to);
            });
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Arbitrary<Goods> goods() {
    return Combinators.combine(masses(), fractions(), Arbitraries.of(true, false), grades())
        .as(
            (mass, share, wet, grades) ->
                wet
                    ? new Goods(
                        new Quantity(
                            mass,
                            MassBasis.WET,
                            share.movePointLeft(3).setScale(9, java.math.RoundingMode.DOWN)),
                        grades)
                    : new Goods(
                        Quantity.dry(mass),
                        grades.stream().filter(g -> g.basis() == MassBasis.DRY).toList()));
  }

  private static Arbitrary<Quantity> quantities() {
    return Arbitraries.oneOf(
        goods().map(Goods::quantity), masses().map(Quantity::wet), masses().map(Quantity::dry));
  }

  private static Arbitrary<List<Grade>> grades() {
    return Combinators.combine(
            Arbitraries.of("Co", "Li2O", "TREO", "WO3", "C").set(),
            fractions(),
            Arbitraries.of(MassBasis.class))
        .as(
            (analytes, fraction, basis) ->
                analytes.stream()
                    .map(analyte -> new Grade(analyte, fraction, basis))
                    .collect(Collectors.toList()));
  }

  private static Arbitrary<Mass> masses() {
    return Arbitraries.longs().between(1, Mass.MAX_MILLIGRAMS).map(Mass::new);
  }

  private static Arbitrary<BigDecimal> fractions() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(12);
  }

  private static Arbitrary<Mineral> minerals() {
    return Arbitraries.of(Mineral.class);
  }

  private static Arbitrary<CountryCode> countries() {
    return Arbitraries.of(java.util.Locale.getISOCountries()).map(CountryCode::new);
  }

  private static Arbitrary<Integer> ints(int min, int max) {
    return Arbitraries.integers().between(min, max);
  }

  private static Arbitrary<Did> dids() {
    Arbitrary<String> names =
        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
    return Arbitraries.oneOf(
        Combinators.combine(names, names.list().ofMaxSize(6))
            .as(
                (host, path) ->
                    "did:web:"
                        + host
                        + ".test"
                        + path.stream().map(p -> ":" + p).collect(Collectors.joining()))
            .map(Did::new),
        names.map(host -> new Did("did:web:" + host + "%3A8443:a")),
        Arbitraries.just(new Did("did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH")));
  }

  private static Arbitrary<LotId> lots() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .numeric()
        .withChars("._~:/+-")
        .ofMinLength(1)
        .ofMaxLength(190)
        .map(rest -> new LotId("urn:lot:" + rest));
  }

  private static Arbitrary<Facility> facilities() {
    return Combinators.combine(lots(), texts(256), countries())
        .as((id, name, country) -> new Facility(new FacilityId(id.value()), name, country));
  }

  private static Arbitrary<HsCode> hsCodes() {
    return Arbitraries.of("2605", "2605.00", "8105.20", "28220000", "2833.29.20.00")
        .map(HsCode::new);
  }

  private static Arbitrary<String> codes() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .numeric()
        .ofMinLength(1)
        .ofMaxLength(15)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(words -> String.join("-", words));
  }

  private static Arbitrary<String> texts(int max) {
    return Arbitraries.strings()
        .all()
        .ofMinLength(1)
        .ofMaxLength(max)
        .map(CredentialRoundTripTest::visible)
        .filter(text -> !text.isEmpty());
  }

  /** The text without what no text may have. */
  private static String visible(String text) {
    return text.replaceAll(
            "[\\x{0}-\\x{1F}\\x{7F}-\\x{9F}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}\\x{D800}-\\x{DFFF}]",
            "")
        .replaceAll("^ +| +$", "");
  }
}
