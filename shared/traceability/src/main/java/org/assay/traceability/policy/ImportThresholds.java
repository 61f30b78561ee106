package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.HsCode;
import org.assay.attestation.ImportConfirmation;
import org.assay.attestation.RejectedException;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Rule E6: whoever brings enough of a mineral into a union in a year has a due diligence report
 * that a third party verified. The evidence of a lot has its own imports only, so below the
 * threshold the sum of the year is not known.
 *
 * @param union where it is brought into
 * @param goods what counts, with its thresholds
 * @param reportAge how long before the import the report may have ended
 */
record ImportThresholds(Set<CountryCode> union, List<Goods> goods, Months reportAge)
    implements PolicyRule {
  static final String ID = "E6";

  /**
   * Goods that count by the year.
   *
   * @param code their commodity code
   * @param name what they are
   * @param kilograms from how much a year on; null where that was not verified
   */
  record Goods(HsCode code, String name, @Nullable BigDecimal kilograms) {
    private static Goods read(Parameters in, boolean isVerified) throws RejectedException {
      String code = in.text("code");
      HsCode hs;
      try {
        hs = new HsCode(code);
      } catch (IllegalArgumentException e) {
        throw in.refused("code", code + " is no commodity code", "give 4, 6, 8 or 10 digits");
      }
      BigDecimal kilograms = isVerified ? in.decimal("kilograms") : null;
      if (kilograms != null && kilograms.signum() <= 0) {
        throw in.refused("kilograms", "must be above zero", "give the kilograms of a year");
      }
      return new Goods(hs, in.text("name"), kilograms);
    }
  }

  /** The imports of one kind by one importer in one year. */
  private record Year(Did importer, Goods goods, int year) {}

  ImportThresholds {
    union = Set.copyOf(union);
    goods = List.copyOf(goods);
  }

  static PolicyRule read(Parameters in) throws RejectedException {
    List<Goods> goods = new ArrayList<>();
    for (Parameters each : in.objects("thresholds")) {
      goods.add(Goods.read(each, true));
    }
    if (in.has("unverified")) {
      for (Parameters each : in.objects("unverified")) {
        goods.add(Goods.read(each, false));
      }
    }
    return new ImportThresholds(
        in.countries("importsInto"), goods, Months.read(in, "reportAgeMonths"));
  }

  @Override
  public Finding judge(Case subject) {
    Chain chain = subject.chain();
    Conclusion conclusion =
        new Conclusion(ID, "the importers have the due diligence that their imports ask for");
    Map<Year, List<Recorded>> years = new LinkedHashMap<>();
    for (LotEvidence lot : chain.lots()) {
      List<Recorded> imports = imports(chain, lot, subject.on());
      imports.forEach(
          each -> {
            conclusion.uses(each);
            ImportConfirmation said = said(each);
            List<Goods> counted = counted(said.hs());
            if (counted.size() > 1) {
              conclusion.lacks(
                  "a commodity code of "
                      + lot.lot()
                      + " that tells which goods it is: "
                      + said.hs()
                      + " may be several");
            } else if (!counted.isEmpty()) {
              years
                  .computeIfAbsent(
                      new Year(said.importer(), counted.get(0), said.importedOn().getYear()),
                      any -> new ArrayList<>())
                  .add(each);
            }
          });
      if (imports.isEmpty()) {
        chain
            .about(lot)
            .filter(each -> each.said() instanceof CustodyTransfer)
            .filter(each -> isBroughtIn((CustodyTransfer) each.said()))
            .forEach(
                each -> {
                  conclusion.uses(each);
                  conclusion.lacks("a confirmation of the import of " + lot.lot());
                });
      }
    }
    for (Chain.Jump jump : chain.jumps()) {
      if (union.contains(jump.to()) && !union.contains(jump.from())) {
        conclusion.lacks(
            "how " + jump.lot().lot() + " came from " + jump.from() + " to " + jump.to());
      }
    }
    chain.gaps().forEach(conclusion::lacks);
    years.forEach((year, imports) -> judge(subject, chain, conclusion, year, imports));
    return conclusion.finding(
        years.isEmpty()
            ? "nothing says that goods which count were imported"
            : "whoever imported goods that count has a verified due diligence report, whether or"
                + " not the sum of the year reaches the threshold");
  }

  /** What goods of a code are: of those that have them, the ones that name them most closely. */
  private List<Goods> counted(HsCode code) {
    Optional<Goods> wider =
        goods.stream()
            .filter(each -> code.digits().startsWith(each.code().digits()))
            .max(Comparator.comparing(each -> each.code().digits().length()));
    return wider
        .map(List::of)
        .orElseGet(() -> goods.stream().filter(each -> each.code().agreesWith(code)).toList());
  }

  private static ImportConfirmation said(Recorded recorded) {
    return (ImportConfirmation) recorded.said();
  }

  private List<Recorded> imports(Chain chain, LotEvidence lot, LocalDate on) {
    return chain
        .about(lot)
        .filter(
            each ->
                each.said() instanceof ImportConfirmation arrived
                    && union.contains(arrived.country())
                    && !union.contains(arrived.issuingCountry())
                    && !arrived.importedOn().isAfter(on))
        .toList();
  }

  private boolean isBroughtIn(CustodyTransfer transfer) {
    return union.contains(transfer.toCountry()) && !union.contains(transfer.fromCountry());
  }

  private void judge(
      Case subject, Chain chain, Conclusion conclusion, Year year, List<Recorded> imports) {
    BigDecimal sum =
        imports.stream()
            .map(each -> said(each).quantity().mass().kilograms())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    String who = chain.name(year.importer());
    String what = year.goods().name() + " (" + year.goods().code() + ")";
    conclusion.number(what + " imported by " + who + " in " + year.year(), sum, "kg");
    BigDecimal threshold = year.goods().kilograms();
    if (threshold != null) {
      conclusion.number("threshold of " + what, threshold, "kg");
    }
    Found report = report(subject, chain, year, imports, who);
    if (report.isThere() && report.faults().isEmpty()) {
      conclusion.takes(report);
    } else if (threshold == null) {
      conclusion.lacks(
          "a verified threshold for "
              + what
              + ", of which "
              + who
              + " imported "
              + sum.toPlainString()
              + " kg in "
              + year.year());
    } else if (sum.compareTo(threshold) >= 0) {
      conclusion.takes(report);
    } else {
      conclusion.lacks(
          "the other imports of "
              + what
              + " by "
              + who
              + " in "
              + year.year()
              + ": "
              + sum.toPlainString()
              + " kg are of this lot, and the threshold is "
              + threshold.toPlainString()
              + " kg");
    }
  }

  /** The newest report of the importer that covers all the imports, and what it says. */
  private Found report(Case subject, Chain chain, Year year, List<Recorded> imports, String who) {
    Found.Builder found = new Found.Builder();
    Optional<Recorded> newest =
        chain.aboutFacilities(DueDiligenceReport.class).stream()
            .filter(each -> covers(subject, (DueDiligenceReport) each.said(), year, imports))
            .max(
                Comparator.comparing(
                        (Recorded each) -> ((DueDiligenceReport) each.said()).periodTo())
                    .thenComparing(each -> each.ref().index()));
    String inScope =
        " of "
            + who
            + ", whose imports of "
            + year.goods().name()
            + " in "
            + year.year()
            + " are in scope";
    if (newest.isEmpty()) {
      return found.lacks("a due diligence report" + inScope).build();
    }
    DueDiligenceReport report = (DueDiligenceReport) newest.get().said();
    found.uses(newest.get());
    if (report.verifier() == null) {
      found.lacks("a third party that verified the due diligence report" + inScope);
    }
    DueDiligenceReports.judge(found, report, who);
    return found.build();
  }

  private boolean covers(
      Case subject, DueDiligenceReport report, Year year, List<Recorded> imports) {
    return report.operator().equals(year.importer())
        && !report.periodTo().isAfter(subject.on())
        && imports.stream()
            .map(ImportThresholds::said)
            .allMatch(
                each ->
                    report.minerals().contains(each.mineral())
                        && !report.periodFrom().isAfter(each.importedOn())
                        && !report
                            .periodTo()
                            .isBefore(each.importedOn().minusMonths(reportAge.count())));
  }
}
