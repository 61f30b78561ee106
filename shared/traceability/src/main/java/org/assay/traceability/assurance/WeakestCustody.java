package org.assay.traceability.assurance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.CustodyModel;
import org.assay.traceability.origin.MetalOrigin;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Step;
import org.assay.traceability.trace.Trace;

/**
 * Rule F2: the weakest model of the chain of custody (ISO 22095) on the way of the lot's metals. A
 * model without a physical link, mass balance or book and claim, is worth a look; a step that
 * states none leaves it unknown.
 */
public final class WeakestCustody {
  static final String ID = "F2";

  private WeakestCustody() {}

  /** What is shown: a model without a physical link is worth a look. */
  static Finding judge(Trace trace, Origin origin) {
    return judge(trace, origin, CustodyModel.CONTROLLED_BLENDING, Check.Result.WARN);
  }

  /**
   * Judges the way of the metals of a lot.
   *
   * @param minimum the weakest model that is good enough
   * @param below what a weaker one makes of it, WARN or FAIL
   */
  public static Finding judge(
      Trace trace, Origin origin, CustodyModel minimum, Check.Result below) {
    Optional<CustodyModel> weakest =
        origin.metals().stream()
            .flatMap(metal -> metal.model().stream())
            .max(Comparator.naturalOrder());
    boolean isStated =
        !origin.metals().isEmpty() && origin.metals().stream().allMatch(MetalOrigin::isModelStated);
    List<Step> silent =
        trace.steps().stream()
            .filter(step -> step.transformation().custodyModel() == null)
            .toList();
    boolean isGood = weakest.map(model -> model.compareTo(minimum) <= 0).orElse(true);
    List<String> missing = new ArrayList<>();
    if (!isStated) {
      silent.forEach(
          step ->
              missing.add(
                  "the custody model of "
                      + step.transformation().process()
                      + " at "
                      + step.transformation().facility().name()));
      trace.missing().stream().sorted().forEach(lot -> missing.add("where " + lot + " comes from"));
    }
    return new Finding(
        ID,
        !isGood ? below : isStated ? Check.Result.PASS : Check.Result.UNKNOWN,
        trace.steps().stream().map(Step::recorded).toList(),
        missing.stream().distinct().toList(),
        List.of(
            new Check.Figure("steps", BigDecimal.valueOf(trace.steps().size()), ""),
            new Check.Figure("steps that state no model", BigDecimal.valueOf(silent.size()), "")),
        sentence(weakest, isStated, trace.steps().stream().map(Step::recorded).toList()));
  }

  private static String sentence(
      Optional<CustodyModel> weakest, boolean isStated, List<Recorded> steps) {
    if (weakest.isEmpty()) {
      return isStated
          ? "no step is on its way that could mix it"
          : steps.isEmpty()
              ? "nothing is known of its way"
              : "no step on its way states how material was kept apart";
    }
    return "the weakest custody model on its way is "
        + weakest.get().code()
        + (isStated ? "" : ", and not every step states one");
  }
}
