package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.RejectedException;
import org.assay.attestation.quantity.Analytes;
import org.assay.attestation.quantity.ContainedMetal;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;

/**
 * Rule E5: the items that a due diligence system has to have of a raw material are there. An item
 * that lacks fails; where all are there but the text that asks for one was not read at its source,
 * the answer is not known.
 *
 * @param always what is asked of every lot
 * @param inAreas what is asked besides of one that was mined in an area of the list
 * @param list the areas
 * @param reportAge how long before the work the newest due diligence report may have ended
 */
record DueDiligenceFields(List<Asked> always, List<Asked> inAreas, AreaList list, Months reportAge)
    implements PolicyRule {
  static final String ID = "E5";

  /** What may be asked. */
  enum Item {
    DESCRIPTION("a description of the raw material"),
    SUPPLIER("the registered name of the supplier"),
    COUNTRY_OF_ORIGIN("the country of origin"),
    TRANSACTIONS("the transactions from the extraction to the supplier"),
    QUANTITY("how much of the raw material there is"),
    VERIFICATION("a due diligence report of the supplier that a third party verified"),
    MINE("the mine of origin"),
    PLACES("where it was processed and what it passed"),
    PAYMENTS("what was paid to governments");

    private final String words;

    Item(String words) {
      this.words = words;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Item> fromCode(String code) {
      return Arrays.stream(values()).filter(item -> item.code().equals(code)).findFirst();
    }
  }

  /**
   * An item that is asked.
   *
   * @param isUnverified whether the text that asks for it was not read at its source
   */
  record Asked(Item item, boolean isUnverified) {}

  DueDiligenceFields {
    always = List.copyOf(always);
    inAreas = List.copyOf(inAreas);
  }

  static PolicyRule read(Parameters in) throws RejectedException {
    return new DueDiligenceFields(
        asked(in, "items"),
        in.has("cahraItems") ? asked(in, "cahraItems") : List.of(),
        AreaList.read(in),
        Months.read(in, "reportAgeMonths"));
  }

  private static List<Asked> asked(Parameters in, String name) throws RejectedException {
    List<Asked> asked = new ArrayList<>();
    for (Parameters each : in.objects(name)) {
      asked.add(
          new Asked(
              each.coded(
                  "item",
                  "one of " + Arrays.stream(Item.values()).map(Item::code).toList(),
                  Item::fromCode),
              each.flag("unverified")));
    }
    return asked;
  }

  @Override
  public Finding judge(Case subject) {
    Chain chain = subject.chain();
    boolean isInArea =
        chain.work().stream()
            .anyMatch(
                work -> work.isMining() && list.countries().contains(work.facility().country()));
    Set<Asked> asked = new LinkedHashSet<>(always);
    if (isInArea) {
      asked.addAll(inAreas);
    }
    Conclusion conclusion = new Conclusion(ID, "the items that are there are the ones asked for");
    List<String> unverified = new ArrayList<>();
    for (Asked each : asked) {
      Found found = find(subject, chain, each.item());
      found.used().forEach(conclusion::uses);
      found.doubts().forEach(conclusion::warns);
      boolean isThere = found.isThere() && found.faults().isEmpty();
      conclusion.number(each.item().code(), isThere ? BigDecimal.ONE : BigDecimal.ZERO, "");
      if (!isThere) {
        List<String> why = new ArrayList<>(found.missing());
        why.addAll(found.faults());
        conclusion.lacks(each.item().words + ": " + why.get(0));
        conclusion.fails(each.item().words + " lacks: " + why.get(0));
      } else if (each.isUnverified()) {
        unverified.add(each.item().words);
      }
    }
    if (!unverified.isEmpty()) {
      conclusion.lacks(
          "the text of the law for what is there, which was not read at its source ("
              + String.join("; ", unverified)
              + ")");
    }
    return conclusion.finding(
        "all "
            + asked.size()
            + " items that are asked are there"
            + (isInArea ? ", with those for " + list : ""));
  }

  private Found find(Case subject, Chain chain, Item item) {
    Optional<LotEvidence> lot = chain.lot();
    if (lot.isEmpty()) {
      return lacks(chain.gaps());
    }
    return switch (item) {
      case DESCRIPTION -> new Found.Builder().uses(lot.get().origin().orElseThrow()).build();
      case SUPPLIER -> supplier(subject, lot.get());
      case COUNTRY_OF_ORIGIN, MINE -> mines(chain);
      case TRANSACTIONS -> both(CustodySequence.find(subject, chain), lacks(chain.gaps()));
      case QUANTITY -> quantity(lot.get());
      case VERIFICATION -> verification(subject, chain, lot.get());
      case PLACES -> both(Passage.of(chain).routes(), lacks(chain.gaps()));
      case PAYMENTS -> GovernmentPayments.find(chain);
    };
  }

  private static Found lacks(List<String> missing) {
    return new Found(List.of(), missing, List.of(), List.of());
  }

  private static Found both(Found one, Found other) {
    List<Recorded> used = new ArrayList<>(one.used());
    used.addAll(other.used());
    List<String> missing = new ArrayList<>(one.missing());
    missing.addAll(other.missing());
    return new Found(used, missing, one.faults(), one.doubts());
  }

  private static Found mines(Chain chain) {
    Found.Builder found = new Found.Builder();
    chain.work().stream().filter(Work::isMining).forEach(work -> found.uses(work.recorded()));
    chain.gaps().forEach(found::lacks);
    return found.build();
  }

  /** Whoever handed the lot over last, else whoever brought it forth. */
  private static Found supplier(Case subject, LotEvidence lot) {
    Found.Builder found = new Found.Builder();
    Recorded last =
        lot.transfers().stream()
            .reduce((earlier, later) -> later)
            .orElseGet(() -> lot.origin().orElseThrow());
    Did supplier =
        last.said() instanceof CustodyTransfer transfer ? transfer.from() : last.issuer();
    found.uses(last);
    if (subject.trace().evidence().registry().party(supplier).isEmpty()) {
      found.lacks("no register that is recorded names " + supplier);
    }
    return found.build();
  }

  private static Found quantity(LotEvidence lot) {
    LotEvidence.Description described = lot.description().orElseThrow();
    String metal = Analytes.metal(described.mineral());
    Found.Builder found = new Found.Builder().uses(lot.origin().orElseThrow());
    if (ContainedMetal.in(described.quantity(), described.grades(), metal).isEmpty()) {
      found.lacks("the " + metal + " in " + lot.lot() + " cannot be computed from its grades");
    }
    return found.build();
  }

  private Found verification(Case subject, Chain chain, LotEvidence lot) {
    Recorded origin = lot.origin().orElseThrow();
    Work work =
        chain.work().stream()
            .filter(each -> each.recorded().ref().index() == origin.ref().index())
            .findFirst()
            .orElseThrow();
    Optional<Recorded> report =
        DueDiligenceReports.report(subject, chain, work, reportAge)
            .filter(each -> ((DueDiligenceReport) each.said()).verifier() != null);
    return report
        .map(each -> new Found.Builder().uses(each).build())
        .orElseGet(
            () -> lacks(List.of("none covers " + work.facility().name() + " on " + work.day())));
  }
}
