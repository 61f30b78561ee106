package org.assay.traceability.policy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assay.attestation.CountryCode;
import org.assay.attestation.RejectedException;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Recorded;

/**
 * Rule E3: where material was mined in or went through a conflict-affected or high-risk area, the
 * mine, all custodians, the payments to governments, the routes and the due diligence of everybody
 * on the way are told.
 *
 * @param list the areas
 * @param reportAge how long before the work the newest due diligence report may have ended
 */
record ConflictAreas(AreaList list, Months reportAge) implements PolicyRule {
  static final String ID = "E3";

  static PolicyRule read(Parameters in) throws RejectedException {
    return new ConflictAreas(AreaList.read(in), Months.read(in, "reportAgeMonths"));
  }

  @Override
  public Finding judge(Case subject) {
    Chain chain = subject.chain();
    Passage passage = Passage.of(chain);
    List<Map.Entry<CountryCode, Recorded>> listed =
        passage.countries().entrySet().stream()
            .filter(each -> list.countries().contains(each.getKey()))
            .toList();
    if (listed.isEmpty()) {
      return elsewhere(chain, passage);
    }
    String areas =
        listed.stream().map(each -> each.getKey().displayName()).collect(Collectors.joining(", "));
    Conclusion conclusion =
        new Conclusion(
            ID, "all is told that " + list + " asks for, since material was in " + areas);
    listed.forEach(each -> conclusion.uses(each.getValue()));
    chain.work().forEach(work -> conclusion.uses(work.recorded()));
    chain.gaps().forEach(conclusion::lacks);
    conclusion.takes(CustodySequence.find(subject, chain));
    conclusion.takes(passage.routes());
    conclusion.takes(GovernmentPayments.find(chain));
    conclusion.takes(DueDiligenceReports.find(subject, chain, reportAge, list));
    return conclusion.finding(
        "material was in "
            + areas
            + ", which is on "
            + list
            + "; the mine, custodians, payments, routes and due diligence are told");
  }

  private Finding elsewhere(Chain chain, Passage passage) {
    Conclusion conclusion =
        new Conclusion(ID, "material was mined in or went through an area of " + list);
    chain.work().forEach(work -> conclusion.uses(work.recorded()));
    chain.gaps().forEach(conclusion::lacks);
    conclusion.takes(passage.routes());
    return conclusion.finding(
        "material was in "
            + passage.countries().keySet().stream()
                .map(CountryCode::value)
                .collect(Collectors.joining(", "))
            + " only, and none of them is on "
            + list);
  }
}
