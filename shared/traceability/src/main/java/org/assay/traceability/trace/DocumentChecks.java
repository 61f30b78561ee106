package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assay.attestation.Assay;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.ImportConfirmation;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.quantity.Analytes;
import org.assay.attestation.quantity.DeclaredMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rounded;
import org.assay.traceability.registry.Authority;

/**
 * Holds the documents that others make out for a lot against the lot, each other and whoever made
 * them out.
 */
final class DocumentChecks {
  private static final Bounds BOUNDS = Bounds.current();

  private final Evidence evidence;
  private final Checks checks;
  private final Ownership ownership;
  private final Map<List<String>, Set<LotId>> lotsByCertificate = new HashMap<>();

  DocumentChecks(Evidence evidence, Checks checks, Ownership ownership) {
    this.evidence = evidence;
    this.checks = checks;
    this.ownership = ownership;
  }

  void run() {
    for (LotEvidence lot : evidence.upstream().values()) {
      certificates(lot)
          .forEach(
              each ->
                  lotsByCertificate
                      .computeIfAbsent(number(each), any -> new TreeSet<>())
                      .add(lot.lot()));
    }
    for (LotEvidence lot : evidence.upstream().values()) {
      lot.description().ifPresent(description -> check(lot, description));
      lot.statements().stream()
          .filter(evidence::stands)
          .filter(recorded -> recorded.said() instanceof Assay)
          .forEach(recorded -> checkLaboratory(lot, recorded));
      checkRoute(lot);
    }
  }

  private void check(LotEvidence lot, LotEvidence.Description description) {
    description.contained().forEach(declared -> checkContained(lot, description, declared));
    checkKind(lot, description);
    Map<CountryCode, List<Recorded>> byCountry = new LinkedHashMap<>();
    for (Recorded recorded : certificates(lot)) {
      checkCertificate(lot, description, recorded);
      byCountry
          .computeIfAbsent(
              ((ExportCertificate) recorded.said()).issuingCountry(), any -> new ArrayList<>())
          .add(recorded);
    }
    byCountry.forEach((country, all) -> checkCertificates(lot, description, country, all));
  }

  private List<Recorded> certificates(LotEvidence lot) {
    return lot.statements().stream()
        .filter(recorded -> recorded.said() instanceof ExportCertificate)
        .filter(evidence::stands)
        .toList();
  }

  private static List<String> number(Recorded recorded) {
    ExportCertificate certificate = (ExportCertificate) recorded.said();
    return List.of(certificate.issuingCountry().value(), certificate.certificateNumber());
  }

  /** Rules B1, B2 and D2, which decide, and A4 and B4. */
  private void checkCertificate(
      LotEvidence lot, LotEvidence.Description description, Recorded recorded) {
    ExportCertificate certificate = (ExportCertificate) recorded.said();
    String about = lot.lot().value();
    List<Recorded> used = List.of(recorded);
    checks.add(
        Check.Rule.CERTIFICATE,
        about,
        SameKind.judgeMineral(lot.lot(), description.mineral(), certificate.mineral(), used));
    checks.add(
        Check.Rule.CERTIFICATE,
        about,
        CertifiedMass.judge(
            lot.lot(),
            certificate.certificateNumber(),
            certificate.quantity(),
            description.quantity(),
            used));
    checks.add(Check.Rule.CERTIFICATE, about, AtEventTime.judgeTerm(lot.lot(), recorded));
    checks.advise(
        Check.Rule.CERTIFICATE,
        about,
        NationalAuthority.judge(
            recorded,
            Authority.distance(
                evidence.registry(),
                recorded.statement(),
                recorded.ref().index(),
                recorded.ref().at()),
            Set.of(certificate.exporter(), certificate.importer())));
    checkOrigins(lot, recorded);
  }

  private void checkOrigins(LotEvidence lot, Recorded recorded) {
    Set<String> mined = new TreeSet<>();
    List<Recorded> used = new ArrayList<>(List.of(recorded));
    boolean isComplete = true;
    Set<LotId> seen = new LinkedHashSet<>(Set.of(lot.lot()));
    List<LotId> open = new ArrayList<>(seen);
    while (!open.isEmpty()) {
      Optional<Recorded> origin =
          evidence.upstream(open.remove(open.size() - 1)).flatMap(LotEvidence::origin);
      if (origin.isEmpty()) {
        isComplete = false;
      } else if (origin.get().said() instanceof LotOrigin said) {
        if (mined.add(said.facility().country().value())) {
          used.add(origin.get());
        }
      } else if (origin.get().said() instanceof LotConversion made) {
        made.inputs().stream()
            .filter(input -> seen.add(input.lot()))
            .forEach(input -> open.add(input.lot()));
      }
    }
    checks.advise(
        Check.Rule.CERTIFICATE,
        lot.lot().value(),
        OriginCountries.judge(recorded, mined, isComplete, used));
  }

