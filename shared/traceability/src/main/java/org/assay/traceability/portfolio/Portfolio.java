package org.assay.traceability.portfolio;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.MetalOrigin;
import org.assay.traceability.origin.Stage;

/**
 * Rule E8: how much of each metal of a portfolio comes from one country, at each stage. A pure
 * function of the traces of its lots, in whatever order they are.
 *
 * <p>Each lot counts for what is left of it. So no metal counts twice: what a step consumed of one
 * listed lot counts in what was made of it, if that is listed too.
 *
 * @param threshold the share that no country should exceed, above 0 and at most 1
 * @param holdings the lots, each once
 * @param metals by name
 * @param notCounted what is left out, and why
 */
public record Portfolio(
    Rational threshold,
    List<Holding> holdings,
    List<MetalPortfolio> metals,
    List<NotCounted> notCounted) {
  /** The rule in the catalogue of rules. */
  public static final String RULE = "E8";

  /** Regulation (EU) 2024/1252, Article 5(1)(b): no more than 65 % from one third country. */
  public static final Rational EU_2024_1252 = Rational.of(65, 100);

  public Portfolio {
    holdings = List.copyOf(holdings);
    metals = List.copyOf(metals);
    notCounted = List.copyOf(notCounted);
  }

  /**
   * @throws IllegalArgumentException if a lot is there twice, or the threshold is no share
   */
  public static Portfolio of(List<Holding> holdings, Rational threshold) {
    if (threshold.signum() <= 0 || threshold.compareTo(Rational.ONE) > 0) {
      throw new IllegalArgumentException("a threshold is above 0 and at most 1");
    }
    if (holdings.stream().map(Holding::lot).distinct().count() != holdings.size()) {
      throw new IllegalArgumentException("a lot is there twice");
    }
    List<NotCounted> notCounted = new ArrayList<>();
    SortedSet<String> names = new TreeSet<>();
    for (Holding holding : holdings) {
      notCounted.addAll(holding.notCounted());
      holding.metals().forEach(metal -> names.add(metal.metal()));
    }
    Effort effort = new Effort();
    List<MetalPortfolio> metals = new ArrayList<>();
    for (String metal : names) {
      List<Part> parts = parts(holdings, metal);
      List<NotCounted> gaps = notCounted.stream().filter(each -> each.concerns(metal)).toList();
      // Where nothing is left of a metal, the portfolio has none of it.
      if (!parts.isEmpty() || gaps.stream().anyMatch(each -> each.metal() != null)) {
        metals.add(metal(metal, parts, gaps, threshold, effort));
      }
    }
    return new Portfolio(threshold, holdings, metals, notCounted);
  }

  private static List<Part> parts(List<Holding> holdings, String metal) {
    List<Part> parts = new ArrayList<>();
    for (Holding holding : holdings) {
      for (MetalOrigin origin : holding.metals()) {
        if (origin.metal().equals(metal)) {
          holding
              .counted(origin)
              .ifPresent(mass -> parts.add(new Part(holding.lot(), mass, origin)));
        }
      }
    }
    return parts;
  }

  private static MetalPortfolio metal(
      String metal, List<Part> parts, List<NotCounted> gaps, Rational threshold, Effort effort) {
    Rational total = Sum.of(parts.stream().map(Part::milligrams).toList());
    List<Concentration> stages = new ArrayList<>();
    if (!parts.isEmpty()) {
      for (Stage stage : Stage.values()) {
        stages.add(
            Concentration.of(stage, total, new StageSum(parts, stage, effort), gaps, threshold));
      }
    }
    return new MetalPortfolio(metal, total, gaps.isEmpty(), stages);
  }

  /** One decision for all metals and stages. */
  public Decision decision() {
    return Decision.of(metals.stream().map(MetalPortfolio::decision).toList());
  }
}
