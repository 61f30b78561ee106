package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Assay;
import org.assay.attestation.Did;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Mineral;
import org.assay.attestation.RejectedException;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.MassBasis;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Rule E4: a laboratory finds the lot as pure as its mineral and form ask. What its producer
 * declares is not enough.
 *
 * @param least the purities that are known
 * @param unverified those that nobody has read at the source, with what is said of them
 */
record Purity(List<Least> least, List<Unverified> unverified) implements PolicyRule {
  static final String ID = "E4";

  /**
   * The least purity of a mineral in some forms.
   *
   * @param forms the forms; any with none
   * @param analytes any of which tells the purity; several that count together are joined by +
   * @param share the least share of the dry mass
   */
  record Least(Mineral mineral, Set<String> forms, List<List<String>> analytes, BigDecimal share) {
    Least {
      forms = Set.copyOf(forms);
      analytes = List.copyOf(analytes);
    }

    private static Least read(Parameters in) throws RejectedException {
      List<List<String>> analytes = new ArrayList<>();
      for (String each : in.texts("analytes")) {
        List<String> together = Arrays.asList(each.split("\\+", -1));
        for (String analyte : together) {
          if (!isAnalyte(analyte)) {
            throw in.refused(
                "analytes",
                each + " names no analytes",
                "give symbols or formulas such as C, or Nd2O3+Pr6O11 for a sum");
          }
        }
        analytes.add(together);
      }
      return new Least(Purity.mineral(in), Purity.forms(in), analytes, Share.read(in, "least"));
    }
  }

  /**
   * A purity that is not verified.
   *
   * @param text what is said of it
   */
  record Unverified(Mineral mineral, Set<String> forms, String text) {
    Unverified {
      forms = Set.copyOf(forms);
    }

    private static Unverified read(Parameters in) throws RejectedException {
      return new Unverified(Purity.mineral(in), Purity.forms(in), in.text("text"));
    }
  }

  private static boolean isAnalyte(String name) {
    try {
      return new Grade(name, BigDecimal.ONE, MassBasis.DRY).analyte().equals(name);
    } catch (InvalidValueException e) {
      return false;
    }
  }

  /** What a laboratory found: the purity, and how far off it may be; null where it says nothing. */
  private record Measured(BigDecimal share, @Nullable BigDecimal uncertainty) {}

  Purity {
    least = List.copyOf(least);
    unverified = List.copyOf(unverified);
  }

  static PolicyRule read(Parameters in) throws RejectedException {
    List<Least> least = new ArrayList<>();
    for (Parameters each : in.objects("purities")) {
      least.add(Least.read(each));
    }
    List<Unverified> unverified = new ArrayList<>();
    if (in.has("unverified")) {
      for (Parameters each : in.objects("unverified")) {
        unverified.add(Unverified.read(each));
      }
    }
    return new Purity(least, unverified);
  }

  private static Mineral mineral(Parameters in) throws RejectedException {
    return in.coded("mineral", "a mineral's code", Mineral::fromCode);
  }

  private static Set<String> forms(Parameters in) throws RejectedException {
    return in.has("forms") ? in.texts("forms") : Set.of();
  }

  @Override
  public Finding judge(Case subject) {
    Chain chain = subject.chain();
    Conclusion conclusion = new Conclusion(ID, "the lot is as pure as is asked");
    Optional<LotEvidence> lot = chain.lot();
    if (lot.isEmpty()) {
      chain.gaps().forEach(conclusion::lacks);
      return conclusion.finding("");
    }
    conclusion.uses(lot.get().origin().orElseThrow());
    LotEvidence.Description described = lot.get().description().orElseThrow();
    Optional<Least> asked =
        least.stream()
            .filter(each -> each.mineral() == described.mineral())
            .filter(each -> each.forms().isEmpty() || each.forms().contains(described.form()))
            .findFirst();
    if (asked.isEmpty()) {
      conclusion.lacks(untold(described));
      return conclusion.finding("");
    }
    return judge(chain, conclusion, lot.get(), asked.get());
  }

  private String untold(LotEvidence.Description described) {
    return unverified.stream()
        .filter(each -> each.mineral() == described.mineral())
        .filter(each -> each.forms().isEmpty() || each.forms().contains(described.form()))
        .findFirst()
        .map(each -> "a verified purity of " + described.mineral().code() + ": " + each.text())
        .orElse(
            "a purity of "
                + described.mineral().code()
                + " as "
                + described.form()
                + " in the policy");
  }

  private static Finding judge(Chain chain, Conclusion conclusion, LotEvidence lot, Least asked) {
    conclusion.number("least purity", asked.share(), "");
    Set<Did> interested = lot.interested();
    boolean isMet = false;
    List<String> open = new ArrayList<>();
    for (Recorded recorded : chain.about(lot).toList()) {
      if (!(recorded.said() instanceof Assay assay) || interested.contains(recorded.issuer())) {
        continue;
      }
      Optional<Measured> measured = measured(assay, asked);
      if (measured.isEmpty()) {
        continue;
      }
      conclusion.uses(recorded);
      BigDecimal found = measured.get().share();
      BigDecimal uncertainty =
          Optional.ofNullable(measured.get().uncertainty()).orElse(BigDecimal.ZERO);
      conclusion.number("found by " + recorded.issuer(), found, "");
      String told = chain.name(recorded.issuer()) + " found " + Share.percent(found);
      if (found.add(uncertainty).compareTo(asked.share()) < 0) {
        conclusion.fails(told + ", and " + Share.percent(asked.share()) + " are asked");
      } else if (found.subtract(uncertainty).compareTo(asked.share()) < 0) {
        open.add(
            "an analysis that tells it apart from the limit of "
                + Share.percent(asked.share())
                + ": "
                + told
                + " ± "
                + Share.percent(uncertainty));
      } else {
        isMet = true;
        if (measured.get().uncertainty() == null) {
          conclusion.warns(told + " and states no uncertainty");
        }
      }
    }
    if (!isMet) {
      open.forEach(conclusion::lacks);
      if (open.isEmpty()) {
        conclusion.lacks(
            "an assay of "
                + lot.lot()
                + " by an independent laboratory that gives "
                + analytes(asked)
                + " of the dry mass; a declared grade is not enough");
      }
    }
    return conclusion.finding(
        lot.lot() + " was found at least " + Share.percent(asked.share()) + " pure");
  }

  private static String analytes(Least asked) {
    return String.join(
        " or ", asked.analytes().stream().map(each -> String.join("+", each)).toList());
  }

  private static Optional<Measured> measured(Assay assay, Least asked) {
    for (List<String> together : asked.analytes()) {
      List<Assay.Result> results =
          assay.results().stream()
              .filter(each -> each.grade().basis() == MassBasis.DRY)
              .filter(each -> together.contains(each.grade().analyte()))
              .toList();
      if (results.size() == new LinkedHashSet<>(together).size()) {
        BigDecimal share = BigDecimal.ZERO;
        BigDecimal uncertainty = BigDecimal.ZERO;
        for (Assay.Result each : results) {
          share = share.add(each.grade().fraction());
          // Added up, since nothing says that the errors of one sample are independent.
          uncertainty =
              uncertainty == null || each.uncertainty() == null
                  ? null
                  : uncertainty.add(each.uncertainty());
        }
        return Optional.of(new Measured(share, uncertainty));
      }
    }
    return Optional.empty();
  }
}