  /** Rules A5 and B5, and D2 of what really left. */
  private void checkCertificates(
      LotEvidence lot,
      LotEvidence.Description description,
      CountryCode country,
      List<Recorded> all) {
    String about = lot.lot().value();
    List<LotId> elsewhere =
        all.stream()
            .flatMap(each -> lotsByCertificate.getOrDefault(number(each), Set.of()).stream())
            .filter(other -> !other.equals(lot.lot()))
            .distinct()
            .toList();
    checks.advise(
        Check.Rule.CERTIFICATE,
        about,
        CertificateUse.judge(
            lot.lot(), description.quantity(), all, elsewhere, BOUNDS.agreement()));
    for (Recorded each : all) {
      checks.advise(
          Check.Rule.CERTIFICATE,
          about,
          TwoPersons.judge(each, all.stream().filter(other -> !other.equals(each)).toList()));
    }
    lot.transfers().stream()
        .filter(evidence::stands)
        .filter(
            each ->
                each.said() instanceof CustodyTransfer transfer
                    && transfer.fromCountry().equals(country)
                    && !transfer.toCountry().equals(country))
        .forEach(
            each ->
                checks.advise(
                    Check.Rule.CERTIFICATE, about, AtEventTime.judgeExport(lot.lot(), each, all)));
  }

  private void checkKind(LotEvidence lot, LotEvidence.Description description) {
    List<Recorded> others =
        lot.statements().stream()
            .filter(evidence::stands)
            .filter(
                each ->
                    each.said() instanceof CustodyTransfer
                        || each.said() instanceof Assay
                        || each.said() instanceof ExportCertificate
                        || each.said() instanceof ImportConfirmation)
            .toList();
    if (!others.isEmpty()) {
      List<Recorded> used = new ArrayList<>();
      lot.origin().ifPresent(used::add);
      used.addAll(others);
      checks.advise(
          Check.Rule.AGREEMENT,
          lot.lot().value(),
          SameKind.judge(
              lot.lot(),
              description.mineral(),
              description.hs(),
              others,
              Commodities.current(),
              used));
    }
  }

  /**
   * Rule C1. What is missing does not decide: whoever says more of a lot is not worse off by it
   * than whoever says nothing.
   */
  private void checkContained(
      LotEvidence lot, LotEvidence.Description description, DeclaredMetal declared) {
    Finding finding =
        SameLotArithmetic.judge(
            lot.lot() + " (" + declared.analyte() + ")",
            factors(description, declared),
            declared.rounded(),
            BOUNDS.sameLot(),
            lot.origin().map(List::of).orElse(List.of()));
    boolean isComputed =
        finding.result() != Check.Result.UNKNOWN
            || finding.missing().contains(Kilograms.MORE_DIGITS);
    if (isComputed) {
      checks.add(Check.Rule.BALANCE, lot.lot().value(), finding);
    } else {
      checks.advise(Check.Rule.BALANCE, lot.lot().value(), finding);
    }
  }

  private static List<SameLotArithmetic.Factor> factors(
      LotEvidence.Description description, DeclaredMetal declared) {
    Quantity quantity = description.quantity();
    Optional<Grade> grade =
        Analytes.grade(description.grades(), Analytes.metal(declared.analyte()));
    List<SameLotArithmetic.Factor> factors = new ArrayList<>();
    boolean isOfDry =
        quantity.basis() == MassBasis.WET
            && grade.filter(each -> each.basis() == MassBasis.DRY).isPresent();
    factors.add(
        isOfDry
            ? new SameLotArithmetic.Factor("dry mass", quantity.roundedDry().orElse(null))
            : new SameLotArithmetic.Factor("mass", quantity.rounded()));
    factors.add(new SameLotArithmetic.Factor("grade", grade.map(Grade::rounded).orElse(null)));
    grade
        .filter(each -> !each.analyte().equals(declared.analyte()))
        .ifPresent(
            each ->
                factors.add(
                    new SameLotArithmetic.Factor(
                        declared.analyte() + " in " + each.analyte(),
                        Rounded.exact(
                            Analytes.metalShare(each.analyte())
                                .dividedBy(Analytes.metalShare(declared.analyte()))
                                .toDecimal(12)))));
    return factors;
  }

  /** Rule A6: whoever held the lot, or brought it forth, does not analyse it. */
  private void checkLaboratory(LotEvidence lot, Recorded recorded) {
    Set<Did> judged = new TreeSet<>();
    lot.holderBefore(recorded.ref()).ifPresent(judged::add);
    lot.broughtForthBy().ifPresent(judged::add);
    checks.advise(
        Check.Rule.INDEPENDENCE,
        lot.lot().value(),
        Independence.judge(
            recorded, speaksForCountry(evidence, recorded), false, judged, ownership));
  }

  static boolean speaksForCountry(Evidence evidence, Recorded recorded) {
    return Authority.distance(
            evidence.registry(), recorded.statement(), recorded.ref().index(), recorded.ref().at())
        .filter(distance -> distance == 0)
        .isPresent();
  }

  private void checkRoute(LotEvidence lot) {
    List<Recorded> legs = lot.transfers().stream().filter(evidence::stands).toList();
    if (legs.isEmpty()) {
      return;
    }
    long last = legs.get(legs.size() - 1).ref().index();
    Optional<CountryCode> end =
        lot.consumers().stream()
            .filter(consumer -> consumer.ref().index() > last)
            .map(consumer -> ((LotConversion) consumer.said()).facility().country())
            .findFirst();
    checks.advise(
        Check.Rule.ROUTE,
        lot.lot().value(),
        Route.judge(
            lot.lot(), lot.origin().flatMap(origin -> origin.said().jurisdiction()), legs, end));
  }
}
